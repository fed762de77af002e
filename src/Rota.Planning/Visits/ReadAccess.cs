using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Store.Registers;
using Rota.Store.Tokens;

namespace Rota.Planning.Visits;

/// <summary>Reads what was given to let people in, and to whom slips can be given. No secret can be read: none is kept.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadAccess(Office office)
{
    /// <summary>The one area of a code, or of a grid in it; or that there is none.</summary>
    public async Task<Outcome<WatchArea>> AreaAsync(string code, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var picked = new AreaChoice(null, [code]).Pick(await reader.Areas.ListAsync(cancellation), a => a);
        return picked.Succeeded
            ? Outcome<WatchArea>.Of(picked.Value[0].Area)
            : Outcome<WatchArea>.Failed(picked.Faults);
    }

    /// <summary>What a resident was given, the first first; what was revoked or has ended too.</summary>
    public async Task<IReadOnlyList<Token>> OfResidentAsync(
        ResidentId resident,
        CancellationToken cancellation = default
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await reader.Tokens.OfResidentAsync(resident, cancellation);
    }

    /// <summary>What was given for an area's feed, the first first.</summary>
    public async Task<IReadOnlyList<Token>> OfAreaAsync(AreaId area, CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await reader.Tokens.OfAreaAsync(area, cancellation);
    }

    /// <summary>What some residents were given that opens something still, by resident.</summary>
    public async Task<ILookup<ResidentId, Token>> OpenAsync(
        IEnumerable<ResidentId> residents,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(residents);
        var asked = residents.ToHashSet();
        await using var reader = await office.Database.ReadAsync(cancellation);
        return (await reader.Tokens.OpenAsync(office.Clock.GetCurrentInstant(), cancellation))
            .Where(t => asked.Contains(t.Resident!.Value))
            .ToLookup(t => t.Resident!.Value);
    }

    /// <summary>
    /// Everybody who lives in an area, or lived there last, and holds something that opens still, whether they may guard or not: each with all of it, the first first.
    /// In the order of grids and households.
    /// </summary>
    public async Task<IReadOnlyList<(ResidentCard Who, IReadOnlyList<Token> Open)>> HoldersAsync(
        WatchArea area,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(area);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var open = (await reader.Tokens.OpenAsync(office.Clock.GetCurrentInstant(), cancellation)).ToLookup(t =>
            t.Resident!.Value
        );
        var cards = await reader.People.OfAsync(open.Select(t => t.Key), cancellation);
        return
        [
            .. InOrder(cards.Values.Where(c => area.Grids.Contains(c.Household.Grid, StringComparer.Ordinal)))
                .Select(c => (c, (IReadOnlyList<Token>)[.. open[c.Resident]])),
        ];
    }

    /// <summary>
    /// Who of an area may guard on some night while a slip that is given today is good: of age, here, not exempt all the while. In the order of buildings and
    /// households, as slips are handed out.
    /// </summary>
    public async Task<IReadOnlyList<ResidentCard>> WhoMayGuardAsync(
        WatchArea area,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(area);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var (first, last) = (
            office.Today,
            (office.Clock.GetCurrentInstant() + GiveAccess.CodeLasts).InZone(office.Zone).Date
        );
        var register = await reader.Register.OfAreaAsync(area.Id, first.ToYearMonth(), cancellation);
        var guards = office.Covenant.For(area.Code, area.Community).Guards;
        var who = register!
            .Residents.Where(r => r.IsHere(first) || r.IsHere(last))
            .Where(r => !r.IsExempt(last))
            .Where(r => Share.IsOfAge(guards, r, first.Year) || Share.IsOfAge(guards, r, last.Year))
            .Select(r => r.Id)
            .ToList();
        var cards = await reader.People.OfAsync(who, cancellation);
        return [.. InOrder(cards.Values.Where(c => c.Name is not null))];
    }

    private static IEnumerable<ResidentCard> InOrder(IEnumerable<ResidentCard> cards) =>
        cards
            .OrderBy(c => c.Household.Grid, StringComparer.Ordinal)
            .ThenBy(c => c.Household.Household, StringComparer.Ordinal)
            .ThenBy(c => c.Code, StringComparer.Ordinal);
}
