using System.Globalization;
using System.Text.RegularExpressions;
using Rota.Core;

namespace Rota.Files.Intake;

/// <summary>
/// Recognises what a spreadsheet makes of codes that it takes for dates or numbers: building 3-2 becomes "3月2日", phone
/// 13812345678 becomes "1.38E+10". What was typed is lost in the file, so that only the person can put it right.
/// </summary>
internal static class SpreadsheetDamage
{
    private const string Months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
    private const string Midnight = @"(?: 0?0:00(?::00)?)?$";

    private static readonly Regex YearMonth = Pattern(@"^(?<y>[0-9]{4})年(?<m>[0-9]{1,2})月$");

    private static readonly Regex[] MonthAndDay =
    [
        Pattern(@"^([0-9]{4}年)?(?<m>[0-9]{1,2})月(?<d>[0-9]{1,2})日$"),
        Pattern(@"^[0-9]{4}[/-](?<m>[0-9]{1,2})[/-](?<d>[0-9]{1,2})" + Midnight),
        Pattern(@"^(?<m>[0-9]{1,2})/(?<d>[0-9]{1,2})/([0-9]{4}|[0-9]{2})" + Midnight),
    ];

    private static readonly Regex DayAndName = Pattern($"^(?<d>[0-9]{{1,2}})-(?<m>{Months})(-[0-9]{{2,4}})?$");

    private static readonly Regex NameAndDay = Pattern($"^(?<m>{Months})-(?<d>[0-9]{{1,2}})$");

    private static readonly Regex Scientific = Pattern(@"^[0-9](\.[0-9]+)?E\+[0-9]{1,3}$");

    private static readonly Regex Error = Pattern(@"^#(#+|N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!)$");

    private static readonly string[] MonthNames = Months.Split('|');

    /// <summary>What a code probably was before it became a date: "3-2"; null when it is no date.</summary>
    public static string? CodeBehindDate(ReadOnlySpan<char> cell)
    {
        // Most codes are told from dates without a pattern.
        if (cell.Length is < 4 or > 24 || cell.IndexOfAnyInRange('0', '9') < 0)
        {
            return null;
        }

        var text = cell.ToString();
        if (YearMonth.Match(text) is { Success: true } month)
        {
            return $"{month.Groups["y"].Value}-{Plain(month, "m")}";
        }

        foreach (var pattern in MonthAndDay)
        {
            if (pattern.Match(text) is { Success: true } date)
            {
                return $"{Plain(date, "m")}-{Plain(date, "d")}";
            }
        }

        foreach (var pattern in (ReadOnlySpan<Regex>)[DayAndName, NameAndDay])
        {
            if (pattern.Match(text) is { Success: true } date)
            {
                return $"{NumberOf(date.Groups["m"].Value)}-{Plain(date, "d")}";
            }
        }

        return null;
    }

    /// <summary>Whether a cell is a number in scientific notation, its last digits lost.</summary>
    public static bool IsScientific(ReadOnlySpan<char> cell) => cell.Contains('+') && Scientific.IsMatch(cell);

    /// <summary>What a spreadsheet shows instead of a value: "#N/A", or "####" where a column is too narrow.</summary>
    public static Words? Unshown(ReadOnlySpan<char> cell)
    {
        if (cell[0] != '#' || !Error.IsMatch(cell))
        {
            return null;
        }

        return cell.IndexOfAnyExcept('#') < 0
            ? new Words(
                $"“{cell}”：表格里这一栏太窄，存下来的只有井号",
                $"\"{cell}\": the column was too narrow, so only number signs were saved"
            )
            : new Words($"“{cell}”是表格的出错标记", $"\"{cell}\" is a spreadsheet's error mark");
    }

    private static string Plain(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static string NumberOf(string month) =>
        (Array.FindIndex(MonthNames, m => m.Equals(month, StringComparison.OrdinalIgnoreCase)) + 1).ToString(
            CultureInfo.InvariantCulture
        );

    // Linear in the length of the cell, whatever it holds.
    private static Regex Pattern(string pattern) =>
        new(
            pattern,
            RegexOptions.NonBacktracking
                | RegexOptions.ExplicitCapture
                | RegexOptions.IgnoreCase
                | RegexOptions.CultureInvariant
        );
}
