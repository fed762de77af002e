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
internal sealed record RotaInHand(
    WatchArea Area,
    int? Edition,
    Standing Standing,
    WatchRota Rota,
    ProblemFacts Facts,
    RotaProblem Problem
)
{
    /// <summary>Loads it from the books as they are now, with the watches that were frozen with it.</summary>
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
        var id = at.Edition?.Covenant ?? at.Draft!.Covenant;
        var covenant = await CovenantInForce.OfAsync(office, reader, id, cancellation);
        var facts = await AreaFacts.LoadAsync(reader, area.Id, month, covenant.Covenant, office.Calendar, cancellation);
        var frozen = at.Edition is null
            ? (await reader.Drafts.FindAsync(area.Id, month, cancellation))!.Sheet
            : (await reader.Editions.InForceAsync(area.Id, month, cancellation))!.Sheet;
        var its = facts!.Problem with { Frozen = frozen.Watches };
        var problem = RotaProblem.From(its);
        return problem.Succeeded
            ? Outcome<RotaInHand>.Of(
                new RotaInHand(area, at.Edition?.Number, frozen.Standing, frozen.Rota, its, problem.Value)
            )
            : Outcome<RotaInHand>.Failed(problem.Faults);
    }
}
