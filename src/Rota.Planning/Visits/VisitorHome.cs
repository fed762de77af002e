using NodaTime;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning.Visits;

/// <summary>A visitor's household: what is theirs to see whole.</summary>
/// <param name="Visitor">The visitor.</param>
/// <param name="Household">The household where they live now; null where there is none any more.</param>
/// <param name="Members">Who lives there, the visitor among them, in the order of codes.</param>
internal sealed record VisitorHome(ResidentId Visitor, HouseholdId? Household, IReadOnlyList<ResidentCard> Members)
{
    /// <summary>Whether somebody lives there.</summary>
    public bool Has(ResidentId resident) => Members.Any(m => m.Resident == resident);

    /// <summary>Reads it.</summary>
    public static async Task<VisitorHome> OfAsync(
        StreetReader reader,
        Visitor visitor,
        LocalDate today,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var card = visitor.Card;
        var household = await reader.People.HouseholdOfAsync(card.Resident, today, cancellation);
        var members = household is { } home ? await reader.People.LivingInAsync(home, today, cancellation) : [];
        return new VisitorHome(card.Resident, household, [card, .. members.Where(m => m.Resident != card.Resident)]);
    }
}
