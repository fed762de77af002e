using NodaTime;
using Rota.Core;
using Rota.Core.Forecasts;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Forecasts what the covenant, as it is edited now, asks of each area in a year, and what it would ask if it were otherwise.</summary>
/// <param name="office">What it works with.</param>
public sealed class ForecastYear(Office office)
{
    /// <summary>A forecast of each chosen area for the twelve months from a month, in the order of codes.</summary>
    public async Task<Outcome<IReadOnlyList<AreaForecast>>> RunAsync(
        YearMonth from,
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = choice.Pick(await reader.Areas.ListAsync(cancellation), a => a);
        return areas.Succeeded
            ? Outcome<IReadOnlyList<AreaForecast>>.Of([
                .. (await CountAsync(reader, areas.Value, from, cancellation)).Select(n => n.Forecast(from)),
            ])
            : Outcome<IReadOnlyList<AreaForecast>>.Failed(areas.Faults);
    }

    /// <summary>The forecast of the chosen areas beside what-ifs; neighbours of their communities are there to be pooled with.</summary>
    /// <param name="from">First of the twelve months.</param>
    /// <param name="choice">The areas asked about.</param>
    /// <param name="weekdays">Nights of the week that "fewer nights" keeps; one or more.</param>
    /// <param name="cancellation">Stops between areas.</param>
    public async Task<Outcome<IReadOnlyList<WhatIf>>> WhatIfsAsync(
        YearMonth from,
        AreaChoice choice,
        IReadOnlyList<IsoDayOfWeek> weekdays,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var all = await reader.Areas.ListAsync(cancellation);
        var areas = choice.Pick(all, a => a);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<WhatIf>>.Failed(areas.Faults);
        }

        var chosen = areas.Value.Select(a => a.Area.Code).ToHashSet(StringComparer.Ordinal);
        var communities = areas.Value.Select(a => a.Area.Community).ToHashSet(StringComparer.Ordinal);
        var around = all.Where(a => communities.Contains(a.Area.Community)).ToList();
        var street = await CountAsync(reader, around, from, cancellation);
        return Outcome<IReadOnlyList<WhatIf>>.Of(WhatIf.All(street, chosen.Contains, from, weekdays));
    }

    private async Task<IReadOnlyList<Neighbour>> CountAsync(
        StreetReader reader,
        IReadOnlyList<AreaState> areas,
        YearMonth from,
        CancellationToken cancellation
    )
    {
        var neighbours = new List<Neighbour>();
        foreach (var area in areas.Select(s => s.Area))
        {
            var register = await reader.Register.OfAreaAsync(area.Id, from, cancellation);
            var stood = await reader.Nights.ExperienceAsync(area.Id, from, cancellation);
            var terms = office.Covenant.For(area.Code, area.Community);
            var counts = AreaCounts.Of(
                area.Code,
                area.Community,
                terms,
                register!.Households,
                register.Residents,
                from,
                stood
            );
            var beats = register.Grids.Select(g => g.Beat).Distinct().ToList();
            neighbours.Add(new Neighbour(counts, beats is [var only] ? only : null, terms));
        }

        return neighbours;
    }
}
