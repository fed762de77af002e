using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// Whole prices for the rows of a model, from the duals of its relaxation. Gaps cost so much more than all else that one linear
/// programme could not see both in floating point. So it is solved with modest prices on gaps first; most months then have none, and
/// those prices hold, since true gaps cost only more. Where gaps remain, they are minimised alone, then the rest on the face of
/// the answers that have no more of them, and the prices of both add up.
/// </summary>
internal static class Prices
{
    private const double Tolerance = 1e-7;

    /// <summary>Stands in for the price of the cheapest gap while it is not known whether gaps are needed, in units.</summary>
    private const double ModestGap = 100_000;

    /// <summary>Prices in parts of a unit, or null when no choice keeps the rows.</summary>
    public static long[]? Of(RowModel model, bool[] usable, CancellationToken cancellation)
    {
        var unit = model.GapUnit;
        var own = new double[model.Columns];
        var gaps = new double[model.Columns];
        var both = new double[model.Columns];
        for (var column = 0; column < model.Columns; column++)
        {
            var isGap = model.IsGap(column);
            own[column] = model.OtherCost(column) - Jitter.Of(model, column);
            gaps[column] = (double)model.GapPrice(column) / unit;
            both[column] = isGap
                ? Math.Min(model.Costs[column], ModestGap * (1 + Math.Log10(gaps[column])))
                : own[column];
        }

        var relaxation = new Relaxation(model, both, usable);
        if (relaxation.Solve(cancellation) is not { } modest)
        {
            return null;
        }

        var hasGaps = Enumerable
            .Range(model.FirstGap, model.FirstBit - model.FirstGap)
            .Any(c => modest.Value[c] > Tolerance);
        if (!hasGaps)
        {
            return ToParts(modest.Duals);
        }

        relaxation.Reprice(gaps);
        if (relaxation.Solve(cancellation) is not { } fewest)
        {
            return null;
        }

        RestrictToFace(relaxation, model, gaps, fewest.Duals);
        relaxation.Reprice(own);
        var prices = ToParts(fewest.Duals);
        var rest = relaxation.Solve(cancellation) is { } face ? ToParts(face.Duals) : new long[prices.Length];
        return [.. prices.Zip(rest, (gap, other) => (gap * unit) + other)];
    }

    /// <summary>Keeps only answers that are as good as the one with these duals: columns it pays for, rows it presses on held there.</summary>
    private static void RestrictToFace(Relaxation relaxation, RowModel model, double[] costs, double[] duals)
    {
        var reduced = (double[])costs.Clone();
        for (var i = 0; i < duals.Length; i++)
        {
            var row = model.Rows[i];
            for (var k = 0; k < row.Columns.Length; k++)
            {
                reduced[row.Columns[k]] -= duals[i] * row.Coefficients[k];
            }

            if (Math.Abs(duals[i]) > Tolerance)
            {
                relaxation.Hold(i, atLower: duals[i] > 0);
            }
        }

        for (var column = 0; column < reduced.Length; column++)
        {
            if (reduced[column] > Tolerance)
            {
                relaxation.Drop(column);
            }
        }
    }

    private static long[] ToParts(double[] duals) => [.. duals.Select(d => (long)Math.Round(d * Certificate.Scale))];
}
