using System.Diagnostics;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;

namespace Rota.Benchmarks.Engines;

/// <summary>The solver of the project, on one thread. It takes no hint and, measured in work instead of time, no limit.</summary>
internal sealed class RotaEngine : Engine
{
    /// <inheritdoc/>
    public override string Key => "rota";

    /// <inheritdoc/>
    public override bool CountsRows => true;

    /// <inheritdoc/>
    public override Answer Solve(RowModel model, Allowance allowance)
    {
        var watch = Stopwatch.StartNew();
        var outcome = new RotaSolver().Solve(model);
        var seconds = watch.Elapsed.TotalSeconds;
        return outcome switch
        {
            SolveOutcome.Solved solved => new Answer(
                solved.Status == RotaStatus.Optimal ? "optimal" : "feasible",
                solved.Chosen,
                solved.Bound,
                seconds,
                seconds,
                Claimed: solved.Cost
            ),
            SolveOutcome.Contradiction => new Answer("contradiction", null, null, seconds, seconds),
            _ => new Answer("nothing", null, null, seconds, seconds),
        };
    }
}
