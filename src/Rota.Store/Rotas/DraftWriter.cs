using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Registers;

namespace Rota.Store.Rotas;

/// <summary>Saves drafts, edits them, and marks them as posted or held back.</summary>
public sealed class DraftWriter
{
    private static readonly string[] MarkColumns =
    [
        "area_version",
        "drafted_at",
        "seconds",
        "held",
        "posted_at",
        "edited_at",
    ];

    private readonly StreetWriter writer;

    internal DraftWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>
    /// Saves a draft in the place of the one there is. It moves no version: a draft changes nothing others stand on.
    /// </summary>
    /// <returns>
    /// <see cref="WriteOutcome.Stale"/> when the area has changed since it was read,
    /// <see cref="WriteOutcome.AlreadyPublished"/> when the month has an edition in force,
    /// <see cref="WriteOutcome.DraftKept"/> when people edited the one there is, or hold it back, and that is not to be discarded,
    /// <see cref="WriteOutcome.SeatTaken"/> when two duties or gaps are of one seat.
    /// </returns>
    public Task<WriteOutcome> SaveAsync(NewDraft draft, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return writer.WholeAsync(() => SavePartAsync(draft, cancellation), cancellation);
    }

    /// <summary>
    /// Puts an edited rota in the place of the draft that was looked at. What the draft was made from, and that it was posted or is held
    /// back, stays; it is another draft from now on, so that of two who edit the same one the second is told.
    /// </summary>
    /// <returns>
    /// <see cref="WriteOutcome.DraftMoved"/> when it was edited, drafted again or published in the meantime,
    /// <see cref="WriteOutcome.SeatTaken"/> when two duties or gaps are of one seat.
    /// </returns>
    public Task<WriteOutcome> EditAsync(EditedDraft draft, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return writer.WholeAsync(() => EditPartAsync(draft, cancellation), cancellation);
    }

    /// <summary>Says that a draft is shown for comment from now on.</summary>
    /// <returns><see cref="WriteOutcome.DraftMoved"/> when it is another draft by now.</returns>
    public Task<WriteOutcome> PostAsync(DraftHead seen, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return MarkAsync(seen, "posted_at", writer.At, ("post", ""), cancellation);
    }

    /// <summary>Holds a draft back.</summary>
    /// <param name="seen">The draft.</param>
    /// <param name="reason">Words of an organiser for colleagues, for the trail; null where the books have outrun an edited draft.</param>
    /// <param name="cancellation">Stops the write.</param>
    /// <returns><see cref="WriteOutcome.DraftMoved"/> when it is another draft by now.</returns>
    public Task<WriteOutcome> HoldAsync(DraftHead seen, string? reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return MarkAsync(seen, "held", true, (reason is null ? "outrun" : "hold", reason ?? ""), cancellation);
    }

    /// <summary>Holds a draft back no longer.</summary>
    /// <returns><see cref="WriteOutcome.DraftMoved"/> when it is another draft by now.</returns>
    public Task<WriteOutcome> ReleaseAsync(DraftHead seen, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return MarkAsync(seen, "held", false, ("release", ""), cancellation);
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

        var kept = await writer.Read.Drafts.HeadAsync(draft.Area, month, cancellation);
        if (kept is { IsKept: true } && !draft.DiscardsEdits)
        {
            return WriteOutcome.DraftKept;
        }

        await DeleteAsync(draft.Area, month, cancellation);
        var grids = await AreaScope.GridsAsync(writer.Session.Context, draft.Area, month, cancellation);
        await InsertAsync(
            (draft.Area, grids, draft.Covenant.Value),
            draft.Sheet,
            draft.Proof,
            [draft.SeenVersion, writer.At, draft.Seconds, false, null, null],
            cancellation
        );
        await writer.TrailAsync(
            "draft",
            await writer.SubjectAsync(draft.Area, month, cancellation),
            string.Create(
                CultureInfo.InvariantCulture,
                $"duties {draft.Sheet.Rota.Duties.Count}, gaps {draft.Sheet.Rota.Gaps.Count}{(kept is { IsEdited: true } ? ", edits discarded" : "")}"
            ),
            cancellation
        );
        return WriteOutcome.Done;
    }

    private async Task<WriteOutcome> EditPartAsync(EditedDraft draft, CancellationToken cancellation)
    {
        var month = draft.Sheet.Rota.Month;
        var row = await writer.Session.Context.Drafts.SingleOrDefaultAsync(
            d => d.AreaId == draft.Area.Value && d.Month == month,
            cancellation
        );
        if (row is null || row.Id != draft.Seen.Value)
        {
            return WriteOutcome.DraftMoved;
        }

        await DeleteAsync(draft.Area, month, cancellation);
        var grids = row.Grids.Split(',').Select(g => int.Parse(g, CultureInfo.InvariantCulture));
        await InsertAsync(
            (draft.Area, grids, row.CovenantVersionId),
            draft.Sheet,
            draft.Proof,
            [row.AreaVersion, row.DraftedAt, row.Seconds, row.Held, row.PostedAt, writer.At],
            cancellation
        );
        await writer.TrailAsync(
            "assign",
            await writer.SubjectAsync(draft.Area, month, cancellation),
            draft.Details,
            cancellation
        );
        return WriteOutcome.Done;
    }

    /// <summary>Sets a mark of a draft that was looked at, and says so in the trail.</summary>
    private async Task<WriteOutcome> MarkAsync(
        DraftHead seen,
        string mark,
        object? value,
        (string Verb, string Details) trail,
        CancellationToken cancellation
    )
    {
        var written = await writer.Session.RunAsync(
            $"UPDATE draft SET {mark} = @p1 WHERE street_id = @street AND id = @p0",
            [seen.Id.Value, value],
            cancellation
        );
        if (written == 0)
        {
            return WriteOutcome.DraftMoved;
        }

        var subject = await writer.SubjectAsync(seen.Area, seen.Month, cancellation);
        await writer.TrailAsync(trail.Verb, subject, trail.Details, cancellation);
        return WriteOutcome.Done;
    }

    /// <summary>Writes a draft under a new id.</summary>
    private async Task InsertAsync(
        (AreaId Area, IEnumerable<int> Grids, int Covenant) of,
        FrozenRota sheet,
        SealedProof? proof,
        object?[] marks,
        CancellationToken cancellation
    )
    {
        var session = writer.Session;
        var id = (int)await session.TakeAsync("draft", 1, cancellation);
        await session.InsertAsync(
            "draft",
            [.. Sheets.HeadColumns, .. MarkColumns, "digest"],
            [
                [.. Sheets.HeadValues(id, of.Area, of.Grids, of.Covenant, sheet), .. marks, proof?.Digest],
            ],
            onConflict: null,
            cancellation
        );
        await Sheets.WriteAsync(session, "draft", id, sheet, cancellation);
        await Sheets.WriteAsync(session, "draft", id, proof, cancellation);
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
