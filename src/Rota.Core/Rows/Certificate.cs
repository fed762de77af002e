namespace Rota.Core.Rows;

/// <summary>
/// A lower bound on the cost of every rota that a model allows, from whole-number prices, in exact arithmetic. Whatever the prices are,
/// the bound is true; good prices make it high. It owes nothing to a solver, and anybody can redo it:
/// each row is worth its price times the side of it that the price presses on, each column gains at most what its cost
/// falls short of the prices of its rows, and the sum of both is below every allowed cost.
/// </summary>
public sealed class Certificate
{
    /// <summary>Prices and reduced costs are counted in so many parts of a cost unit.</summary>
    public const int Scale = 65_536;

    private Certificate(long[] prices, Int128 worth, Int128[] reduced)
    {
        Prices = prices;
        Worth = worth;
        Reduced = reduced;
    }

    /// <summary>The price of each row, in parts of a unit; 0 where a price would press on a side that the row does not have.</summary>
    public IReadOnlyList<long> Prices { get; }

    /// <summary>The bound in parts of a unit.</summary>
    public Int128 Worth { get; }

    /// <summary>What each column costs above the prices of its rows, in parts of a unit; below 0 the bound has paid for it.</summary>
    public IReadOnlyList<Int128> Reduced { get; }

    /// <summary>No rota the model allows costs less than this many units.</summary>
    public long Bound => (long)WholeWorth;

    /// <summary>The bound in whole units, as wide as any sum that prices can make: prices of a stranger may make one beyond 64 bits.</summary>
    public Int128 WholeWorth => (Worth / Scale) + (Worth > 0 && Worth % Scale != 0 ? 1 : 0);

    /// <summary>Computes the bound that prices give.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prices">A price for each row, in parts of a unit.</param>
    public static Certificate Of(RowModel model, IReadOnlyList<long> prices)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prices);
        var used = new long[model.Rows.Count];
        var reduced = new Int128[model.Columns];
        for (var column = 0; column < reduced.Length; column++)
        {
            reduced[column] = (Int128)model.Costs[column] * Scale;
        }

        Int128 worth = 0;
        for (var i = 0; i < used.Length; i++)
        {
            var row = model.Rows[i];
            var side = prices[i] > 0 ? row.Lower : row.Upper;
            if (prices[i] == 0 || side is long.MinValue or long.MaxValue)
            {
                continue;
            }

            used[i] = prices[i];
            worth += (Int128)prices[i] * side;
            for (var k = 0; k < row.Columns.Length; k++)
            {
                reduced[row.Columns[k]] -= (Int128)prices[i] * row.Coefficients[k];
            }
        }

        for (var column = 0; column < reduced.Length; column++)
        {
            worth += Int128.Min(0, reduced[column]) * model.Uppers[column];
        }

        return new Certificate(used, worth, reduced);
    }

    /// <summary>
    /// The least number of whole units that a rota costs which uses a column although the bound has not paid for it.
    /// </summary>
    public bool Exceeds(int column, long units) => Worth + Int128.Max(0, Reduced[column]) > (Int128)units * Scale;
}
