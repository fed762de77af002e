using Google.OrTools.LinearSolver;
using Rota.Core.Rows;
using Rota.Solver;
using LinearSolver = Google.OrTools.LinearSolver.Solver;

namespace Rota.Benchmarks.Engines;

/// <summary>
/// The compact model as a mixed-integer programme: every row, over the columns that rota keeps after its own presolve, all of them whole.
/// </summary>
internal sealed class LinearModel : IDisposable
{
    private readonly RowModel rows;
    private readonly Variable?[] variables;

    private LinearModel(RowModel rows, LinearSolver solver)
    {
        this.rows = rows;
        Solver = solver;
        var kept = Presolve.Undominated(rows, new ColumnEntries(rows));
        variables = new Variable?[rows.Columns];
        for (var column = 0; column < variables.Length; column++)
        {
            if (kept[column])
            {
                variables[column] = solver.MakeIntVar(0, rows.Uppers[column], $"x{column}");
            }
        }

        foreach (var row in rows.Rows)
        {
            var lower = row.Lower == long.MinValue ? double.NegativeInfinity : row.Lower;
            var upper = row.Upper == long.MaxValue ? double.PositiveInfinity : row.Upper;
            var constraint = solver.MakeConstraint(lower, upper);
            for (var k = 0; k < row.Columns.Length; k++)
            {
                if (variables[row.Columns[k]] is { } variable)
                {
                    constraint.SetCoefficient(variable, row.Coefficients[k]);
                }
            }
        }
    }

    /// <summary>The programme.</summary>
    public LinearSolver Solver { get; }

    /// <summary>The columns that it has variables for, in their order.</summary>
    public IEnumerable<int> Columns => Enumerable.Range(0, variables.Length).Where(c => variables[c] is not null);

    /// <summary>Minimises all but the prices of gaps, which are held at what they cost.</summary>
    public static LinearModel LeastCost(RowModel rows, string engine, long gaps)
    {
        var model = new LinearModel(rows, LinearSolver.CreateSolver(engine));
        var total = (double)(gaps / rows.GapUnit);
        var held = model.Solver.MakeConstraint(total, total);
        foreach (var column in model.Columns)
        {
            if (rows.IsGap(column))
            {
                held.SetCoefficient(model.variables[column], rows.GapPrice(column) / rows.GapUnit);
            }

            model.Solver.Objective().SetCoefficient(model.variables[column], rows.OtherCost(column));
        }

        model.Solver.Objective().SetMinimization();
        return model;
    }

    /// <summary>Minimises what all gaps cost, in units of <see cref="RowModel.GapUnit"/>.</summary>
    public static LinearModel FewestGaps(RowModel rows, string engine)
    {
        var model = new LinearModel(rows, LinearSolver.CreateSolver(engine));
        foreach (var column in model.Columns.Where(rows.IsGap))
        {
            model.Solver.Objective().SetCoefficient(model.variables[column], rows.GapPrice(column) / rows.GapUnit);
        }

        model.Solver.Objective().SetMinimization();
        return model;
    }

    /// <summary>The columns that the solution has at 1 or more.</summary>
    public IReadOnlyList<int> Chosen() => [.. Columns.Where(c => variables[c]!.SolutionValue() > 0.5)];

    /// <summary>What the gaps of the solution cost.</summary>
    public long Gaps() =>
        Columns.Where(rows.IsGap).Sum(c => (long)Math.Round(variables[c]!.SolutionValue()) * rows.GapPrice(c));

    /// <inheritdoc/>
    public void Dispose() => Solver.Dispose();
}
