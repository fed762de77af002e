using System.Globalization;
using System.Xml.Linq;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Files.Exports;
using Rota.Files.Pictures;
using static Rota.Files.Exports.HtmlDocument;

namespace Rota.Files.Measures;

/// <summary>
/// Who stood in an area over some months, as a page for its notice board: sheets of A4 with two columns of rows, that also read on a
/// phone. Rows stand in the order of watch numbers. It says nothing of who owes how much, and stands alone: no script, nothing loaded.
/// </summary>
public static class StoodPage
{
    private const int RowsOfFirstSheet = 40;
    private const int RowsOfSheet = 49;

    /// <summary>The file an area's page is written to: safe on every file system and told apart by code.</summary>
    public static string FileName(WatchArea area)
    {
        ArgumentNullException.ThrowIfNull(area);
        return BoardPage.SafeName("stood-", area);
    }

    /// <summary>Writes the page of an area.</summary>
    /// <param name="output">Where to, as UTF-8; left open.</param>
    /// <param name="table">Who stood.</param>
    /// <param name="language">The reader's language.</param>
    public static void Write(Stream output, StoodTable table, Language language = Language.Chinese)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(table);
        var words = new PictureWords(language);
        var title = words.In(
            $"{table.Area.Code} {words.Span(table.Span)} 值守公布",
            $"{table.Area.Code}: who stood in {words.Span(table.Span)}"
        );
        HtmlDocument.Write(
            output,
            Page(
                language == Language.Chinese ? "zh-CN" : "en",
                title,
                "stood.css",
                Tag("main", null, Sheets(table).Select((s, n) => Sheet(table, s, n, title, words)))
            )
        );
    }

    /// <summary>The rows of each sheet, and on it of each column; a table of nobody is one empty sheet.</summary>
    private static List<List<StoodRow[]>> Sheets(StoodTable table)
    {
        var sheets = new List<List<StoodRow[]>>();
        var left = table.Rows;
        do
        {
            var most = sheets.Count == 0 ? RowsOfFirstSheet : RowsOfSheet;
            var own = left.Take(2 * most).ToList();
            sheets.Add([.. own.Chunk(Math.Max(1, Math.Min(most, (own.Count + 1) / 2)))]);
            left = [.. left.Skip(own.Count)];
        } while (left.Count > 0);

        return sheets;
    }

    private static XElement Sheet(
        StoodTable table,
        IReadOnlyList<StoodRow[]> columns,
        int n,
        string title,
        PictureWords words
    ) =>
        Tag(
            "section",
            "sheet",
            n == 0
                ? Head(table, title, words)
                : Tag("p", "again", new XElement("bdi", Text($"{table.Street} {table.Area.Community} {title}"))),
            Tag("div", "columns", columns.Select(c => Table(c, words)))
        );

    private static XElement Head(StoodTable table, string title, PictureWords words) =>
        Tag(
            "header",
            null,
            Tag(
                "div",
                null,
                Foreign("p", "place", $"{table.Street} · {table.Area.Community}"),
                Tag("h1", null, new XElement("bdi", Text(title)))
            ),
            table.AverageOfShare is { } average
                ? Tag(
                    "p",
                    "average",
                    Tag("span", null, words.In("每份应担平均", "average of a share")),
                    Tag(
                        "b",
                        null,
                        words.In(
                            $"{words.One(average.Thousandths / 1000m)} 分",
                            $"{words.One(average.Thousandths / 1000m)} points"
                        )
                    )
                )
                : null,
            Tag("ul", "notes", Notes(table, words).Select(s => Tag("li", null, s)))
        );

    private static IEnumerable<string> Notes(StoodTable table, PictureWords words)
    {
        var booked = words.Booked(table.Months).TrimEnd();
        yield return table.IsAhead
            ? booked + words.In("其中有已公布、还没到的班次。", " Some of it is published and still to come.")
            : booked;
        yield return words.In(
            $"{ShareOf(table.Share).Zh}。值守是带班和值守员，备班是在家待命；姓名前面是守望号。",
            $"{ShareOf(table.Share).En}. Nights are out as lead or guard, standbys at home; watch numbers come first."
        );
        yield return words.In(
            "按守望号排列，不分名次。谁多谁少都记在守望账上，往后逐月拉平；各家有各家的安排，这里不问也不写。",
            "In the order of watch numbers, not of merit. The ledger evens out month by month who stood more or less; nobody asks why, and nothing here says."
        );
    }

    private static Words ShareOf(ShareKind share) =>
        share switch
        {
            ShareKind.Adults => new("参加的成人每人一份应担", "Each adult who joins is one share"),
            ShareKind.AdultsCapped => new(
                "参加的成人每人一份应担，一户至多两份",
                "Each adult who joins is one share, at most two a household"
            ),
            _ => new("每户一份应担", "Each household is one share"),
        };

    private static XElement Table(IReadOnlyList<StoodRow> rows, PictureWords words) =>
        Tag(
            "table",
            null,
            Tag(
                "thead",
                null,
                Tag(
                    "tr",
                    null,
                    Tag("th", "watch-number", words.In("守望号", "No.")),
                    Tag("th", "name", words.In("姓名", "Name")),
                    Tag("th", "building", words.In("楼栋", "Building")),
                    Tag("th", "count", words.In("值守", "nights")),
                    Tag("th", "count", words.In("备班", "stby")),
                    Tag("th", "count points", words.In("守望分", "points"))
                )
            ),
            Tag("tbody", null, rows.Select(r => Row(r, words)))
        );

    private static XElement Row(StoodRow row, PictureWords words) =>
        Tag(
            "tr",
            null,
            Tag("td", "watch-number", row.Number.ToString()),
            Foreign("td", "name", row.Masked ?? words.In("已注销", "erased")),
            Foreign("td", "building", row.Building ?? ""),
            Count(row.Nights),
            Count(row.Standbys),
            Tag("td", "count points", words.One(row.Points.Thousandths / 1000m))
        );

    private static XElement Count(int number) =>
        Tag("td", number == 0 ? "count zero" : "count", number.ToString(CultureInfo.InvariantCulture));
}
