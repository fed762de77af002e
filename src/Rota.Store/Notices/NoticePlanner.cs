using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rotas;
using Rota.Store.Rows;

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
)
{
    /// <summary>One of which it is not said yet what it tells whom by which channel.</summary>
    public static NoticePlan Of(string its, int area, YearMonth month, int? edition) =>
        new(its, NoticeKind.Given, Resident: 0, Channel: "", area, month, edition, Before: null);
}

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

    /// <summary>Writes notices to those whose answer a new proposal waits for; whether it still does is looked up when they are sent.</summary>
    public async Task AskedAsync(Proposal proposal, CancellationToken cancellation)
    {
        var channels = await writer.Read.Notices.ChannelsAsync(cancellation);
        await writer.Notices.InsertAsync(Asks(channels, proposal, $"proposal {proposal.Number}"), cancellation);
    }

    /// <summary>The notices that a proposal asks its answers by.</summary>
    public static IEnumerable<NoticePlan> Asks(IEnumerable<string> channels, Proposal proposal, string its) =>
        from channel in channels
        from party in proposal.Parties
        where party.Answer == PartyAnswer.None
        select NoticePlan.Of(its, proposal.Area.Value, proposal.Seat.Night.ToYearMonth(), edition: null) with
        {
            Kind = NoticeKind.Asked,
            Resident = party.Resident.Value,
            Channel = channel,
            Proposal = proposal.Number,
        };

    /// <summary>What differs, for each channel and resident, between what they were told last and what holds of a month now.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="like">The notice as it is for everybody: event, area, month and edition.</param>
    /// <param name="now">What holds.</param>
    /// <param name="told">The edition that each was told of last, of this area and month; null where that was a withdrawal.</param>
    /// <param name="before">What such editions gave whom.</param>
    public static IEnumerable<NoticePlan> Differences(
        IEnumerable<string> channels,
        NoticePlan like,
        IReadOnlyDictionary<int, IReadOnlyList<ToldDuty>> now,
        IReadOnlyDictionary<(int Resident, string Channel), int?> told,
        IReadOnlyDictionary<(int Edition, int Resident), IReadOnlyList<ToldDuty>> before
    ) =>
        from channel in channels
        from resident in now.Keys.Union(told.Keys.Where(t => t.Channel == channel).Select(t => t.Resident)).Order()
        let last = told.GetValueOrDefault((resident, channel))
        let was = last is { } known ? before.GetValueOrDefault((known, resident), []) : []
        let holds = now.GetValueOrDefault(resident, [])
        where !was.SequenceEqual(holds)
        let kind = was.Count == 0 ? NoticeKind.Given
        : holds.Count == 0 ? NoticeKind.Off
        : NoticeKind.Moved
        select like with
        {
            Kind = kind,
            Resident = resident,
            Channel = channel,
            Before = last,
        };

    /// <summary>The notices by which somebody was told of a month; what is being sent counts as told.</summary>
    public static IQueryable<StoredNotice> Told(StreetContext context) =>
        context
            .Notices.Where(n => NoticeKinds.OfMonth.Contains(n.Kind))
            .Where(n => n.State == NoticeState.Sending || n.State == NoticeState.Sent);

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
        var rows = await Told(writer.Session.Context)
            .Where(n => n.AreaId == area.Value && n.Month == month)
            .Select(n => new
            {
                n.Id,
                n.ResidentId,
                n.Channel,
                n.EditionId,
            })
            .ToListAsync(cancellation);
        var told = rows.GroupBy(n => (n.ResidentId, n.Channel))
            .ToDictionary(g => g.Key, g => g.MaxBy(n => n.Id)!.EditionId);
        var before = await writer.Read.Notices.DutiesAsync([.. told.Values.OfType<int>().Distinct()], cancellation);
        var like = NoticePlan.Of(its, area.Value, month, edition);
        await writer.Notices.InsertAsync(Differences(channels, like, now, told, before), cancellation);
    }
}
