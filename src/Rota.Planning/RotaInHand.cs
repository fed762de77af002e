using NodaTime;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Proofs;
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
/// <param name="Now">The problem as the books have it now.</param>
internal sealed record RotaInHand(
    WatchArea Area,
    int? Edition,
    Standing Standing,
    WatchRota Rota,
    ProblemFacts Facts,
    RotaProblem Problem,
    RotaProblem Now
)
{
    /// <summary>What a plain reading finds of it against the books as they are now.</summary>
    public Audit AuditNow() => Audit.Of(Now, Rota);

    /// <summary>
    /// Loads it with the facts that it was made from, whatever the books say since; a rota without a proof, which people changed or a
    /// program from before there were any drafted, with the facts as the books have them now.
    /// </summary>
    /// <param name="office">What use cases work with.</param>
    /// <param name="reader">The books at one moment.</param>
    /// <param name="at">The area; it has an edition or a draft.</param>
    /// <param name="month">The month.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Outcome<RotaInHand>> AsMadeAsync(
        Office office,
        StreetReader reader,
        AreaMonth at,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var now = await AsOfNowAsync(office, reader, at, month, cancellation);
        var area = at.State.Area;
        var kept = await reader.ProofAsync(at, month, cancellation);
        if (!now.Succeeded || kept is null)
        {
            return now;
        }

        var proof = office.Proofs.Read(area.Code, kept.Digest, kept.Content);
        if (!proof.Succeeded)
        {
            return Outcome<RotaInHand>.Failed(proof.Faults);
        }

        var facts = AsInBooks(proof.Value, now.Value.Rota, now.Value.Facts);
        var problem = RotaProblem.From(facts);
        return problem.Succeeded
            ? Outcome<RotaInHand>.Of(now.Value with { Facts = facts, Problem = problem.Value })
            : Outcome<RotaInHand>.Failed(problem.Faults);
    }

    /// <summary>Loads it with the facts as the books have them now: what can still be done about it hangs on them.</summary>
    /// <param name="office">What use cases work with.</param>
    /// <param name="reader">The books at one moment.</param>
    /// <param name="at">The area; it has an edition or a draft.</param>
    /// <param name="month">The month.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Outcome<RotaInHand>> AsOfNowAsync(
        Office office,
        StreetReader reader,
        AreaMonth at,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var area = at.State.Area;
        var sheet = await reader.SheetAsync(at, month, cancellation);
        var id = at.Edition?.Covenant ?? at.Draft!.Covenant;
        var covenant = (await CovenantInForce.OfAsync(office, reader, id, cancellation)).Covenant;
        var books = await AreaFacts.LoadAsync(reader, area.Id, month, covenant, office.Calendar, cancellation);
        var facts = books!.Problem with { Frozen = sheet.Watches };
        var problem = RotaProblem.From(facts);
        if (!problem.Succeeded && at.Edition is not null)
        {
            // A pin that the books or a waiver have overtaken since publishing holds nobody, and hides no rota.
            var held = sheet.Rota.Duties.Select(d => (d.Seat, d.Resident)).ToHashSet();
            facts = facts with { Pins = [.. facts.Pins.Where(p => held.Contains((p.Seat, p.Resident)))] };
            problem = RotaProblem.From(facts);
        }

        return problem.Succeeded
            ? Outcome<RotaInHand>.Of(
                new RotaInHand(
                    area,
                    at.Edition?.Number,
                    sheet.Standing,
                    sheet.Rota,
                    facts,
                    problem.Value,
                    problem.Value
                )
            )
            : Outcome<RotaInHand>.Failed(problem.Faults);
    }

    /// <summary>
    /// A proof's facts with the ids of the books: of whoever is on the rota those that it names on their seats, of all others those of their
    /// codes. Who is not of the area any more keeps the proof's number below zero, which the books never give.
    /// </summary>
    private static ProblemFacts AsInBooks(Proof proof, WatchRota rota, ProblemFacts books)
    {
        var facts = proof.Facts;
        var grids = books.Grids.ToDictionary(g => g.Code, g => g.Id);
        var frozenGrids = facts.Grids.ToDictionary(g => g.Id, g => g.Code);
        var bookGrids = books.Grids.ToDictionary(g => g.Id, g => g.Code);
        var homes = books.Households.ToDictionary(h => (bookGrids[h.Grid], h.Code), h => h.Id);
        var people = books.Residents.ToDictionary(r => r.Code, r => r.Id);
        var households = facts.Households.ToDictionary(
            h => h.Id,
            h => homes.GetValueOrDefault((frozenGrids[h.Grid], h.Code), new HouseholdId(-h.Id.Value))
        );
        var residents = facts.Residents.ToDictionary(
            r => r.Id,
            r => people.GetValueOrDefault(r.Code, new ResidentId(-r.Id.Value))
        );
        var seated = rota.Duties.ToDictionary(d => d.Seat);
        foreach (var duty in proof.Rota.Duties)
        {
            households[duty.Household] = seated[duty.Seat].Household;
            residents[duty.Resident] = seated[duty.Seat].Resident;
        }

        return facts.WithIds(
            g => grids.GetValueOrDefault(frozenGrids[g], new GridId(-g.Value)),
            h => households[h],
            // Duties of other months are kept as the household's: the proof does not say whose they were.
            r => residents.GetValueOrDefault(r, r)
        );
    }
}
