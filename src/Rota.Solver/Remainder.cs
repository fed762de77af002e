using Google.OrTools.Sat;
using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>Where an exact search looks.</summary>
/// <param name="Usable">Columns that may be used; others are 0.</param>
/// <param name="Bound">No choice costs less; the search ends when it gets there.</param>
/// <param name="Gaps">The gaps' total cost where it is known, which then need not be minimised; null otherwise.</param>
internal sealed record SearchFrame(bool[] Usable, long Bound, long? Gaps);

/// <summary>How the exact search over the remaining columns ended.</summary>
/// <param name="Values">Value of each column of the model; null when none was found.</param>
/// <param name="IsProven">Whether nothing cheaper, or nothing at all, exists over these columns.</param>
internal sealed record SearchResult(long[]? Values, bool IsProven);

/// <summary>The columns that may still matter, solved exactly by CP-SAT on one worker, which makes it repeatable.</summary>
internal static class Remainder
{
    /// <summary>Searches for the cheapest choice over some columns.</summary>
    /// <param name="model">The model.</param>
    /// <param name="frame">Where it searches.</param>
    /// <param name="effort">Deterministic seconds the search may take.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static SearchResult Search(RowModel model, SearchFrame frame, double effort, CancellationToken cancellation)
    {
        var usable = frame.Usable;
        var gaps = frame.Gaps;
        var cp = new CpModel();
        var variables = new IntVar?[model.Columns];
        for (var column = 0; column < variables.Length; column++)
        {
            if (usable[column])
            {
                variables[column] = cp.NewIntVar(0, model.Uppers[column], "");
            }
        }

        foreach (var row in model.Rows)
        {
            if (!Write(cp, model, row, variables))
            {
                return new SearchResult(null, true);
            }
        }

        var used = Enumerable
            .Range(0, variables.Length)
            .Where(c => variables[c] is not null)
            .ToLookup(c => gaps is not null && model.IsGap(c));
        var objective = LinearExpr.WeightedSum(
            used[false].Select(c => variables[c]!),
            used[false].Select(c => model.Costs[c])
        );
        cp.Minimize(objective);

        // Said of the objective and not as a row beside it: CP-SAT 9.15 with such a row called a choice optimal whose bits
        // it had left at 1 without need.
        cp.Model.Objective.Domain.Add(frame.Bound - (gaps ?? 0));
        cp.Model.Objective.Domain.Add(long.MaxValue / 4);
        if (gaps is { } total)
        {
            var unit = model.GapUnit;
            cp.Add(
                LinearExpr.WeightedSum(
                    used[true].Select(c => variables[c]!),
                    used[true].Select(c => model.Costs[c] / unit)
                )
                    == total / unit
            );
        }

        using var solver = new CpSolver();
        // Left on, the solver takes Ctrl-C for itself and, when another thread gets the signal, ends the process.
        solver.StringParameters =
            $"num_workers:1,random_seed:1,linearization_level:2,symmetry_level:0,cp_model_probing_level:0,catch_sigint_signal:false,max_deterministic_time:{effort.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
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
