using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Ledgers;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using Rota.Store.Tokens;
using Rota.Store.Trails;

namespace Rota.Planning.Visits;

/// <summary>Everything that the books hold of a visitor. Of neighbours it has watch numbers alone.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Card">Name, phone, number, household.</param>
/// <param name="Record">The rest of the register, and what is recorded of them.</param>
/// <param name="Duties">Duties in force, past ones too.</param>
/// <param name="Ledger">The ledger of the household; none where they live in none.</param>
/// <param name="Proposals">Proposals to which they are a party.</param>
/// <param name="Tokens">What lets them in; never the hashes.</param>
/// <param name="Trail">What they did.</param>
/// <param name="Numbers">Watch numbers of everybody whom proposals name, by internal id.</param>
/// <param name="Areas">Codes of areas, by internal id.</param>
public sealed record MyData(
    Instant At,
    ResidentCard Card,
    OwnRecord Record,
    IReadOnlyList<StandingDuty> Duties,
    IReadOnlyList<LedgerEntry> Ledger,
    IReadOnlyList<Proposal> Proposals,
    IReadOnlyList<Token> Tokens,
    IReadOnlyList<TrailEntry> Trail,
    IReadOnlyDictionary<int, string> Numbers,
    IReadOnlyDictionary<int, string> Areas
);

/// <summary>Reads it. Writes nothing: that somebody looks at what is theirs is on no record.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadMyData(Office office)
{
    /// <summary>Reads all of it.</summary>
    public async Task<MyData> RunAsync(Visitor visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var me = visitor.Card.Resident;
        await using var reader = await office.Database.ReadAsync(cancellation);
        var household = await reader.People.HouseholdOfAsync(me, office.Today, cancellation);
        var proposals = (await reader.Proposals.ListAsync(null, cancellation))
            .Where(p => p.Parties.Any(y => y.Resident == me))
            .ToList();
        var people = await reader.People.OfAsync(
            proposals.SelectMany(p => p.Parties).Select(p => p.Resident),
            cancellation
        );
        var areas = (await reader.Areas.ListAsync(cancellation)).ToDictionary(a => a.Area.Id.Value, a => a.Area.Code);
        return new MyData(
            office.Clock.GetCurrentInstant(),
            visitor.Card,
            await reader.Own.OfAsync(me, cancellation),
            await reader.Duties.OfResidentAsync(me, new LocalDate(1, 1, 1), cancellation),
            household is { } home ? await reader.Ledger.OfHouseholdAsync(home, cancellation) : [],
            proposals,
            await reader.Tokens.OfResidentAsync(me, cancellation),
            await reader.Trail.ByAsync(visitor.Card.Code, cancellation),
            people.ToDictionary(p => p.Key.Value, p => p.Value.Number.ToString()),
            areas
        );
    }
}
