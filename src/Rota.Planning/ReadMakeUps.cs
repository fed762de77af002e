using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>A duty that was missed and is not made up yet. For organisers: who missed what is told to nobody else.</summary>
/// <param name="Area">The area whose household it is.</param>
/// <param name="Missed">What was missed.</param>
/// <param name="Who">Who missed it.</param>
/// <param name="Points">What it weighed.</param>
/// <param name="Left">What of it is not made up yet; above zero.</param>
/// <param name="Ways">Nights that the resident may take now, in the order of nights.</param>
public sealed record MakeUp(
    WatchArea Area,
    StoodNight Missed,
    ResidentCard Who,
    Points Points,
    Points Left,
    IReadOnlyList<MakeUpWay> Ways
);

/// <summary>A duty that nobody loses who would keep it: an open call, an empty seat, or one that its holder cannot keep.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Points">What it weighs.</param>
/// <param name="Call">Number of the open call for it; null where there is none.</param>
/// <param name="Holder">Who holds it, where it is an open problem of theirs; null for an empty seat.</param>
public sealed record MakeUpWay(Seat Seat, Points Points, int? Call, ResidentCard? Holder);

/// <summary>Reads which missed duties are not made up yet, and what could be taken for each now. Writes nothing.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadMakeUps(Office office)
{
    /// <summary>Nobody is asked for longer: the points are lacking in the ledger, so that the household's turn comes sooner anyway.</summary>
    private const int Months = 3;

    /// <summary>How many months ahead are looked through for nights to take.</summary>
    private const int MonthsAhead = 3;

    /// <summary>The missed duties of some areas, in the order of areas, then of nights.</summary>
    /// <param name="choice">Which areas.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<IReadOnlyList<MakeUp>>> RunAsync(
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = choice.Pick(await reader.Areas.ListAsync(cancellation), a => a);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<MakeUp>>.Failed(areas.Faults);
        }

        var all = new List<MakeUp>();
        foreach (var area in areas.Value.Select(a => a.Area))
        {
            var open = await OpenAsync(reader, area, cancellation);
            if (open.Count == 0)
            {
                continue;
            }

            var people = await reader.People.OfAsync(open.Select(o => o.Missed.Resident), cancellation);
            var ways = await WaysAsync(reader, area, open.Select(o => o.Missed.Resident).ToHashSet(), cancellation);
            all.AddRange(
                from o in open
                let who = people[o.Missed.Resident]
                select new MakeUp(area, o.Missed, who, o.Points, o.Left, [.. ways[o.Missed.Resident]])
            );
        }

        return Outcome<IReadOnlyList<MakeUp>>.Of(all);
    }

    /// <summary>What is not made up yet, in the order of nights.</summary>
    private async Task<List<(StoodNight Missed, Points Points, Points Left)>> OpenAsync(
        StreetReader reader,
        WatchArea area,
        CancellationToken cancellation
    )
    {
        var today = office.Today;
        var told = await reader.Attendance.MissedAsync(
            area.Id,
            today.PlusMonths(-Months),
            today.ToYearMonth(),
            cancellation
        );
        var open = new List<(StoodNight Missed, Points Points, Points Left)>();
        if (told.Count == 0)
        {
            return open;
        }

        var missedNights = told.Select(s => (s.Resident, s.Night)).ToHashSet();
        var taken = (await TakenAsync(reader, area, told[0].Night, cancellation))
            .Where(d => !missedNights.Contains((d.Resident, d.Seat.Night)))
            .ToLookup(d => d.Household, d => (d.Seat.Night, d.Points));
        foreach (var home in told.GroupBy(s => s.Household))
        {
            var entries = await reader.Ledger.OfHouseholdAsync(home.Key, cancellation);
            var missed = home.Select(s => (Stood: s, Points: PointsOf(entries, s))).Where(m => m.Points > Points.Zero);
            List<(StoodNight Stood, Points Points)> its = [.. missed];
            var left = MadeUp.Left([.. its.Select(m => (m.Stood.Night, m.Points))], [.. taken[home.Key]]);
            open.AddRange(
                its.Zip(left).Where(m => m.Second > Points.Zero).Select(m => (m.First.Stood, m.First.Points, m.Second))
            );
        }

        return [.. open.OrderBy(m => m.Missed.Night).ThenBy(m => m.Missed.Resident.Value)];
    }

    /// <summary>What a missed duty weighed: what the ledger last took for it.</summary>
    private static Points PointsOf(IReadOnlyList<LedgerEntry> entries, StoodNight stood) =>
        -(entries.LastOrDefault(e => e.Night == stood.Night && e.Reason == LedgerReason.Missed)?.Amount ?? Points.Zero);

    /// <summary>Duties in force that somebody took over for nothing since a night.</summary>
    private static async Task<List<Duty>> TakenAsync(
        StreetReader reader,
        WatchArea area,
        LocalDate from,
        CancellationToken cancellation
    )
    {
        // Who takes an open call of the own household is no stand-in: what the household is to carry stays as it was.
        var within = (await reader.Changes.SinceAsync(area.Id, from.ToYearMonth(), cancellation))
            .Where(c => c.Cause.Kind == ChangeKind.HouseholdMember)
            .Select(c => c.Cause.Proposal)
            .ToHashSet();
        var proposals = await reader.Proposals.ListAsync(area.Id, cancellation);
        var takers = proposals
            .Where(p => p is { State: ProposalState.Done, Kind: ChangeKind.StandIn } && !within.Contains(p.Number))
            .Select(p => (p.Seat, p.Moves[0].To))
            .ToHashSet();
        var duties = await reader.Duties.OfAreaAsync(area.Id, from, LocalDate.MaxIsoValue, cancellation);
        return [.. duties.Select(d => d.Duty).Where(d => takers.Contains((d.Seat, d.Resident)))];
    }

    /// <summary>What each of some residents may take now.</summary>
    private async Task<ILookup<ResidentId, MakeUpWay>> WaysAsync(
        StreetReader reader,
        WatchArea area,
        HashSet<ResidentId> residents,
        CancellationToken cancellation
    )
    {
        var none = Enumerable.Empty<(ResidentId, MakeUpWay)>().ToLookup(w => w.Item1, w => w.Item2);
        var first = office.Today.ToYearMonth();
        var nights = await MonthsInHand.PublishedAsync(reader, area.Id, first, 1 + MonthsAhead, cancellation);
        if (nights.Count == 0)
        {
            return none;
        }

        var loaded = await MonthsInHand.LoadAsync(office, reader, area.Id, nights, isWide: false, cancellation);
        if (!loaded.Succeeded)
        {
            return none;
        }

        var hand = loaded.Value;
        var suggestions = new Suggestions(hand.Months, hand.Now);
        var ways = new List<(ResidentId Who, MakeUpWay Way)>();
        foreach (var way in await SeatsAsync(reader, hand, cancellation))
        {
            ways.AddRange(
                from suggestion in suggestions.For(way.Seat).Best(ChangeKind.StandIn, int.MaxValue)
                let taker = suggestion.Change.Moves[0].To!.Value
                where residents.Contains(taker)
                select (taker, way)
            );
        }

        return ways.ToLookup(w => w.Who, w => w.Way);
    }

    /// <summary>Seats to come that somebody is sought for, that are empty, or that their holders cannot keep; each once, in order.</summary>
    private async Task<List<MakeUpWay>> SeatsAsync(
        StreetReader reader,
        MonthsInHand hand,
        CancellationToken cancellation
    )
    {
        var at = office.Clock.GetCurrentInstant();
        var calls = (await reader.Proposals.ListAsync(hand.Area.Id, cancellation))
            .Where(p => p.IsUntaken && p.At(at).State.IsOpen())
            .GroupBy(p => p.Seat)
            .ToDictionary(g => g.Key, g => g.First().Number);
        var problems = OpenProblems.Of(hand.Months, hand.Now).Select(p => p.Seat).ToHashSet();
        var seats = hand
            .Months.Months.SelectMany(m => m.Rota.Gaps.Select(g => g.Seat))
            .Concat(calls.Keys)
            .Concat(problems)
            .Distinct()
            .Where(s => hand.WatchOf(s)?.Begins > hand.Now)
            .Order()
            .ToList();
        var holders = seats.ToDictionary(s => s, s => hand.Months.Of(s.Night)!.Holder(s));
        var people = await reader.People.OfAsync(holders.Values.OfType<ResidentId>(), cancellation);
        return
        [
            .. seats.Select(s => new MakeUpWay(
                s,
                hand.WatchOf(s)!.Night.PointsOf(s.Post),
                calls.TryGetValue(s, out var call) ? call : null,
                holders[s] is { } holder ? people.GetValueOrDefault(holder) : null
            )),
        ];
    }
}
