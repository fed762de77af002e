using System.Globalization;
using NodaTime;

namespace Rota.Core.Calendars;

/// <summary>Festivals that the lunar calendar gives, from the base library's <see cref="ChineseLunisolarCalendar"/> (years 1901 to 2100).</summary>
public static class Lunar
{
    /// <summary>除夕: the last night of the lunar year.</summary>
    public const string NewYearsEve = "除夕";

    private static readonly ChineseLunisolarCalendar Moon = new();

    /// <summary>Lunar festivals by name, as month and day; a leap month has none.</summary>
    private static readonly Dictionary<string, (int Month, int Day)> Festivals = new()
    {
        ["春节"] = (1, 1),
        ["元宵节"] = (1, 15),
        ["端午节"] = (5, 5),
        ["七夕"] = (7, 7),
        ["中元节"] = (7, 15),
        ["中秋节"] = (8, 15),
        ["重阳节"] = (9, 9),
        ["腊八节"] = (12, 8),
    };

    /// <summary>Names that <see cref="Is"/> knows, the eve included.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [NewYearsEve, .. Festivals.Keys];

    /// <summary>Whether a date is the lunar festival of a name; false for a name that is not a lunar festival.</summary>
    public static bool Is(string festival, LocalDate date)
    {
        if (festival == NewYearsEve)
        {
            return MonthAndDay(date.PlusDays(1)) == (1, 1);
        }

        return Festivals.TryGetValue(festival, out var at) && MonthAndDay(date) == at;
    }

    /// <summary>The Gregorian date of a lunar festival in the lunar year that begins in a Gregorian year.</summary>
    /// <param name="festival">One of <see cref="Names"/>; the eve is the one before that year's first day.</param>
    /// <param name="year">Gregorian year, 1902 to 2100.</param>
    public static LocalDate DateOf(string festival, int year)
    {
        if (festival == NewYearsEve)
        {
            return DateOf("春节", year).PlusDays(-1);
        }

        var (month, day) = Festivals[festival];
        var leap = Moon.GetLeapMonth(year);
        var counted = leap > 0 && month >= leap ? month + 1 : month;
        return LocalDate.FromDateTime(Moon.ToDateTime(year, counted, day, 0, 0, 0, 0));
    }

    /// <summary>Lunar month and day of a date; month 0 for a day of a leap month.</summary>
    private static (int Month, int Day) MonthAndDay(LocalDate date)
    {
        var time = date.ToDateTimeUnspecified();
        var year = Moon.GetYear(time);
        var counted = Moon.GetMonth(time);
        var leap = Moon.GetLeapMonth(year);
        var month =
            leap == 0 || counted < leap ? counted
            : counted == leap ? 0
            : counted - 1;
        return (month, Moon.GetDayOfMonth(time));
    }
}
