using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Testing;

/// <summary>
/// A rota as the columns of a model: what is chosen follows from its duties and gaps, and helper bits take their best value, found by
/// trying all. Seats of a post are alike to rows, so a pinned resident on another seat of the same post is no difference here.
/// </summary>
/// <param name="Impossible">Duties that have no column, or take a column more often than it goes.</param>
/// <param name="Broken">Rows that no value of the bits keeps.</param>
/// <param name="Cost">The model's cost at the cheapest bits that keep the rows.</param>
public sealed record RowReading(IReadOnlyList<Duty> Impossible, IReadOnlyList<Row> Broken, long Cost)
{
    /// <summary>Whether the model allows the rota.</summary>
    public bool IsAllowed => Impossible.Count == 0 && Broken.Count == 0;

    /// <summary>Reads a rota.</summary>
    public static RowReading Of(RowModel model, WatchRota rota)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rota);
        var values = new long[model.Columns];
        var impossible = new List<Duty>();
        var columns = model.Duties.ToDictionary(d => (d.Resident.Id, d.Watch.Night.Date, d.Watch.Name, d.Post));
        foreach (var duty in rota.Duties)
        {
            var key = (duty.Resident, duty.Seat.Night, duty.Seat.Watch, duty.Seat.Post);
            if (columns.TryGetValue(key, out var its))
            {
                values[its.Column]++;
            }

            if (its is null || values[its.Column] > model.Uppers[its.Column])
            {
                impossible.Add(duty);
            }
        }

        var gaps = rota.Gaps.ToLookup(g => (g.Seat.Night, g.Seat.Watch, g.Seat.Post));
        for (var column = model.FirstGap; column < model.FirstBit; column++)
        {
            var (watch, post) = model.GapOf(column);
            values[column] = gaps[(watch.Night.Date, watch.Name, post)].Count();
        }

        var broken = model.Rows.Where(r => r.Columns.All(c => c < model.FirstBit) && !Keeps(r, values)).ToList();
        foreach (var bits in BitsThatMeet(model))
        {
            broken.AddRange(SetBest(model, bits, values));
        }

        return new RowReading(impossible, broken, values.Zip(model.Costs, (v, c) => v * c).Sum());
    }

    /// <summary>Gives some bits the cheapest values that keep their rows, and tells the rows that the best values break.</summary>
    private static List<Row> SetBest(RowModel model, List<int> bits, long[] values)
    {
        var rows = model.Rows.Where(r => r.Columns.Any(bits.Contains)).ToList();
        var best = (Broken: int.MaxValue, Cost: long.MaxValue, Choice: 0);
        for (var choice = 0; choice < 1 << bits.Count; choice++)
        {
            Set(choice);
            var found = (rows.Count(r => !Keeps(r, values)), bits.Sum(b => values[b] * model.Costs[b]), choice);
            best = found.CompareTo(best) < 0 ? found : best;
        }

        Set(best.Choice);
        return [.. rows.Where(r => !Keeps(r, values))];

        void Set(int choice)
        {
            for (var i = 0; i < bits.Count; i++)
            {
                values[bits[i]] = (choice >> i) & 1;
            }
        }
    }

    /// <summary>Bits, those that meet in a row together.</summary>
    private static List<List<int>> BitsThatMeet(RowModel model)
    {
        var sets = Enumerable
            .Range(model.FirstBit, model.Columns - model.FirstBit)
            .ToDictionary(b => b, b => new List<int> { b });
        foreach (var row in model.Rows)
        {
            var bits = row.Columns.Where(c => c >= model.FirstBit).ToList();
            foreach (var bit in bits.Skip(1).Where(b => sets[b] != sets[bits[0]]))
            {
                sets[bits[0]].AddRange(sets[bit]);
                foreach (var moved in sets[bit])
                {
                    sets[moved] = sets[bits[0]];
                }
            }
        }

        return [.. sets.Values.Distinct()];
    }

    private static bool Keeps(Row row, long[] values)
    {
        long sum = 0;
        for (var k = 0; k < row.Columns.Length; k++)
        {
            sum += row.Coefficients[k] * values[row.Columns[k]];
        }

        return row.Lower <= sum && sum <= row.Upper;
    }
}
