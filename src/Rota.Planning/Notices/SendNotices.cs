using NodaTime;
using Rota.Store.Notices;

namespace Rota.Planning.Notices;

/// <summary>What a round of sending came to.</summary>
/// <param name="Sent">Notices that were sent.</param>
/// <param name="Cancelled">Notices that had nothing to tell any more.</param>
/// <param name="Refused">Notices that their channel refused; they are tried again, or have failed.</param>
/// <param name="Unknown">Notices of which nobody knows whether they were sent.</param>
public sealed record NoticesSent(int Sent, int Cancelled, int Refused, int Unknown);

/// <summary>
/// Sends what stands in the outbox. Each notice is taken on record before it is sent, so that two senders never send the same, and what died half sent is
/// known: a channel that can tell a repeat gets it again, for any other the organiser decides.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class SendNotices(Office office)
{
    /// <summary>After so many refusals a notice has failed.</summary>
    private const int MostTries = 5;

    /// <summary>How many notices are taken at a time by a channel that can tell repeats.</summary>
    private const int Together = 50;

    /// <summary>How long a sender may take for what it took; what is older died with it.</summary>
    private static readonly Duration LostAfter = Duration.FromMinutes(2);

    /// <summary>
    /// Says by which channels notices go from now on. By a new one everybody is told of the duties to come that they have already: whoever published a month
    /// by hand and lets the worker run afterwards has nobody left out.
    /// </summary>
    public async Task UseAsync(IEnumerable<INoticeChannel> channels, CancellationToken cancellation = default)
    {
        await using var writer = await office.WriteAsync(cancellation);
        await writer.Notices.UseChannelsAsync([.. channels.Select(c => c.Name)], office.Now, cancellation);
        await writer.CommitAsync(cancellation);
    }

    /// <summary>Writes reminders of the duties in force that begin within so many hours; each once.</summary>
    /// <returns>How many are new.</returns>
    public async Task<int> RemindAsync(int hours, CancellationToken cancellation = default)
    {
        await using var writer = await office.WriteAsync(cancellation);
        var now = office.Now;
        var count = await writer.Notices.RemindAsync(now, now.PlusHours(hours), cancellation);
        if (count > 0)
        {
            await writer.CommitAsync(cancellation);
        }

        return count;
    }

    /// <summary>Sends by one channel until nothing of it waits, or what waits was refused just now.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="cancellation">Stops between notices.</param>
    public async Task<NoticesSent> RunAsync(INoticeChannel channel, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var done = new NoticesSent(0, 0, 0, 0);
        while (done.Refused == 0 && done.Unknown == 0)
        {
            var taken = await TakeAsync(channel, cancellation);
            if (taken.Count == 0)
            {
                break;
            }

            for (var at = 0; at < taken.Count; at++)
            {
                // Whoever stops, or finds the channel closed, gives back what it has not begun: nobody need ask whether that arrived.
                if (cancellation.IsCancellationRequested || done.Refused > 0)
                {
                    await EndAsync(
                        w => w.GiveBackAsync(taken.Skip(at), CancellationToken.None),
                        CancellationToken.None
                    );
                    break;
                }

                done = await SendAsync(channel, taken[at], done, cancellation);
            }

            cancellation.ThrowIfCancellationRequested();
        }

        return done;
    }

    private async Task<IReadOnlyList<Notice>> TakeAsync(INoticeChannel channel, CancellationToken cancellation)
    {
        await using var writer = await office.WriteAsync(cancellation);
        var taken = await writer.Notices.ClaimAsync(
            channel.Name,
            channel.CanDeduplicate ? Together : 1,
            channel.CanDeduplicate ? office.Clock.GetCurrentInstant() - LostAfter : null,
            cancellation
        );
        if (taken.Count > 0)
        {
            await writer.CommitAsync(cancellation);
        }

        return taken;
    }

    private async Task<NoticesSent> SendAsync(
        INoticeChannel channel,
        Notice notice,
        NoticesSent done,
        CancellationToken cancellation
    )
    {
        NoticeText? text;
        // It is taken: a stop waits until it is known what became of it.
        await using (var reader = await office.Database.ReadAsync(CancellationToken.None))
        {
            text = await new ComposeNotice(office, reader).RunAsync(notice, CancellationToken.None);
        }

        if (text is null)
        {
            await EndAsync(
                w => w.EndAsync(notice.Id, NoticeState.Cancelled, CancellationToken.None),
                CancellationToken.None
            );
            return done with { Cancelled = done.Cancelled + 1 };
        }

        bool sent;
        try
        {
            sent = await channel.SendAsync(text, cancellation);
        }
#pragma warning disable CA1031 // Whatever a channel throws, one notice must not keep the others.
        catch (Exception unknown) when (unknown is not OperationCanceledException)
        {
            return done with { Unknown = done.Unknown + 1 };
        }
#pragma warning restore CA1031

        await EndAsync(
            w =>
                sent
                    ? w.EndAsync(notice.Id, NoticeState.Sent, CancellationToken.None)
                    : w.RefusedAsync(notice.Id, MostTries, CancellationToken.None),
            CancellationToken.None
        );
        return sent ? done with { Sent = done.Sent + 1 } : done with { Refused = done.Refused + 1 };
    }

    private async Task EndAsync(Func<NoticeWriter, Task> end, CancellationToken cancellation)
    {
        await using var writer = await office.WriteAsync(cancellation);
        await end(writer.Notices);
        await writer.CommitAsync(cancellation);
    }
}
