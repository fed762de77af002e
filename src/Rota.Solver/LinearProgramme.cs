using Google.OrTools.LinearSolver;
using Rota.Core.Rows;
using LinearSolver = Google.OrTools.LinearSolver.Solver;

namespace Rota.Solver;

/// <summary>
/// Some columns and rows of a model without their wholeness, in one GLOP that lives from solve to solve. It begins each solve at the
/// answer of the last: with the primal simplex when columns or costs have come, with the dual simplex when rows or bounds have,
/// since the last answer is still allowed for the one and still priced rightly for the other. For that its own preprocessing has to be off.
/// </summary>
internal sealed class LinearProgramme : IDisposable
{
    // What it finds is made whole and recomputed exactly afterwards: an answer a little imprecise is an answer.
    // The coefficients are small whole numbers; scaling them costs time and gains nothing.
    private const string Common = "change_status_to_imprecise:false use_preprocessing:false use_scaling:false ";
    private const string Primal = Common + "use_dual_simplex:false";
    private const string Dual = Common + "use_dual_simplex:true";

    // The solver's own ways, for a start from nothing.
    private const string Careful = "change_status_to_imprecise:false";

    private readonly RowModel model;
    private readonly ColumnEntries entries;
    private readonly Variable?[] variables;
    private readonly Constraint?[] constraints;
    private readonly List<int> columns = [];
    private readonly List<int> rows = [];
    private readonly bool[] capsAtOne;
    private double[] costs;
    private LinearSolver solver = LinearSolver.CreateSolver("GLOP");
    private Objective objective;
    private bool isDualReady;

    /// <summary>An empty programme.</summary>
    /// <param name="model">The model it is a part of.</param>
    /// <param name="entries">The model's columns.</param>
    /// <param name="costs">Costs to minimise, one a column.</param>
    public LinearProgramme(RowModel model, ColumnEntries entries, double[] costs)
    {
        this.model = model;
        this.entries = entries;
        this.costs = costs;
        objective = solver.Objective();
        variables = new Variable?[model.Columns];
        constraints = new Constraint?[model.Rows.Count];
        capsAtOne =
        [
            .. model.Rows.Select(r => !r.IsLazy && r.Upper == 1 && Array.TrueForAll(r.Coefficients, c => c == 1)),
        ];
        Values = new double[model.Columns];
        Duals = new double[model.Rows.Count];
    }

    /// <summary>Value of each column at the last answer; 0 for those that are not in it.</summary>
    public double[] Values { get; }

    /// <summary>Dual of each row at the last answer; 0 for those that are not in it.</summary>
    public double[] Duals { get; }

    /// <summary>What the last answer costs.</summary>
    public double Cost { get; private set; }

    /// <summary>Columns that are in, in the order in which they came.</summary>
    public IReadOnlyList<int> Columns => columns;

    /// <summary>Whether a column is in.</summary>
    public bool HasColumn(int column) => variables[column] is not null;

    /// <summary>Whether a row is in.</summary>
    public bool HasRow(int row) => constraints[row] is not null;

    /// <summary>Takes a column in, with its place in the rows that are in.</summary>
    public void AddColumn(int column)
    {
        var its = entries.RowsOf(column);
        var coefficients = entries.CoefficientsOf(column);

        // Most upper bounds are implied by a row, and the solver is quicker without them.
        var upper = IsCapped(its) ? double.PositiveInfinity : model.Uppers[column];
        var variable = solver.MakeNumVar(0, upper, "");
        variables[column] = variable;
        columns.Add(column);
        objective.SetCoefficient(variable, costs[column]);
        for (var k = 0; k < its.Length; k++)
        {
            constraints[its[k]]?.SetCoefficient(variable, coefficients[k]);
        }

        isDualReady = false;
    }

    /// <summary>Takes a row in, over the columns that are in.</summary>
    public void AddRow(int row)
    {
        var its = model.Rows[row];
        var constraint = solver.MakeConstraint(
            its.Lower == long.MinValue ? double.NegativeInfinity : its.Lower,
            its.Upper == long.MaxValue ? double.PositiveInfinity : its.Upper,
            ""
        );
        constraints[row] = constraint;
        rows.Add(row);
        for (var k = 0; k < its.Columns.Length; k++)
        {
            if (variables[its.Columns[k]] is { } variable)
            {
                constraint.SetCoefficient(variable, its.Coefficients[k]);
            }
        }
    }

    /// <summary>Minimises other costs from now on.</summary>
    public void Reprice(double[] others)
    {
        costs = others;
        foreach (var column in columns)
        {
            objective.SetCoefficient(variables[column]!, costs[column]);
        }

        isDualReady = false;
    }

    /// <summary>Holds a column, which is in, between two values from now on.</summary>
    public void Bound(int column, double lower, double upper) => variables[column]!.SetBounds(lower, upper);

    /// <summary>The least that a column, which is in, may be.</summary>
    public double LowerOf(int column) => variables[column]!.Lb();

    /// <summary>Holds a row, which is in, at one of its sides from now on.</summary>
    public void Hold(int row, bool atLower)
    {
        double side = atLower ? model.Rows[row].Lower : model.Rows[row].Upper;
        constraints[row]!.SetBounds(side, side);
    }

    /// <summary>Solves; false when no values keep the rows.</summary>
    /// <param name="cancellation">Stops the solve, also in the middle of it.</param>
    /// <exception cref="OperationCanceledException">The solve was stopped.</exception>
    public bool Solve(CancellationToken cancellation)
    {
        solver.SetSolverSpecificParametersAsString(isDualReady ? Dual : Primal);
        var status = Run(cancellation);
        if (status is not (LinearSolver.ResultStatus.OPTIMAL or LinearSolver.ResultStatus.INFEASIBLE))
        {
            // Where it lost its footing on the way from the last answer, it begins anew.
            BeginAnew();
            status = Run(cancellation);
        }

        isDualReady = false;
        if (status == LinearSolver.ResultStatus.INFEASIBLE)
        {
            return false;
        }

        if (status != LinearSolver.ResultStatus.OPTIMAL)
        {
            throw new InvalidOperationException($"GLOP ended with {status}.");
        }

        foreach (var column in columns)
        {
            Values[column] = variables[column]!.SolutionValue();
        }

        foreach (var row in rows)
        {
            Duals[row] = constraints[row]!.DualValue();
        }

        Cost = objective.Value();
        isDualReady = true;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => solver.Dispose();

    private LinearSolver.ResultStatus Run(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var stop = cancellation.Register(() => solver.InterruptSolve());
        var status = solver.Solve();
        cancellation.ThrowIfCancellationRequested();
        return status;
    }

    private bool IsCapped(ReadOnlySpan<int> its)
    {
        foreach (var row in its)
        {
            if (capsAtOne[row])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same programme in a solver that knows no answer yet.</summary>
    private void BeginAnew()
    {
        var old = solver;
        var (columnBounds, rowBounds) = (
            columns.Select(c => (variables[c]!.Lb(), variables[c]!.Ub())).ToList(),
            rows.Select(r => (constraints[r]!.Lb(), constraints[r]!.Ub())).ToList()
        );
        var (columnsIn, rowsIn) = (columns.ToList(), rows.ToList());
        columns.Clear();
        rows.Clear();
        Array.Clear(constraints);
        solver = LinearSolver.CreateSolver("GLOP");
        objective = solver.Objective();
        foreach (var (column, (lower, upper)) in columnsIn.Zip(columnBounds))
        {
            AddColumn(column);
            Bound(column, lower, upper);
        }

        foreach (var (row, (lower, upper)) in rowsIn.Zip(rowBounds))
        {
            AddRow(row);
            constraints[row]!.SetBounds(lower, upper);
        }

        solver.SetSolverSpecificParametersAsString(Careful);
        old.Dispose();
    }
}
