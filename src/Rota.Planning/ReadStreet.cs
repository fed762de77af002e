using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>The street as its visitors find their way in it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Communities">Its communities and villages, in the order of their first area.</param>
public sealed record StreetOverview(string Name, IReadOnlyList<CommunityOverview> Communities);

/// <summary>A community with its areas.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Areas">Its areas in the order of codes.</param>
public sealed record CommunityOverview(string Name, IReadOnlyList<AreaOverview> Areas);

/// <summary>An area, and the buildings by which people know it.</summary>
/// <param name="Area">The area.</param>
/// <param name="Buildings">Names of its buildings, in order.</param>
public sealed record AreaOverview(WatchArea Area, IReadOnlyList<string> Buildings);

/// <summary>Reads the street, its communities, and who is on duty there. Writes nothing; nothing personal is in it but masked names.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadStreet(Office office)
{
    /// <summary>The street with its communities and areas.</summary>
    public async Task<StreetOverview> RunAsync(CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var buildings = await reader.Areas.BuildingsAsync(cancellation);
        var areas = await reader.Areas.ListAsync(cancellation);
        return new StreetOverview(
            await reader.StreetNameAsync(cancellation),
            [
                .. areas
                    .GroupBy(a => a.Area.Community)
                    .Select(c => new CommunityOverview(
                        c.Key,
                        [
                            .. c.Select(a => new AreaOverview(
                                a.Area,
                                [.. a.Area.Grids.SelectMany(g => buildings[g]).Distinct()]
                            )),
                        ]
                    )),
            ]
        );
    }

    /// <summary>How far every area's rota of a month is, in the order of codes: areas that hold grids now, and those that have an edition of it in force.</summary>
    public async Task<IReadOnlyList<AreaMonth>> MonthAsync(YearMonth month, CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await reader.Areas.MonthAsync(month, cancellation);
    }

    /// <summary>Who is out or on standby in some areas on a night, by masked name.</summary>
    /// <param name="areas">The areas.</param>
    /// <param name="night">The night.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<ILookup<AreaId, (StandingDuty Duty, SheetPerson Person)>> OnDutyAsync(
        IEnumerable<AreaId> areas,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(areas);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var duties = new List<StandingDuty>();
        foreach (var area in areas)
        {
            duties.AddRange(await reader.Duties.OfAreaAsync(area, night, night, cancellation));
        }

        var people = await reader.People.OfAsync(
            duties.Select(d => (d.Duty.Resident, d.Duty.Household, night)),
            cancellation
        );
        return duties
            .Where(d => people.ContainsKey((d.Duty.Resident, d.Duty.Household)))
            .ToLookup(d => d.Area, d => (d, ReadSheets.PersonOf(people[(d.Duty.Resident, d.Duty.Household)])));
    }
}
