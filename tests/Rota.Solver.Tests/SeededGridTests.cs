using CsCheck;
using Rota.Benchmarks;
using Rota.Benchmarks.Engines;
using Rota.Benchmarks.Instances;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Seeds;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>What must hold of the rotas of made-up grids, whole ones of each profile and small ones of any kind.</summary>
public sealed class SeededGridTests
{
    [Theory]
    [InlineData(nameof(SeedProfile.Std))]
    [InlineData(nameof(SeedProfile.Ample))]
    public void WholeGrids_AreSolvedToOptimalRotasThatKeepEveryRule(string profile) =>
        Gen.Int.Sample(
            seed => Solving.Of(InstanceSet.OneGrid(Enum.Parse<SeedProfile>(profile), seed).Facts()).IsOptimalAndClean(),
            iter: 2
        );

    [Fact]
    public void GridsOfTheStreet_AreSolvedToOptimalRotasThatKeepEveryRule() =>
        Assert.All(InstanceSet.Of(Mode.Seed, grids: 2), grid => Solving.Of(grid.Facts()).IsOptimalAndClean());

    [Fact]
    public void SmallGrids_AreSolvedToOptimalRotasThatKeepEveryRule() =>
        SmallGrid.Any.Sample(grid => Solving.Of(grid.Facts()).IsOptimalAndClean(), iter: 30);

    /// <summary>HiGHS is asked for the fewest gaps by itself, then for the least cost among rotas with those.</summary>
    [Fact]
    public void Highs_FindsNoCheaperRota() =>
        SmallGrid.Any.Sample(
            grid =>
            {
                var ours = Solving.Of(grid.Facts());
                var model = RowModel.From(ours.Problem);
                var allowance = new Allowance(0, Seconds: 60);
                var gaps = Assert.IsType<long>(HighsEngine.FewestGaps(model, allowance));
                var answer = new HighsEngine().Solve(model, allowance with { Gaps = gaps });
                Assert.Equal("optimal", answer.Status);
                var rota = model.ToRota(answer.Chosen!, _ => Words.Same("-"));
                var audit = Audit.Of(ours.Problem, rota);
                Assert.Empty(audit.Breaches);
                Assert.Equal(audit.Cost, ours.Cost);
            },
            iter: 15
        );

    [Fact]
    public void AreasInAnyOrder_OnOneThreadOrTwo_HaveTheSameRotas() =>
        SmallGrid
            .Any.Array[3]
            .Sample(
                grids =>
                {
                    var facts = grids.Select(g => g.Facts()).ToList();
                    var alone = facts.Select(Solving.Of).ToList();
                    var together = new Solving[facts.Count];
                    var two = new ParallelOptions { MaxDegreeOfParallelism = 2 };
                    Parallel.For(0, facts.Count, two, i => together[^(i + 1)] = Solving.Of(facts[^(i + 1)]));
                    Assert.All(
                        alone.Zip(together),
                        pair =>
                        {
                            Assert.Equal(pair.First.Rota!.Duties, pair.Second.Rota!.Duties);
                            Assert.Equal(pair.First.Solved.Prices, pair.Second.Solved.Prices);
                        }
                    );
                },
                iter: 4
            );
}
