using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Tokens;

/// <summary>What a token opens.</summary>
public enum TokenKind
{
    /// <summary>A resident's page, as a link or a QR code.</summary>
    Link,

    /// <summary>A resident's page, together with the watch number: the code on a slip of paper.</summary>
    Code,

    /// <summary>A resident's calendar feed, and nothing else.</summary>
    Feed,

    /// <summary>An area's calendar feed with masked names, and nothing else.</summary>
    AreaFeed,
}

/// <summary>A token on record. What it is cannot be read off it: only its hash is kept.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What it opens.</param>
/// <param name="Resident">Whose; null for an area's feed.</param>
/// <param name="Area">Whose; null for a resident's.</param>
/// <param name="Hash">SHA-256 or a slower hash of it, 64 hexadecimal digits.</param>
/// <param name="MadeAt">When it was given.</param>
/// <param name="EndsAt">From when on it opens nothing any more; null where it has no end.</param>
/// <param name="RevokedAt">When it was revoked; null while it was not.</param>
public sealed record Token(
    int Id,
    TokenKind Kind,
    ResidentId? Resident,
    AreaId? Area,
    string Hash,
    Instant MadeAt,
    Instant? EndsAt,
    Instant? RevokedAt = null
)
{
    /// <summary>Whether it opens what it is for at a moment.</summary>
    public bool Opens(Instant at) => RevokedAt is null && (EndsAt is null || at < EndsAt);

    /// <summary>The number alone.</summary>
    public override string ToString() => $"token {Id}";
}

/// <summary>Reads tokens.</summary>
public sealed class TokenReader
{
    private readonly StreetContext context;

    internal TokenReader(StreetContext context) => this.context = context;

    /// <summary>The token of a hash, revoked and ended ones too; null where there is none.</summary>
    public async Task<Token?> FindAsync(string hash, CancellationToken cancellation = default) =>
        await context.Tokens.AsNoTracking().Where(t => t.Hash == hash).SingleOrDefaultAsync(cancellation) is { } row
            ? Of(row)
            : null;

    /// <summary>The token of a number; null where there is none.</summary>
    public async Task<Token?> FindAsync(int id, CancellationToken cancellation = default) =>
        await context.Tokens.AsNoTracking().Where(t => t.Id == id).SingleOrDefaultAsync(cancellation) is { } row
            ? Of(row)
            : null;

    /// <summary>All tokens of a resident, by number.</summary>
    public Task<IReadOnlyList<Token>> OfResidentAsync(ResidentId resident, CancellationToken cancellation = default) =>
        ListAsync(context.Tokens.Where(t => t.ResidentId == resident.Value), cancellation);

    /// <summary>All tokens of an area's feed, by number.</summary>
    public Task<IReadOnlyList<Token>> OfAreaAsync(AreaId area, CancellationToken cancellation = default) =>
        ListAsync(context.Tokens.Where(t => t.AreaId == area.Value), cancellation);

    /// <summary>All tokens of residents that open something at a moment, by number.</summary>
    public async Task<IReadOnlyList<Token>> OpenAsync(Instant at, CancellationToken cancellation = default) =>
        [
            .. (
                await ListAsync(context.Tokens.Where(t => t.ResidentId != null && t.RevokedAt == null), cancellation)
            ).Where(t => t.Opens(at)),
        ];

    private static async Task<IReadOnlyList<Token>> ListAsync(
        IQueryable<StoredToken> tokens,
        CancellationToken cancellation
    ) => [.. (await tokens.AsNoTracking().OrderBy(t => t.Id).ToListAsync(cancellation)).Select(Of)];

    private static Token Of(StoredToken t) =>
        new(
            t.Id,
            t.Kind,
            t.ResidentId is { } resident ? new ResidentId(resident) : null,
            t.AreaId is { } area ? new AreaId(area) : null,
            t.Hash,
            t.MadeAt,
            t.EndsAt,
            t.RevokedAt
        );
}

/// <summary>Gives and revokes tokens.</summary>
public sealed class TokenWriter
{
    private static readonly string[] Columns =
    [
        "id",
        "kind",
        "resident_id",
        "area_id",
        "hash",
        "made_at",
        "ends_at",
        "revoked_at",
    ];

    private readonly StreetWriter writer;

    internal TokenWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Puts tokens on record; their numbers are given here.</summary>
    /// <param name="tokens">The tokens, each with a hash that none on record has.</param>
    /// <param name="cancellation">Stops the write.</param>
    public async Task AddAsync(IReadOnlyCollection<Token> tokens, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (tokens.Count == 0)
        {
            return;
        }

        var session = writer.Session;
        var first = await session.TakeAsync("token", tokens.Count, cancellation);
        await session.InsertAsync(
            "token",
            Columns,
            tokens.Select(
                (t, n) =>
                    new object?[]
                    {
                        (int)(first + n),
                        t.Kind,
                        t.Resident?.Value,
                        t.Area?.Value,
                        t.Hash,
                        t.MadeAt,
                        t.EndsAt,
                        null,
                    }
            ),
            onConflict: null,
            cancellation
        );
    }

    /// <summary>Revokes tokens from now on; what is revoked already is passed over. Says how many there were.</summary>
    public Task<int> RevokeAsync(IEnumerable<int> tokens, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return writer.Session.RunManyAsync(
            "UPDATE token SET revoked_at = @p1 WHERE street_id = @street AND id = @p0 AND revoked_at IS NULL",
            places: 2,
            tokens.Order().Select(id => new object?[] { id, writer.At }),
            cancellation
        );
    }
}
