using System.Globalization;

namespace Rota.Core.Explanations;

/// <summary>Numbers in English sentences.</summary>
internal static class Counted
{
    /// <summary>"1 seat", "2 seats".</summary>
    public static string Some(long number, string one, string? many = null) =>
        number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? one : many ?? one + "s");

    /// <summary>"once", "twice", "3 times".</summary>
    public static string Times(int number) =>
        number switch
        {
            1 => "once",
            2 => "twice",
            _ => Some(number, "time"),
        };

    /// <summary>"1st", "22nd", "13th".</summary>
    public static string Ordinal(int number) =>
        number.ToString(CultureInfo.InvariantCulture)
        + (
            number % 100 is >= 11 and <= 13
                ? "th"
                : (number % 10) switch
                {
                    1 => "st",
                    2 => "nd",
                    3 => "rd",
                    _ => "th",
                }
        );
}
