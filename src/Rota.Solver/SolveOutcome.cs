using Rota.Core.Rotas;

namespace Rota.Solver;

/// <summary>How a solve ended: one of <see cref="Solved"/>, <see cref="Contradiction"/>, <see cref="OutOfTime"/>.</summary>
public abstract record SolveOutcome
{
    private SolveOutcome() { }

    /// <summary>A choice of columns that keeps every row.</summary>
    /// <param name="Chosen">The columns at 1 or more.</param>
    /// <param name="Status"><see cref="RotaStatus.Optimal"/> or <see cref="RotaStatus.Feasible"/>.</param>
    /// <param name="Cost">Its cost.</param>
    /// <param name="Bound">No choice costs less, as far as <paramref name="Prices"/> show in exact arithmetic.</param>
    /// <param name="Prices">A price for each row, in parts of a unit (<see cref="Core.Rows.Certificate.Scale"/>).</param>
    public sealed record Solved(
        IReadOnlyList<int> Chosen,
        RotaStatus Status,
        long Cost,
        long Bound,
        IReadOnlyList<long> Prices
    ) : SolveOutcome
    {
        /// <summary>What closed the last unit.</summary>
        public ClosedBy ClosedBy =>
            Cost == Bound ? ClosedBy.Certificate
            : Status == RotaStatus.Optimal ? ClosedBy.Search
            : ClosedBy.Nothing;
    }

    /// <summary>No choice keeps every row: the input contradicts itself. Gaps are always allowed, so only pins can do that.</summary>
    public sealed record Contradiction : SolveOutcome;

    /// <summary>The effort allowed was spent before any choice was found.</summary>
    public sealed record OutOfTime : SolveOutcome;
}
