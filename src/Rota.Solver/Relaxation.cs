using Google.OrTools.LinearSolver;
using Rota.Core.Rows;
using LinearSolver = Google.OrTools.LinearSolver.Solver;

namespace Rota.Solver;

/// <summary>A linear programme over some columns and rows of a model, and what its solution says.</summary>
/// <param name="Value">Value of each column of the model; 0 for those left out.</param>
/// <param name="Duals">Dual of each row of the model; 0 for those left out.</param>
internal sealed record LinearSolution(double[] Value, double[] Duals);

/// <summary>
/// The model without its wholeness, solved by GLOP with lazy columns and lazy rows: it starts from the cheapest columns of each
/// row that must be filled and the rows that are not lazy, and takes in what turns out to be priced wrongly or broken, until nothing is.
/// </summary>
internal sealed class Relaxation
{
    private const double Tolerance = 1e-6;
    private const int CheapestPerRow = 30;
    private readonly RowModel model;
    private double[] costs;
    private readonly double[] lowers;
    private readonly double[] uppers;
    private readonly bool[] usable;
    private readonly bool[] columnIn;
    private readonly bool[] rowIn;
    private readonly ILookup<(string, int), int> kin;

    /// <summary>Prepares a relaxation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="costs">Costs to minimise instead of the model's.</param>
    /// <param name="usable">Columns that may be used; others are 0.</param>
    public Relaxation(RowModel model, double[] costs, bool[] usable)
    {
        this.model = model;
        this.costs = costs;
        this.usable = [.. usable];
        kin = model
            .Rows.Select((row, index) => (row, index))
            .Where(r => r.row.IsLazy)
            .ToLookup(r => (r.row.Key.Rule, r.row.Key.First), r => r.index);
        lowers = [.. model.Rows.Select(r => r.Lower == long.MinValue ? double.NegativeInfinity : r.Lower)];
        uppers = [.. model.Rows.Select(r => r.Upper == long.MaxValue ? double.PositiveInfinity : r.Upper)];
        columnIn = new bool[model.Columns];
        rowIn = [.. model.Rows.Select(r => !r.IsLazy)];
        TakeCheapest();
    }

    /// <summary>Minimises other costs from now on, with the columns and rows that were taken in so far.</summary>
    public void Reprice(double[] others) => costs = others;

    /// <summary>Leaves a column out from now on.</summary>
    public void Drop(int column) => usable[column] = columnIn[column] = false;

    /// <summary>Holds a row at one of its sides from now on.</summary>
    public void Hold(int row, bool atLower)
    {
        rowIn[row] = true;
        lowers[row] = uppers[row] = atLower ? lowers[row] : uppers[row];
    }

    /// <summary>Solves, or gives null when no values keep the rows.</summary>
    public LinearSolution? Solve(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var solution = SolveRound();
            if (solution is null)
            {
                // Columns that were left out may be what is missing: take all in before saying so.
                if (!TakeAll())
                {
                    return null;
                }

                continue;
            }

            var grown = TakeMispriced(solution.Duals);
            grown |= TakeBroken(solution.Value);
            if (!grown)
            {
                return solution;
            }
        }
    }

    private void TakeCheapest()
    {
        for (var column = model.FirstGap; column < model.Columns; column++)
        {
            columnIn[column] = usable[column];
        }

        foreach (var row in model.Rows.Where(r => r.Lower == r.Upper))
        {
            var cheapest = row.Columns.Where(c => usable[c]).OrderBy(c => costs[c]).ThenBy(c => c).Take(CheapestPerRow);
            foreach (var column in cheapest)
            {
                columnIn[column] = true;
            }
        }
    }

    private bool TakeAll()
    {
        var grown = false;
        for (var column = 0; column < columnIn.Length; column++)
        {
            grown |= usable[column] && !columnIn[column];
            columnIn[column] = usable[column];
        }

        return grown;
    }

    private bool TakeMispriced(double[] duals)
    {
        var reduced = (double[])costs.Clone();
        for (var i = 0; i < duals.Length; i++)
        {
            if (duals[i] == 0)
            {
                continue;
            }

            var row = model.Rows[i];
            for (var k = 0; k < row.Columns.Length; k++)
            {
                reduced[row.Columns[k]] -= duals[i] * row.Coefficients[k];
            }
        }

        var grown = false;
        for (var column = 0; column < columnIn.Length; column++)
        {
            if (!columnIn[column] && usable[column] && reduced[column] < -Tolerance)
            {
                columnIn[column] = grown = true;
            }
        }

        return grown;
    }

    private bool TakeBroken(double[] value)
    {
        var grown = false;
        for (var i = 0; i < rowIn.Length; i++)
        {
            if (rowIn[i])
            {
                continue;
            }

            var row = model.Rows[i];
            var sum = 0.0;
            for (var k = 0; k < row.Columns.Length; k++)
            {
                sum += value[row.Columns[k]] * row.Coefficients[k];
            }

            if (sum > uppers[i] + Tolerance || sum < lowers[i] - Tolerance)
            {
                // Rows of one thing break one after the other: take them in together and save the rounds.
                foreach (var relative in kin[(row.Key.Rule, row.Key.First)])
                {
                    rowIn[relative] = true;
                }

                grown = true;
            }
        }

        return grown;
    }

    private LinearSolution? SolveRound()
    {
        using var solver = LinearSolver.CreateSolver("GLOP");
        var variables = new Variable?[model.Columns];
        for (var column = 0; column < variables.Length; column++)
        {
            if (columnIn[column])
            {
                // An upper bound of 1 is implied by the row that the column helps to fill.
                var upper = column < model.FirstGap ? double.PositiveInfinity : model.Uppers[column];
                variables[column] = solver.MakeNumVar(0, upper, "");
            }
        }

        var objective = solver.Objective();
        for (var column = 0; column < variables.Length; column++)
        {
            if (variables[column] is { } variable)
            {
                objective.SetCoefficient(variable, costs[column]);
            }
        }

        objective.SetMinimization();
        var constraints = new Constraint?[model.Rows.Count];
        for (var i = 0; i < constraints.Length; i++)
        {
            if (!rowIn[i])
            {
                continue;
            }

            var row = model.Rows[i];
            var constraint = solver.MakeConstraint(lowers[i], uppers[i], "");
            for (var k = 0; k < row.Columns.Length; k++)
            {
                if (variables[row.Columns[k]] is { } variable)
                {
                    constraint.SetCoefficient(variable, row.Coefficients[k]);
                }
            }

            constraints[i] = constraint;
        }

        // What it finds is made whole and recomputed exactly afterwards: an answer a little imprecise is an answer.
        solver.SetSolverSpecificParametersAsString("change_status_to_imprecise:false");
        switch (solver.Solve())
        {
            case LinearSolver.ResultStatus.OPTIMAL:
                break;
            case LinearSolver.ResultStatus.INFEASIBLE:
                return null;
            case var status:
                throw new InvalidOperationException($"GLOP ended with {status}.");
        }

        return new LinearSolution(
            [.. variables.Select(v => v?.SolutionValue() ?? 0)],
            [.. constraints.Select(c => c?.DualValue() ?? 0)]
        );
    }
}
