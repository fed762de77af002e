using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Store.Rows;

namespace Rota.Store.Covenants;

/// <summary>Internal id of a covenant version.</summary>
/// <param name="Value">Given by the store, never shown.</param>
public readonly record struct CovenantVersionId(int Value);

/// <summary>A covenant as it was adopted: its whole text, named by its content.</summary>
/// <param name="Hash">Hash of the content: what people see as its version.</param>
/// <param name="Text">The whole covenant as the caller writes it (JSON); the store does not read it.</param>
/// <param name="InForceFrom">First month it governs.</param>
/// <param name="AdoptedOn">When it was adopted.</param>
/// <param name="AdoptedBy">By whom.</param>
public sealed record CovenantText(
    string Hash,
    string Text,
    YearMonth InForceFrom,
    LocalDate AdoptedOn,
    string AdoptedBy
);

/// <summary>A covenant version on record.</summary>
/// <param name="Id">Internal id.</param>
/// <param name="Covenant">What was adopted.</param>
/// <param name="RecordedAt">When it was put on record.</param>
public sealed record CovenantVersion(CovenantVersionId Id, CovenantText Covenant, Instant RecordedAt);

/// <summary>Reads versions of the covenant.</summary>
public sealed class CovenantReader
{
    private readonly StreetContext context;

    internal CovenantReader(StreetContext context) => this.context = context;

    /// <summary>The version that governs a month: of those in force from it or before, the last put on record. Null when none is.</summary>
    public async Task<CovenantVersion?> InForceAsync(YearMonth month, CancellationToken cancellation = default) =>
        ToVersion(
            await context
                .CovenantVersions.Where(v => v.InForceFrom <= month)
                .OrderByDescending(v => v.Id)
                .FirstOrDefaultAsync(cancellation)
        );

    /// <summary>A version by its id; null when there is none.</summary>
    public async Task<CovenantVersion?> FindAsync(CovenantVersionId id, CancellationToken cancellation = default) =>
        ToVersion(await context.CovenantVersions.SingleOrDefaultAsync(v => v.Id == id.Value, cancellation));

    /// <summary>The version put on record last; null when there is none.</summary>
    public async Task<CovenantVersion?> LastAsync(CancellationToken cancellation = default) =>
        ToVersion(await context.CovenantVersions.OrderByDescending(v => v.Id).FirstOrDefaultAsync(cancellation));

    private static CovenantVersion? ToVersion(StoredCovenantVersion? row) =>
        row is null
            ? null
            : new CovenantVersion(
                new CovenantVersionId(row.Id),
                new CovenantText(row.Hash, row.Text, row.InForceFrom, row.AdoptedOn, row.AdoptedBy),
                row.RecordedAt
            );
}

/// <summary>Puts versions of the covenant on record.</summary>
public sealed class CovenantWriter
{
    private readonly StreetWriter writer;

    internal CovenantWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Puts a covenant on record; one whose content is that of the last version is that version.</summary>
    public async Task<CovenantVersionId> SaveAsync(CovenantText covenant, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(covenant);
        if (
            await writer.Read.Covenants.LastAsync(cancellation) is { } last
            && string.Equals(last.Covenant.Hash, covenant.Hash, StringComparison.Ordinal)
        )
        {
            return last.Id;
        }

        var id = (int)await writer.Session.TakeAsync("covenant_version", 1, cancellation);
        await writer.Session.InsertAsync(
            "covenant_version",
            ["id", "hash", "text", "in_force_from", "adopted_on", "adopted_by", "recorded_at"],
            [
                [
                    id,
                    covenant.Hash,
                    covenant.Text,
                    covenant.InForceFrom,
                    covenant.AdoptedOn,
                    covenant.AdoptedBy,
                    writer.At,
                ],
            ],
            onConflict: null,
            cancellation
        );
        await writer.TrailAsync("covenant", covenant.Hash, "", cancellation);
        return new CovenantVersionId(id);
    }
}
