using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// Columns that need not be looked at, found from rows alone: a column is dominated when another could take its place in every
/// choice at no higher cost, and no choice has both.
/// </summary>
internal static class Presolve
{
    /// <summary>Which columns to keep; of columns that dominate each other the earliest stays, so that the answer does not hang on chance.</summary>
    public static bool[] Undominated(RowModel model, ColumnEntries entries)
    {
        var keep = new bool[model.Columns];
        Array.Fill(keep, true);
        foreach (var bucket in Rivals(model, entries))
        {
            foreach (var column in bucket)
            {
                keep[column] = !bucket.Exists(rival =>
                    rival != column && keep[rival] && Dominates(model, entries, rival, column)
                );
            }
        }

        return keep;
    }

    /// <summary>Duty columns that share every equality row and a row that lets only one of them be chosen.</summary>
    private static IEnumerable<List<int>> Rivals(RowModel model, ColumnEntries entries)
    {
        var buckets = new Dictionary<(long, int), List<int>>();
        for (var column = 0; column < model.FirstGap; column++)
        {
            long equalities = 17;
            var choice = -1;
            var rows = entries.RowsOf(column);
            var coefficients = entries.CoefficientsOf(column);
            for (var k = 0; k < rows.Length; k++)
            {
                var (row, coefficient) = (rows[k], coefficients[k]);
                var its = model.Rows[row];
                if (its.Lower == its.Upper)
                {
                    equalities = (equalities * 1_000_003) + (row * 31L) + coefficient;
                }
                else if (
                    choice < 0
                    && !its.IsLazy
                    && its.Upper == 1
                    && its.Lower == long.MinValue
                    && Array.TrueForAll(its.Coefficients, c => c == 1)
                )
                {
                    choice = row;
                }
            }

            if (choice >= 0)
            {
                if (!buckets.TryGetValue((equalities, choice), out var bucket))
                {
                    buckets[(equalities, choice)] = bucket = [];
                }

                bucket.Add(column);
            }
        }

        return buckets.Values.Where(b => b.Count > 1);
    }

    /// <summary>Whether <paramref name="better"/> is no dearer and strains no row more than <paramref name="column"/>.</summary>
    private static bool Dominates(RowModel model, ColumnEntries entries, int better, int column)
    {
        if (model.Costs[better] > model.Costs[column])
        {
            return false;
        }

        var a = entries.RowsOf(better);
        var ofA = entries.CoefficientsOf(better);
        var b = entries.RowsOf(column);
        var ofB = entries.CoefficientsOf(column);
        for (int i = 0, j = 0; i < a.Length || j < b.Length; )
        {
            var row = Math.Min(i < a.Length ? a[i] : int.MaxValue, j < b.Length ? b[j] : int.MaxValue);
            var its = i < a.Length && a[i] == row ? ofA[i++] : 0;
            var other = j < b.Length && b[j] == row ? ofB[j++] : 0;
            var strainsUpper = its > other && model.Rows[row].Upper != long.MaxValue;
            var strainsLower = its < other && model.Rows[row].Lower != long.MinValue;
            if (strainsUpper || strainsLower)
            {
                return false;
            }
        }

        return true;
    }
}
