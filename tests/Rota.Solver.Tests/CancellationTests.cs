using Rota.Benchmarks.Instances;
using Rota.Core.Rows;
using Rota.Seeds;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>
/// A solve that is cancelled gives nothing, so that nothing half done is ever taken for a rota. How soon it stops is measured by the
/// benchmark, not here.
/// </summary>
public sealed class CancellationTests
{
    private const int Moments = 8;
    private readonly RowModel model = RowModel.From(InstanceSet.OneGrid(SeedProfile.Std, seed: 2).Problem());

    [Fact]
    public void CancelledBeforehand_ASolveGivesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => new RotaSolver().Solve(model, cancellation.Token));
    }

    /// <summary>
    /// Cancelled from another thread, at moments spread over the whole of it, a solve gives nothing, or it had come to its end and
    /// gives what it always gives; never something in between.
    /// </summary>
    [Fact]
    public async Task CancelledOnTheWay_ASolveGivesNothingOrAll()
    {
        var (whole, spins) = await SolveBeside(new CancellationTokenSource(), long.MaxValue);
        var solved = Assert.IsType<SolveOutcome.Solved>(whole);
        for (var moment = 1; moment < Moments; moment++)
        {
            var (outcome, _) = await SolveBeside(new CancellationTokenSource(), spins * moment / Moments);
            if (outcome is not null)
            {
                var its = Assert.IsType<SolveOutcome.Solved>(outcome);
                Assert.Equal((solved.Status, solved.Cost), (its.Status, its.Cost));
                Assert.Equal(solved.Chosen, its.Chosen);
            }
        }
    }

    /// <summary>Solves while another thread spins, and cancels when it has spun so often.</summary>
    /// <returns>The outcome, null where there is none; and how often the other thread had spun when the solve ended.</returns>
    private async Task<(SolveOutcome? Outcome, long Spins)> SolveBeside(
        CancellationTokenSource cancellation,
        long cancelAt
    )
    {
        var token = cancellation.Token;
        using var over = new CancellationTokenSource();
        var spinning = Task.Run(() => Spin(cancellation, cancelAt, over.Token), TestContext.Current.CancellationToken);
        try
        {
            var outcome = await Task.Run(() => new RotaSolver().Solve(model, token), CancellationToken.None);
            over.Cancel();
            return (outcome, await spinning);
        }
        catch (OperationCanceledException stopped)
        {
            Assert.True(stopped.CancellationToken == token && token.IsCancellationRequested);
            over.Cancel();
            return (null, await spinning);
        }
        finally
        {
            cancellation.Dispose();
        }
    }

    private static long Spin(CancellationTokenSource cancellation, long cancelAt, CancellationToken over)
    {
        long spins = 0;
        for (; !over.IsCancellationRequested; spins++)
        {
            if (spins == cancelAt)
            {
                cancellation.Cancel();
            }

            Thread.SpinWait(1000);
        }

        return spins;
    }
}
