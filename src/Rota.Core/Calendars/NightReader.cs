using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Rotas;

namespace Rota.Core.Calendars;

/// <summary>Reads what kind of night a date is under some terms: the highest kind that applies.</summary>
public static class NightReader
{
    /// <summary>The night of a date, weighed.</summary>
    public static Night Read(LocalDate date, Terms terms, DayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(calendar);
        var eve = terms.Eves.FirstOrDefault(name => Lunar.Is(name, date));
        var kind =
            eve is not null ? NightKind.Eve
            : calendar.IsHoliday(date) ? NightKind.Holiday
            : calendar.IsDayOff(date.PlusDays(1)) ? NightKind.BeforeDayOff
            : NightKind.Ordinary;
        var points = terms.Points.Of(kind);
        return new Night(
            date,
            kind,
            points,
            points.DividedBy(terms.Points.StandbyPart),
            eve ?? calendar.FestivalOf(date)
        );
    }

    /// <summary>
    /// Whether two festival names speak of one festival: a notice may join names ("国庆节、中秋节"), and then one in common is enough.
    /// </summary>
    public static bool SameFestival(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return a.Split('、').Intersect(b.Split('、'), StringComparer.Ordinal).Any();
    }
}
