using System.Globalization;
using System.Xml.Linq;
using NodaTime;
using Rota.Core;
using Rota.Core.Rotas;
using static Rota.Files.Exports.HtmlDocument;

namespace Rota.Files.Exports;

/// <summary>
/// The street at a glance: its communities and their areas, what is still open in each, and a link to each area's
/// <see cref="BoardPage"/>, which lies beside it under <see cref="BoardPage.FileName"/>.
/// </summary>
public static class BoardIndex
{
    /// <summary>The file it is written to.</summary>
    public const string FileName = "index.html";

    /// <summary>Writes the index.</summary>
    /// <param name="output">Where to, as UTF-8; left open.</param>
    /// <param name="street">Name of the street.</param>
    /// <param name="month">The month of every sheet.</param>
    /// <param name="sheets">One for each area that has a page, in any order.</param>
    /// <param name="language">The reader's language.</param>
    public static void Write(
        Stream output,
        string street,
        YearMonth month,
        IEnumerable<RotaSheet> sheets,
        Language language = Language.Chinese
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        var words = new BoardWords(language);
        var ordered = SheetOrder.Of(month, sheets);
        var communities = ordered.GroupBy(s => s.Area.Community, StringComparer.Ordinal).ToList();
        var title = $"{street} {words.Month(month)}{words.In("值班表", " watch rotas")}";
        HtmlDocument.Write(
            output,
            Page(
                words.Tag,
                title,
                "index.css",
                Tag(
                    "main",
                    null,
                    Tag(
                        "header",
                        null,
                        Tag("h1", null, Text(title)),
                        Tag("p", "motto", words.Motto),
                        Sum(ordered, words)
                    ),
                    Jumps(communities, words),
                    communities.Select((c, n) => Community(c, n, words))
                )
            )
        );
    }

    private static XElement Sum(IReadOnlyList<RotaSheet> sheets, BoardWords words) =>
        Tag(
            "ul",
            "sum",
            Count(sheets.Count, words.In("个片区", " areas")),
            Count(sheets.Sum(s => s.Watches.Count), words.In("班", " watches")),
            Count(sheets.Sum(s => s.Rota.Gaps.Count), words.In("席待补", " open seats")),
            Count(sheets.Sum(s => s.WatchesWithoutLead), words.In("班无带班", " watches without a lead"))
        );

    private static XElement Count(int number, string unit) =>
        Tag("li", number == 0 ? "zero" : null, Tag("b", null, Whole(number)), unit);

    private static XElement Jumps(IReadOnlyList<IGrouping<string, RotaSheet>> communities, BoardWords words) =>
        new(
            "nav",
            new XAttribute("aria-label", words.In("社区", "Communities")),
            communities.Select(
                (c, n) => new XElement("a", new XAttribute("href", $"#c{Whole(n)}"), new XElement("bdi", Text(c.Key)))
            )
        );

    private static XElement Community(IGrouping<string, RotaSheet> community, int n, BoardWords words) =>
        new(
            "section",
            new XAttribute("id", $"c{Whole(n)}"),
            Tag(
                "h2",
                null,
                new XElement("bdi", Text(community.Key)),
                Tag("small", null, $" {Whole(community.Count())}{words.In(" 个片区", " areas")}")
            ),
            Tag(
                "table",
                null,
                Tag(
                    "thead",
                    null,
                    Tag(
                        "tr",
                        null,
                        Tag("th", null, words.In("片区", "Area")),
                        Tag("th", null, words.In("集合地点", "Meet at")),
                        Tag("th", null, words.In("版次", "Edition")),
                        Tag("th", "count", words.In("待补", "Open")),
                        Tag("th", "count", words.In("无带班", "No lead"))
                    )
                ),
                Tag("tbody", null, community.Select(s => Area(s, words)))
            )
        );

    private static XElement Area(RotaSheet sheet, BoardWords words) =>
        Tag(
            "tr",
            null,
            Tag(
                "td",
                "area",
                new XElement(
                    "a",
                    new XAttribute("href", Uri.EscapeDataString(BoardPage.FileName(sheet.Area))),
                    new XElement("bdi", Text(sheet.Area.Code))
                )
            ),
            Foreign("td", "meet", sheet.Area.MeetingPoint ?? ""),
            Tag("td", sheet.IsDraft ? "draft" : null, words.Edition(sheet)),
            Number(sheet.Rota.Gaps.Count, words.In("待补", "open")),
            Number(sheet.WatchesWithoutLead, words.In("无带班", "no lead"))
        );

    /// <summary>A count that stands out when it is not nothing; on a phone it says itself what it counts.</summary>
    private static XElement Number(int number, string what) =>
        new(
            "td",
            new XAttribute("class", number == 0 ? "count zero" : "count"),
            new XAttribute("data-what", what),
            Whole(number)
        );

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
