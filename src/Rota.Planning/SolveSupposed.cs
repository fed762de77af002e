using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;

namespace Rota.Planning;

/// <summary>How solving a month under a supposition ended: one of <see cref="Solved"/>, <see cref="Impossible"/>, <see cref="Unsettled"/>.</summary>
internal abstract record SolveSupposed
{
    private SolveSupposed() { }

    /// <summary>A rota that is as supposed.</summary>
    /// <param name="Rota">The rota; its gaps have no reasons.</param>
    /// <param name="Cost">What it costs as supposed.</param>
    /// <param name="IsExact">Whether nothing cheaper exists as supposed.</param>
    public sealed record Solved(WatchRota Rota, long Cost, bool IsExact) : SolveSupposed;

    /// <summary>No rota is as supposed.</summary>
    public sealed record Impossible : SolveSupposed;

    /// <summary>Whether any rota is as supposed did not come out within the effort allowed.</summary>
    public sealed record Unsettled : SolveSupposed;

    /// <summary>Solves.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="supposed">What is supposed; null to take the problem as it is.</param>
    /// <param name="solve">What solves; the solver when null.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    public static SolveSupposed Run(
        RotaProblem problem,
        Supposition? supposed,
        Solve? solve,
        CancellationToken cancellation
    )
    {
        var model = RowModel.From(problem, supposed);
        var outcome = solve is null ? new RotaSolver().Solve(model, cancellation) : solve(model, cancellation);
        return outcome switch
        {
            SolveOutcome.Solved solved => new Solved(
                model.ToRota(solved.Chosen, _ => Words.Same("")),
                solved.Cost,
                solved.Status == RotaStatus.Optimal
            ),
            SolveOutcome.Contradiction => new Impossible(),
            _ => new Unsettled(),
        };
    }
}
