using Rota.Core;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// Finds the cheapest choice of columns that keeps every row, and proves it. It knows rows and no rule.
/// The way: leave out dominated columns; solve the linear relaxation; turn its duals into whole prices and these into a bound in
/// exact arithmetic; keep the columns that a choice within a small distance of the bound can use, and solve that remainder exactly.
/// What is found within the distance is the cheapest of all.
/// </summary>
public sealed class RotaSolver
{
    /// <summary>Distance from the bound, in units, that the first search covers.</summary>
    private const long FirstDistance = 4;

    private readonly double effort;

    /// <summary>A solver.</summary>
    /// <param name="effort">
    /// Deterministic seconds that each search over a remainder may take: a measure of work, not of the clock, so that the same input ends the same way everywhere.
    /// </param>
    public RotaSolver(double effort = 120) => this.effort = effort;

    /// <summary>Solves a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellation">Stops the solve within a second; nothing is returned then.</param>
    /// <exception cref="OperationCanceledException">The solve was stopped.</exception>
    public SolveOutcome Solve(RowModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var usable = Presolve.Undominated(model);
        if (Prices.Of(model, usable, cancellation) is not { } prices)
        {
            return new SolveOutcome.Contradiction();
        }

        var certificate = Certificate.Of(model, prices);
        SolveOutcome.Solved? best = null;
        for (var distance = FirstDistance; ; distance = distance * 3)
        {
            var within = Within(certificate, usable, certificate.Bound + distance);
            var isWhole = within.SequenceEqual(usable);

            var isNear = distance < model.GapUnit / 4;
            long? gaps = isNear ? GapsNear(model, certificate) : null;
            var result = Remainder.Search(model, within, gaps, certificate.Bound, effort, cancellation);
            if (result.Values is { } values)
            {
                var found = Read(
                    model,
                    certificate,
                    values,
                    result.IsProven,
                    isWhole && !isNear ? long.MaxValue : certificate.Bound + distance
                );
                best = best is null || found.Cost < best.Cost || found.Status == RotaStatus.Optimal ? found : best;
            }

            if (best?.Status == RotaStatus.Optimal)
            {
                return best;
            }

            if (!result.IsProven)
            {
                return (SolveOutcome?)best ?? new SolveOutcome.OutOfTime();
            }

            if (isWhole && !isNear)
            {
                return new SolveOutcome.Contradiction();
            }
        }
    }

    /// <summary>All else together weighs less than half a gap unit, so near the bound the gaps' total is known.</summary>
    private static long GapsNear(RowModel model, Certificate certificate) =>
        Round.HalfAway(certificate.Bound, model.GapUnit) * model.GapUnit;

    private static bool[] Within(Certificate certificate, bool[] usable, long cost)
    {
        var within = new bool[usable.Length];
        for (var column = 0; column < within.Length; column++)
        {
            within[column] = usable[column] && !certificate.Exceeds(column, cost);
        }

        return within;
    }

    private static SolveOutcome.Solved Read(
        RowModel model,
        Certificate certificate,
        long[] values,
        bool proven,
        long covered
    )
    {
        long cost = 0;
        for (var column = 0; column < values.Length; column++)
        {
            cost += values[column] * model.Costs[column];
        }

        return new SolveOutcome.Solved(
            [.. Enumerable.Range(0, values.Length).Where(c => values[c] > 0)],
            cost == certificate.Bound || (proven && cost <= covered) ? RotaStatus.Optimal : RotaStatus.Feasible,
            cost,
            certificate.Bound,
            certificate.Prices
        );
    }
}
