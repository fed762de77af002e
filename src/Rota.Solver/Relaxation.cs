using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// The model without its wholeness, solved with lazy columns and lazy rows: it starts from the cheapest columns of each row that must
/// be filled or that chooses, and from the rows that are not lazy; it takes in columns until none is priced wrongly, then rows that
/// are broken, and so on until nothing is left to take.
/// </summary>
internal sealed class Relaxation : IDisposable
{
    private const double Tolerance = 1e-6;
    private const double FaceTolerance = 1e-7;
    private const int CheapestPerRow = 10;
    private const int MispricedPerRow = 10;

    private readonly RowModel model;
    private readonly bool[] usable;
    private readonly LinearProgramme programme;
    private readonly int[] filling;
    private readonly ILookup<(string, int), int> kin;
    private readonly double[] reduced;
    private double[] costs;

    /// <summary>Prepares a relaxation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="entries">Its columns.</param>
    /// <param name="costs">Costs to minimise instead of the model's.</param>
    /// <param name="usable">Columns that may be used; others are 0.</param>
    public Relaxation(RowModel model, ColumnEntries entries, double[] costs, bool[] usable)
    {
        this.model = model;
        this.costs = costs;
        this.usable = [.. usable];
        reduced = new double[model.Columns];
        programme = new LinearProgramme(model, entries, costs);
        filling = [.. Enumerable.Range(0, model.Rows.Count).Where(i => IsFilling(model.Rows[i]))];
        kin = Enumerable
            .Range(0, model.Rows.Count)
            .Where(i => model.Rows[i].IsLazy)
            .ToLookup(i => (model.Rows[i].Key.Rule, model.Rows[i].Key.First));
        TakeFirst();
    }

    /// <summary>Value of each column at the last answer.</summary>
    public IReadOnlyList<double> Values => programme.Values;

    /// <summary>Dual of each row at the last answer.</summary>
    public double[] Duals => programme.Duals;

    /// <summary>What the last answer costs.</summary>
    public double Cost => programme.Cost;

    /// <summary>Columns that the last answer takes in part only.</summary>
    public IEnumerable<int> Broken =>
        programme.Columns.Where(c => Math.Abs(programme.Values[c] - Math.Round(programme.Values[c])) > Tolerance);

    /// <summary>Minimises other costs from now on, with the columns and rows that were taken in so far.</summary>
    public void Reprice(double[] others)
    {
        costs = others;
        programme.Reprice(others);
    }

    /// <summary>From now on a column that the last answer takes in part is at least at the next whole number.</summary>
    public void Choose(int column) =>
        programme.Bound(column, Math.Ceiling(programme.Values[column]), model.Uppers[column]);

    /// <summary>Takes a choice back; from now on the column is below it.</summary>
    public void Refuse(int column) => programme.Bound(column, 0, programme.LowerOf(column) - 1);

    /// <summary>
    /// Keeps from now on only answers that are as good as the last one: columns that its duals pay for, rows that they press on held there.
    /// </summary>
    public void KeepToFace()
    {
        Price();
        for (var i = 0; i < Duals.Length; i++)
        {
            if (Math.Abs(Duals[i]) > FaceTolerance)
            {
                programme.Hold(i, atLower: Duals[i] > 0);
            }
        }

        for (var column = 0; column < reduced.Length; column++)
        {
            if (reduced[column] > FaceTolerance)
            {
                usable[column] = false;
                if (programme.HasColumn(column))
                {
                    programme.Bound(column, 0, 0);
                }
            }
        }
    }

    /// <summary>Solves; false when no values keep the rows.</summary>
    public bool Solve(CancellationToken cancellation)
    {
        while (true)
        {
            if (!programme.Solve(cancellation))
            {
                // Columns that were left out may be what is missing: take all in before saying so.
                if (!TakeAll())
                {
                    return false;
                }
            }
            else if (!TakeMispriced() && !TakeBroken())
            {
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => programme.Dispose();

    private static bool IsFilling(Row row) => !row.IsLazy && row.Lower == row.Upper;

    private static bool IsChoosing(Row row) => !row.IsLazy && row.Lower == long.MinValue && row.Upper == 1;

    private void TakeFirst()
    {
        // What fills no row is never priced, so it is in from the start; helper bits and gaps are few.
        var fills = new bool[model.Columns];
        foreach (var column in filling.SelectMany(i => model.Rows[i].Columns))
        {
            fills[column] = column < model.FirstGap;
        }

        for (var column = 0; column < model.Columns; column++)
        {
            if (!fills[column])
            {
                Take(column);
            }
        }

        for (var i = 0; i < model.Rows.Count; i++)
        {
            var row = model.Rows[i];
            if (IsFilling(row) || IsChoosing(row))
            {
                var candidates = row.Columns.Where(c => usable[c] && !programme.HasColumn(c)).ToArray();
                TakeLeast(candidates, costs, CheapestPerRow);
            }
        }

        for (var i = 0; i < model.Rows.Count; i++)
        {
            if (!model.Rows[i].IsLazy)
            {
                programme.AddRow(i);
            }
        }
    }

    private bool Take(int column)
    {
        if (!usable[column] || programme.HasColumn(column))
        {
            return false;
        }

        programme.AddColumn(column);
        return true;
    }

    /// <summary>Takes the least of some columns by a measure; among equals the earliest.</summary>
    private void TakeLeast(int[] candidates, double[] measure, int most)
    {
        if (candidates.Length > most)
        {
            Array.Sort(candidates.Select(c => (measure[c], c)).ToArray(), candidates);
        }

        foreach (var column in candidates.AsSpan(0, Math.Min(most, candidates.Length)))
        {
            programme.AddColumn(column);
        }
    }

    private bool TakeAll()
    {
        var grown = false;
        for (var column = 0; column < model.Columns; column++)
        {
            grown |= Take(column);
        }

        return grown;
    }

    /// <summary>Reckons what each column costs above the duals of its rows at the last answer.</summary>
    private void Price()
    {
        costs.CopyTo(reduced, 0);
        for (var i = 0; i < Duals.Length; i++)
        {
            if (Duals[i] == 0)
            {
                continue;
            }

            var row = model.Rows[i];
            for (var k = 0; k < row.Columns.Length; k++)
            {
                reduced[row.Columns[k]] -= Duals[i] * row.Coefficients[k];
            }
        }
    }

    private bool TakeMispriced()
    {
        Price();
        var before = programme.Columns.Count;
        foreach (var i in filling)
        {
            var mispriced = Array.FindAll(
                model.Rows[i].Columns,
                c => reduced[c] < -Tolerance && usable[c] && !programme.HasColumn(c)
            );
            TakeLeast(mispriced, reduced, MispricedPerRow);
        }

        return programme.Columns.Count > before;
    }

    private bool TakeBroken()
    {
        var grown = false;
        var values = programme.Values;
        for (var i = 0; i < model.Rows.Count; i++)
        {
            if (programme.HasRow(i))
            {
                continue;
            }

            var row = model.Rows[i];
            var sum = 0.0;
            for (var k = 0; k < row.Columns.Length; k++)
            {
                sum += values[row.Columns[k]] * row.Coefficients[k];
            }

            if (sum <= row.Upper + Tolerance && sum >= row.Lower - Tolerance)
            {
                continue;
            }

            // Rows of one thing break one after the other: take them in together and save the rounds.
            foreach (var relative in kin[(row.Key.Rule, row.Key.First)])
            {
                if (!programme.HasRow(relative))
                {
                    programme.AddRow(relative);
                }
            }

            grown = true;
        }

        return grown;
    }
}
