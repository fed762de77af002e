using CsCheck;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Testing;
using Xunit;

namespace Rota.Solver.Tests;

public sealed class RotaSolverTests
{
    [Fact]
    public void EveryTinyProblem_IsSolvedToTheBestThatBruteForceFinds() =>
        Gen.Int[0, int.MaxValue].Sample(Agrees, iter: 3000);

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

    private static void Agrees(int seed)
    {
        var problem = RotaProblem.From(TinyStreet.Facts(seed)).Value;
        if (Math.Pow(problem.Residents.Count + 1, problem.Seats().Count()) > 100_000)
        {
            return;
        }

        var brute = new BruteForce(problem).Run();
        var model = RowModel.From(problem);
        var solved = Assert.IsType<SolveOutcome.Solved>(
            new RotaSolver().Solve(model, TestContext.Current.CancellationToken)
        );
        var rota = model.ToRota(solved.Chosen, _ => Words.Same("-"));
        var audit = Audit.Of(problem, rota);
        Assert.Empty(audit.Breaches);
        Assert.Equal(RotaStatus.Optimal, solved.Status);
        Assert.Equal(brute.Best, audit.Cost);
        Assert.Equal(audit.Cost, solved.Cost);
        Assert.True(solved.Bound <= solved.Cost, $"The bound {solved.Bound} is above the cost {solved.Cost}.");
    }
}
