using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Changes;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>What differs between two editions of an area's month.</summary>
/// <param name="Area">The area.</param>
/// <param name="Earlier">The edition that is compared.</param>
/// <param name="Later">The edition it is compared with.</param>
/// <param name="Changes">The seats that differ, in order.</param>
/// <param name="Causes">Why each edition between them, the later among them, took the place of the one before, by number; what is older than such records is left out.</param>
/// <param name="People">Whoever leaves a seat or comes to one.</param>
public sealed record EditionsCompared(
    WatchArea Area,
    EditionHead Earlier,
    EditionHead Later,
    IReadOnlyList<SeatChange> Changes,
    IReadOnlyList<EditionChange> Causes,
    IReadOnlyDictionary<(ResidentId Resident, HouseholdId Household), ResidentCard> People
);

/// <summary>Compares any two editions of an area's month, in force or not.</summary>
/// <param name="office">What it works with.</param>
public sealed class CompareEditions(Office office)
{
    /// <summary>Compares.</summary>
    /// <param name="month">The month.</param>
    /// <param name="areaCode">The area, by its code or that of a grid in it.</param>
    /// <param name="from">Number of the one edition; null for the one before the other.</param>
    /// <param name="to">Number of the other; null for the last.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Fails where there is no such edition, or only one.</returns>
    public async Task<Outcome<EditionsCompared>> RunAsync(
        YearMonth month,
        string areaCode,
        int? from = null,
        int? to = null,
        CancellationToken cancellation = default
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = await new AreaChoice(null, [areaCode]).PickAsync(reader, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<EditionsCompared>.Failed(areas.Faults);
        }

        var area = areas.Value.OrderBy(a => a.Edition is null).First().State.Area;
        var heads = await reader.Editions.ListAsync(area.Id, month, cancellation);
        var last = to ?? heads.LastOrDefault()?.Number;
        var first = from ?? last - 1;
        if (last is null || heads.All(h => h.Number != last))
        {
            return Outcome<EditionsCompared>.Failed(NoEdition("--to-edition", area, month, last, heads));
        }

        if (heads.All(h => h.Number != first))
        {
            return Outcome<EditionsCompared>.Failed(NoEdition("--from-edition", area, month, first, heads));
        }

        var earlier = (await reader.Editions.FindAsync(area.Id, month, first!.Value, cancellation))!;
        var later = (await reader.Editions.FindAsync(area.Id, month, last.Value, cancellation))!;
        var changes = SeatChange.Between(earlier.Sheet.Rota, later.Sheet.Rota);
        var duties = changes.SelectMany(c => (Duty?[])[c.Leaves, c.Comes]).OfType<Duty>();
        var people = await reader.People.OfAsync(
            duties.Select(d => (d.Resident, d.Household, d.Seat.Night)),
            cancellation
        );
        var (low, high) = (Math.Min(first.Value, last.Value), Math.Max(first.Value, last.Value));
        var causes = (await reader.Changes.ListAsync(area.Id, month, cancellation)).Where(c =>
            c.Edition > low && c.Edition <= high
        );
        return Outcome<EditionsCompared>.Of(
            new EditionsCompared(area, earlier.Head, later.Head, changes, [.. causes], people)
        );
    }

    private static Fault NoEdition(
        string option,
        WatchArea area,
        YearMonth month,
        int? number,
        IReadOnlyList<EditionHead> heads
    )
    {
        var known = string.Join(", ", heads.Select(h => h.Number));
        var which = number is > 0 ? $" {number}" : "";
        return new Fault(
            new Place(option),
            new(
                $"{area.Code} {month:uuuu-MM} 没有可比较的版次{which}",
                $"{area.Code} {month:uuuu-MM} has no edition{which} to compare"
            ),
            heads.Count == 0
                ? new($"请先发布：rota publish {month:uuuu-MM}", $"publish it first: rota publish {month:uuuu-MM}")
                : new($"现有版次：{known}", $"there are editions: {known}")
        );
    }
}
