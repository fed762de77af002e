using System.Globalization;
using System.Text;
using System.Xml.Linq;
using NodaTime;
using Rota.Core;
using Rota.Core.Proofs;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using static Rota.Files.Exports.HtmlDocument;

namespace Rota.Files.Exports;

/// <summary>
/// The notice board: an area's month as one HTML page to print on A4 and hang on a wall, that also reads well on a phone. A night is a
/// row, a seat a column with building, masked name and watch number; what is open says 待补, and why stands below. A month with one watch a night and
/// one seat a post fits on one sheet; more flows to a second, night by night. The page stands alone: no script, nothing loaded.
/// </summary>
public static class BoardPage
{
    /// <summary>Millimetres of a sheet that are left to the rows of nights.</summary>
    private const double RowsHeight = 217;

    /// <summary>Millimetres that a line below the table takes of them: a reason, or the check code where it begins a line.</summary>
    private const double ReasonHeight = 3.9;

    /// <summary>The file an area's page is written to: safe on every file system and told apart by code.</summary>
    public static string FileName(WatchArea area)
    {
        ArgumentNullException.ThrowIfNull(area);
        return SafeName("board-", area);
    }

    internal static string SafeName(string before, WatchArea area)
    {
        var name = new StringBuilder(before);
        foreach (var rune in area.Code.EnumerateRunes())
        {
            name.Append(
                Rune.IsLetterOrDigit(rune) || rune.Value == '-'
                    ? rune.ToString()
                    : string.Create(CultureInfo.InvariantCulture, $"~{rune.Value:x}~")
            );
        }

        return name.Append(".html").ToString();
    }

    /// <summary>Writes the page of an area.</summary>
    /// <param name="output">Where to, as UTF-8; left open.</param>
    /// <param name="sheet">The rota.</param>
    /// <param name="language">The reader's language.</param>
    public static void Write(Stream output, RotaSheet sheet, Language language = Language.Chinese)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(sheet);
        var words = new BoardWords(language);
        var reasons = BoardReasons.Of(sheet, words);
        var title = $"{sheet.Area.Code} {words.Month(sheet.Month)} {words.In("值班表", "watch rota")}";
        HtmlDocument.Write(
            output,
            Page(
                words.Tag,
                $"{title} {words.Stage(sheet)}",
                "board.css",
                Tag(
                    "main",
                    sheet.IsDraft ? "board draft" : "board",
                    Head(sheet, words),
                    Table(sheet, reasons, words),
                    Foot(sheet, reasons, words)
                )
            )
        );
    }

    private static XElement Head(RotaSheet sheet, BoardWords words)
    {
        var area = sheet.Area;
        return Tag(
            "header",
            null,
            Tag(
                "div",
                "title",
                Tag(
                    "p",
                    "place",
                    new XElement("bdi", Text(sheet.Street)),
                    " · ",
                    new XElement("bdi", Text(area.Community))
                ),
                Tag(
                    "h1",
                    null,
                    new XElement("bdi", Text(area.Code)),
                    $" {words.Month(sheet.Month)} ",
                    Tag("span", "what", words.In("值班表", " watch rota"))
                ),
                area.Grids is [var only] && only == area.Code
                    ? null
                    : Foreign("p", "grids", words.In("网格：", "Grids: ") + string.Join('、', area.Grids))
            ),
            Tag(
                "div",
                "edition",
                Tag("p", "stage", words.Stage(sheet)),
                Tag("p", "date", words.Date(sheet.MadeOn)),
                words.EditionNote(sheet) is { } note ? Tag("p", "note", note) : null
            ),
            Tag("p", "motto", words.Motto),
            Facts(sheet, words)
        );
    }

    /// <summary>When, where and whom to call, as far as it is known.</summary>
    private static XElement Facts(RotaSheet sheet, BoardWords words)
    {
        var hours = sheet.Watches.Select(words.Hours).Distinct(StringComparer.Ordinal).ToList();
        return Tag(
            "ul",
            "facts",
            Fact(words.In("值守时间", "Hours"), hours is [var only] ? only : null),
            Fact(words.In("集合地点", "Meet at"), sheet.Area.MeetingPoint),
            Fact(words.In("联系电话", "Phone"), sheet.Area.Phone)
        );
    }

    private static XElement? Fact(string name, string? value) =>
        string.IsNullOrWhiteSpace(value)
            ? null
            : Tag("li", null, Tag("span", "label", name), " ", Foreign("b", null, value));

    private static XElement Table(RotaSheet sheet, BoardReasons reasons, BoardWords words)
    {
        var columns = BoardColumns.Of(sheet);
        var rows = Math.Max(sheet.Nights.Count, sheet.Watches.Count);
        var lines = reasons.Lines + (HasCheckCode(sheet) ? 1 : 0);
        var room = RowsHeight - (ReasonHeight * lines);
        var height = Math.Clamp(room / Math.Max(rows, 1), 6.5, 9).ToString("0.00", CultureInfo.InvariantCulture);
        return new XElement(
            "table",
            new XAttribute("class", columns.Seats.Count > 3 ? "narrow" : "wide"),
            new XAttribute("style", $"--row: {height}mm"),
            Heads(columns, words),
            sheet.Nights.Select(night => BoardNight.Of(sheet, night, columns, words)),
            Feet(sheet, columns, words)
        );
    }

    private static XElement Heads(BoardColumns columns, BoardWords words) =>
        Tag(
            "thead",
            null,
            Tag(
                "tr",
                null,
                Tag("th", "day", words.In("日期", "Night")),
                Tag("th", "kind", ""),
                columns.HasHours ? Tag("th", "hours", words.In("时间", "Hours")) : null,
                columns.Seats.Select(c => Tag("th", "seat", words.Seat(c.Post, c.Number, columns.SeatsOf(c.Post))))
            )
        );

    /// <summary>A line below the nights of every sheet: which rota this is, and under which covenant it was made.</summary>
    private static XElement Feet(RotaSheet sheet, BoardColumns columns, BoardWords words)
    {
        var area = $"{sheet.Street} {sheet.Area.Community} {sheet.Area.Code}";
        var covenant = words.In($"依《{sheet.CovenantName.Zh}》排定", $"Made under the {sheet.CovenantName.En}");
        var version = words.In($" · 公约版本 {sheet.CovenantVersion}", $" · version {sheet.CovenantVersion}");
        return Tag(
            "tfoot",
            null,
            Tag(
                "tr",
                null,
                new XElement(
                    "td",
                    new XAttribute("colspan", columns.Count),
                    Foreign("span", "covenant", covenant + version),
                    " ",
                    Foreign("span", "again", $"{area} · {words.Month(sheet.Month)} · {words.Edition(sheet)}")
                )
            )
        );
    }

    private static XElement Foot(RotaSheet sheet, BoardReasons reasons, BoardWords words)
    {
        var signs = new List<(string Sign, string Meaning)>();
        if (sheet.Rota.Gaps.Count > 0)
        {
            signs.Add(
                (
                    words.In("待补", "open"),
                    words.In("这个岗位还缺人，愿意来的请联系排班员", "nobody yet: please call if you can come")
                )
            );
        }

        if (sheet.WatchesWithoutLead > 0)
        {
            signs.Add(
                (
                    words.In("无带班", "no lead"),
                    words.In("当晚没有能带班的人，请互相照应", "nobody on this watch can lead: look after each other")
                )
            );
        }

        if (sheet.Nights.Any(n => sheet.Watches.All(w => w.Night.Date != n.Date)))
        {
            signs.Add((words.In("停值", "no watch"), words.In("当晚不设值守", "no watch is kept that night")));
        }

        signs.Add(
            (
                words.In("备班", "standby"),
                words.In("在家待命，缺人时出来顶上", "at home, called when somebody is missing")
            )
        );
        var number = words.In(
            "姓名后面的数字是守望号，每人一个，用来区分同名",
            "the number after a name is the watch number; it tells namesakes apart"
        );
        return Tag(
            "footer",
            null,
            reasons.Shown(words),
            Tag(
                "ul",
                "legend",
                signs.Select(s => Tag("li", null, Tag("b", null, s.Sign), " ", s.Meaning)),
                Tag("li", null, number),
                CheckCode(sheet, words)
            )
        );
    }

    private static bool HasCheckCode(RotaSheet sheet) => sheet is { IsDraft: false, ProofDigest: not null };

    /// <summary>The short digest of an edition's proof, and what it is for; nothing for a draft, and where there is no proof.</summary>
    private static XElement? CheckCode(RotaSheet sheet, BoardWords words) =>
        HasCheckCode(sheet)
            ? Tag(
                "li",
                null,
                Tag("b", null, words.In("核对码", "check code")),
                " ",
                Tag("span", "code", ProofDigest.Short(sheet.ProofDigest!)),
                words.In(" 凭它可请排班员核对此表", " the organiser can check it")
            )
            : null;
}
