using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rota.Planning.Notices;
using Rota.Store;
using Rota.Worker.Telling;

namespace Rota.Worker.Notices;

/// <summary>Sends what stands in the outbox, from the start on and then every so often, until the host stops.</summary>
/// <param name="keeper">The office.</param>
/// <param name="channels">The channels.</param>
/// <param name="begun">When the host has begun.</param>
/// <param name="settings">How often, and how early reminders go.</param>
/// <param name="gauges">What is measured.</param>
/// <param name="log">What is told.</param>
internal sealed class NoticeLoop(
    OfficeKeeper keeper,
    IEnumerable<INoticeChannel> channels,
    Begun begun,
    WorkerSettings settings,
    Gauges gauges,
    ILogger<NoticeLoop> log
) : BackgroundService
{
    private bool isKnown;

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
                await RoundAsync(stoppingToken);
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
                log.NoticesBroke(bug, bug.GetType().Name);
            }
#pragma warning restore CA1031
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        var sending = new SendNotices(keeper.Current);
        if (!isKnown)
        {
            await sending.UseAsync(channels, cancellation);
            isKnown = true;
        }

        if (settings.RemindHours > 0)
        {
            await sending.RemindAsync(settings.RemindHours, cancellation);
        }

        foreach (var channel in channels)
        {
            using var trace = gauges.Trace("notices");
            var done = await sending.RunAsync(channel, cancellation);
            gauges.Sent(channel.Name, done);
            if (done != new NoticesSent(0, 0, 0, 0))
            {
                log.NoticesSent(channel.Name, done.Sent, done.Cancelled, done.Refused, done.Unknown);
            }
        }

        await using var reader = await keeper.Current.Database.ReadAsync(cancellation);
        gauges.Outbox(await reader.Notices.CountsAsync(cancellation));
    }
}
