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
/// <param name="Open">The seats that are open together at most; fewer.</param>
internal sealed record JoinedAreas(string Neighbour, int Apart, IReadOnlySet<Seat> Open)
{
    /// <summary>The repair of a gap; null where it stays one.</summary>
    public Repair? Fills(Seat gap) =>
        Open.Contains(gap)
            ? null
            : new Repair
            {
                Kind = RepairKind.Join,
                Seat = gap,
                Area = Neighbour,
                Open = (Apart, Open.Count),
            };
}

/// <summary>Tries an area together with a neighbouring one, of the same community and with the same watches.</summary>
/// <param name="office">What it works with.</param>
/// <param name="reader">The books at one moment.</param>
internal sealed class JoinAreas(Office office, StreetReader reader)
{
    /// <summary>
    /// The neighbour with which the fewest seats stay empty, of those whose codes come just before and after: first as far as counting goes,
    /// then with the month solved for both together, in which the area's own duties stay. Null where no neighbour helps.
    /// </summary>
    public async Task<JoinedAreas?> FindAsync(
        RotaInHand hand,
        IReadOnlyList<AreaMonth> all,
        CancellationToken cancellation
    )
    {
        var best = default((RotaInHand Neighbour, RotaProblem Joined, int Open));
        foreach (var at in Neighbours(hand, all))
        {
            var neighbour = await RotaInHand.LoadAsync(office, reader, at, hand.Rota.Month, cancellation);
            if (!neighbour.Succeeded || !SameWatches(hand.Problem, neighbour.Value.Problem))
            {
                continue;
            }

            var joined = RotaProblem.From(Together(hand.Facts, neighbour.Value.Facts));
            if (
                joined.Succeeded
                && OpenByNumbers(joined.Value) is var open
                && (best.Joined is null || open < best.Open)
            )
            {
                best = (neighbour.Value, joined.Value, open);
            }
        }

        var apart = hand.Rota.Gaps.Count + (best.Neighbour?.Rota.Gaps.Count ?? 0);
        if (best.Joined is null || best.Open >= apart)
        {
            return null;
        }

        return
            SolveSupposed.Run(best.Joined, Keeping(hand), cancellation) is { } solved && solved.Rota.Gaps.Count < apart
            ? new JoinedAreas(best.Neighbour!.Area.Code, apart, solved.Rota.Gaps.Select(g => g.Seat).ToHashSet())
            : null;
    }

    /// <summary>The area's own duties stay, and the neighbour's people, whose own watches fall away, are asked for what is open.</summary>
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

    private static int OpenByNumbers(RotaProblem problem)
    {
        var nobody = new WatchRota(problem.Month, [], []);
        return ((bool[])[true, false]).Sum(isOut =>
            SeatMatching.Of(problem, nobody, isOut) is var matching ? matching.Seats.Count - matching.FillAll() : 0
        );
    }
}
