using CsCheck;
using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Forecasts;
using Rota.Files.Covenants;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Forecasts;

public class PoolsTests
{
    private static readonly Terms Terms = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value.Terms;
    private static readonly Terms Others = Terms with { Rules = Terms.Rules.Replacing(new LeadSeats(Required: true)) };
    private static readonly YearMonth From = new(2026, 12);

    /// <summary>Up to eleven areas of a community in a row, of two beats and two kinds of terms; some hard, some not.</summary>
    private static readonly Gen<Neighbour[]> Row =
        from areas in Gen.Select(Gen.Int[0, 400], Gen.Int[0, 90], Gen.Int[0, 60], Gen.Int[0, 4], Gen.Int[0, 6]).Array[
            1,
            11
        ]
        select areas
            .Select(
                (a, i) =>
                    new Neighbour(
                        new AreaCounts($"G{i + 1}", "丽景", a.Item1, 2 * a.Item2, a.Item3, a.Item2, a.Item2),
                        a.Item4 == 0 ? "J2" : "J1",
                        a.Item5 == 0 ? Others : Terms
                    )
            )
            .ToArray();

    [Theory]
    [InlineData(PoolGoal.EverySeat)]
    [InlineData(PoolGoal.OneNight)]
    public void NoOtherPoolsAreBetter(PoolGoal goal) =>
        Row.Sample(
            row =>
            {
                var pools = Pools.Propose(row, goal, From);
                AssertKept(row, pools, goal);
                var best = Cuttings(row, goal).Aggregate((a, b) => b.IsLessThan(a) ? b : a);
                Assert.Equal(best, pools.Aggregate(PoolingCost.None, (sum, p) => sum.Plus(PoolingCost.Of(p))));
            },
            iter: 60
        );

    [Fact]
    public void AnyOrderOfAreas_GivesTheSamePools() =>
        Gen.Select(Row, Gen.ULong)
            .Sample(
                (row, seed) =>
                    Assert.Equal(
                        Pools.Propose(row, PoolGoal.OneNight, From).Select(p => string.Join('+', p.Areas)),
                        Pools
                            .Propose(
                                [.. row.OrderBy(n => HashCode.Combine(seed, n.Counts.Area))],
                                PoolGoal.OneNight,
                                From
                            )
                            .Select(p => string.Join('+', p.Areas))
                    ),
                iter: 50
            );

    [Fact]
    public void CodesAreInTheOrderInWhichPeopleCount() =>
        Assert.Equal(
            ["A", "G2", "G9", "G10", "LJ-03", "LJ-12"],
            new[] { "LJ-12", "G10", "A", "G9", "LJ-03", "G2" }.Order(AreaOrder.Instance)
        );

    [Fact]
    public void AHardAreaIsJoinedWithOneNeighbour_AndTheOthersStay()
    {
        Neighbour[] row = [Of("G1", 150, 100), Of("G2", 20, 30), Of("G3", 120, 80), Of("G4", 150, 100)];
        var pools = Pools.Propose(row, PoolGoal.EverySeat, From);
        Assert.Equal(["G1", "G2–G3", "G4"], pools.Select(p => p.Forecast.Counts.Area));
        Assert.All(pools, p => Assert.Equal(0, p.Forecast.SeatsBeyondReach));
    }

    private static Neighbour Of(string code, int households, int seats) =>
        new(new AreaCounts(code, "丽景", households, seats, seats, seats, seats), "J1", Terms);

    private static void AssertKept(IReadOnlyList<Neighbour> row, IReadOnlyList<Pool> pools, PoolGoal goal)
    {
        Assert.Equal(row.Select(n => n.Counts.Area), pools.SelectMany(p => p.Areas));
        foreach (var pool in pools)
        {
            var areas = row.Where(n => pool.Areas.Contains(n.Counts.Area)).ToList();
            Assert.Single(areas.Select(a => (a.Beat, a.Terms)).Distinct());
            var forecast = AreaForecast.Of(pool.Forecast.Counts, areas[0].Terms, From);
            Assert.Equal(forecast, pool.Forecast);
            Assert.Equal(areas.Sum(a => a.Counts.Households), forecast.Counts.Households);
            var reaches = goal == PoolGoal.OneNight ? forecast.OutNights <= 1 : !forecast.IsShort;
            Assert.Equal(reaches, pool.Reaches);
            Assert.True(reaches || !pool.Joins);
        }
    }

    /// <summary>What every way to cut a row costs: between any two areas there is a cut or none.</summary>
    private static IEnumerable<PoolingCost> Cuttings(IReadOnlyList<Neighbour> row, PoolGoal goal)
    {
        for (var cuts = 0; cuts < 1 << (row.Count - 1); cuts++)
        {
            var pools = new List<List<Neighbour>> { new() { row[0] } };
            for (var i = 1; i < row.Count; i++)
            {
                if ((cuts & (1 << (i - 1))) != 0)
                {
                    pools.Add([]);
                }

                pools[^1].Add(row[i]);
            }

            if (pools.TrueForAll(p => p.Select(n => (n.Beat, n.Terms)).Distinct().Count() == 1))
            {
                yield return pools.Select(p => CostOf(p, goal)).Aggregate((a, b) => a.Plus(b));
            }
        }
    }

    private static PoolingCost CostOf(List<Neighbour> areas, PoolGoal goal)
    {
        var counts = AreaCounts.Joined("x", [.. areas.Select(a => a.Counts)]);
        var forecast = AreaForecast.Of(counts, areas[0].Terms, From);
        var reaches = goal == PoolGoal.OneNight ? forecast.OutNights <= 1 : !forecast.IsShort;
        return new PoolingCost(
            reaches ? 0 : areas.Count,
            areas.Count > 1 ? areas.Count : 0,
            areas.Count - 1,
            (long)counts.Households * counts.Households
        );
    }
}
