using Microsoft.Extensions.Logging;
using Quartz;
using Rota.Planning.Cycles;
using Rota.Worker.Jobs;
using Rota.Worker.Telling;

namespace Rota.Worker;

/// <summary>Looks what is due and asks for it. Every worker of a cluster ticks by itself, so that none hangs on another's clock.</summary>
/// <param name="keeper">The office.</param>
/// <param name="schedulers">The scheduler.</param>
/// <param name="book">Where jobs are asked for.</param>
/// <param name="gauges">What is measured.</param>
/// <param name="log">What is told.</param>
internal sealed class Tick(
    OfficeKeeper keeper,
    ISchedulerFactory schedulers,
    JobBook book,
    Gauges gauges,
    ILogger<Tick> log
)
{
    /// <summary>Looks once.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var trace = gauges.Trace("tick");
        keeper.Refresh();
        var due = await new ReadDueWork(keeper.Current).RunAsync(area: null, cancellation);
        gauges.Found(due);
        var queued = await book.AskAsync(await schedulers.GetScheduler(cancellation), due, cancellation);
        if (queued > 0)
        {
            var waiting = due.Count(d => d.Step == DueStep.Wait);
            log.Ticked(due.Count - waiting, queued, waiting);
        }
    }
}
