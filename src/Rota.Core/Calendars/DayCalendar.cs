using NodaTime;

namespace Rota.Core.Calendars;

/// <summary>One day of a notice: a day off, or a weekend day that is worked instead.</summary>
/// <param name="Date">The date.</param>
/// <param name="Festival">The festival's name: "春节".</param>
/// <param name="IsOff">A day off; false for an adjusted workday.</param>
public sealed record NoticeDay(LocalDate Date, string Festival, bool IsOff);

/// <summary>What one calendar file says of one year.</summary>
/// <param name="Year">The year it is named after; its days may reach into the year before.</param>
/// <param name="IsAnnounced">False while the State Council has not announced the year and the days are what law and moon give.</param>
/// <param name="Days">The days it names.</param>
public sealed record CalendarYear(int Year, bool IsAnnounced, IReadOnlyList<NoticeDay> Days);

/// <summary>
/// The calendar of a country, merged by date from its yearly files: which days are off, which festival a night belongs to.
/// Where no file speaks of a year, the weekend is all it knows beyond the moon.
/// </summary>
public sealed class DayCalendar
{
    private readonly Dictionary<LocalDate, NoticeDay> days = [];
    private readonly HashSet<int> announced = [];

    /// <summary>A calendar of some years. Of two files that name one date, an announced one counts before one that is not, a later year before an earlier one.</summary>
    public DayCalendar(IEnumerable<CalendarYear> years)
    {
        ArgumentNullException.ThrowIfNull(years);
        foreach (var year in years.OrderBy(y => y.IsAnnounced).ThenBy(y => y.Year))
        {
            if (year.IsAnnounced)
            {
                announced.Add(year.Year);
            }

            foreach (var day in year.Days)
            {
                days[day.Date] = day;
            }
        }
    }

    /// <summary>Whether the year's holidays have been announced.</summary>
    public bool IsAnnounced(int year) => announced.Contains(year);

    /// <summary>Whether the date is a public holiday.</summary>
    public bool IsHoliday(LocalDate date) => days.TryGetValue(date, out var day) && day.IsOff;

    /// <summary>Whether nobody goes to work: a holiday, or a weekend day that is not an adjusted workday.</summary>
    public bool IsDayOff(LocalDate date) =>
        days.TryGetValue(date, out var day)
            ? day.IsOff
            : date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;

    /// <summary>The festival whose holiday the date is; null on other days.</summary>
    public string? FestivalOf(LocalDate date) => days.TryGetValue(date, out var day) && day.IsOff ? day.Festival : null;
}
