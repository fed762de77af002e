using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;

namespace Rota.Planning;

/// <summary>The best rota of a month under a supposition.</summary>
/// <param name="Rota">The rota; its gaps have no reasons.</param>
/// <param name="Cost">What it costs as supposed.</param>
/// <param name="IsExact">Whether nothing cheaper exists as supposed.</param>
internal sealed record SolveSupposed(WatchRota Rota, long Cost, bool IsExact)
{
    /// <summary>Solves; null where no rota is as supposed, or none was found within the effort allowed.</summary>
    public static SolveSupposed? Run(RotaProblem problem, Supposition? supposed, CancellationToken cancellation)
    {
        var model = RowModel.From(problem, supposed);
        return new RotaSolver().Solve(model, cancellation) is SolveOutcome.Solved solved
            ? new SolveSupposed(
                model.ToRota(solved.Chosen, _ => Words.Same("")),
                solved.Cost,
                solved.Status == RotaStatus.Optimal
            )
            : null;
    }
}
