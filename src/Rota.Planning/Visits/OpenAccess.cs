using System.Diagnostics.Metrics;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Tokens;

namespace Rota.Planning.Visits;

/// <summary>A resident who was let in.</summary>
/// <param name="Card">Who they are, with the household where they live today; with another of theirs where they live in none.</param>
/// <param name="Home">The household where they live today; null where there is none.</param>
/// <param name="Area">The area where they live today; null where there is none.</param>
/// <param name="Token">Number of the token that let them in.</param>
public sealed record Visitor(ResidentCard Card, HouseholdCode? Home, WatchArea? Area, int Token);

/// <summary>
/// Finds whom a token, or a watch number and a code, lets in: who lives here today, and who has moved out while published duties of theirs are to come.
/// Writes nothing.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class OpenAccess(Office office)
{
    private static readonly Meter Meter = new("Rota");

    /// <summary>Each code that is looked at costs a slow hash; a rising line is somebody who guesses.</summary>
    private static readonly Counter<long> Tried = Meter.CreateCounter<long>("rota.codes.tried");

    /// <summary>Who comes by a link; null where the link opens nothing (any more).</summary>
    public async Task<Visitor?> LinkAsync(string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var found = await reader.Tokens.FindAsync(Secret.HashOf(token), cancellation);
        return found is { Kind: TokenKind.Link } ? await VisitorAsync(reader, found, cancellation) : null;
    }

    /// <summary>Who comes with a watch number and the code on a slip; null where they do not fit together, or no longer.</summary>
    public async Task<Visitor?> CodeAsync(WatchNumber number, string code, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        Tried.Add(1);
        if (Secret.HashOf(number, code) is not { } hash)
        {
            return null;
        }

        await using var reader = await office.Database.ReadAsync(cancellation);
        var found = await reader.Tokens.FindAsync(hash, cancellation);
        var visitor = found is { Kind: TokenKind.Code } ? await VisitorAsync(reader, found, cancellation) : null;
        return visitor?.Card.Number == number ? visitor : null;
    }

    /// <summary>Who was let in by a token of this number, while it still opens; null else.</summary>
    public async Task<Visitor?> StillAsync(int token, CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var found = await reader.Tokens.FindAsync(token, cancellation);
        return found is { Kind: TokenKind.Link or TokenKind.Code }
            ? await VisitorAsync(reader, found, cancellation)
            : null;
    }

    /// <summary>The token of a feed; null where it opens none (any more).</summary>
    public async Task<Token?> FeedAsync(string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var found = await reader.Tokens.FindAsync(Secret.HashOf(token), cancellation);
        return found is { Kind: TokenKind.Feed or TokenKind.AreaFeed } && found.Opens(office.Clock.GetCurrentInstant())
            ? found
            : null;
    }

    private async Task<Visitor?> VisitorAsync(StreetReader reader, Token token, CancellationToken cancellation)
    {
        if (!token.Opens(office.Clock.GetCurrentInstant()) || token.Resident is not { } resident)
        {
            return null;
        }

        if (await reader.People.AtHomeAsync(resident, office.Today, cancellation) is { } card)
        {
            return card.Name is null
                ? null
                : new Visitor(
                    card,
                    card.Household,
                    (await reader.Areas.FindAsync(card.Household.Grid, cancellation))?.Area,
                    token.Id
                );
        }

        var cards = await reader.People.OfAsync([resident], cancellation);
        return
            cards.TryGetValue(resident, out var away)
            && away.Name is not null
            && (await ReadMyDuties.NotOverAsync(office, reader, resident, cancellation)).Count > 0
            ? new Visitor(away, Home: null, Area: null, token.Id)
            : null;
    }
}
