using NodaTime;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Tokens;

namespace Rota.Planning.Visits;

/// <summary>
/// Gives people what lets them in, once: it can be read off nothing afterwards. A new one takes the place of the one of its kind before, which opens nothing
/// from then on.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class GiveAccess(Office office)
{
    /// <summary>For how long a link to a resident's page opens it.</summary>
    public static Duration LinkLasts { get; } = Duration.FromDays(400);

    /// <summary>For how long the code on a slip opens a resident's page.</summary>
    public static Duration CodeLasts { get; } = Duration.FromDays(92);

    /// <summary>Gives a resident a token for their page, to stand at the end of a link.</summary>
    public Task<string> LinkAsync(ResidentId resident, CancellationToken cancellation = default) =>
        ResidentAsync(TokenKind.Link, resident, LinkLasts, cancellation);

    /// <summary>Gives a resident a token for their calendar feed, which has no end.</summary>
    public Task<string> FeedAsync(ResidentId resident, CancellationToken cancellation = default) =>
        ResidentAsync(TokenKind.Feed, resident, lasts: null, cancellation);

    /// <summary>Gives a token for an area's calendar feed, which has no end.</summary>
    /// <param name="area">The area.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public async Task<string> AreaFeedAsync(WatchArea area, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(area);
        await using var writer = await office.WriteAsync(cancellation);
        var token = Secret.NewToken();
        var before = await writer.Read.Tokens.OfAreaAsync(area.Id, cancellation);
        await writer.Tokens.RevokeAsync(before.Select(t => t.Id), cancellation);
        await writer.Tokens.AddAsync(
            [New(TokenKind.AreaFeed, null, area.Id, Secret.HashOf(token), lasts: null)],
            cancellation
        );
        await writer.RecordAsync("access", area.Code, "area_feed", cancellation);
        await writer.CommitAsync(cancellation);
        return token;
    }

    /// <summary>Gives residents codes for slips of paper, each to be typed with the watch number.</summary>
    /// <param name="residents">Who, with their watch numbers.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The code of each.</returns>
    public async Task<IReadOnlyDictionary<ResidentId, string>> CodesAsync(
        IReadOnlyDictionary<ResidentId, WatchNumber> residents,
        CancellationToken cancellation = default
    ) => (await SlipsAsync(residents, hasLinks: false, cancellation)).ToDictionary(s => s.Key, s => s.Value.Code);

    /// <summary>Gives residents what stands on a slip of paper: a code, and where it is asked for a token for a link besides.</summary>
    /// <param name="residents">Who, with their watch numbers.</param>
    /// <param name="hasLinks">Whether links are given too.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>What each was given.</returns>
    public async Task<IReadOnlyDictionary<ResidentId, (string Code, string? Link)>> SlipsAsync(
        IReadOnlyDictionary<ResidentId, WatchNumber> residents,
        bool hasLinks,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(residents);
        var slips = residents.ToDictionary(
            r => r.Key,
            _ => (Code: Secret.NewCode(), Link: hasLinks ? Secret.NewToken() : null)
        );
        // The slow part comes before the turn to write.
        var tokens = slips
            .Select(s => New(TokenKind.Code, s.Key, null, Secret.HashOf(residents[s.Key], s.Value.Code)!, CodeLasts))
            .Concat(
                from slip in slips
                where slip.Value.Link is not null
                select New(TokenKind.Link, slip.Key, null, Secret.HashOf(slip.Value.Link!), LinkLasts)
            )
            .ToList();
        await using var writer = await office.WriteAsync(cancellation);
        foreach (var resident in residents.Keys)
        {
            await RevokeAsync(writer, resident, TokenKind.Code, cancellation);
            if (hasLinks)
            {
                await RevokeAsync(writer, resident, TokenKind.Link, cancellation);
            }
        }

        await writer.Tokens.AddAsync(tokens, cancellation);
        await writer.RecordAsync(
            "access",
            residents.Count == 1 ? residents.Values.Single().ToString() : "",
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"code {slips.Count}{(hasLinks ? $", link {slips.Count}" : "")}"
            ),
            cancellation
        );
        await writer.CommitAsync(cancellation);
        return slips;
    }

    /// <summary>Revokes an area's feed; says how many there were.</summary>
    /// <param name="area">The area.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public async Task<int> RevokeAsync(WatchArea area, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(area);
        await using var writer = await office.WriteAsync(cancellation);
        var before = await writer.Read.Tokens.OfAreaAsync(area.Id, cancellation);
        var gone = await writer.Tokens.RevokeAsync(before.Select(t => t.Id), cancellation);
        await writer.RecordAsync("access", area.Code, "revoke area_feed", cancellation);
        await writer.CommitAsync(cancellation);
        return gone;
    }

    /// <summary>Revokes a resident's tokens of a kind, or all of them; what was opened with them is closed at once.</summary>
    /// <param name="resident">Whose.</param>
    /// <param name="kind">Which; null for all.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> RevokeAsync(ResidentId resident, TokenKind? kind, CancellationToken cancellation = default)
    {
        await using var writer = await office.WriteAsync(cancellation);
        var gone = await RevokeAsync(writer, resident, kind, cancellation);
        await RecordAsync(writer, resident, $"revoke {kind?.ToString() ?? "all"}", cancellation);
        await writer.CommitAsync(cancellation);
        return gone;
    }

    private static async Task<int> RevokeAsync(
        StreetWriter writer,
        ResidentId resident,
        TokenKind? kind,
        CancellationToken cancellation
    )
    {
        var before = await writer.Read.Tokens.OfResidentAsync(resident, cancellation);
        return await writer.Tokens.RevokeAsync(
            before.Where(t => t.RevokedAt is null && (kind is null || t.Kind == kind)).Select(t => t.Id),
            cancellation
        );
    }

    private async Task<string> ResidentAsync(
        TokenKind kind,
        ResidentId resident,
        Duration? lasts,
        CancellationToken cancellation
    )
    {
        await using var writer = await office.WriteAsync(cancellation);
        var token = Secret.NewToken();
        await RevokeAsync(writer, resident, kind, cancellation);
        await writer.Tokens.AddAsync([New(kind, resident, null, Secret.HashOf(token), lasts)], cancellation);
        await RecordAsync(writer, resident, kind.ToString(), cancellation);
        await writer.CommitAsync(cancellation);
        return token;
    }

    private static async Task RecordAsync(
        StreetWriter writer,
        ResidentId resident,
        string what,
        CancellationToken cancellation
    )
    {
        var cards = await writer.Read.People.OfAsync([resident], cancellation);
        await writer.RecordAsync("access", cards[resident].Number.ToString(), what.ToLowerInvariant(), cancellation);
    }

    private Token New(TokenKind kind, ResidentId? resident, AreaId? area, string hash, Duration? lasts)
    {
        var now = office.Clock.GetCurrentInstant();
        return new Token(0, kind, resident, area, hash, now, now + lasts);
    }
}
