using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rotas;

namespace Rota.Store.Notices;

/// <summary>A notice to be written.</summary>
internal sealed record NoticePlan(
    string Event,
    NoticeKind Kind,
    int Resident,
    string Channel,
    int Area,
    YearMonth Month,
    int? Edition,
    int? Before,
    LocalDate? Night = null,
    string? Watch = null,
    int? Proposal = null
);

/// <summary>
/// Writes down whom an edition, a withdrawal or a proposal has to tell, in its own transaction. What was not sent yet of the month is overtaken and cancelled; each
/// resident is told the difference between what they were told last and what holds now, and nothing where there is none.
/// </summary>
/// <param name="writer">The transaction.</param>
internal sealed class NoticePlanner(StreetWriter writer)
{
    /// <summary>Writes notices for an edition that was just written.</summary>
    public Task PublishedAsync(AreaId area, int edition, FrozenRota sheet, CancellationToken cancellation)
    {
        var watches = sheet.Watches.ToDictionary(w => (w.Night.Date, w.Name));
        var now = sheet
            .Rota.Duties.GroupBy(d => d.Resident.Value)
            .ToDictionary(
                g => g.Key,
                g =>
                    NoticeReader.InOrder(
                        g.Select(d => (Duty: d, Watch: watches[(d.Seat.Night, d.Seat.Watch)]))
                            .Select(d => new ToldDuty(
                                d.Duty.Seat.Night,
                                d.Duty.Seat.Watch,
                                d.Duty.Seat.Post,
                                d.Watch.Start,
                                d.Watch.End
                            ))
                    )
            );
        return ReplaceAsync(area, sheet.Rota.Month, $"edition {edition}", edition, now, cancellation);
    }

    /// <summary>Writes notices for a withdrawal.</summary>
    public Task WithdrawnAsync(AreaId area, YearMonth month, EditionId edition, CancellationToken cancellation) =>
        ReplaceAsync(
            area,
            month,
            $"withdrawn {edition.Value}",
            edition: null,
            new Dictionary<int, IReadOnlyList<ToldDuty>>(),
            cancellation
        );

    /// <summary>Writes notices of what holds already for channels by which notices begin to go: of every edition in force with nights to come.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="from">The first night that is to come.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task BegunAsync(IReadOnlyCollection<string> channels, LocalDate from, CancellationToken cancellation)
    {
        var inForce = await writer
            .Session.Context.DutiesInForce.Where(d => d.Night >= from)
            .Select(d => new
            {
                d.AreaId,
                d.Month,
                d.EditionId,
            })
            .Distinct()
            .ToListAsync(cancellation);
        var duties = (
            await writer.Read.Notices.DutiesAsync([.. inForce.Select(e => e.EditionId)], cancellation)
        ).ToLookup(d => d.Key.Edition);
        foreach (var its in inForce.OrderBy(e => e.EditionId))
        {
            await PlanAsync(
                channels,
                new AreaId(its.AreaId),
                its.Month,
                // A channel that ends may begin again, and has an event of its own each time.
                $"edition {its.EditionId} since {Rows.TextForm.Of(writer.At)}",
                its.EditionId,
                duties[its.EditionId].ToDictionary(d => d.Key.Resident, d => d.Value),
                cancellation
            );
        }
    }

    /// <summary>Writes notices to those whose answer a new proposal waits for; whether it still does is looked up when they are sent.</summary>
    public async Task AskedAsync(Proposal proposal, CancellationToken cancellation)
    {
        var channels = await writer.Read.Notices.ChannelsAsync(cancellation);
        var plans =
            from channel in channels
            from party in proposal.Parties
            where party.Answer == PartyAnswer.None
            select new NoticePlan(
                $"proposal {proposal.Number}",
                NoticeKind.Asked,
                party.Resident.Value,
                channel,
                proposal.Area.Value,
                proposal.Seat.Night.ToYearMonth(),
                Edition: null,
                Before: null,
                Proposal: proposal.Number
            );
        await writer.Notices.InsertAsync(plans, cancellation);
    }

    private async Task ReplaceAsync(
        AreaId area,
        YearMonth month,
        string its,
        int? edition,
        Dictionary<int, IReadOnlyList<ToldDuty>> now,
        CancellationToken cancellation
    )
    {
        var channels = await writer.Read.Notices.ChannelsAsync(cancellation);
        if (channels.Count == 0)
        {
            return;
        }

        await writer.Session.RunAsync(
            "UPDATE notice SET state = 'cancelled', changed_at = @p2 WHERE street_id = @street AND area_id = @p0 "
                + $"AND month = @p1 AND {NoticeKinds.OfMonthSql} AND state IN ('queued', 'failed')",
            [area.Value, month, writer.At],
            cancellation
        );
        await PlanAsync(channels, area, month, its, edition, now, cancellation);
    }

    private async Task PlanAsync(
        IReadOnlyCollection<string> channels,
        AreaId area,
        YearMonth month,
        string its,
        int? edition,
        Dictionary<int, IReadOnlyList<ToldDuty>> now,
        CancellationToken cancellation
    )
    {
        var told = await ToldAsync(area, month, cancellation);
        var before = await writer.Read.Notices.DutiesAsync([.. told.Values.OfType<int>().Distinct()], cancellation);
        var plans =
            from channel in channels
            from resident in now.Keys.Union(told.Keys.Where(t => t.Channel == channel).Select(t => t.Resident)).Order()
            let last = told.GetValueOrDefault((resident, channel))
            let was = last is { } known ? before.GetValueOrDefault((known, resident), []) : []
            let holds = now.GetValueOrDefault(resident, [])
            where !was.SequenceEqual(holds)
            let kind = was.Count == 0 ? NoticeKind.Given
            : holds.Count == 0 ? NoticeKind.Off
            : NoticeKind.Moved
            select new NoticePlan(its, kind, resident, channel, area.Value, month, edition, last);
        await writer.Notices.InsertAsync(plans, cancellation);
    }

    /// <summary>The edition that each resident was told of last by each channel, null where that was a withdrawal. What is being sent counts as told.</summary>
    private async Task<Dictionary<(int Resident, string Channel), int?>> ToldAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var rows = await writer
            .Session.Context.Notices.Where(n => n.AreaId == area.Value && n.Month == month)
            .Where(n => NoticeKinds.OfMonth.Contains(n.Kind))
            .Where(n => n.State == NoticeState.Sending || n.State == NoticeState.Sent)
            .Select(n => new
            {
                n.Id,
                n.ResidentId,
                n.Channel,
                n.EditionId,
            })
            .ToListAsync(cancellation);
        return rows.GroupBy(n => (n.ResidentId, n.Channel))
            .ToDictionary(g => g.Key, g => g.MaxBy(n => n.Id)!.EditionId);
    }
}
