using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>Reads who stood what, by masked name and watch number, for notice boards: over some months, and on festivals.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadStood(Office office)
{
    /// <summary>Who stood over some months in each chosen area, in the order of codes; a fault where nothing is booked in them.</summary>
    public async Task<Outcome<IReadOnlyList<StoodTable>>> TablesAsync(
        FairnessSpan span,
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var books = await ChosenBooks.LoadAsync(reader, span, choice, withBalances: false, cancellation);
        if (!books.Succeeded)
        {
            return Outcome<IReadOnlyList<StoodTable>>.Failed(books.Faults);
        }

        var street = await reader.StreetNameAsync(cancellation);
        var tables = new List<StoodTable>();
        foreach (var book in books.Value)
        {
            tables.Add(await TableAsync(reader, street, book, span, cancellation));
        }

        return Outcome<IReadOnlyList<StoodTable>>.Of(tables);
    }

    /// <summary>
    /// Who of the chosen areas was out on festivals, as many years back from the end of some months as the covenant remembers; in
    /// the order of areas, then nights. Of one month only the festivals that lie in it. Who did not come is left out.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<FestivalStood>>> FestivalsAsync(
        FairnessSpan span,
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = await choice.PickAsync(reader, span.Last, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<FestivalStood>>.Failed(areas.Faults);
        }

        var stood = new List<FestivalStood>();
        foreach (var area in areas.Value.Select(a => a.State.Area))
        {
            var terms = office.Covenant.For(area.Code, area.Community);
            var nights = await FestivalNights.BeforeAsync(
                reader,
                area.Id,
                span.Last.PlusMonths(1),
                terms,
                office.Calendar,
                cancellation
            );
            var cards = await CardsAsync(reader, nights.Select(n => n.Night), cancellation);
            stood.AddRange(
                nights
                    .Where(n => span.IsYear || LiesIn(span, n.Festival, terms))
                    .Where(n => cards.ContainsKey((n.Night.Resident, n.Night.Household)))
                    .Select(n => Told(area, n.Festival, n.Night, cards[(n.Night.Resident, n.Night.Household)]))
                    .OrderBy(f => f.Night)
                    .ThenBy(f => f.Post)
                    .ThenBy(f => f.Number.Value)
            );
        }

        return Outcome<IReadOnlyList<FestivalStood>>.Of(stood);
    }

    private bool LiesIn(FairnessSpan span, string festival, Core.Covenants.Terms terms) =>
        span
            .Last.ToDateInterval()
            .Select(n => Core.Calendars.NightReader.Read(n, terms, office.Calendar).Festival)
            .OfType<string>()
            .Any(f => Core.Calendars.NightReader.SameFestival(f, festival));

    private async Task<StoodTable> TableAsync(
        StreetReader reader,
        string street,
        AreaBooks books,
        FairnessSpan span,
        CancellationToken cancellation
    )
    {
        var between = await reader.Nights.BetweenAsync(books.Area.Id, span.First, span.Last, cancellation);
        var nights = between.Where(n => books.Holds(n.Household, n.Night)).ToList();
        var cards = await CardsAsync(reader, nights, cancellation);
        var terms = office.Covenant.For(books.Area.Code, books.Area.Community);
        var points = PointsOf(books, nights, terms.Points.StandbyPart);
        var rows =
            from night in nights
            group night by night.Resident into own
            let latest = own.MaxBy(n => n.Night)!
            where cards.ContainsKey((latest.Resident, latest.Household))
            let card = cards[(latest.Resident, latest.Household)]
            orderby card.Number.Value
            select new StoodRow(
                card.Number,
                card.Name is { } name ? MaskedName.Of(name) : null,
                card.Building,
                own.Count(n => n.IsOut),
                own.Count(n => !n.IsOut),
                own.Aggregate(Points.Zero, (sum, n) => sum + points[n])
            );
        return new StoodTable(
            street,
            books.Area,
            span,
            books.Months,
            nights.Exists(n => n.Night >= office.Today),
            terms.Share,
            await AverageAsync(reader, books, terms, cancellation),
            [.. rows]
        );
    }

    /// <summary>
    /// What each duty earned. The ledger knows households and nights: where several of one household were on duty on a night, its
    /// points are divided among them by what their posts weigh.
    /// </summary>
    private static Dictionary<NightOnDuty, Points> PointsOf(
        AreaBooks books,
        IReadOnlyList<NightOnDuty> nights,
        int standbyPart
    )
    {
        var points = new Dictionary<NightOnDuty, Points>();
        foreach (var together in nights.GroupBy(n => (n.Household, n.Night)))
        {
            var duties = together.ToList();
            var earned = books.DoneBy(together.Key.Household, together.Key.Night);
            var parts = Ledger.Dues(
                earned < Points.Zero ? Points.Zero : earned,
                [.. duties.Select(d => d.IsOut ? standbyPart : 1)]
            );
            foreach (var (duty, part) in duties.Zip(parts))
            {
                points[duty] = part;
            }
        }

        return points;
    }

    /// <summary>What one unit of weight came to, month by month: dues of those who owe, by their weights.</summary>
    private static async Task<Points?> AverageAsync(
        StreetReader reader,
        AreaBooks books,
        Core.Covenants.Terms terms,
        CancellationToken cancellation
    )
    {
        // The register of a year costs as much as that of a month, when it is read at once.
        var registers = await reader.Register.OfAreaAsync(books.Area.Id, books.Months, cancellation);
        Points? sum = null;
        foreach (var month in books.Months.Where(registers.ContainsKey))
        {
            var register = registers[month];
            var members = register.Residents.ToLookup(r => r.Household);
            var absences = register.Absences.ToLookup(a => a.Resident);
            var owing = (
                from household in register.Households
                let due = books.DueOf(household.Id, month)
                let weight = Share.Weight(terms, household, members[household.Id], absences, month)
                where due > Points.Zero && weight > 0
                select (due, weight)
            ).ToList();
            if (owing.Count > 0)
            {
                var due = owing.Aggregate(Points.Zero, (all, o) => all + o.due);
                sum = (sum ?? Points.Zero) + due.DividedBy(owing.Sum(o => o.weight));
            }
        }

        return sum;
    }

    private static Task<IReadOnlyDictionary<(ResidentId Resident, HouseholdId Household), ResidentCard>> CardsAsync(
        StreetReader reader,
        IEnumerable<NightOnDuty> nights,
        CancellationToken cancellation
    ) => reader.People.OfAsync(nights.Select(n => (n.Resident, n.Household, n.Night)), cancellation);

    private static FestivalStood Told(WatchArea area, string festival, NightOnDuty night, ResidentCard card) =>
        new(
            area.Code,
            festival,
            night.Night,
            night.Post,
            card.Number,
            card.Name is { } name ? MaskedName.Of(name) : null,
            card.Building
        );
}
