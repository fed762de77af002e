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

    /// <summary>What a relaxation starts with: a modest price on each gap, all else as it is.</summary>
    public static double[] Modest(RowModel model) =>
        Costs(
            model,
            c => Math.Min(model.Costs[c], ModestGap * (1 + Math.Log10((double)model.GapPrice(c) / model.GapUnit)))
        );

    /// <summary>Prices in parts of a unit, or null when no choice keeps the rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="relaxation">A relaxation at modest prices. It is left at its last answer, with nothing in it that costs more gaps.</param>
    /// <param name="cancellation">Stops the search for prices.</param>
    public static long[]? Of(RowModel model, Relaxation relaxation, CancellationToken cancellation)
    {
        if (!relaxation.Solve(cancellation))
        {
            return null;
        }

        if (!Enumerable.Range(0, model.Columns).Any(c => model.IsGap(c) && relaxation.Values[c] > Tolerance))
        {
            return ToParts(relaxation.Duals);
        }

        var unit = model.GapUnit;
        var gaps = new double[model.Columns];
        for (var column = model.FirstGap; column < model.FirstBit; column++)
        {
            gaps[column] = (double)model.GapPrice(column) / unit;
        }

        relaxation.Reprice(gaps);
        if (!relaxation.Solve(cancellation))
        {
            return null;
        }

        var prices = ToParts(relaxation.Duals);
        relaxation.KeepToFace();
        relaxation.Reprice(Costs(model, c => model.OtherCost(c)));
        var rest = relaxation.Solve(cancellation) ? ToParts(relaxation.Duals) : new long[prices.Length];
        return [.. prices.Zip(rest, (gap, other) => (gap * unit) + other)];
    }

    private static double[] Costs(RowModel model, Func<int, double> ofGap)
    {
        var costs = new double[model.Columns];
        for (var column = 0; column < costs.Length; column++)
        {
            costs[column] = model.IsGap(column) ? ofGap(column) : model.OtherCost(column) - Jitter.Of(model, column);
        }

        return costs;
    }

    private static long[] ToParts(double[] duals) => [.. duals.Select(d => (long)Math.Round(d * Certificate.Scale))];
}
