using NodaTime;
using Rota.Core.Covenants;

namespace Rota.Core.Forecasts;

/// <summary>A watch area as pooling sees it.</summary>
/// <param name="Counts">Its people.</param>
/// <param name="Beat">The police beat that all its grids lie in; null when unknown, or when they lie in several.</param>
/// <param name="Terms">Terms in force for it.</param>
public sealed record Neighbour(AreaCounts Counts, string? Beat, Terms Terms)
{
    /// <summary>Its forecast as it stands.</summary>
    public AreaForecast Forecast(YearMonth from) => AreaForecast.Of(Counts, Terms, from);
}

/// <summary>What joining neighbours is to reach.</summary>
public enum PoolGoal
{
    /// <summary>No seat is beyond reach: <see cref="AreaForecast.IsShort"/> is false.</summary>
    EverySeat,

    /// <summary>One night a year for a household: <see cref="AreaForecast.IsOneNight"/>.</summary>
    OneNight,
}

/// <summary>Areas proposed to keep one watch together (联片), or one that stays by itself.</summary>
/// <param name="Areas">Codes of its areas, in order.</param>
/// <param name="Forecast">What it would ask.</param>
/// <param name="Reaches">Whether it reaches the goal.</param>
public sealed record Pool(IReadOnlyList<string> Areas, AreaForecast Forecast, bool Reaches)
{
    /// <summary>Whether it joins several areas.</summary>
    public bool Joins => Areas.Count > 1;
}

/// <summary>
/// Proposes which neighbours to join. Neighbours are areas of one community, one beat and the same terms that follow each other
/// in the order of codes. Each is in one pool, and a pool is a run of neighbours. In this order: as few areas as can be miss the
/// goal; as few areas as can be are joined with others; as many pools as can be; pools as even in households as can be (least sum
/// of squares); among equals the last pools are the short ones. No area is joined in vain: a pool that misses the goal is one area.
/// </summary>
public static class Pools
{
    /// <summary>The pools, in the order of their areas' codes; every area is in one of them.</summary>
    /// <param name="street">The areas of a street, or of some whole communities, in any order.</param>
    /// <param name="goal">What each pool is to reach.</param>
    /// <param name="from">First of the twelve months.</param>
    public static IReadOnlyList<Pool> Propose(IReadOnlyList<Neighbour> street, PoolGoal goal, YearMonth from)
    {
        ArgumentNullException.ThrowIfNull(street);
        return
        [
            .. street
                .GroupBy(n => n.Counts.Community)
                .SelectMany(c => Runs([.. c.OrderBy(n => n.Counts.Area, AreaOrder.Instance)]))
                .SelectMany(run => Best(run, goal, from))
                .OrderBy(p => p.Areas[0], AreaOrder.Instance),
        ];
    }

    /// <summary>Cuts a community's areas where beat or terms change.</summary>
    private static IEnumerable<IReadOnlyList<Neighbour>> Runs(IReadOnlyList<Neighbour> areas)
    {
        var run = new List<Neighbour>();
        foreach (var area in areas)
        {
            if (run.Count > 0 && (run[^1].Beat != area.Beat || !ReferenceEquals(run[^1].Terms, area.Terms)))
            {
                yield return run;
                run = [];
            }

            run.Add(area);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    /// <summary>The best way to cut a run, found from its front: the best up to each area, extended by one pool.</summary>
    private static IEnumerable<Pool> Best(IReadOnlyList<Neighbour> run, PoolGoal goal, YearMonth from)
    {
        var year = YearOfWatches.Of(run[0].Terms, from);
        var costs = new PoolingCost[run.Count + 1];
        var last = new Pool[run.Count + 1];
        costs[0] = PoolingCost.None;
        for (var end = 1; end <= run.Count; end++)
        {
            for (var size = 1; size <= end; size++)
            {
                var pool = PoolOf([.. run.Skip(end - size).Take(size)], year, goal);
                if (pool.Joins && !pool.Reaches)
                {
                    continue;
                }

                var cost = costs[end - size].Plus(PoolingCost.Of(pool));
                if (size == 1 || cost.IsLessThan(costs[end]))
                {
                    (costs[end], last[end]) = (cost, pool);
                }
            }
        }

        for (var end = run.Count; end > 0; end -= last[end].Areas.Count)
        {
            yield return last[end];
        }
    }

    private static Pool PoolOf(IReadOnlyList<Neighbour> areas, YearOfWatches year, PoolGoal goal)
    {
        var codes = areas.Select(a => a.Counts.Area).ToList();
        var name = codes.Count == 1 ? codes[0] : $"{codes[0]}–{codes[^1]}";
        var counts = AreaCounts.Joined(name, [.. areas.Select(a => a.Counts)]);
        var forecast = AreaForecast.Of(counts, areas[0].Terms, year);
        return new Pool(codes, forecast, goal == PoolGoal.OneNight ? forecast.IsOneNight : !forecast.IsShort);
    }
}

/// <summary>What a pooling is judged by; each figure counts before the next, and less is better.</summary>
/// <param name="Missing">Areas that miss the goal.</param>
/// <param name="Joined">Areas that are joined with others.</param>
/// <param name="Joins">Areas less pools.</param>
/// <param name="Unevenness">Sum of the squares of the pools' households.</param>
public sealed record PoolingCost(int Missing, int Joined, int Joins, long Unevenness)
{
    /// <summary>No pools at all.</summary>
    public static PoolingCost None { get; } = new(0, 0, 0, 0);

    /// <summary>What one pool adds.</summary>
    public static PoolingCost Of(Pool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        var households = (long)pool.Forecast.Counts.Households;
        return new PoolingCost(
            pool.Reaches ? 0 : pool.Areas.Count,
            pool.Joins ? pool.Areas.Count : 0,
            pool.Areas.Count - 1,
            households * households
        );
    }

    /// <summary>What both add.</summary>
    public PoolingCost Plus(PoolingCost other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Missing + other.Missing, Joined + other.Joined, Joins + other.Joins, Unevenness + other.Unevenness);
    }

    /// <summary>Whether this one is the better.</summary>
    public bool IsLessThan(PoolingCost other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Missing, Joined, Joins, Unevenness).CompareTo(
                (other.Missing, other.Joined, other.Joins, other.Unevenness)
            ) < 0;
    }
}
