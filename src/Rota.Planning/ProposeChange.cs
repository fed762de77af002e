using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>A proposal that was made, with what it would do.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Effect">What it breaks, costs and books; null for an open call, which nobody has taken yet.</param>
public sealed record ProposalMade(Proposal Proposal, ChangeAudit? Effect);

/// <summary>
/// Proposes a change of published rotas: a stand-in, an exchange, a ring, another adult of the household, the standby, or a duty offered to everybody.
/// Only what adds no breach is proposed. Whoever asks has agreed by asking.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class ProposeChange(Office office)
{
    /// <summary>
    /// The change that two people mean who name each other: an exchange when the other's night is named; the standby of the same watch goes
    /// out; an adult of the same household, or anybody else, stands in. Writes nothing.
    /// </summary>
    /// <param name="asked">The duty that is given up.</param>
    /// <param name="with">Who takes it.</param>
    /// <param name="night">The night of theirs that is taken for it; null where nothing is.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<RotaChange>> WithAsync(
        StandingDuty asked,
        ResidentId with,
        LocalDate? night,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(asked);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var (seat, holder) = (asked.Duty.Seat, asked.Duty.Resident);
        if (night is { } other)
        {
            var theirs = (await reader.Duties.OfResidentAsync(with, other, cancellation)).FirstOrDefault(d =>
                d.Duty.Seat.Night == other && d.Area == asked.Area
            );
            return theirs is null
                ? Outcome<RotaChange>.Failed(NoDuty(other))
                : Outcome<RotaChange>.Of(RotaChange.Around((seat, holder), (theirs.Duty.Seat, with)));
        }

        var loaded = await MonthsInHand.LoadAsync(office, reader, asked.Area, [seat.Night], false, cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<RotaChange>.Failed(loaded.Faults);
        }

        var month = loaded.Value.Months.Of(seat.Night)!;
        var standby = month.Rota.Duties.FirstOrDefault(d =>
            d.Resident == with
            && d.Seat.Post == Post.Standby
            && (d.Seat.Night, d.Seat.Watch) == (seat.Night, seat.Watch)
        );
        if (standby is not null && Watch.IsOut(seat.Post))
        {
            var way = Suggestions
                .For(loaded.Value.Months, seat, loaded.Value.Now)
                .Best(ChangeKind.Promotion, int.MaxValue)
                .FirstOrDefault(s => s.Change.Moves[^1].From == with);
            return Outcome<RotaChange>.Of(way?.Change ?? RotaChange.Promotion(seat, holder, (standby.Seat, with)));
        }

        return Outcome<RotaChange>.Of(
            month.Problem.Resident(with)?.Household.Id == asked.Duty.Household
                ? RotaChange.HouseholdMember(seat, holder, with)
                : RotaChange.StandIn(seat, holder, with)
        );
    }

    /// <summary>Looks what a change would do. Writes nothing.</summary>
    /// <param name="area">The area.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Fails, in words, where it cannot be made or adds a breach.</returns>
    public async Task<Outcome<ChangeAudit>> PreviewAsync(
        AreaId area,
        RotaChange change,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var loaded = await LoadAsync(reader, area, change.Moves, cancellation);
        return loaded.Succeeded ? Judge(loaded.Value, change) : Outcome<ChangeAudit>.Failed(loaded.Faults);
    }

    /// <summary>Proposes a change.</summary>
    /// <param name="area">The area.</param>
    /// <param name="change">The change; waivers of its own are not proposed but recorded by an organiser.</param>
    /// <param name="asker">Who asks and has thereby agreed; null where nobody has said anything yet.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public async Task<Outcome<ProposalMade>> RunAsync(
        AreaId area,
        RotaChange change,
        Answering? asker,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var writer = await office.WriteAsync(cancellation);
        var loaded = await LoadAsync(writer.Read, area, change.Moves, cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<ProposalMade>.Failed(loaded.Faults);
        }

        var effect = Judge(loaded.Value, change);
        return effect.Succeeded
            ? await WriteAsync(writer, loaded.Value, change, isOpenCall: false, asker, effect.Value, cancellation)
            : Outcome<ProposalMade>.Failed(effect.Faults);
    }

    /// <summary>Offers a duty to everybody who may take it (找人替班). It stays the resident's until somebody has taken it.</summary>
    /// <param name="area">The area.</param>
    /// <param name="seat">The duty's seat.</param>
    /// <param name="asker">Who asks: the holder; null where nobody has said anything yet, or the seat is empty.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public async Task<Outcome<ProposalMade>> CallAsync(
        AreaId area,
        Seat seat,
        Answering? asker,
        CancellationToken cancellation = default
    )
    {
        await using var writer = await office.WriteAsync(cancellation);
        var loaded = await LoadAsync(writer.Read, area, [new Move(seat, null, null)], cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<ProposalMade>.Failed(loaded.Faults);
        }

        var hand = loaded.Value;
        if (
            hand.Months.Of(seat.Night)?.Has(seat) != true
            || hand.WatchOf(seat) is not { } watch
            || watch.Begins <= hand.Now
        )
        {
            return Outcome<ProposalMade>.Failed(Over(seat));
        }

        var at = office.Clock.GetCurrentInstant();
        var open = (await writer.Read.Proposals.ListAsync(area, cancellation)).FirstOrDefault(p =>
            p.IsUntaken && p.Seat == seat && p.At(at).State.IsOpen()
        );
        if (open is not null)
        {
            return Outcome<ProposalMade>.Failed(Called(open));
        }

        var change = new RotaChange(
            ChangeKind.StandIn,
            [new Move(seat, hand.Months.Of(seat.Night)!.Holder(seat), null)],
            []
        );
        return await WriteAsync(writer, hand, change, isOpenCall: true, asker, effect: null, cancellation);
    }

    private Task<Outcome<MonthsInHand>> LoadAsync(
        StreetReader reader,
        AreaId area,
        IReadOnlyList<Move> moves,
        CancellationToken cancellation
    ) =>
        moves.Count == 0
            ? throw new ArgumentException("A change moves something.", nameof(moves))
            : MonthsInHand.LoadAsync(
                office,
                reader,
                area,
                [.. moves.Select(m => m.Seat.Night)],
                isWide: false,
                cancellation
            );

    private static Outcome<ChangeAudit> Judge(MonthsInHand hand, RotaChange change)
    {
        var judged = ChangeAudit.Of(hand.Months, change, hand.Now);
        return judged.Succeeded && !judged.Value.IsLegal ? Outcome<ChangeAudit>.Failed(judged.Value.Refusals) : judged;
    }

    private async Task<Outcome<ProposalMade>> WriteAsync(
        StreetWriter writer,
        MonthsInHand hand,
        RotaChange change,
        bool isOpenCall,
        Answering? asker,
        ChangeAudit? effect,
        CancellationToken cancellation
    )
    {
        var at = office.Clock.GetCurrentInstant();
        var first = change.Moves.Select(m => hand.WatchOf(m.Seat)!).MinBy(w => w.Begins)!;
        var expires = hand.Terms.Expiry(change.Kind, first.Begins, first.Ends, hand.Now);
        var made = new Proposal
        {
            Area = hand.Area.Id,
            Kind = change.Kind,
            IsOpenCall = isOpenCall,
            Moves = change.Moves,
            Parties = Proposal.PartiesOf(change.Moves),
            MadeAt = at,
            MadeBy = office.By,
            ExpiresAt = office.Zone.AtLeniently(expires).ToInstant(),
        };
        var asked = asker is null ? Outcome<Proposal>.Of(made) : made.Answered(asker, at);
        if (!asked.Succeeded)
        {
            return Outcome<ProposalMade>.Failed(asked.Faults);
        }

        var number = await writer.Proposals.AddAsync(asked.Value, cancellation);
        var proposal = asked.Value with { Number = number };
        await writer.RecordAsync(
            isOpenCall ? "call" : "propose",
            await ProposalDesk.SubjectAsync(writer.Read, proposal, cancellation),
            await ProposalDesk.DetailsAsync(writer.Read, asker, cancellation),
            cancellation
        );
        await writer.CommitAsync(cancellation);
        return Outcome<ProposalMade>.Of(new ProposalMade(proposal, effect));
    }

    private static Fault NoDuty(LocalDate night) =>
        new(
            new Place("--night2"),
            new($"对方 {night:uuuu-MM-dd} 在本片区没有班", $"the other has no duty in this area on {night:uuuu-MM-dd}"),
            new("请写对方有班的一夜", "name a night on which they have a duty")
        );

    private static Fault Over(Seat seat) =>
        new(
            new Place(SeatWords.Of(seat).En),
            new("没有这一席，或这一班已经开始", "there is no such seat, or its watch has begun"),
            new("请选还没有开始的班", "choose a watch that has not begun")
        );

    private static Fault Called(Proposal open) =>
        new(
            new Place(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{open.Number}")),
            new("这一班已经在找人了", "somebody is sought for this duty already"),
            new("请等有人接下，或先收回那一次", "wait until it is taken, or withdraw it first")
        );
}
