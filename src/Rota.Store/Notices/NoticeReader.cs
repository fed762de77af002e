using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Notices;

/// <summary>Reads the outbox.</summary>
public sealed class NoticeReader
{
    private readonly StreetContext context;

    internal NoticeReader(StreetContext context) => this.context = context;

    /// <summary>The channels that notices are written for, by name; none until somebody sends.</summary>
    public async Task<IReadOnlyList<string>> ChannelsAsync(CancellationToken cancellation = default) =>
        await context.NoticeChannels.OrderBy(c => c.Name).Select(c => c.Name).ToListAsync(cancellation);

    /// <summary>How many notices of a channel are in a state.</summary>
    public async Task<IReadOnlyDictionary<(string Channel, NoticeState State), int>> CountsAsync(
        CancellationToken cancellation = default
    ) =>
        (
            await context
                .Notices.GroupBy(n => new { n.Channel, n.State })
                .Select(g => new
                {
                    g.Key.Channel,
                    g.Key.State,
                    Count = g.Count(),
                })
                .ToListAsync(cancellation)
        ).ToDictionary(g => (g.Channel, g.State), g => g.Count);

    /// <summary>Notices in one of some states, the oldest first.</summary>
    public async Task<IReadOnlyList<Notice>> InAsync(
        IReadOnlyCollection<NoticeState> states,
        CancellationToken cancellation = default
    ) =>
        [
            .. (
                await context.Notices.Where(n => states.Contains(n.State)).OrderBy(n => n.Id).ToListAsync(cancellation)
            ).Select(Of),
        ];

    /// <summary>A notice by its number; null when there is none.</summary>
    public async Task<Notice?> FindAsync(long id, CancellationToken cancellation = default) =>
        await context.Notices.SingleOrDefaultAsync(n => n.Id == id, cancellation) is { } row ? Of(row) : null;

    /// <summary>Whether a later notice tells the same person of the same month by the same channel.</summary>
    public async Task<bool> IsOvertakenAsync(Notice notice, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return NoticeKinds.OfMonth.Contains(notice.Kind)
            && await context.Notices.AnyAsync(
                n =>
                    n.Id > notice.Id
                    && n.AreaId == notice.Area.Value
                    && n.Month == notice.Month
                    && n.ResidentId == notice.Resident.Value
                    && n.Channel == notice.Channel
                    && NoticeKinds.OfMonth.Contains(n.Kind)
                    && n.State != NoticeState.Cancelled,
                cancellation
            );
    }

    /// <summary>What an edition gives a resident, in order.</summary>
    public async Task<IReadOnlyList<ToldDuty>> DutiesAsync(
        EditionId edition,
        ResidentId resident,
        CancellationToken cancellation = default
    ) =>
        (await DutiesAsync([edition.Value], cancellation, resident.Value)).GetValueOrDefault(
            (edition.Value, resident.Value),
            []
        );

    /// <summary>What editions give residents, by edition and resident.</summary>
    internal async Task<IReadOnlyDictionary<(int Edition, int Resident), IReadOnlyList<ToldDuty>>> DutiesAsync(
        IReadOnlyCollection<int> editions,
        CancellationToken cancellation,
        int? resident = null
    )
    {
        var rows = await (
            from d in context.Set<EditionDuty>()
            where editions.Contains(d.OwnerId) && (resident == null || d.ResidentId == resident)
            join w in context.Set<EditionWatch>()
                on new
                {
                    d.OwnerId,
                    d.Night,
                    d.Watch,
                } equals new
                {
                    w.OwnerId,
                    w.Night,
                    w.Watch,
                }
            select new
            {
                d.OwnerId,
                d.ResidentId,
                Duty = new ToldDuty(d.Night, d.Watch, d.Post, w.StartsAt, w.EndsAt),
            }
        ).ToListAsync(cancellation);
        return rows.GroupBy(r => (r.OwnerId, r.ResidentId))
            .ToDictionary(g => g.Key, g => InOrder(g.Select(r => r.Duty)));
    }

    /// <summary>Duties in the order in which they come.</summary>
    internal static IReadOnlyList<ToldDuty> InOrder(IEnumerable<ToldDuty> duties) =>
        [.. duties.OrderBy(d => d.Begins).ThenBy(d => d.Watch, StringComparer.Ordinal)];

    internal static Notice Of(StoredNotice row) =>
        new(
            row.Id,
            row.Kind,
            new ResidentId(row.ResidentId),
            row.Channel,
            new AreaId(row.AreaId),
            row.Month,
            row.EditionId is { } edition ? new EditionId(edition) : null,
            row.BeforeId is { } before ? new EditionId(before) : null,
            row.Night,
            row.Watch,
            row.ProposalId,
            row.State,
            row.QueuedAt,
            row.ChangedAt,
            row.Tries
        );
}
