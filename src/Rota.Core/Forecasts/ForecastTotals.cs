namespace Rota.Core.Forecasts;

/// <summary>The forecasts of some areas in a line.</summary>
/// <param name="Areas">How many areas.</param>
/// <param name="Households">Households that owe.</param>
/// <param name="OutNights">Nights a year of a household, on average over all households; null where none owes.</param>
/// <param name="LeastOutNights">Of the area that asks least.</param>
/// <param name="MostOutNights">Of the area that asks most.</param>
/// <param name="StandbyNights">Standbys a year of a household, on average over all households; null where none owes.</param>
/// <param name="OneNightAreas">Areas with one night a year or less.</param>
/// <param name="SeatsBeyondReach">Out seats of each area's fullest month that stay empty, added up.</param>
/// <param name="ShortAreas">Areas that leave seats empty.</param>
/// <param name="LeadSeatsBeyondReach">Lead seats of each area's fullest month that lack a lead, added up.</param>
/// <param name="LeastLeadsPerSeat">Households that can lead for each lead seat, of the area with fewest; null without lead seats.</param>
public sealed record ForecastTotals(
    int Areas,
    int Households,
    decimal? OutNights,
    decimal? LeastOutNights,
    decimal? MostOutNights,
    decimal? StandbyNights,
    int OneNightAreas,
    int SeatsBeyondReach,
    int ShortAreas,
    int LeadSeatsBeyondReach,
    decimal? LeastLeadsPerSeat
)
{
    /// <summary>Adds up forecasts.</summary>
    /// <param name="areas">One or more.</param>
    public static ForecastTotals Of(IReadOnlyList<AreaForecast> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        var households = areas.Sum(a => a.Counts.Households);
        var owing = areas.Where(a => a.Counts.Households > 0).ToList();
        return new ForecastTotals(
            areas.Count,
            households,
            households == 0 ? null : (decimal)owing.Sum(a => a.Year.OutSeats) / households,
            areas.Min(a => a.OutNights),
            areas.Max(a => a.OutNights),
            households == 0 ? null : (decimal)owing.Sum(a => a.Year.StandbySeats) / households,
            areas.Count(a => a.IsOneNight),
            areas.Sum(a => a.SeatsBeyondReach),
            areas.Count(a => a.IsShort),
            areas.Sum(a => a.LeadSeatsBeyondReach),
            areas.Min(a => a.LeadsPerSeat)
        );
    }
}
