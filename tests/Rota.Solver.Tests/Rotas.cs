using Rota.Core;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>Rotas of tiny problems, solved.</summary>
internal static class Rotas
{
    /// <summary>The best rota of a problem, as supposed.</summary>
    public static WatchRota Best(RotaProblem problem, Supposition? supposed = null)
    {
        var model = RowModel.From(problem, supposed);
        var outcome = new RotaSolver().Solve(model, TestContext.Current.CancellationToken);
        return model.ToRota(Assert.IsType<SolveOutcome.Solved>(outcome).Chosen, _ => Words.Same("-"));
    }

    /// <summary>What its gaps cost by their posts.</summary>
    public static long PriceOfGaps(RotaProblem problem, WatchRota rota) =>
        rota.Gaps.Sum(g => problem.Terms.Rules.Get<Gaps>().PriceOf(g.Seat.Post));
}
