using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rota.Store;
using Rota.Worker.Telling;

namespace Rota.Worker;

/// <summary>Ticks, from the start on and then every so often, until the host stops. A tick that fails is told and does not end the worker.</summary>
/// <param name="tick">The tick.</param>
/// <param name="begun">When the host has begun.</param>
/// <param name="settings">How often.</param>
/// <param name="log">What is told.</param>
internal sealed class TickLoop(Tick tick, Begun begun, WorkerSettings settings, ILogger<TickLoop> log)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await begun.WaitAsync(stoppingToken))
        {
            return;
        }

        using var timer = new PeriodicTimer(settings.TickEvery);
        do
        {
            try
            {
                await tick.RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A database that is away for a while must not end the worker.
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble) when (StoreTrouble.Of(trouble) is { } fault)
            {
                log.Waits(fault.Sentence.Zh, fault.Sentence.En);
            }
            catch (Exception bug)
            {
                log.TickBroke(bug, bug.GetType().Name);
            }
#pragma warning restore CA1031
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
