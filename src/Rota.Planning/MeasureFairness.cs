using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Store;

namespace Rota.Planning;

/// <summary>
/// Reads from the ledger how the points of some months lay on the households that owed them: editions in force and imported
/// history alike, drafts not.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class MeasureFairness(Office office)
{
    /// <summary>The households of the chosen areas over some months; a fault where nothing is booked in them.</summary>
    public async Task<Outcome<StreetParts>> RunAsync(
        FairnessSpan span,
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var books = await ChosenBooks.LoadAsync(reader, span, choice, withBalances: true, cancellation);
        if (!books.Succeeded)
        {
            return Outcome<StreetParts>.Failed(books.Faults);
        }

        var areas = new List<AreaParts>();
        foreach (var book in books.Value)
        {
            areas.Add(new AreaParts(book.Area, await HouseholdsAsync(reader, book, span, cancellation)));
        }

        var street = await reader.StreetNameAsync(cancellation);
        var months = books.Value.SelectMany(b => b.Months).Distinct().Order().ToList();
        return Outcome<StreetParts>.Of(new StreetParts(street, span, months, areas));
    }

    private async Task<IReadOnlyList<HouseholdPart>> HouseholdsAsync(
        StreetReader reader,
        AreaBooks books,
        FairnessSpan span,
        CancellationToken cancellation
    )
    {
        var last = books.Months[^1];
        var register =
            await reader.Register.OfAreaAsync(books.Area.Id, last, cancellation)
            // An area that holds grids by an edition alone has them in the month of that edition.
            ?? await reader.Register.OfAreaAsync(books.Area.Id, span.Last, cancellation);
        var stood = await reader.Nights.ExperienceAsync(books.Area.Id, span.First, cancellation);
        var terms = office.Covenant.For(books.Area.Code, books.Area.Community);
        var members = register!.Residents.ToLookup(r => r.Household);
        var absences = register.Absences.ToLookup(a => a.Resident);
        var weights = register.Households.ToDictionary(
            h => h.Id,
            h => Share.Weight(terms, h, members[h.Id], absences, last)
        );
        return
        [
            .. from household in books.All.Select(e => e.Key).Union(weights.Keys).OrderBy(h => h.Value)
            let part = new HouseholdPart(
                household,
                books.DoneBy(household),
                books.DueOf(household),
                Ledger.Close(books.All[household], last),
                weights.GetValueOrDefault(household),
                members[household].Any(r => CanLead(terms.Guards, r, last.Year, stood))
            )
            where part.Owes || part.Weight > 0
            select part,
        ];
    }

    private static bool CanLead(
        Core.Covenants.GuardAges guards,
        Resident resident,
        int year,
        IReadOnlyDictionary<ResidentId, int> stood
    ) =>
        Share.IsOfAge(guards, resident, year)
        && (resident.CanLead || stood.GetValueOrDefault(resident.Id) >= guards.LeadsAfter);
}
