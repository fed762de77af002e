using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>An area and a neighbour that keep one watch, the month solved for both together.</summary>
/// <param name="Neighbour">Code of the neighbour.</param>
/// <param name="Apart">How many seats both have open apart.</param>
/// <param name="Rota">The rota of both; fewer seats are open in it.</param>
internal sealed record JoinedAreas(string Neighbour, int Apart, WatchRota Rota)
{
    /// <summary>The repair of a gap; null where no seat of its post is filled that the rota in hand leaves open.</summary>
    public Repair? Fills(WatchRota hand, Seat gap) =>
        Open(Rota, gap) >= Open(hand, gap)
            ? null
            : new Repair
            {
                Kind = RepairKind.Join,
                Seat = gap,
                Area = Neighbour,
                Open = (Apart, Rota.Gaps.Count),
            };

    private static int Open(WatchRota rota, Seat on) =>
        rota.Gaps.Count(g => (g.Seat.Night, g.Seat.Watch, g.Seat.Post) == (on.Night, on.Watch, on.Post));
}

/// <summary>What came of trying neighbours.</summary>
/// <param name="Best">The one with which the fewest seats stay empty; null where none helps.</param>
/// <param name="Unsettled">Codes of neighbours of which it did not come out within the effort allowed whether they help.</param>
internal sealed record JoinsTried(JoinedAreas? Best, IReadOnlyList<string> Unsettled);

/// <summary>Tries an area together with a neighbouring one, of the same community and with the same watches.</summary>
/// <param name="office">What it works with.</param>
/// <param name="reader">The books at one moment.</param>
/// <param name="solve">What solves; the solver when null.</param>
internal sealed class JoinAreas(Office office, StreetReader reader, Solve? solve)
{
    /// <summary>Households of the neighbour that are tried for each open seat.</summary>
    private const int HouseholdsPerGap = 3;

    /// <summary>
    /// The neighbour with which the fewest seats stay empty, of the two whose codes come just before and after. The area's own duties
    /// stay, each of them, and those of the neighbour who owe most, whose own watches fall away, are asked for what is open; so fewer
    /// seats may stay empty yet. What comes out breaks no rule of the joined area; where a duty of the area's own does as the books
    /// are now, no neighbour is offered.
    /// </summary>
    public async Task<JoinsTried> FindAsync(
        RotaInHand hand,
        IReadOnlyList<AreaMonth> all,
        CancellationToken cancellation
    )
    {
        JoinedAreas? best = null;
        var unsettled = new List<string>();
        foreach (var at in Neighbours(hand, all))
        {
            var neighbour = await RotaInHand.AsOfNowAsync(office, reader, at, hand.Rota.Month, cancellation);
            if (!neighbour.Succeeded || !SameWatches(hand.Problem, neighbour.Value.Problem))
            {
                continue;
            }

            var (joined, isSettled) = Join(hand, neighbour.Value, cancellation);
            if (joined is not null && (best is null || joined.Rota.Gaps.Count < best.Rota.Gaps.Count))
            {
                best = joined;
            }

            if (!isSettled)
            {
                unsettled.Add(neighbour.Value.Area.Code);
            }

            if (best?.Rota.Gaps.Count == 0)
            {
                break;
            }
        }

        return new JoinsTried(best, unsettled);
    }

    /// <summary>Both solved as one; whether it came out that they help, or do not.</summary>
    private (JoinedAreas? Joined, bool IsSettled) Join(
        RotaInHand hand,
        RotaInHand neighbour,
        CancellationToken cancellation
    )
    {
        var apart = hand.Rota.Gaps.Count + neighbour.Rota.Gaps.Count;
        var whole = RotaProblem.From(Together(hand.Facts, neighbour.Facts));
        var part = RotaProblem.From(Together(hand.Facts, Asked(neighbour, HouseholdsPerGap * hand.Rota.Gaps.Count)));
        if (
            !whole.Succeeded
            || !part.Succeeded
            // Who takes no part any more can keep no duty.
            || hand.Rota.Duties.Any(d => part.Value.Resident(d.Resident) is null)
        )
        {
            return (null, true);
        }

        return SolveSupposed.Run(part.Value, Keeping(hand), solve, cancellation) switch
        {
            SolveSupposed.Solved solved when solved.Rota.Gaps.Count < apart => (
                Audit.Of(whole.Value, solved.Rota).IsClean
                    ? new JoinedAreas(neighbour.Area.Code, apart, solved.Rota)
                    : null,
                true
            ),
            SolveSupposed.Solved solved => (null, solved.IsExact),
            SolveSupposed.Impossible => (null, true),
            _ => (null, false),
        };
    }

    /// <summary>The facts of a neighbour with those households alone that owe most, none of them bound to somebody by serving together.</summary>
    private static ProblemFacts Asked(RotaInHand neighbour, int most)
    {
        var asked = neighbour
            .Problem.Households.Where(h => h.Residents.Count > 0 && h.Residents.All(r => r.Group is null))
            .OrderBy(h => (decimal)h.Balance.Thousandths / h.Weight)
            .Take(most)
            .Select(h => h.Id)
            .ToHashSet();
        return neighbour.Facts with
        {
            Households = [.. neighbour.Facts.Households.Where(h => asked.Contains(h.Id))],
            Residents = [.. neighbour.Facts.Residents.Where(r => asked.Contains(r.Household))],
        };
    }

    /// <summary>The area's own duties stay, each of them; of the neighbour's people each may take what is open.</summary>
    private static Supposition Keeping(RotaInHand hand)
    {
        var own = hand.Problem.Households.Select(h => h.Id).ToHashSet();
        var kept = hand.Rota.Duties.Select(d => (d.Resident, d.Seat.Night, d.Seat.Watch, d.Seat.Post)).ToHashSet();
        var open = hand.Rota.Gaps.Select(g => (g.Seat.Night, g.Seat.Watch, g.Seat.Post)).ToHashSet();
        return new Supposition
        {
            Forbids = (r, w, p) =>
                own.Contains(r.Household.Id)
                    ? !kept.Contains((r.Id, w.Night.Date, w.Name, p))
                    : !open.Contains((w.Night.Date, w.Name, p)),
            Keeps = (r, w, p) => kept.Contains((r.Id, w.Night.Date, w.Name, p)),
        };
    }

    private static IEnumerable<AreaMonth> Neighbours(RotaInHand hand, IReadOnlyList<AreaMonth> all)
    {
        var near = all.Where(a => a.State.Area.Community == hand.Area.Community).ToList();
        var place = near.FindIndex(a => a.State.Area.Id == hand.Area.Id);
        return ((int[])[place - 1, place + 1])
            .Where(p => p >= 0 && p < near.Count)
            .Select(p => near[p])
            .Where(a => a.Edition is not null || a.Draft is not null);
    }

    private static bool SameWatches(RotaProblem a, RotaProblem b) =>
        a.Watches.Count == b.Watches.Count
        && a.Watches.Zip(b.Watches)
            .All(w =>
                w.First.Night.Date == w.Second.Night.Date
                && w.First.Name == w.Second.Name
                && Watch.Posts.All(p => w.First.Seats(p) == w.Second.Seats(p))
            );

    /// <summary>Both areas' people on the watches of the first; what was pinned in the other is left aside.</summary>
    private static ProblemFacts Together(ProblemFacts area, ProblemFacts other) =>
        area with
        {
            Grids = [.. area.Grids, .. other.Grids],
            Households = [.. area.Households, .. other.Households],
            Residents = [.. area.Residents, .. other.Residents],
            Absences = [.. area.Absences, .. other.Absences],
            Wishes = [.. area.Wishes, .. other.Wishes],
            Apart = [.. area.Apart, .. other.Apart],
            Balances = area.Balances.Concat(other.Balances).ToDictionary(),
            Around = [.. area.Around, .. other.Around],
            FestivalsStood = [.. area.FestivalsStood, .. other.FestivalsStood],
            WatchesStood = area.WatchesStood.Concat(other.WatchesStood).DistinctBy(s => s.Key).ToDictionary(),
        };
}
