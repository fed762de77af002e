using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Tries an area together with a neighbouring one, of the same community and with the same watches.</summary>
/// <param name="office">What it works with.</param>
/// <param name="reader">The books at one moment.</param>
internal sealed class JoinAreas(Office office, StreetReader reader)
{
    /// <summary>
    /// The neighbour with which the fewest seats stay empty, of those whose codes come just before and after: first as far as counting goes,
    /// then with the month solved for both together. Null where no neighbour helps.
    /// </summary>
    public async Task<Repair?> FindAsync(
        RotaInHand hand,
        IReadOnlyList<AreaMonth> all,
        Seat gap,
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

        var solved = SolveSupposed.Run(best.Joined, supposed: null, cancellation);
        var isFilled = solved?.Rota.Gaps.Any(g => g.Seat == gap) == false;
        return solved is null || !isFilled || solved.Rota.Gaps.Count >= apart
            ? null
            : new Repair
            {
                Kind = RepairKind.Join,
                Seat = gap,
                Area = best.Neighbour!.Area.Code,
                Open = (apart, solved.Rota.Gaps.Count),
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
