using System.Text;
using System.Text.RegularExpressions;

namespace Rota.Files.Covenants;

/// <summary>Chinese text as it is set in print and on a terminal.</summary>
internal static partial class ChineseText
{
    /// <summary>No line that a person reads takes longer, in milliseconds.</summary>
    private const int Patience = 1000;

    private const string Narrow = ",;:?!()";
    private const string Wide = "\uFF0C\uFF1B\uFF1A\uFF1F\uFF01\uFF08\uFF09";

    /// <summary>
    /// The text with the punctuation beside Chinese characters in full width, however it was typed: a clerk's keyboard and a
    /// program's source have the narrow signs at hand, a page that is voted on has the wide ones.
    /// </summary>
    public static string Punctuated(string text) =>
        Punctuation().Replace(text, m => Wide[Narrow.IndexOf(m.Value[0], StringComparison.Ordinal)].ToString());

    /// <summary>How many columns a text takes on a terminal: Chinese characters and full-width signs take two.</summary>
    public static int Columns(string text) => text.EnumerateRunes().Sum(r => IsWide(r.Value) ? 2 : 1);

    /// <summary>The text with spaces behind it up to a width in columns.</summary>
    public static string Padded(string text, int columns) =>
        text + new string(' ', Math.Max(0, columns - Columns(text)));

    /// <summary>The text in lines of at most so many columns; breaks at spaces, and before any Chinese character.</summary>
    public static IEnumerable<string> Wrapped(string text, int columns)
    {
        var line = new StringBuilder();
        var width = 0;
        foreach (var piece in Pieces().Matches(text).Select(m => m.Value))
        {
            if (width + Columns(piece.TrimEnd()) > columns && width > 0)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
                width = 0;
            }

            line.Append(piece);
            width += Columns(piece);
        }

        yield return line.ToString().TrimEnd();
    }

    /// <summary>The wide ranges of Unicode's East Asian Width that Chinese text meets.</summary>
    private static bool IsWide(int rune) =>
        rune
            is (>= 0x1100 and <= 0x115F)
                or (>= 0x2E80 and <= 0x303E)
                or (>= 0x3041 and <= 0xA4CF)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE6F)
                or (>= 0xFF00 and <= 0xFF60)
                or (>= 0xFFE0 and <= 0xFFE6)
                or (>= 0x1F300 and <= 0x1F64F)
                or (>= 0x20000 and <= 0x3FFFD);

    [GeneratedRegex(
        @"(?<=[\u4e00-\u9fff\uFF09”])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff“])|(?<=[\d%])\)(?=[。、]|$)",
        RegexOptions.None,
        Patience
    )]
    private static partial Regex Punctuation();

    /// <summary>A Chinese character or a word, with the closing signs and spaces behind it, which never begin a line.</summary>
    [GeneratedRegex(
        @"(?:[\u2E80-\uA4CF\uF900-\uFAFF]|[^\s\u2E80-\uA4CF\uF900-\uFAFF\uFF00-\uFFEF]+|[\uFF00-\uFFEF])[。、”\uFF0C\uFF1B\uFF1A\uFF1F\uFF01\uFF09]*\s*|\s+",
        RegexOptions.None,
        Patience
    )]
    private static partial Regex Pieces();
}
