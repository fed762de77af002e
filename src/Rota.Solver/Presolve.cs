using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// Columns that need not be looked at, found from rows alone: a column is dominated when another could take its place in every
/// choice at no higher cost, and no choice has both.
/// </summary>
internal static class Presolve
{
    /// <summary>Which columns to keep; of columns that dominate each other the earliest stays, so that the answer does not hang on chance.</summary>
    public static bool[] Undominated(RowModel model)
    {
        var entries = EntriesByColumn(model);
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

    private static List<(int Row, int Coefficient)>[] EntriesByColumn(RowModel model)
    {
        var entries = new List<(int, int)>[model.Columns];
        for (var column = 0; column < entries.Length; column++)
        {
            entries[column] = [];
        }

        for (var i = 0; i < model.Rows.Count; i++)
        {
            var row = model.Rows[i];
            for (var k = 0; k < row.Columns.Length; k++)
            {
                entries[row.Columns[k]].Add((i, row.Coefficients[k]));
            }
        }

        return entries;
    }

    /// <summary>Duty columns that share every equality row and a row that lets only one of them be chosen.</summary>
    private static IEnumerable<List<int>> Rivals(RowModel model, List<(int Row, int Coefficient)>[] entries)
    {
        var buckets = new Dictionary<(long, int), List<int>>();
        for (var column = 0; column < model.FirstGap; column++)
        {
            long equalities = 17;
            var choice = -1;
            foreach (var (row, coefficient) in entries[column])
            {
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
    private static bool Dominates(RowModel model, List<(int Row, int Coefficient)>[] entries, int better, int column)
    {
        if (model.Costs[better] > model.Costs[column])
        {
            return false;
        }

        var a = entries[better];
        var b = entries[column];
        for (int i = 0, j = 0; i < a.Count || j < b.Count; )
        {
            var row = Math.Min(i < a.Count ? a[i].Row : int.MaxValue, j < b.Count ? b[j].Row : int.MaxValue);
            var its = i < a.Count && a[i].Row == row ? a[i++].Coefficient : 0;
            var other = j < b.Count && b[j].Row == row ? b[j++].Coefficient : 0;
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
