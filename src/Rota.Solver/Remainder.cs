using System.Globalization;
using Google.OrTools.Sat;
using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>How the exact search over the remaining columns ended.</summary>
/// <param name="Values">Value of each column of the model; null when none was found.</param>
/// <param name="IsProven">Whether nothing cheaper, or nothing at all, exists over these columns.</param>
internal sealed record SearchResult(long[]? Values, bool IsProven);

/// <summary>The columns that may still matter, solved exactly by CP-SAT on one worker, which makes it repeatable.</summary>
internal static class Remainder
{
    /// <summary>Searches for the choice with the least that all gaps cost.</summary>
    /// <param name="model">The model.</param>
    /// <param name="usable">Columns that may be used; others are 0.</param>
    /// <param name="effort">Deterministic seconds the search may take.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static SearchResult FewestGaps(RowModel model, bool[] usable, double effort, CancellationToken cancellation)
    {
        var cp = new CpModel();
        if (Columns(cp, model, usable) is not { } variables)
        {
            return new SearchResult(null, true);
        }

        cp.Minimize(GapUnits(model, variables));
        return Solve(cp, variables, effort, cancellation);
    }

    /// <summary>Searches for the cheapest choice among those whose gaps cost so much.</summary>
    /// <param name="model">The model.</param>
    /// <param name="usable">Columns that may be used; others are 0.</param>
    /// <param name="bound">No choice costs less; the search ends when it gets there.</param>
    /// <param name="gaps">What all gaps cost. They are held there rather than minimised: numbers so large beside all else cost a solver its footing.</param>
    /// <param name="effort">Deterministic seconds the search may take.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static SearchResult LeastCost(
        RowModel model,
        bool[] usable,
        long bound,
        long gaps,
        double effort,
        CancellationToken cancellation
    )
    {
        var cp = new CpModel();
        if (Columns(cp, model, usable) is not { } variables)
        {
            return new SearchResult(null, true);
        }

        cp.Add(GapUnits(model, variables) == gaps / model.GapUnit);
        var used = Enumerable.Range(0, variables.Length).Where(c => variables[c] is not null).ToArray();
        cp.Minimize(LinearExpr.WeightedSum(used.Select(c => variables[c]!), used.Select(model.OtherCost)));
        cp.Model.Objective.Domain.Add(bound - gaps);
        cp.Model.Objective.Domain.Add(long.MaxValue / 4);
        return Solve(cp, variables, effort, cancellation);
    }

    private static LinearExpr GapUnits(RowModel model, IntVar?[] variables)
    {
        var gaps = Enumerable
            .Range(0, variables.Length)
            .Where(c => variables[c] is not null && model.IsGap(c))
            .ToArray();
        return LinearExpr.WeightedSum(
            gaps.Select(c => variables[c]!),
            gaps.Select(c => model.GapPrice(c) / model.GapUnit)
        );
    }

    /// <summary>Writes columns and rows; null when some row cannot be kept over these columns.</summary>
    private static IntVar?[]? Columns(CpModel cp, RowModel model, bool[] usable)
    {
        var variables = new IntVar?[model.Columns];
        for (var column = 0; column < variables.Length; column++)
        {
            if (usable[column])
            {
                variables[column] = cp.NewIntVar(0, model.Uppers[column], "");
            }
        }

        return model.Rows.All(row => Write(cp, model, row, variables)) ? variables : null;
    }

    private static SearchResult Solve(CpModel cp, IntVar?[] variables, double effort, CancellationToken cancellation)
    {
        using var solver = new CpSolver();

        // Left on, the solver takes Ctrl-C for itself and, when another thread gets the signal, ends the process.
        solver.StringParameters = string.Create(
            CultureInfo.InvariantCulture,
            $"num_workers:1,random_seed:1,linearization_level:2,symmetry_level:0,cp_model_probing_level:0,catch_sigint_signal:false,max_deterministic_time:{effort}"
        );
        using var stop = cancellation.Register(solver.StopSearch);
        var status = solver.Solve(cp);
        cancellation.ThrowIfCancellationRequested();
        return status switch
        {
            CpSolverStatus.Optimal or CpSolverStatus.Feasible => new SearchResult(
                [.. variables.Select(v => v is null ? 0 : solver.Value(v))],
                status == CpSolverStatus.Optimal
            ),
            CpSolverStatus.Infeasible => new SearchResult(null, true),
            CpSolverStatus.Unknown => new SearchResult(null, false),
            _ => throw new InvalidOperationException($"The model handed to CP-SAT is not valid: {cp.Validate()}"),
        };
    }

    /// <summary>Writes a row over the columns in use, unless it cannot be broken; false when it cannot be kept.</summary>
    private static bool Write(CpModel cp, RowModel model, Row row, IntVar?[] variables)
    {
        var terms = new List<(IntVar Variable, long Coefficient)>(row.Columns.Length);
        long least = 0;
        long most = 0;
        for (var k = 0; k < row.Columns.Length; k++)
        {
            if (variables[row.Columns[k]] is { } variable)
            {
                terms.Add((variable, row.Coefficients[k]));
                var reach = (long)row.Coefficients[k] * model.Uppers[row.Columns[k]];
                least += Math.Min(0, reach);
                most += Math.Max(0, reach);
            }
        }

        if (least > row.Upper || most < row.Lower)
        {
            return false;
        }

        if (least < row.Lower || most > row.Upper)
        {
            cp.AddLinearConstraint(
                LinearExpr.WeightedSum(terms.Select(t => t.Variable), terms.Select(t => t.Coefficient)),
                Math.Max(row.Lower, least),
                Math.Min(row.Upper, most)
            );
        }

        return true;
    }
}
