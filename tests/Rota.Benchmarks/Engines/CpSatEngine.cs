using System.Diagnostics;
using System.Globalization;
using Google.OrTools.Sat;
using Rota.Core.Rows;

namespace Rota.Benchmarks.Engines;

/// <summary>
/// CP-SAT as tutorials write it: a Boolean for each person, night and post that may be, all constraints as they are, the whole
/// objective with the prices of gaps in it, default parameters with all its workers.
/// </summary>
internal sealed class CpSatEngine : Engine
{
    /// <inheritdoc/>
    public override string Key => "cpsat";

    /// <inheritdoc/>
    public override int? MostInstances => 3;

    /// <inheritdoc/>
    public override Answer Solve(RowModel model, Allowance allowance)
    {
        var watch = Stopwatch.StartNew();
        var cp = new CpModel();
        var variables = model.Uppers.Select((most, column) => cp.NewIntVar(0, most, $"x{column}")).ToArray();
        foreach (var row in model.Rows)
        {
            cp.AddLinearConstraint(
                LinearExpr.WeightedSum(row.Columns.Select(c => variables[c]), row.Coefficients),
                row.Lower,
                row.Upper
            );
        }

        cp.Minimize(LinearExpr.WeightedSum(variables, model.Costs));
        var building = watch.Elapsed.TotalSeconds;
        using var solver = new CpSolver();
        solver.StringParameters = string.Create(
            CultureInfo.InvariantCulture,
            $"max_time_in_seconds:{allowance.Seconds},catch_sigint_signal:false"
        );
        var status = solver.Solve(cp);
        var seconds = watch.Elapsed.TotalSeconds;
        var hasRota = status is CpSolverStatus.Optimal or CpSolverStatus.Feasible;
        return new Answer(
            status switch
            {
                CpSolverStatus.Optimal => "optimal",
                CpSolverStatus.Feasible => "feasible",
                CpSolverStatus.Infeasible => "contradiction",
                CpSolverStatus.Unknown => "nothing",
                _ => "failed",
            },
            hasRota ? [.. Enumerable.Range(0, variables.Length).Where(c => solver.Value(variables[c]) > 0)] : null,
            hasRota ? (long)Math.Ceiling(solver.BestObjectiveBound - 1e-4) : null,
            seconds,
            seconds - building
        );
    }
}
