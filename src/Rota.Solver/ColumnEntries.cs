using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>The coefficients of a model column by column, where the model itself holds them row by row.</summary>
internal sealed class ColumnEntries
{
    private readonly int[] starts;
    private readonly int[] rows;
    private readonly int[] coefficients;

    /// <summary>Turns a model's rows over.</summary>
    public ColumnEntries(RowModel model)
    {
        starts = new int[model.Columns + 1];
        foreach (var row in model.Rows)
        {
            foreach (var column in row.Columns)
            {
                starts[column + 1]++;
            }
        }

        for (var column = 0; column < model.Columns; column++)
        {
            starts[column + 1] += starts[column];
        }

        var free = starts[..^1];
        rows = new int[starts[^1]];
        coefficients = new int[starts[^1]];
        for (var i = 0; i < model.Rows.Count; i++)
        {
            var row = model.Rows[i];
            for (var k = 0; k < row.Columns.Length; k++)
            {
                var at = free[row.Columns[k]]++;
                rows[at] = i;
                coefficients[at] = row.Coefficients[k];
            }
        }
    }

    /// <summary>The rows that a column stands in, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int column) => rows.AsSpan(starts[column]..starts[column + 1]);

    /// <summary>Its coefficient in each of them, in the same order.</summary>
    public ReadOnlySpan<int> CoefficientsOf(int column) => coefficients.AsSpan(starts[column]..starts[column + 1]);
}
