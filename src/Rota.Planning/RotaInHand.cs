using NodaTime;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>An area's rota of a month, the edition in force or else the draft, with the problem it answers.</summary>
/// <param name="Area">The area.</param>
/// <param name="Edition">The edition's number; null for a draft.</param>
/// <param name="Standing">What the solve said of it.</param>
/// <param name="Rota">The rota.</param>
/// <param name="Facts">The facts that the problem was made of.</param>
/// <param name="Problem">The problem.</param>
/// <param name="HasChanged">Something was recorded since it was made that it does not follow yet.</param>
internal sealed record RotaInHand(
    WatchArea Area,
    int? Edition,
    Standing Standing,
    WatchRota Rota,
    ProblemFacts Facts,
    RotaProblem Problem,
    bool HasChanged
)
{
    /// <summary>
    /// Loads it with the facts that were frozen with it, whatever the books say since; a rota without a proof, which people changed or a
    /// program from before there were any drafted, with the facts as the books have them now.
    /// </summary>
    /// <param name="office">What use cases work with.</param>
    /// <param name="reader">The books at one moment.</param>
    /// <param name="at">The area; it has an edition or a draft.</param>
    /// <param name="month">The month.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Outcome<RotaInHand>> LoadAsync(
        Office office,
        StreetReader reader,
        AreaMonth at,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var area = at.State.Area;
        var sheet = at.Edition is null
            ? (await reader.Drafts.FindAsync(area.Id, month, cancellation))!.Sheet
            : (await reader.Editions.InForceAsync(area.Id, month, cancellation))!.Sheet;
        var kept = at.Edition is { } edition
            ? await reader.Editions.ProofAsync(edition.Id, cancellation)
            : await reader.Drafts.ProofAsync(area.Id, month, cancellation);
        var covenant = at.Edition?.Covenant ?? at.Draft!.Covenant;
        var terms = (await CovenantInForce.OfAsync(office, reader, covenant, cancellation)).Covenant;
        var books = await AreaFacts.LoadAsync(reader, area.Id, month, terms, office.Calendar, cancellation);
        var now = books!.Problem with { Frozen = sheet.Watches };
        var proof = kept is null ? null : office.Proofs.Read(area.Code, kept.Digest, kept.Content);
        if (proof is { Succeeded: false })
        {
            return Outcome<RotaInHand>.Failed(proof.Faults);
        }

        var register = await reader.Register.OfAreaAsync(area.Id, month, cancellation);
        var facts = proof is null ? now : AsInBooks(proof.Value.Facts, register!);
        var problem = RotaProblem.From(facts);
        if (!problem.Succeeded)
        {
            return Outcome<RotaInHand>.Failed(problem.Faults);
        }

        var ofNow = RotaProblem.From(now);
        var hasChanged = !ofNow.Succeeded || !Audit.Of(ofNow.Value, sheet.Rota).IsClean;
        return Outcome<RotaInHand>.Of(
            new RotaInHand(area, at.Edition?.Number, sheet.Standing, sheet.Rota, facts, problem.Value, hasChanged)
        );
    }

    /// <summary>
    /// A proof's facts with the ids of the books, found by codes. Whoever is not of the area any more keeps the proof's number, below zero,
    /// where the books have none.
    /// </summary>
    private static ProblemFacts AsInBooks(ProblemFacts facts, AreaRegister register)
    {
        var grids = register.Grids.ToDictionary(g => g.Code, g => g.Id);
        var frozenGrids = facts.Grids.ToDictionary(g => g.Id, g => g.Code);
        var bookGrids = register.Grids.ToDictionary(g => g.Id, g => g.Code);
        var households = register.Households.ToDictionary(h => (bookGrids[h.Grid], h.Code), h => h.Id);
        var frozenHouseholds = facts.Households.ToDictionary(h => h.Id, h => (frozenGrids[h.Grid], h.Code));
        var residents = register.Residents.ToDictionary(r => r.Code, r => r.Id);
        var frozenResidents = facts.Residents.ToDictionary(r => r.Id, r => r.Code);
        return facts.WithIds(
            g => grids.TryGetValue(frozenGrids[g], out var id) ? id : new GridId(-g.Value),
            h => households.TryGetValue(frozenHouseholds[h], out var id) ? id : new HouseholdId(-h.Value),
            r =>
                frozenResidents.TryGetValue(r, out var code) && residents.TryGetValue(code, out var id)
                    ? id
                    : new ResidentId(-r.Value)
        );
    }
}
