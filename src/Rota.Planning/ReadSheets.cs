using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Covenants;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using NightReader = Rota.Core.Calendars.NightReader;

namespace Rota.Planning;

/// <summary>Gives boards, files and screens what they show of a month: the edition in force of each area, or its draft where there is none.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadSheets(Office office)
{
    /// <summary>The sheets of a month, in the order of area codes; areas without edition or draft are left out.</summary>
    public async Task<Outcome<IReadOnlyList<RotaSheet>>> RunAsync(
        YearMonth month,
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = await choice.PickAsync(reader, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<RotaSheet>>.Failed(areas.Faults);
        }

        var street = await reader.StreetNameAsync(cancellation);
        var covenants = new Dictionary<CovenantVersionId, CovenantInForce>();
        var sheets = new List<RotaSheet>();
        foreach (var area in areas.Value)
        {
            var head = area.Edition?.Covenant ?? area.Draft?.Covenant;
            if (head is not { } id)
            {
                continue;
            }

            if (!covenants.TryGetValue(id, out var covenant))
            {
                covenants[id] = covenant = await CovenantInForce.OfAsync(office, reader, id, cancellation);
            }

            sheets.Add(await SheetAsync(reader, street, area, month, covenant, cancellation));
        }

        return Outcome<IReadOnlyList<RotaSheet>>.Of(sheets);
    }

    private async Task<RotaSheet> SheetAsync(
        StreetReader reader,
        string street,
        AreaMonth at,
        YearMonth month,
        CovenantInForce covenant,
        CancellationToken cancellation
    )
    {
        var area = at.State.Area;
        var frozen = await reader.SheetAsync(at, month, cancellation);
        var people = await reader.People.OfAsync(
            frozen.Rota.Duties.Select(d => (d.Resident, d.Household, d.Seat.Night)),
            cancellation
        );
        var terms = covenant.Covenant.For(area.Code, area.Community);
        var kept = frozen.Watches.GroupBy(w => w.Night.Date).ToDictionary(g => g.Key, g => g.First().Night);
        return new RotaSheet
        {
            Street = street,
            Area = area,
            Edition = at.Edition?.Number,
            IsPosted = at.Edition is null && at.Draft?.PostedAt is not null,
            MadeAt = at.Edition?.PublishedAt ?? at.Draft!.PostedAt ?? at.Draft.DraftedAt,
            By = at.Edition?.PublishedBy ?? office.By,
            Supersedes = at.Edition?.Supersedes,
            ChangedNights = await ChangedAsync(reader, at, month, frozen.Rota, cancellation),
            CovenantName = covenant.Covenant.Name,
            CovenantVersion = covenant.Version,
            Terms = terms,
            Zone = DateTimeZoneProviders.Tzdb[covenant.Covenant.TimeZone],
            Nights =
            [
                .. month
                    .ToDateInterval()
                    .Select(n => kept.GetValueOrDefault(n) ?? NightReader.Read(n, terms, office.Calendar)),
            ],
            Watches = frozen.Watches,
            Standing = frozen.Standing,
            ProofDigest = at.Edition is null ? at.Draft!.Digest : at.Edition.Digest,
            Rota = frozen.Rota,
            People = people.GroupBy(p => p.Key.Resident).ToDictionary(g => g.Key, g => PersonOf(g.First().Value)),
        };
    }

    private static async Task<IReadOnlyList<LocalDate>> ChangedAsync(
        StreetReader reader,
        AreaMonth at,
        YearMonth month,
        WatchRota rota,
        CancellationToken cancellation
    ) =>
        at.Edition?.Supersedes is { } before
        && await reader.Editions.FindAsync(at.State.Area.Id, month, before, cancellation) is { } edition
            ? [.. SeatChange.Between(edition.Sheet.Rota, rota).Select(c => c.Seat.Night).Distinct().Order()]
            : [];

    internal static SheetPerson PersonOf(ResidentCard card) =>
        new(
            card.Code,
            card.IsHelper ? card.Code : card.Household.Household,
            card.Household.Grid,
            card.Building,
            card.Number,
            card.Name ?? "已注销"
        );
}
