using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>A problem, what the solver said of it, and the rota.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Outcome">What the solver said.</param>
/// <param name="Rota">The rota; null without one.</param>
internal sealed record Solving(RotaProblem Problem, SolveOutcome Outcome, WatchRota? Rota)
{
    /// <summary>The outcome, where there has to be a rota.</summary>
    public SolveOutcome.Solved Solved => Assert.IsType<SolveOutcome.Solved>(Outcome);

    /// <summary>The cost that the solver gives.</summary>
    public long Cost => Solved.Cost;

    /// <summary>Its duties by what people type: seat and code of the resident.</summary>
    public IEnumerable<(Seat Seat, string Resident)> Duties =>
        Rota!.Duties.Select(d => (d.Seat, Problem.Resident(d.Resident)!.Code));

    /// <summary>Solves what follows from some facts.</summary>
    public static Solving Of(ProblemFacts facts)
    {
        var problem = RotaProblem.From(facts).Value;
        var model = RowModel.From(problem);
        var outcome = new RotaSolver().Solve(model, TestContext.Current.CancellationToken);
        var rota = outcome is SolveOutcome.Solved solved ? model.ToRota(solved.Chosen, _ => Words.Same("-")) : null;
        return new Solving(problem, outcome, rota);
    }

    /// <summary>Fails unless the rota is proven optimal, keeps every rule, and costs what the solver says.</summary>
    public void IsOptimalAndClean()
    {
        var audit = Audit.Of(Problem, Rota!);
        Assert.Empty(audit.Breaches);
        Assert.Equal(audit.Cost, Cost);
        Assert.Equal(RotaStatus.Optimal, Solved.Status);
        Assert.True(Solved.Bound <= Cost, $"The bound {Solved.Bound} is above the cost {Cost}.");
    }
}
