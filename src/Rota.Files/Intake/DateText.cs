using System.Globalization;
using NodaTime;

namespace Rota.Files.Intake;

/// <summary>Dates as people and spreadsheets write them, the year first: 2026-12-24, 2026/12/24, 2026年12月24日.</summary>
internal static class DateText
{
    /// <summary>The years a date may lie in; anything else is a slip of the hand.</summary>
    public const int FirstYear = 1900;

    /// <summary>The last such year.</summary>
    public const int LastYear = 2199;

    private static readonly string[] Midnights = [" 0:00", " 00:00", " 0:00:00", " 00:00:00"];

    /// <summary>Reads a trimmed cell; a time of midnight behind the date, as spreadsheets add it, is passed over.</summary>
    public static bool TryParse(ReadOnlySpan<char> cell, out LocalDate date)
    {
        date = default;
        var rest = cell;
        if (!TakeNumber(ref rest, 4, 4, out var year) || rest.IsEmpty)
        {
            return false;
        }

        var mark = rest[0];
        if (mark is not ('-' or '/' or '.' or '年'))
        {
            return false;
        }

        rest = rest[1..];
        if (!TakeNumber(ref rest, 1, 2, out var month) || rest.IsEmpty || rest[0] != (mark == '年' ? '月' : mark))
        {
            return false;
        }

        rest = rest[1..];
        if (!TakeNumber(ref rest, 1, 2, out var day))
        {
            return false;
        }

        if (mark == '年')
        {
            if (rest.IsEmpty || rest[0] != '日')
            {
                return false;
            }

            rest = rest[1..];
        }

        if (!rest.IsEmpty && !IsMidnight(rest))
        {
            return false;
        }

        var exists =
            year is >= FirstYear and <= LastYear
            && month is >= 1 and <= 12
            && day >= 1
            && day <= CalendarSystem.Iso.GetDaysInMonth(year, month);
        date = exists ? new LocalDate(year, month, day) : default;
        return exists;
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> rest, int fewest, int most, out int number)
    {
        var digits = 0;
        while (digits < rest.Length && digits <= most && char.IsAsciiDigit(rest[digits]))
        {
            digits++;
        }

        number = 0;
        if (digits < fewest || digits > most)
        {
            return false;
        }

        number = int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        rest = rest[digits..];
        return true;
    }

    private static bool IsMidnight(ReadOnlySpan<char> rest)
    {
        foreach (var midnight in Midnights)
        {
            if (rest.SequenceEqual(midnight))
            {
                return true;
            }
        }

        return false;
    }
}
