using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Store.Changes;

namespace Rota.Store.Notices;

/// <summary>
/// Writes what channels by which notices begin to go have missed: duties to come that somebody has already, those of which the channel told before it ended
/// once and which are off since, and proposals that wait for an answer. Each beginning has events of its own, since a channel may end and begin again.
/// </summary>
/// <param name="writer">The transaction.</param>
internal sealed class NoticeCatchUp(StreetWriter writer)
{
    /// <summary>Writes it.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="now">Now, on the wall clock: duties that begin later are to come.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task RunAsync(IReadOnlyCollection<string> channels, LocalDateTime now, CancellationToken cancellation)
    {
        var since = $"since {Rows.TextForm.Of(writer.At)}";
        await writer.Notices.InsertAsync(await OfMonthsAsync(channels, now, since, cancellation), cancellation);
        await writer.Notices.InsertAsync(await OfProposalsAsync(channels, since, cancellation), cancellation);
    }

    private async Task<IEnumerable<NoticePlan>> OfProposalsAsync(
        IReadOnlyCollection<string> channels,
        string since,
        CancellationToken cancellation
    )
    {
        var asked = (
            await writer
                .Session.Context.Notices.Where(n => n.ProposalId != null && channels.Contains(n.Channel))
                .Where(n => n.State == NoticeState.Sending || n.State == NoticeState.Sent)
                .Select(n => new
                {
                    n.ProposalId,
                    n.ResidentId,
                    n.Channel,
                })
                .ToListAsync(cancellation)
        ).ToHashSet();
        return (await writer.Read.Proposals.OpenAsync(cancellation))
            .Where(p => !p.IsUntaken && p.At(writer.At).State.IsOpen())
            .SelectMany(p => NoticePlanner.Asks(channels, p, $"proposal {p.Number} {since}"))
            .Where(p =>
                !asked.Contains(
                    new
                    {
                        ProposalId = p.Proposal,
                        ResidentId = p.Resident,
                        p.Channel,
                    }
                )
            );
    }

    private async Task<IReadOnlyList<NoticePlan>> OfMonthsAsync(
        IReadOnlyCollection<string> channels,
        LocalDateTime now,
        string since,
        CancellationToken cancellation
    )
    {
        var context = writer.Session.Context;
        // A watch that begins after midnight is of the night before.
        var from = now.Date.PlusDays(-1);
        var standing = (await context.DutiesInForce.Where(d => d.Night >= from).ToListAsync(cancellation))
            .Where(d => d.Begins > now)
            .ToList();
        var first = from.ToYearMonth();
        // Months are texts in the database: which are to come is decided here.
        var rows = await NoticePlanner
            .Told(context)
            .Where(n => channels.Contains(n.Channel))
            .Select(n => new
            {
                n.Id,
                n.AreaId,
                n.Month,
                n.ResidentId,
                n.Channel,
                n.EditionId,
            })
            .ToListAsync(cancellation);
        var told = rows.Where(n => n.Month >= first)
            .GroupBy(n => (n.AreaId, n.Month))
            .ToDictionary(
                g => g.Key,
                g =>
                    g.GroupBy(n => (n.ResidentId, n.Channel))
                        .ToDictionary(n => n.Key, n => n.MaxBy(last => last.Id)!.EditionId)
            );
        var editions = standing.GroupBy(d => (d.AreaId, d.Month)).ToDictionary(g => g.Key, g => g.First().EditionId);
        var known = told.Values.SelectMany(t => t.Values).OfType<int>();
        var duties = await writer.Read.Notices.DutiesAsync([.. editions.Values.Union(known)], cancellation);
        // No edition has the number 0: what is in force no more gives nothing.
        var given = duties.ToLookup(d => d.Key.Edition);
        var toCome = standing.Select(d => (d.EditionId, d.ResidentId)).ToHashSet();
        return
        [
            .. from its in editions.Keys.Union(told.Keys).OrderBy(k => k.Month).ThenBy(k => k.AreaId)
            let edition = editions.TryGetValue(its, out var inForce) ? inForce : (int?)null
            let was = told.GetValueOrDefault(its) ?? new()
            let holds = given[edition ?? 0]
                .Where(d => toCome.Contains(d.Key) || was.Keys.Any(w => w.ResidentId == d.Key.Resident))
                .ToDictionary(d => d.Key.Resident, d => d.Value)
            let what = edition is { } number
                ? $"edition {number}"
                : $"nothing of {its.AreaId} {Rows.TextForm.Of(its.Month)}"
            let like = NoticePlan.Of($"{what} {since}", its.AreaId, its.Month, edition)
            from plan in NoticePlanner.Differences(channels, like, holds, was, duties)
            // A month that is over is told to nobody, nor that it is.
            where plan.Kind != NoticeKind.Off || duties[(plan.Before!.Value, plan.Resident)].Any(d => d.Begins > now)
            select plan,
        ];
    }
}
