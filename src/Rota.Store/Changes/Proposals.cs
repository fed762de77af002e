using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Notices;
using Rota.Store.Rows;

namespace Rota.Store.Changes;

/// <summary>Reads proposals, as they were written: whether one has expired since is for whoever knows the time.</summary>
public sealed class ProposalReader
{
    private readonly StreetContext context;

    internal ProposalReader(StreetContext context) => this.context = context;

    /// <summary>A proposal by its number; null when there is none.</summary>
    public async Task<Proposal?> FindAsync(int number, CancellationToken cancellation = default) =>
        (await WholeAsync(context.Proposals.Where(p => p.Id == number), cancellation)).SingleOrDefault();

    /// <summary>All proposals of an area, or of the street, by number.</summary>
    /// <param name="area">The area; null for every one.</param>
    /// <param name="cancellation">Stops the read.</param>
    public Task<IReadOnlyList<Proposal>> ListAsync(AreaId? area, CancellationToken cancellation = default) =>
        WholeAsync(
            area is { } one ? context.Proposals.Where(p => p.AreaId == one.Value) : context.Proposals,
            cancellation
        );

    /// <summary>The proposals of an area that have not ended by what is written of them, by number.</summary>
    public Task<IReadOnlyList<Proposal>> OpenAsync(AreaId area, CancellationToken cancellation = default) =>
        WholeAsync(Open().Where(p => p.AreaId == area.Value), cancellation);

    /// <summary>The same of the whole street.</summary>
    internal Task<IReadOnlyList<Proposal>> OpenAsync(CancellationToken cancellation) =>
        WholeAsync(Open(), cancellation);

    private IQueryable<StoredProposal> Open()
    {
        var open = Enum.GetValues<ProposalState>().Where(s => s.IsOpen()).ToList();
        return context.Proposals.Where(p => open.Contains(p.State));
    }

    private async Task<IReadOnlyList<Proposal>> WholeAsync(
        IQueryable<StoredProposal> proposals,
        CancellationToken cancellation
    )
    {
        var rows = await proposals.OrderBy(p => p.Id).ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return [];
        }

        var moves = (
            await (
                from m in context.Set<ProposalMove>()
                join p in proposals on m.ProposalId equals p.Id
                orderby m.ProposalId, m.Position
                select m
            ).ToListAsync(cancellation)
        ).ToLookup(m => m.ProposalId);
        var parties = (
            await (
                from y in context.Set<ProposalParty>()
                join p in proposals on y.ProposalId equals p.Id
                orderby y.ProposalId, y.ResidentId
                select y
            ).ToListAsync(cancellation)
        ).ToLookup(y => y.ProposalId);
        var waivers = (
            await (
                from w in context.Set<ProposalWaiver>()
                join p in proposals on w.ProposalId equals p.Id
                orderby w.ProposalId, w.Position
                select w
            ).ToListAsync(cancellation)
        ).ToLookup(w => w.ProposalId);
        return [.. rows.Select(r => ToProposal(r, moves[r.Id], parties[r.Id], waivers[r.Id]))];
    }

    private static Proposal ToProposal(
        StoredProposal row,
        IEnumerable<ProposalMove> moves,
        IEnumerable<ProposalParty> parties,
        IEnumerable<ProposalWaiver> waivers
    ) =>
        new()
        {
            Number = row.Id,
            Area = new AreaId(row.AreaId),
            Kind = row.Kind,
            IsOpenCall = row.OpenCall,
            State = row.State,
            Moves =
            [
                .. moves.Select(m => new Move(
                    new Seat(m.Night, m.Watch, m.Post, m.Seat),
                    m.FromId is { } from ? new ResidentId(from) : null,
                    m.ToId is { } to ? new ResidentId(to) : null
                )),
            ],
            Parties =
            [
                .. parties.Select(p => new Party(
                    new ResidentId(p.ResidentId),
                    p.Answer,
                    p.AnsweredAt,
                    p.RecordedBy,
                    p.ByPhone
                )),
            ],
            Waivers =
            [
                .. waivers.Select(w => new Waiver(
                    w.Rule,
                    new Seat(w.Night, w.Watch, w.Post, w.Seat),
                    new ResidentId(w.ResidentId),
                    w.Reason
                )),
            ],
            MadeAt = row.MadeAt,
            MadeBy = row.MadeBy,
            ExpiresAt = row.ExpiresAt,
            DoneAt = row.DoneAt,
            Editions = [.. row.Editions.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ToEdition)],
        };

    private static MadeEdition ToEdition(string text)
    {
        var parts = text.Split(' ');
        return new(TextForm.ToYearMonth(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}

/// <summary>Writes proposals and each step of them.</summary>
public sealed class ProposalWriter
{
    private readonly StreetWriter writer;

    internal ProposalWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Writes a new proposal, with notices to whom it asks, and says its number.</summary>
    public async Task<int> AddAsync(Proposal proposal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var number = (int)await writer.Session.TakeAsync("proposal", 1, cancellation);
        await writer.Session.InsertAsync(
            "proposal",
            ["id", "area_id", "kind", "open_call", "state", "made_at", "made_by", "expires_at", "done_at", "editions"],
            [
                [
                    number,
                    proposal.Area.Value,
                    proposal.Kind,
                    proposal.IsOpenCall,
                    proposal.State,
                    proposal.MadeAt,
                    proposal.MadeBy,
                    proposal.ExpiresAt,
                    proposal.DoneAt,
                    Text(proposal.Editions),
                ],
            ],
            onConflict: null,
            cancellation
        );
        await writer.Session.InsertAsync(
            "proposal_move",
            ["proposal_id", "position", "night", "watch", "post", "seat", "from_id", "to_id"],
            proposal.Moves.Select(
                (m, i) =>
                    new object?[]
                    {
                        number,
                        i,
                        m.Seat.Night,
                        m.Seat.Watch,
                        m.Seat.Post,
                        m.Seat.Number,
                        m.From?.Value,
                        m.To?.Value,
                    }
            ),
            onConflict: null,
            cancellation
        );
        await writer.Session.InsertAsync(
            "proposal_waiver",
            ["proposal_id", "position", "rule", "night", "watch", "post", "seat", "resident_id", "reason"],
            proposal.Waivers.Select(
                (w, i) =>
                    new object?[]
                    {
                        number,
                        i,
                        w.Rule,
                        w.Seat.Night,
                        w.Seat.Watch,
                        w.Seat.Post,
                        w.Seat.Number,
                        w.Resident.Value,
                        w.Reason,
                    }
            ),
            onConflict: null,
            cancellation
        );
        await SaveAsync(number, proposal.Parties, cancellation);
        if (!proposal.IsUntaken)
        {
            await new NoticePlanner(writer).AskedAsync(proposal with { Number = number }, cancellation);
        }

        return number;
    }

    /// <summary>Writes what a step has changed: state, answers, who took an open call, editions.</summary>
    public async Task SaveAsync(Proposal before, Proposal after, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.IsUntaken && !after.IsUntaken)
        {
            await writer.Session.RunAsync(
                "UPDATE proposal_move SET to_id = @p1 WHERE street_id = @street AND proposal_id = @p0 AND position = 0",
                [after.Number, after.Moves[0].To!.Value.Value],
                cancellation
            );
        }

        await SaveAsync(after.Number, after.Parties.Except(before.Parties), cancellation);
        if (before.IsUntaken && !after.IsUntaken)
        {
            await new NoticePlanner(writer).AskedAsync(after, cancellation);
        }

        if (after.State != before.State)
        {
            await writer.Session.RunAsync(
                "UPDATE proposal SET state = @p1, done_at = @p2, editions = @p3 WHERE street_id = @street AND id = @p0",
                [after.Number, after.State, after.DoneAt, Text(after.Editions)],
                cancellation
            );
        }
    }

    private Task SaveAsync(int number, IEnumerable<Party> parties, CancellationToken cancellation) =>
        writer.Session.InsertAsync(
            "proposal_party",
            ["proposal_id", "resident_id", "answer", "answered_at", "recorded_by", "by_phone"],
            parties.Select(p =>
                new object?[] { number, p.Resident.Value, p.Answer, p.AnsweredAt, p.RecordedBy, p.ByPhone }
            ),
            "(street_id, proposal_id, resident_id) DO UPDATE SET answer = excluded.answer, "
                + "answered_at = excluded.answered_at, recorded_by = excluded.recorded_by, by_phone = excluded.by_phone",
            cancellation
        );

    private static string Text(IEnumerable<MadeEdition> editions) =>
        string.Join(
            ',',
            editions.Select(e => TextForm.Of(e.Month) + " " + e.Number.ToString(CultureInfo.InvariantCulture))
        );
}
