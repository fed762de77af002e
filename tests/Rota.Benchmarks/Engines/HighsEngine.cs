using System.Diagnostics;
using Rota.Core.Rows;
using LinearSolver = Google.OrTools.LinearSolver.Solver;

namespace Rota.Benchmarks.Engines;

/// <summary>HiGHS as OR-Tools carries it, on one thread, on the compact model, to proven optimality.</summary>
internal sealed class HighsEngine : Engine
{
    private const string Name = "HIGHS";

    /// <summary>Costs are whole: what is less than one above the bound is the least.</summary>
    private const string Parameters = "output_flag=false,threads=1,mip_rel_gap=0,mip_abs_gap=0.99";

    /// <inheritdoc/>
    public override string Key => "highs";

    /// <inheritdoc/>
    public override Answer Solve(RowModel model, Allowance allowance)
    {
        var fewest = allowance.Gaps == 0 ? (long?)null : FewestGaps(model, allowance);
        var watch = Stopwatch.StartNew();
        using var linear = LinearModel.LeastCost(model, Name, allowance.Gaps);
        var building = watch.Elapsed.TotalSeconds;
        var status = Run(linear, allowance);
        var seconds = watch.Elapsed.TotalSeconds;
        var hasRota = status is LinearSolver.ResultStatus.OPTIMAL or LinearSolver.ResultStatus.FEASIBLE;
        return new Answer(
            status switch
            {
                LinearSolver.ResultStatus.OPTIMAL => "optimal",
                LinearSolver.ResultStatus.FEASIBLE => "feasible",
                LinearSolver.ResultStatus.INFEASIBLE => "contradiction",
                _ => "nothing",
            },
            hasRota ? linear.Chosen() : null,
            // What OR-Tools gives as the bound of HiGHS is the value of its solution.
            status == LinearSolver.ResultStatus.OPTIMAL
                ? allowance.Gaps + (long)Math.Round(linear.Solver.Objective().Value())
                : null,
            seconds,
            seconds - building,
            FewestGaps: fewest
        );
    }

    /// <summary>What gaps cost at least, as HiGHS finds by itself; null when it does not prove it in the time allowed.</summary>
    public static long? FewestGaps(RowModel model, Allowance allowance)
    {
        using var linear = LinearModel.FewestGaps(model, Name);
        return Run(linear, allowance) == LinearSolver.ResultStatus.OPTIMAL ? linear.Gaps() : null;
    }

    private static LinearSolver.ResultStatus Run(LinearModel linear, Allowance allowance)
    {
        // OR-Tools hands these lines to HiGHS although it says that it does not; threads and gap set in its own way are passed over.
        linear.Solver.SetSolverSpecificParametersAsString(Parameters);
        linear.Solver.SetTimeLimit((long)(allowance.Seconds * 1000));
        linear.Solver.SuppressOutput();
        return linear.Solver.Solve();
    }
}
