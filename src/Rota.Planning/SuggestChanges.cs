using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>What can be done about one duty.</summary>
/// <param name="Area">The watch area.</param>
/// <param name="Seat">The duty's seat.</param>
/// <param name="Holder">Who holds it; null for an empty seat.</param>
/// <param name="HasMore">Whether there are more than are given here.</param>
/// <param name="Best">
/// The best of each kind, another adult of the household first: what is taken by its number is taken by its place here. Rings are so
/// many that they would crowd out all else.
/// </param>
/// <param name="People">Everybody whom they name, by id.</param>
/// <param name="Households">Codes of the households whose ledgers they touch.</param>
/// <param name="Open">Proposals about the seat that have not ended, by number: somebody may be sought already.</param>
/// <param name="IsHeard">Whether an open call would reach a neighbour who could take the duty now.</param>
public sealed record ChangesSuggested(
    WatchArea Area,
    Seat Seat,
    ResidentId? Holder,
    bool HasMore,
    IReadOnlyList<Suggestion> Best,
    IReadOnlyDictionary<ResidentId, ResidentCard> People,
    IReadOnlyDictionary<HouseholdId, string> Households,
    IReadOnlyList<Proposal> Open,
    bool IsHeard
);

/// <summary>Finds what can be done about one published duty: exact and legal by the books as they are now. Writes nothing.</summary>
/// <param name="office">What it works with.</param>
public sealed class SuggestChanges(Office office)
{
    private static readonly ChangeKind[] Kinds =
    [
        ChangeKind.HouseholdMember,
        ChangeKind.StandIn,
        ChangeKind.Exchange,
        ChangeKind.Promotion,
        ChangeKind.Ring,
    ];

    /// <summary>Finds it.</summary>
    /// <param name="area">The area.</param>
    /// <param name="seat">The seat, of a published month.</param>
    /// <param name="most">How many ways of each kind are given at most.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<ChangesSuggested>> RunAsync(
        AreaId area,
        Seat seat,
        int most,
        CancellationToken cancellation = default
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var loaded = await MonthsInHand.LoadAsync(office, reader, area, [seat.Night], isWide: true, cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<ChangesSuggested>.Failed(loaded.Faults);
        }

        var hand = loaded.Value;
        var list = Suggestions.For(hand.Months, seat, hand.Now);
        IReadOnlyList<Suggestion> best = [.. Kinds.SelectMany(kind => list.Best(kind, most))];
        var hasMore = Kinds.Any(kind => list.HasMore(kind, most));
        var holder = hand.Months.Of(seat.Night)!.Holder(seat);
        var people = await reader.People.OfAsync(
            best.SelectMany(s => s.Change.Moves)
                .SelectMany(m => (ResidentId?[])[m.From, m.To])
                .Append(holder)
                .OfType<ResidentId>(),
            cancellation
        );
        var households = hand
            .Months.Months.SelectMany(m => m.Problem.Households)
            .GroupBy(h => h.Id)
            .ToDictionary(g => g.Key, g => g.First().Code);
        var at = office.Clock.GetCurrentInstant();
        var open = (await reader.Proposals.OpenAsync(area, cancellation))
            .Where(p => p.At(at).State.IsOpen() && p.Moves.Any(m => m.Seat == seat))
            .ToList();
        // Near the watch the covenant excuses what a stand-in may not do else.
        var isHeard = CallList
            .For(hand.Months, seat, hand.Terms, hand.Now)
            .Any(e => e.Reason is not (CallReason.Standby or CallReason.Household));
        return Outcome<ChangesSuggested>.Of(
            new ChangesSuggested(hand.Area, seat, holder, hasMore, best, people, households, open, isHeard)
        );
    }

    /// <summary>The seats in force that a resident holds on a night.</summary>
    public async Task<IReadOnlyList<SeatHeld>> SeatsAsync(
        ResidentId resident,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var duties = await reader.Duties.OfResidentAsync(resident, night, cancellation);
        return
        [
            .. duties
                .Where(d => d.Duty.Seat.Night == night)
                .Select(d => new SeatHeld(d.Area, d.Duty.Seat, d.Duty.Resident)),
        ];
    }

    /// <summary>The one seat of an area that is meant, filled or empty; fails where none or several are.</summary>
    public async Task<Outcome<SeatHeld>> SeatAsync(
        string area,
        SeatAsked asked,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(asked);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var picked = await new AreaChoice(null, [area]).PickAsync(reader, asked.Night.ToYearMonth(), cancellation);
        if (!picked.Succeeded)
        {
            return Outcome<SeatHeld>.Failed(picked.Faults);
        }

        var at = picked.Value[0].State.Area.Id;
        var rota = (await reader.Editions.InForceAsync(at, asked.Night.ToYearMonth(), cancellation))?.Sheet.Rota;
        var seats = rota is null
            ? []
            : rota
                .Duties.Select(d => new SeatHeld(at, d.Seat, d.Resident))
                .Concat(rota.Gaps.Select(g => new SeatHeld(at, g.Seat, null)))
                .Where(s => asked.Means(s.Seat))
                .ToList();
        return seats.Count == 1
            ? Outcome<SeatHeld>.Of(seats[0])
            : Outcome<SeatHeld>.Failed(
                seats.Count == 0
                    ? new Fault(
                        new Place("--seat"),
                        new(
                            $"{area} 没有这一席，或这个月没有生效的值班表",
                            $"{area} has no such seat, or no rota of the month is in force"
                        ),
                        new("请写已公布月份里有的席位", "name a seat of a published month")
                    )
                    : new Fault(
                        new Place("--seat"),
                        new($"有 {seats.Count} 席符合", $"{seats.Count} seats fit"),
                        new("请写全：2026-12-05/evening/guard/1", "write it whole, such as 2026-12-05/evening/guard/1")
                    )
            );
    }
}
