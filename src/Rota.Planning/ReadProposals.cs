using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>A proposal as it is listed.</summary>
/// <param name="Proposal">The proposal as it is now: one whose time is over is expired.</param>
/// <param name="Area">Code of its area.</param>
/// <param name="People">Everybody whom it names, by id.</param>
public sealed record ProposalListed(
    Proposal Proposal,
    string Area,
    IReadOnlyDictionary<ResidentId, ResidentCard> People
);

/// <summary>Reads proposals. Writes nothing.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadProposals(Office office)
{
    /// <summary>The proposals of some areas, by number.</summary>
    public async Task<Outcome<IReadOnlyList<ProposalListed>>> RunAsync(
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = choice.Pick(await reader.Areas.ListAsync(cancellation), a => a);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<ProposalListed>>.Failed(areas.Faults);
        }

        var codes = areas.Value.ToDictionary(a => a.Area.Id, a => a.Area.Code);
        var at = office.Clock.GetCurrentInstant();
        var all = (await reader.Proposals.ListAsync(null, cancellation))
            .Where(p => codes.ContainsKey(p.Area))
            .Select(p => p.At(at))
            .ToList();
        var people = await reader.People.OfAsync(all.SelectMany(p => p.Parties).Select(p => p.Resident), cancellation);
        return Outcome<IReadOnlyList<ProposalListed>>.Of([
            .. all.Select(p => new ProposalListed(p, codes[p.Area], people)),
        ]);
    }
}
