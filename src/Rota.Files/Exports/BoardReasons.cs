using System.Globalization;
using System.Xml.Linq;
using Rota.Core.Rotas;
using static Rota.Files.Exports.HtmlDocument;

namespace Rota.Files.Exports;

/// <summary>
/// Why seats are open, below the nights: each reason once, with the seats it belongs to. Reasons often differ in numbers alone, and a wall
/// has no room for twenty of them: where all do not fit, the commonest of each post stands for it, or the commonest of all.
/// </summary>
/// <param name="Sentences">What is said, in order of nights.</param>
internal sealed record BoardReasons(IReadOnlyList<string> Sentences)
{
    /// <summary>How many lines a month of one sheet has room for.</summary>
    private const int MostLines = 4;

    /// <summary>How many characters' room a line of the printed sheet has.</summary>
    private const double LineWidth = 52;

    /// <summary>About how many lines the sentences take on paper.</summary>
    public int Lines => Sentences.Sum(s => (int)Math.Ceiling(BoardNight.WidthOf(s) / LineWidth));

    public static BoardReasons Of(RotaSheet sheet, BoardWords words)
    {
        var gaps = sheet.Rota.Gaps;
        BoardReasons[] fuller =
        [
            new([.. gaps.GroupBy(g => g.Reason).Select(g => Sentence([.. g], words))]),
            new([.. gaps.GroupBy(g => g.Seat.Post).OrderBy(g => g.Key).Select(g => Commonest([.. g], words))]),
        ];
        return Array.Find(fuller, r => r.Lines <= MostLines) ?? new BoardReasons([Commonest(gaps, words)]);
    }

    public XElement? Shown(BoardWords words) =>
        Sentences.Count == 0
            ? null
            : Tag(
                "section",
                "reasons",
                Tag("h2", null, words.In("待补原因", "Why open")),
                Tag("ul", null, Sentences.Select(s => Foreign("li", null, s)))
            );

    /// <summary>The reason that most of some gaps share, and how many others there are.</summary>
    private static string Commonest(IReadOnlyList<Gap> gaps, BoardWords words)
    {
        var most = gaps.GroupBy(g => g.Reason).MaxBy(g => g.Count())!;
        var others = (gaps.Count - most.Count()).ToString(CultureInfo.InvariantCulture);
        var rest = others == "0" ? "" : words.In($"其余 {others} 席情形相近。", $" Much the same for {others} more.");
        return Sentence([.. most], words) + rest;
    }

    private static string Sentence(IReadOnlyList<Gap> gaps, BoardWords words)
    {
        var seats =
            from post in gaps.GroupBy(g => g.Seat.Post).OrderBy(g => g.Key)
            group words.In(SeatWords.Of(post.Key)) by Days(post, words) into posts
            select words.In($"{posts.Key}日{string.Join('、', posts)}", $"{posts.Key} {string.Join(", ", posts)}");
        var why = words.In(gaps[0].Reason).TrimEnd('。', '.');
        return words.In($"{string.Join('，', seats)}：{why}。", $"{string.Join("; ", seats)}: {why}.");
    }

    /// <summary>Days of the month, three and more in a row as from and to: "1–3、7、8".</summary>
    private static string Days(IEnumerable<Gap> gaps, BoardWords words)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var day in gaps.Select(g => g.Seat.Night.Day).Distinct().Order())
        {
            if (runs.Count > 0 && runs[^1].Last == day - 1)
            {
                runs[^1] = (runs[^1].First, day);
            }
            else
            {
                runs.Add((day, day));
            }
        }

        var comma = words.In("、", ", ");
        return string.Join(
            comma,
            runs.Select(r =>
                r.First == r.Last ? Text(r.First) : Text(r.First) + (r.Last > r.First + 1 ? "–" : comma) + Text(r.Last)
            )
        );
    }

    private static string Text(int day) => day.ToString(CultureInfo.InvariantCulture);
}
