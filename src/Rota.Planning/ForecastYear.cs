using NodaTime;
using Rota.Core;
using Rota.Core.Forecasts;

namespace Rota.Planning;

/// <summary>Forecasts what the covenant, as it is edited now, asks of each area in a year.</summary>
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
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<AreaForecast>>.Failed(areas.Faults);
        }

        var forecasts = new List<AreaForecast>();
        foreach (var state in areas.Value)
        {
            var area = state.Area;
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
            forecasts.Add(AreaForecast.Of(counts, terms, from));
        }

        return Outcome<IReadOnlyList<AreaForecast>>.Of(forecasts);
    }
}
