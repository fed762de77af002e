using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Covenants;
using Rota.Store.Rows;

namespace Rota.Store.Rotas;

/// <summary>Reads drafts.</summary>
public sealed class DraftReader
{
    private readonly StreetContext context;

    internal DraftReader(StreetContext context) => this.context = context;

    /// <summary>The draft of an area and month; null when there is none.</summary>
    public async Task<Draft?> FindAsync(AreaId area, YearMonth month, CancellationToken cancellation = default)
    {
        var head = await context.Drafts.SingleOrDefaultAsync(
            d => d.AreaId == area.Value && d.Month == month,
            cancellation
        );
        return head is null
            ? null
            : new Draft(
                ToHead(head),
                await Sheets.ReadAsync<DraftWatch, DraftDuty, DraftGap>(context, head, cancellation)
            );
    }

    /// <summary>What is drafted of a month.</summary>
    public async Task<IReadOnlyList<DraftHead>> HeadsAsync(YearMonth month, CancellationToken cancellation = default)
    {
        var rows = await context.Drafts.Where(d => d.Month == month).OrderBy(d => d.AreaId).ToListAsync(cancellation);
        return [.. rows.Select(ToHead)];
    }

    /// <summary>What a list says of the draft of an area and month; null when there is none.</summary>
    public async Task<DraftHead?> HeadAsync(AreaId area, YearMonth month, CancellationToken cancellation = default) =>
        await context.Drafts.SingleOrDefaultAsync(d => d.AreaId == area.Value && d.Month == month, cancellation)
            is { } row
            ? ToHead(row)
            : null;

    /// <summary>The proof of the draft of an area and month; null when there is none.</summary>
    public async Task<SealedProof?> ProofAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation = default
    ) =>
        await (
            from draft in context.Drafts
            where draft.AreaId == area.Value && draft.Month == month && draft.Digest != null
            join proof in context.DraftProofs on draft.Id equals proof.OwnerId
            select new SealedProof(draft.Digest!, proof.Content)
        ).SingleOrDefaultAsync(cancellation);

    private static DraftHead ToHead(StoredDraft row) =>
        new(
            new DraftId(row.Id),
            new AreaId(row.AreaId),
            row.Month,
            row.AreaVersion,
            new CovenantVersionId(row.CovenantVersionId),
            Sheets.StandingOf(row),
            Sheets.CountsOf(row),
            row.DraftedAt,
            row.Seconds,
            row.PostedAt,
            row.Held,
            row.Digest,
            row.EditedAt
        );
}
