using System.Globalization;

namespace Rota.Web.Pages;

/// <summary>Names of buildings as people say and seek them.</summary>
internal static class Buildings
{
    /// <summary>Buildings that follow each other as one: "1–5栋"; others one by one, in the order in which they are given.</summary>
    public static IReadOnlyList<string> Grouped(IEnumerable<string> buildings)
    {
        var groups = new List<(string Before, int From, int To, string After)>();
        foreach (var (before, number, after) in buildings.Select(Parts))
        {
            if (
                number >= 0
                && groups is [.., var last]
                && (last.Before, last.To + 1, last.After) == (before, number, after)
            )
            {
                groups[^1] = last with { To = number };
            }
            else
            {
                groups.Add((before, number, number, after));
            }
        }

        return
        [
            .. groups.Select(g =>
                g.From < 0 ? g.Before
                : g.From == g.To ? $"{g.Before}{Digits(g.From)}{g.After}"
                : $"{g.Before}{Digits(g.From)}–{Digits(g.To)}{g.After}"
            ),
        ];
    }

    /// <summary>A name as it is sought: whatever its width, case, spaces and strokes, so that "bt06" finds "BT-06".</summary>
    public static string Sought(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Concat(name.Select(Narrow).Where(char.IsLetterOrDigit)).ToUpperInvariant();
    }

    /// <summary>The plain form of a full-width character (U+FF01 to U+FF5E).</summary>
    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    /// <summary>"丽景3栋" in what stands before its number, the number and what stands behind; -1 where it has none, or not one that can be counted on from.</summary>
    private static (string Before, int Number, string After) Parts(string name)
    {
        var to = name.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        var from = to;
        while (from > 0 && char.IsAsciiDigit(name[from - 1]))
        {
            from--;
        }

        return
            to > from
            && name[from] != '0'
            && int.TryParse(
                name.AsSpan(from, to - from),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? (name[..from], number, name[to..])
            : (name, -1, "");
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
