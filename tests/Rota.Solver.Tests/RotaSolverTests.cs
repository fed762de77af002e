using CsCheck;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Testing;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>
/// Tiny streets, all rules at once: one or two grids, one or several watches a night, posts of one or several seats.
/// </summary>
public sealed class RotaSolverTests
{
    [Fact]
    public void EveryTinyProblem_IsSolvedToTheBestThatBruteForceFinds() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var problem = RotaProblem.From(TinyStreet.Facts(seed)).Value;
                    if (IsTiny(problem))
                    {
                        Agrees(problem);
                    }
                },
                iter: 2500
            );

    /// <summary>Here the search once called 1 009 999 269 optimal where 1 009 999 209 is, having been told the bound as a row.</summary>
    [Fact]
    public void ABoundFarBelowTheBest_DoesNotMisleadTheSearch() =>
        Agrees(RotaProblem.From(TinyStreet.Facts(1524716861)).Value);

    [Fact]
    public void WithoutCuts_BruteForceFindsTheSame() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var problem = RotaProblem.From(TinyStreet.Facts(seed)).Value;
                    if (problem.Seats().Count() > 4)
                    {
                        return true;
                    }

                    var (cut, whole) = (new BruteForce(problem).Run(), new BruteForce(problem, cut: false).Run());
                    return cut.Best == whole.Best && cut.Allowed == whole.Allowed;
                },
                iter: 300
            );

    /// <summary>Pins that are kept cost what brute force says; pins that cannot be kept are a fault or a contradiction, never a rota.</summary>
    [Fact]
    public void Pins_AreKeptAtTheBestCost_OrRefusedWhereNoRotaKeepsThem() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var facts = TinyStreet.Facts(seed);
                    var free = RotaProblem.From(facts).Value;
                    var pins = TinyStreet.Pins(seed, free);
                    if (!IsTiny(free))
                    {
                        return;
                    }

                    var pinned = RotaProblem.From(facts with { Pins = pins });
                    if (pinned.Succeeded)
                    {
                        Agrees(pinned.Value);
                    }
                    else
                    {
                        Assert.Equal(0, new BruteForce(free, pins: pins).Run().Allowed);
                    }
                },
                iter: 800
            );

    [Fact]
    public void PinsThatOnlyTheRestCouldSetRight_AreAContradictionWhereItCannot()
    {
        // He is pinned to a watch from which the friend he serves with is away.
        var street = new ProblemBuilder()
            .Home("1", A.Man("Li") with { Together = "T1" })
            .Home("2", A.Man("Wang") with { Together = "T1" })
            .Away("Wang", 1)
            .Pin("1 lead Li");

        Assert.IsType<SolveOutcome.Contradiction>(Solve(street.Problem().Value));
    }

    private static bool IsTiny(RotaProblem problem) =>
        Math.Pow(problem.Residents.Count + 1, problem.Seats().Count()) <= 100_000;

    private static SolveOutcome Solve(RotaProblem problem) =>
        new RotaSolver().Solve(RowModel.From(problem), TestContext.Current.CancellationToken);

    private static void Agrees(RotaProblem problem)
    {
        var brute = new BruteForce(problem).Run();
        var model = RowModel.From(problem);
        var outcome = new RotaSolver().Solve(model, TestContext.Current.CancellationToken);
        if (brute.Best is null)
        {
            Assert.IsType<SolveOutcome.Contradiction>(outcome);
            return;
        }

        var solved = Assert.IsType<SolveOutcome.Solved>(outcome);
        var rota = model.ToRota(solved.Chosen, _ => Words.Same("-"));
        var audit = Audit.Of(problem, rota);
        Assert.Empty(audit.Breaches);
        Assert.Equal(RotaStatus.Optimal, solved.Status);
        Assert.Equal(brute.Best, audit.Cost);
        Assert.Equal(audit.Cost, solved.Cost);
        Assert.True(solved.Bound <= solved.Cost, $"The bound {solved.Bound} is above the cost {solved.Cost}.");
    }
}
