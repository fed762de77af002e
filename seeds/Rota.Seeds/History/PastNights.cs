using NodaTime;
using Rota.Seeds.Neighbourhoods;

namespace Rota.Seeds.History;

/// <summary>
/// What nights of the past weigh when they are spread among households: the covenant's usual points. The real calendar with
/// its adjusted workdays is read when the register is imported; here the days on which a festival falls are near enough.
/// </summary>
internal static class PastNights
{
    public const int Ordinary = 10;
    public const int BeforeDayOff = 15;
    public const int Holiday = 30;
    public const int Eve = 50;

    /// <summary>Standby weighs one part in so many.</summary>
    public const int StandbyPart = 5;

    public static int Points(LocalDate night)
    {
        var spring = Moon.SpringFestival(night.Year);
        if (night == spring.PlusDays(-1))
        {
            return Eve;
        }

        var isHoliday =
            (spring <= night && night <= spring.PlusDays(6))
            || night is { Month: 1, Day: 1 } or { Month: 5, Day: <= 3 } or { Month: 10, Day: <= 7 }
            || night is { Month: 4, Day: >= 4 and <= 6 }
            || night == Moon.Of(night.Year, 5, 5)
            || night == Moon.Of(night.Year, 8, 15);
        return isHoliday ? Holiday
            : night.DayOfWeek is IsoDayOfWeek.Friday or IsoDayOfWeek.Saturday ? BeforeDayOff
            : Ordinary;
    }
}
