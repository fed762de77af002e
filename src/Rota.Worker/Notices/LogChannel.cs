using Microsoft.Extensions.Logging;
using Rota.Planning.Notices;
using Rota.Worker.Telling;

namespace Rota.Worker.Notices;

/// <summary>
/// Tells the log that a notice would go: number, kind and watch number, never a name, a phone or the text. A log cannot tell whether it had a line before.
/// </summary>
/// <param name="log">The log.</param>
public sealed class LogChannel(ILogger<LogChannel> log) : INoticeChannel
{
    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public bool CanDeduplicate => false;

    /// <inheritdoc/>
    public Task<bool> SendAsync(NoticeText notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        log.Notice(notice.Id, notice.Kind, notice.WatchNumber);
        return Task.FromResult(true);
    }
}
