using System.Globalization;
using NodaTime;

namespace Rota.Core.Measures;

/// <summary>The calendar months that a measure is about: one, or those of a year.</summary>
/// <param name="First">The first month.</param>
/// <param name="Last">The last month, not before the first.</param>
public sealed record FairnessSpan(YearMonth First, YearMonth Last)
{
    /// <summary>One month.</summary>
    public static FairnessSpan Of(YearMonth month) => new(month, month);

    /// <summary>The twelve months of a year.</summary>
    /// <param name="year">From 1 to 9999.</param>
    public static FairnessSpan Of(int year) => new(new YearMonth(year, 1), new YearMonth(year, 12));

    /// <summary>Whether it is a whole year.</summary>
    public bool IsYear => First != Last;

    /// <summary>Its first night.</summary>
    public LocalDate FirstNight => First.OnDayOfMonth(1);

    /// <summary>Its last night.</summary>
    public LocalDate LastNight => Last.ToDateInterval().End;

    /// <summary>Whether a month lies in it.</summary>
    public bool Holds(YearMonth month) => First <= month && month <= Last;

    /// <summary>As it is typed: "2026" or "2026-12".</summary>
    public override string ToString() =>
        IsYear
            ? First.Year.ToString("0000", CultureInfo.InvariantCulture)
            : First.ToString("uuuu-MM", CultureInfo.InvariantCulture);
}
