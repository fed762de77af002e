using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// From an answer in parts to a whole one: the column that the relaxation takes almost is chosen, the relaxation answers again, and
/// so on. A choice that lifts the cost past the ceiling is taken back and the column left out instead.
/// </summary>
internal static class Dive
{
    /// <summary>So many choices and no more: what has not come out whole by then is for an exact search.</summary>
    private const int Most = 60;

    /// <summary>Whole values that keep all rows at a cost up to the ceiling; null when the dive did not come to any.</summary>
    /// <param name="model">The model.</param>
    /// <param name="relaxation">Its relaxation, solved; what the dive settles stays settled in it.</param>
    /// <param name="ceiling">What the relaxation may cost, in units.</param>
    /// <param name="cancellation">Stops the dive.</param>
    public static long[]? ToWhole(RowModel model, Relaxation relaxation, double ceiling, CancellationToken cancellation)
    {
        bool Holds() => relaxation.Solve(cancellation) && relaxation.Cost <= ceiling;

        for (var choices = 0; Likeliest(model, relaxation) is { } column; choices++)
        {
            if (choices == Most)
            {
                return null;
            }

            relaxation.Choose(column);
            if (!Holds())
            {
                relaxation.Refuse(column);
                if (!Holds())
                {
                    return null;
                }
            }
        }

        var values = relaxation.Values.Select(v => (long)Math.Round(v)).ToArray();
        return Keeps(model, values) ? values : null;
    }

    /// <summary>Whether whole values keep every row: what floating point calls kept is not taken on trust.</summary>
    private static bool Keeps(RowModel model, long[] values)
    {
        foreach (var row in model.Rows)
        {
            long sum = 0;
            for (var k = 0; k < row.Columns.Length; k++)
            {
                sum += values[row.Columns[k]] * row.Coefficients[k];
            }

            if (sum < row.Lower || sum > row.Upper)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of the columns taken in part the one taken most, duties before all others; null when all are whole.</summary>
    private static int? Likeliest(RowModel model, Relaxation relaxation) =>
        relaxation
            .Broken.OrderBy(c => c >= model.FirstGap)
            .ThenByDescending(c => relaxation.Values[c])
            .ThenBy(c => c)
            .Cast<int?>()
            .FirstOrDefault();
}
