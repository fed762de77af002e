using Microsoft.Extensions.Logging;
using Quartz;
using Rota.Planning.Cycles;
using Rota.Store;
using Rota.Worker.Telling;

namespace Rota.Worker.Jobs;

/// <summary>Does one step for one area, then asks for the area's next one.</summary>
/// <param name="keeper">The office.</param>
/// <param name="step">What does it.</param>
/// <param name="gate">What areas are solved beside each other.</param>
/// <param name="book">Where jobs are asked for.</param>
/// <param name="gauges">What is measured.</param>
/// <param name="log">What is told.</param>
[DisallowConcurrentExecution]
internal sealed class AreaJob(
    OfficeKeeper keeper,
    AreaStep step,
    SolveGate gate,
    JobBook book,
    Gauges gauges,
    ILogger<AreaJob> log
) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (what, area, month) = JobBook.Read(context);
        var (name, of) = (StepNames.Of(what), $"{month:uuuu-MM}");
        using var trace = gauges.Trace(name, area, of);
        try
        {
            // Whoever asked may have asked long ago: only what is due still is done.
            var due = await new ReadDueWork(keeper.Current).RunAsync(area, cancellationToken);
            if (due.FirstOrDefault(d => (d.Step, d.Month) == (what, month)) is { } found)
            {
                await RunAsync(context, found, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.StepStopped(name, area, of);
            throw;
        }
        catch (SchedulerException) when (!IsRunning(context.Scheduler))
        {
            // The step is done; what is next could not be asked for any more, and is found again by a tick.
            log.StepStopped(name, area, of);
        }
        catch (Exception trouble) when (StoreTrouble.Of(trouble) is { } fault)
        {
            log.Waits(fault.Sentence.Zh, fault.Sentence.En);
        }
        catch (Exception bug)
        {
            log.StepBroke(bug, name, area, of, bug.GetType().Name);
            throw;
        }
    }

    private async Task RunAsync(IJobExecutionContext context, AreaDue due, CancellationToken cancellation)
    {
        var (what, area, month) = (due.Step, due.Area.Code, due.Month);
        var end = await gate.EnterAsync(
            isAlone: due.Tries > 0,
            () => step.RunAsync(what, area, month, cancellation),
            cancellation
        );
        Tell(due, end);
        // A scheduler that stops takes no more jobs.
        cancellation.ThrowIfCancellationRequested();
        var next = await new ReadDueWork(keeper.Current).RunAsync(area, cancellation);
        if (next.Any(d => (d.Step, d.Month) == (what, month)))
        {
            await book.LaterAsync(context.Scheduler, JobBook.KeyOf(what, area, month), cancellation);
        }

        await book.AskAsync(context.Scheduler, next.Where(d => (d.Step, d.Month) != (what, month)), cancellation);
    }

    private static bool IsRunning(IScheduler scheduler) =>
        scheduler.GetStatus() is { IsCompletedSuccessfully: true, Result: SchedulerStatus.Running };

    private void Tell(AreaDue due, StepEnd end)
    {
        var (name, area, month) = (StepNames.Of(due.Step), due.Area.Code, $"{due.Month:uuuu-MM}");
        gauges.Ended(due.Step, end);
        if (end.IsDone)
        {
            log.StepDone(name, area, month, end.Result, end.Seconds);
        }
        else
        {
            log.StepNotDone(name, area, month, end.Result);
        }
    }
}
