using Rota.Core;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// Finds the cheapest choice of columns that keeps every row, and proves it. It knows rows and no rule.
/// The way: leave out dominated columns; solve the linear relaxation; turn its duals into whole prices and these into a bound in
/// exact arithmetic; dive from its answer to a whole one, which nearly always costs the bound itself; if not, search the likeliest
/// columns for one that does; if there is none, keep the columns that a choice within a small reach of the bound can use and solve that
/// remainder exactly, reaching farther until it is settled.
/// </summary>
public sealed class RotaSolver
{
    /// <summary>How far above the bound, in units, the first search that proves something looks.</summary>
    private const long FirstReach = 4;

    /// <summary>How many columns a seat the first search looks at.</summary>
    private const int LikeliestPerSeat = 8;

    /// <summary>How far a relaxation's cost may be off for what floating point does to it, in units.</summary>
    private const double Tolerance = 1e-4;

    private readonly double effort;

    /// <summary>A solver.</summary>
    /// <param name="effort">
    /// Deterministic seconds that each search over a remainder may take: a measure of work, not of the clock, so that the same input ends the same way everywhere.
    /// </param>
    public RotaSolver(double effort = 120) => this.effort = effort;

    /// <summary>Solves a model.</summary>
    /// <param name="model">A model whose gap prices are above all else (<see cref="RowModel.Shortfall"/> is null).</param>
    /// <param name="cancellation">Stops the solve within a second; nothing is returned then.</param>
    /// <exception cref="OperationCanceledException">The solve was stopped.</exception>
    public SolveOutcome Solve(RowModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var entries = new ColumnEntries(model);
        var usable = Presolve.Undominated(model, entries);
        using var relaxation = new Relaxation(model, entries, Prices.Modest(model), usable);
        if (Prices.Of(model, relaxation, cancellation) is not { } prices)
        {
            return new SolveOutcome.Contradiction();
        }

        var certificate = Certificate.Of(model, prices);
        var toBound = (double)(((Int128)certificate.Bound * Certificate.Scale) - certificate.Worth) / Certificate.Scale;
        if (
            Dive.ToWhole(model, relaxation, relaxation.Cost + toBound + Tolerance, cancellation) is { } whole
            && Read(model, certificate, whole, isOptimal: false) is { Status: RotaStatus.Optimal } found
        )
        {
            return found;
        }

        var gaps = Round.HalfAway(certificate.Bound, model.GapUnit) * model.GapUnit;
        var likeliest = Likeliest(model, certificate, usable);
        var first = Remainder.LeastCost(model, likeliest, certificate.Bound, gaps, effort, cancellation);
        var best = first.Values is { } values ? Read(model, certificate, values, isOptimal: false) : null;
        if (best?.Status == RotaStatus.Optimal)
        {
            return best;
        }

        return Settle(model, certificate, usable, gaps, best, cancellation);
    }

    /// <summary>Reaches farther and farther above the bound until it is settled what is the cheapest.</summary>
    /// <param name="model">The model.</param>
    /// <param name="certificate">The bound.</param>
    /// <param name="usable">Columns that may be used.</param>
    /// <param name="gaps">What the relaxation says that all gaps cost: a guess until a choice or a search has confirmed it.</param>
    /// <param name="best">The best choice so far, with gaps of that cost; null for none.</param>
    /// <param name="cancellation">Stops the search.</param>
    private SolveOutcome Settle(
        RowModel model,
        Certificate certificate,
        bool[] usable,
        long gaps,
        SolveOutcome.Solved? best,
        CancellationToken cancellation
    )
    {
        // One gap less would be too cheap to be true: whatever has gaps of this cost has the fewest.
        var isFloor = gaps - model.GapUnit + model.OtherCosts < certificate.Bound;
        var isSure = isFloor && best is not null;
        for (var reach = FirstReach; ; reach *= 8)
        {
            if (!isSure && (!isFloor || reach > FirstReach))
            {
                var fewest = Remainder.FewestGaps(model, usable, effort, cancellation);
                if (!fewest.IsProven || fewest.Values is null)
                {
                    return Unsettled(best, fewest);
                }

                var total = fewest.Values.Select((v, c) => v * model.GapPrice(c)).Sum();
                if (total != gaps)
                {
                    // Nothing with so many gaps is near a bound that counts on another number.
                    reach = Math.Max(reach, total + model.OtherCosts - certificate.Bound);
                    best = null;
                }

                (gaps, isSure) = (total, true);
            }

            // Whatever costs at most the target uses only columns within it: what is found there is the cheapest of all,
            // and where nothing is found, nothing costs so little.
            var target = Math.Min(certificate.Bound + reach, best is null ? long.MaxValue : best.Cost - 1);
            var within = Within(certificate, usable, target);
            var result = Remainder.LeastCost(model, within, certificate.Bound, gaps, effort, cancellation);
            if (result.Values is { } values)
            {
                var found = Read(model, certificate, values, isOptimal: false);
                best = best is null || found.Cost < best.Cost ? found : best;
                isSure |= isFloor;
            }

            if (!result.IsProven)
            {
                return Unsettled(best, result);
            }

            if (isSure && best is not null && (best.Cost <= target + 1 || within.SequenceEqual(usable)))
            {
                return best with { Status = RotaStatus.Optimal };
            }
        }
    }

    /// <summary>What can be said when a search ended without an answer: the best so far, else that nothing keeps the rows, else nothing.</summary>
    private static SolveOutcome Unsettled(SolveOutcome.Solved? best, SearchResult search) =>
        best is not null ? best
        : search.IsProven ? new SolveOutcome.Contradiction()
        : new SolveOutcome.OutOfTime();

    /// <summary>
    /// The columns that the relaxation likes best. A search over them alone proves nothing by itself, but what it finds at the bound is optimal.
    /// </summary>
    private static bool[] Likeliest(RowModel model, Certificate certificate, bool[] usable)
    {
        var within = Within(certificate, usable, certificate.Bound + FirstReach);
        var likeliest = Enumerable
            .Range(0, model.FirstGap)
            .Where(c => within[c])
            .OrderBy(c => ((double)certificate.Reduced[c] / Certificate.Scale) - Jitter.Of(model, c))
            .ThenBy(c => c)
            .Take(LikeliestPerSeat * (model.FirstBit - model.FirstGap))
            .ToHashSet();
        for (var column = 0; column < model.FirstGap; column++)
        {
            within[column] &= likeliest.Contains(column);
        }

        return within;
    }

    private static bool[] Within(Certificate certificate, bool[] usable, long cost)
    {
        var within = new bool[usable.Length];
        for (var column = 0; column < within.Length; column++)
        {
            within[column] = usable[column] && !certificate.Exceeds(column, cost);
        }

        return within;
    }

    private static SolveOutcome.Solved Read(RowModel model, Certificate certificate, long[] values, bool isOptimal)
    {
        long cost = 0;
        for (var column = 0; column < values.Length; column++)
        {
            cost += values[column] * model.Costs[column];
        }

        return new SolveOutcome.Solved(
            [.. Enumerable.Range(0, values.Length).Where(c => values[c] > 0)],
            isOptimal || cost == certificate.Bound ? RotaStatus.Optimal : RotaStatus.Feasible,
            cost,
            certificate.Bound,
            certificate.Prices
        );
    }
}
