using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// Whole prices for the rows of a model, from the duals of its relaxation. Gaps cost so much more than all else that one linear
/// programme could not see both in floating point; so gaps are minimised first, and the rest on the face of the answers that have no more of them.
/// The prices of both add up to prices of the whole.
/// </summary>
internal static class Prices
{
    private const double Tolerance = 1e-7;

    /// <summary>Prices in parts of a unit, or null when no choice keeps the rows.</summary>
    public static long[]? Of(RowModel model, bool[] usable, CancellationToken cancellation)
    {
        var unit = GapUnit(model);
        var gapCosts = new double[model.Columns];
        var ownCosts = new double[model.Columns];
        for (var column = 0; column < model.Columns; column++)
        {
            var isGap = column >= model.FirstGap && column < model.FirstBit;
            gapCosts[column] = isGap ? (double)model.Costs[column] / unit : 0;
            ownCosts[column] = isGap ? 0 : model.Costs[column];
        }

        if (new Relaxation(model, gapCosts, usable).Solve(cancellation) is not { } gaps)
        {
            return null;
        }

        var face = Face(model, gapCosts, usable, gaps.Duals, ownCosts);
        var own = face.Solve(cancellation);
        var prices = new long[model.Rows.Count];
        for (var i = 0; i < prices.Length; i++)
        {
            prices[i] = (ToParts(gaps.Duals[i]) * unit) + ToParts(own?.Duals[i] ?? 0);
        }

        return prices;
    }

    /// <summary>The greatest whole number that divides every gap's price.</summary>
    private static long GapUnit(RowModel model)
    {
        long unit = 0;
        for (var column = model.FirstGap; column < model.FirstBit; column++)
        {
            var (a, b) = (unit, model.Costs[column]);
            while (b != 0)
            {
                (a, b) = (b, a % b);
            }

            unit = a;
        }

        return Math.Max(1, unit);
    }

    private static Relaxation Face(RowModel model, double[] gapCosts, bool[] usable, double[] duals, double[] ownCosts)
    {
        var reduced = (double[])gapCosts.Clone();
        for (var i = 0; i < duals.Length; i++)
        {
            var row = model.Rows[i];
            for (var k = 0; k < row.Columns.Length; k++)
            {
                reduced[row.Columns[k]] -= duals[i] * row.Coefficients[k];
            }
        }

        var face = new Relaxation(model, ownCosts, [.. usable.Select((u, c) => u && reduced[c] <= Tolerance)]);
        for (var i = 0; i < duals.Length; i++)
        {
            if (Math.Abs(duals[i]) > Tolerance)
            {
                face.Hold(i, atLower: duals[i] > 0);
            }
        }

        return face;
    }

    private static long ToParts(double dual) => (long)Math.Round(dual * Certificate.Scale);
}
