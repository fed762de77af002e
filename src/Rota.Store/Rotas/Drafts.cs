using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Covenants;
using Rota.Store.Registers;
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
            row.Digest
        );
}

/// <summary>Saves drafts.</summary>
public sealed class DraftWriter
{
    private readonly StreetWriter writer;

    internal DraftWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>
    /// Saves a draft in the place of the one there is. It moves no version: a draft changes nothing others stand on.
    /// </summary>
    /// <returns>
    /// <see cref="WriteOutcome.Stale"/> when the area has changed since it was read,
    /// <see cref="WriteOutcome.AlreadyPublished"/> when the month has an edition in force,
    /// <see cref="WriteOutcome.SeatTaken"/> when two duties or gaps are of one seat.
    /// </returns>
    public Task<WriteOutcome> SaveAsync(NewDraft draft, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return writer.WholeAsync(() => SavePartAsync(draft, cancellation), cancellation);
    }

    private async Task<WriteOutcome> SavePartAsync(NewDraft draft, CancellationToken cancellation)
    {
        var month = draft.Sheet.Rota.Month;
        if (await writer.Read.Areas.VersionAsync(draft.Area, cancellation) != draft.SeenVersion)
        {
            return WriteOutcome.Stale;
        }

        if (await writer.Read.Editions.HeadInForceAsync(draft.Area, month, cancellation) is not null)
        {
            return WriteOutcome.AlreadyPublished;
        }

        await DeleteAsync(draft.Area, month, cancellation);
        var session = writer.Session;
        var grids = await AreaScope.GridsAsync(session.Context, draft.Area, month, cancellation);
        var id = (int)await session.TakeAsync("draft", 1, cancellation);
        await session.InsertAsync(
            "draft",
            [.. Sheets.HeadColumns, "area_version", "drafted_at", "seconds", "held", "digest"],
            [
                [
                    .. Sheets.HeadValues(id, draft.Area, grids, draft.Covenant.Value, draft.Sheet),
                    draft.SeenVersion,
                    writer.At,
                    draft.Seconds,
                    false,
                    draft.Proof?.Digest,
                ],
            ],
            onConflict: null,
            cancellation
        );
        await Sheets.WriteAsync(session, "draft", id, draft.Sheet, cancellation);
        await Sheets.WriteAsync(session, "draft", id, draft.Proof, cancellation);
        await writer.TrailAsync(
            "draft",
            await writer.SubjectAsync(draft.Area, month, cancellation),
            string.Create(
                CultureInfo.InvariantCulture,
                $"duties {draft.Sheet.Rota.Duties.Count}, gaps {draft.Sheet.Rota.Gaps.Count}"
            ),
            cancellation
        );
        return WriteOutcome.Done;
    }

    /// <summary>Removes an area's draft of a month, or of every month when none is given.</summary>
    internal async Task DeleteAsync(AreaId area, YearMonth? month, CancellationToken cancellation)
    {
        const string ofMonth =
            "WHERE street_id = @street AND draft_id IN "
            + "(SELECT id FROM draft WHERE street_id = @street AND area_id = @p0 AND month = coalesce(@p1, month))";
        object?[] which = [area.Value, month];
        foreach (var table in (string[])["draft_watch", "draft_duty", "draft_gap", "draft_proof"])
        {
            await writer.Session.RunAsync($"DELETE FROM {table} {ofMonth}", which, cancellation);
        }

        await writer.Session.RunAsync(
            "DELETE FROM draft WHERE street_id = @street AND area_id = @p0 AND month = coalesce(@p1, month)",
            which,
            cancellation
        );
    }
}
