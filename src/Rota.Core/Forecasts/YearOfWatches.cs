using NodaTime;
using Rota.Core.Covenants;

namespace Rota.Core.Forecasts;

/// <summary>What terms ask for in the twelve months from a month on: nights, watches and seats, before anybody is named.</summary>
/// <param name="Nights">Nights with a watch.</param>
/// <param name="Watches">Watches; more than nights where a night has several.</param>
/// <param name="OutSeats">Lead and guard seats.</param>
/// <param name="StandbySeats">Standby seats.</param>
/// <param name="MostOutSeats">Lead and guard seats of the fullest month.</param>
/// <param name="MostLeadSeats">Lead seats of the month that has most of them.</param>
public sealed record YearOfWatches(
    int Nights,
    int Watches,
    int OutSeats,
    int StandbySeats,
    int MostOutSeats,
    int MostLeadSeats
)
{
    private const int Months = 12;

    /// <summary>Adds up the watches of twelve months, seasons and exceptions as they fall.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="from">The first month.</param>
    public static YearOfWatches Of(Terms terms, YearMonth from)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var months = Enumerable
            .Range(0, Months)
            .Select(m => from.PlusMonths(m).ToDateInterval().Select(terms.WatchesOn).Where(w => w.Length > 0).ToList())
            .ToList();
        var watches = months.SelectMany(m => m).SelectMany(w => w).ToList();
        return new YearOfWatches(
            months.Sum(m => m.Count),
            watches.Count,
            watches.Sum(w => w.Leads + w.Guards),
            watches.Sum(w => w.Standbys),
            months.Max(m => m.Sum(n => n.Sum(w => w.Leads + w.Guards))),
            months.Max(m => m.Sum(n => n.Sum(w => w.Leads)))
        );
    }
}
