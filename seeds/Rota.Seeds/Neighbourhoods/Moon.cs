using System.Globalization;
using NodaTime;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>Festivals that follow the moon.</summary>
internal static class Moon
{
    private static readonly ChineseLunisolarCalendar Calendar = new();

    /// <summary>The first day of the lunar year that begins in a year: 春节.</summary>
    public static LocalDate SpringFestival(int year) => Of(year, 1, 1);

    /// <summary>A day of a lunar year, its leap month left aside.</summary>
    public static LocalDate Of(int year, int month, int day)
    {
        var leap = Calendar.GetLeapMonth(year);
        var at = leap > 0 && month >= leap ? month + 1 : month;
        return LocalDate.FromDateTime(Calendar.ToDateTime(year, at, day, 0, 0, 0, 0));
    }
}
