using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// A published month solved again: first the fewest gaps, then the fewest published duties given up, then the least cost. The second is
/// solved by itself, with gaps and changes for a cost, and then held as a row: in one sum a change would have to be above all that a
/// month costs and below each gap, more than a linear programme in floating point can see at once.
/// </summary>
/// <param name="Chosen">What was chosen; its cost and status are those of the choice among the rotas with as few changes.</param>
/// <param name="Kept">How many published duties it keeps.</param>
/// <param name="IsFewest">Whether it is proven that no more could be kept with as few gaps.</param>
public sealed record SolvedAgain(SolveOutcome.Solved Chosen, int Kept, bool IsFewest)
{
    /// <summary>Solves; null when no choice keeps the rows, or none was found within the effort allowed.</summary>
    /// <param name="model">A model with a baseline, whose <see cref="RowModel.Shortfall"/> is null.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SolvedAgain? Of(RowModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var solver = new RotaSolver();

        // Mostly somebody is free for each seat that opened: with every duty kept that may be and no gap, nothing is left to count.
        var all = model.Published.Count;
        if (
            solver.Solve(model.Keeping(all), cancellation) is SolveOutcome.Solved { Status: RotaStatus.Optimal } easy
            && !easy.Chosen.Any(model.IsGap)
        )
        {
            return new SolvedAgain(easy, all, true);
        }

        if (solver.Solve(model.CountingChanges(), cancellation) is not SolveOutcome.Solved counted)
        {
            return null;
        }

        var kept = counted.Chosen.Intersect(model.Published).Count();
        var isFewest = counted.Status == RotaStatus.Optimal;
        return solver.Solve(model.Keeping(kept), cancellation) is SolveOutcome.Solved cheapest
            ? new SolvedAgain(cheapest, cheapest.Chosen.Intersect(model.Published).Count(), isFewest)
            : new SolvedAgain(counted with { Status = RotaStatus.Feasible }, kept, isFewest);
    }
}
