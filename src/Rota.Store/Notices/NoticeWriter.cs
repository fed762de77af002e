using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;

namespace Rota.Store.Notices;

/// <summary>Moves notices from state to state. What has ended never moves again; triggers hold that.</summary>
public sealed class NoticeWriter
{
    private readonly StreetWriter writer;

    internal NoticeWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>
    /// Says by which channels notices go from now on. What waits for another one is cancelled; by one that is new, everybody is told of the duties that
    /// they have already, and of what they are asked for.
    /// </summary>
    /// <param name="names">Names of the channels.</param>
    /// <param name="now">Now, on the wall clock: duties that begin later are to come.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task UseChannelsAsync(
        IReadOnlyCollection<string> names,
        LocalDateTime now,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(names);
        var known = await writer.Read.Notices.ChannelsAsync(cancellation);
        var begun = names.Except(known, StringComparer.Ordinal).ToList();
        await writer.Session.InsertAsync(
            "notice_channel",
            ["name", "since"],
            begun.Select(n => new object?[] { n, writer.At }),
            onConflict: null,
            cancellation
        );
        foreach (var gone in known.Except(names, StringComparer.Ordinal))
        {
            await writer.Session.RunAsync(
                "UPDATE notice SET state = 'cancelled', changed_at = @p1 "
                    + "WHERE street_id = @street AND channel = @p0 AND state IN ('queued', 'failed')",
                [gone, writer.At],
                cancellation
            );
            await writer.Session.RunAsync(
                "DELETE FROM notice_channel WHERE street_id = @street AND name = @p0",
                [gone],
                cancellation
            );
        }

        if (begun.Count > 0)
        {
            await new NoticeCatchUp(writer).RunAsync(begun, now, cancellation);
        }
    }

    /// <summary>
    /// Takes notices of a channel to send them: they are <see cref="NoticeState.Sending"/> once the writer commits, and no other sender takes them.
    /// </summary>
    /// <param name="channel">The channel.</param>
    /// <param name="most">How many at most: what was refused least often first, so that one that cannot be sent keeps no other; then the oldest.</param>
    /// <param name="lostBefore">
    /// What somebody began to send before that moment is taken too, for a channel that does no harm when it gets the same again; null for no such.
    /// </param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<Notice>> ClaimAsync(
        string channel,
        int most,
        Instant? lostBefore,
        CancellationToken cancellation = default
    )
    {
        var rows = await writer
            .Session.Context.Notices.Where(n => n.Channel == channel)
            .Where(n => n.State == NoticeState.Queued || (n.State == NoticeState.Sending && n.ChangedAt < lostBefore))
            .OrderBy(n => n.Tries)
            .ThenBy(n => n.Id)
            .Take(most)
            .ToListAsync(cancellation);
        await writer.Session.RunManyAsync(
            "UPDATE notice SET state = 'sending', changed_at = @p1 WHERE street_id = @street AND id = @p0",
            places: 2,
            rows.Select(r => new object?[] { r.Id, writer.At }),
            cancellation
        );
        return [.. rows.Select(r => NoticeReader.Of(r) with { State = NoticeState.Sending, ChangedAt = writer.At })];
    }

    /// <summary>Writes how sending ended. Nothing is written where the notice is not being sent any more.</summary>
    public async Task EndAsync(long id, NoticeState state, CancellationToken cancellation = default) =>
        await writer.Session.RunAsync(
            "UPDATE notice SET state = @p1, changed_at = @p2 WHERE street_id = @street AND id = @p0 AND state = 'sending'",
            [id, state, writer.At],
            cancellation
        );

    /// <summary>Puts notices back that were taken and not begun.</summary>
    public Task GiveBackAsync(IEnumerable<Notice> notices, CancellationToken cancellation = default) =>
        writer.Session.RunManyAsync(
            "UPDATE notice SET state = 'queued', changed_at = @p1 "
                + "WHERE street_id = @street AND id = @p0 AND state = 'sending'",
            places: 2,
            notices.Select(n => new object?[] { n.Id, writer.At }),
            cancellation
        );

    /// <summary>Puts a notice back that its channel refused, or gives it up after so many times.</summary>
    public async Task RefusedAsync(long id, int most, CancellationToken cancellation = default) =>
        await writer.Session.RunAsync(
            "UPDATE notice SET tries = tries + 1, state = CASE WHEN tries + 1 >= @p1 THEN 'failed' ELSE 'queued' END, "
                + "changed_at = @p2 WHERE street_id = @street AND id = @p0 AND state = 'sending'",
            [id, most, writer.At],
            cancellation
        );

    /// <summary>Lets a notice be sent again that is stuck or has failed, because a person says so. False when it is neither.</summary>
    public Task<bool> ResendAsync(long id, CancellationToken cancellation = default) =>
        SettleAsync(id, "'queued'", "resend", cancellation);

    /// <summary>
    /// Gives up a notice that is stuck or has failed, because a person says so. False when it is neither. What may have arrived counts as sent, so
    /// that a later edition tells what differs from it.
    /// </summary>
    public Task<bool> DropAsync(long id, CancellationToken cancellation = default) =>
        SettleAsync(id, "CASE state WHEN 'sending' THEN 'sent' ELSE 'cancelled' END", "drop", cancellation);

    /// <summary>Writes reminders for the duties in force that begin within a stretch of time; none twice.</summary>
    /// <param name="after">They begin after this moment, on the wall clock.</param>
    /// <param name="until">And not after this one.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many are new.</returns>
    public async Task<int> RemindAsync(
        LocalDateTime after,
        LocalDateTime until,
        CancellationToken cancellation = default
    )
    {
        var context = writer.Session.Context;
        var channels = await writer.Read.Notices.ChannelsAsync(cancellation);
        // The database may order moments as text: nights bound what is read, moments decide.
        var (first, last) = (after.Date.PlusDays(-1), until.Date);
        var near = (
            await context.DutiesInForce.Where(d => d.Night >= first && d.Night <= last).ToListAsync(cancellation)
        )
            .Where(d => d.Begins > after && d.Begins <= until)
            .ToList();
        var known = await context
            .Notices.Where(n => n.Kind == NoticeKind.Reminder && n.Night >= first && n.Night <= last)
            .Select(n => new
            {
                n.Event,
                n.ResidentId,
                n.Channel,
            })
            .ToListAsync(cancellation);
        var there = known.Select(n => (n.Event, n.ResidentId, n.Channel)).ToHashSet();
        var rows = (
            from duty in near
            from channel in channels
            let its = $"reminder {Rows.TextForm.Of(duty.Night)} {duty.Watch}"
            where !there.Contains((its, duty.ResidentId, channel))
            select (duty, channel, its)
        ).ToList();
        await InsertAsync(
            rows.Select(r => new NoticePlan(
                r.its,
                NoticeKind.Reminder,
                r.duty.ResidentId,
                r.channel,
                r.duty.AreaId,
                r.duty.Month,
                Edition: null,
                Before: null,
                r.duty.Night,
                r.duty.Watch
            )),
            cancellation
        );
        return rows.Count;
    }

    internal async Task InsertAsync(IEnumerable<NoticePlan> plans, CancellationToken cancellation)
    {
        var all = plans.ToList();
        if (all.Count == 0)
        {
            return;
        }

        var first = await writer.Session.TakeAsync("notice", all.Count, cancellation);
        await writer.Session.InsertAsync(
            "notice",
            [
                "id",
                "event",
                "kind",
                "resident_id",
                "channel",
                "area_id",
                "month",
                "edition_id",
                "before_id",
                "night",
                "watch",
                "proposal_id",
                "state",
                "queued_at",
                "changed_at",
                "tries",
            ],
            all.Select(
                (p, i) =>
                    new object?[]
                    {
                        first + i,
                        p.Event,
                        p.Kind,
                        p.Resident,
                        p.Channel,
                        p.Area,
                        p.Month,
                        p.Edition,
                        p.Before,
                        p.Night,
                        p.Watch,
                        p.Proposal,
                        NoticeState.Queued,
                        writer.At,
                        writer.At,
                        0,
                    }
            ),
            onConflict: null,
            cancellation
        );
    }

    private async Task<bool> SettleAsync(long id, string state, string verb, CancellationToken cancellation)
    {
        var changed = await writer.Session.RunAsync(
            $"UPDATE notice SET state = {state}, changed_at = @p1, tries = 0 "
                + "WHERE street_id = @street AND id = @p0 AND state IN ('sending', 'failed')",
            [id, writer.At],
            cancellation
        );
        if (changed == 1)
        {
            await writer.TrailAsync(verb, $"notice {id}", "", cancellation);
        }

        return changed == 1;
    }
}
