using System.Globalization;
using System.Xml.Linq;
using NodaTime;
using Rota.Core.Rotas;
using static Rota.Files.Exports.HtmlDocument;

namespace Rota.Files.Exports;

/// <summary>A night on the board: a group of rows, one a watch, that no page break tears apart.</summary>
internal static class BoardNight
{
    public static XElement Of(RotaSheet sheet, Night night, BoardColumns columns, BoardWords words)
    {
        var watches = sheet.Watches.Where(w => w.Night.Date == night.Date).ToList();
        return Tag(
            "tbody",
            ClassOf(night),
            watches.Count == 0
                ? Tag("tr", "suspended", Heads(night, 1, words), Suspended(sheet, night, columns, words))
                : watches.Select(
                    (watch, n) =>
                        Tag(
                            "tr",
                            null,
                            n == 0 ? Heads(night, watches.Count, words) : null,
                            columns.HasHours ? Tag("td", "hours", words.Hours(watch)) : null,
                            columns.Seats.Select(c => Cell(sheet, watch, c.Post, c.Number, columns, words))
                        )
                )
        );
    }

    private static string ClassOf(Night night)
    {
        var kind = night.Kind switch
        {
            NightKind.Eve => "eve",
            NightKind.Holiday => "holiday",
            NightKind.BeforeDayOff => "before",
            _ => "ordinary",
        };
        return night.Date.DayOfWeek == IsoDayOfWeek.Monday ? $"{kind} week" : kind;
    }

    private static IEnumerable<XElement> Heads(Night night, int rows, BoardWords words)
    {
        var day = night.Date.Day.ToString(CultureInfo.InvariantCulture);
        yield return new XElement(
            "th",
            new XAttribute("class", "day"),
            new XAttribute("rowspan", rows),
            Tag("span", "number", day, Tag("span", "unit", words.In("日", ""))),
            " ",
            Tag("span", "weekday", words.Weekday(night.Date))
        );
        yield return new XElement(
            "td",
            new XAttribute("class", "kind"),
            new XAttribute("rowspan", rows),
            words.Kind(night) is { } kind ? Tag("span", null, Text(kind)) : null
        );
    }

    private static XElement Suspended(RotaSheet sheet, Night night, BoardColumns columns, BoardWords words)
    {
        var reason = sheet.Terms.Exceptions.FirstOrDefault(e => e.From <= night.Date && night.Date <= e.To)?.Reason;
        return new XElement(
            "td",
            new XAttribute("class", "stopped"),
            new XAttribute("colspan", Math.Max(1, columns.Count - 2)),
            Tag("b", null, words.In("停值", "No watch")),
            reason is { } why ? Foreign("span", "why", words.In(why)) : null
        );
    }

    private static XElement Cell(
        RotaSheet sheet,
        Watch watch,
        Post post,
        int number,
        BoardColumns columns,
        BoardWords words
    )
    {
        var label = new XAttribute("data-seat", words.Seat(post, number, columns.SeatsOf(post)));
        var seat = new Seat(watch.Night.Date, watch.Name, post, number);
        if (number > watch.Seats(post))
        {
            return Tag("td", "none", label, "–");
        }

        if (sheet.Rota.Duties.FirstOrDefault(d => d.Seat == seat) is { } duty)
        {
            return Tag(
                "td",
                post == Post.Standby ? "seat home" : "seat",
                label,
                Somebody(sheet.People[duty.Resident], duty, words)
            );
        }

        return Tag("td", "seat gap", label, Tag("div", null, Tag("b", "open", words.In("待补", "Open"))));
    }

    private static XElement Somebody(SheetPerson person, Duty duty, BoardWords words) =>
        Tag(
            "div",
            null,
            Foreign("span", "name " + NameSize(person.Masked), person.Masked),
            " ",
            Tag("span", "watch-number", person.Number.ToString()),
            " ",
            Tag(
                "span",
                "where " + BuildingSize(person.Building ?? "", duty.LacksLead),
                duty.LacksLead ? Tag("b", "no-lead", words.In("无带班", "no lead")) : null,
                duty.LacksLead ? " " : null,
                new XElement("bdi", Breakable(person.Building ?? ""))
            )
        );

    /// <summary>A building that breaks before its numbers, if it must: 丽景花园 | A区 | 12栋.</summary>
    private static IEnumerable<object> Breakable(string building)
    {
        var text = Text(building);
        var from = 0;
        for (var at = 1; at < text.Length; at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at]) && !char.IsAsciiLetterOrDigit(text[at - 1]))
            {
                yield return text[from..at];
                yield return new XElement("wbr");
                from = at;
            }
        }

        yield return text[from..];
    }

    private static string NameSize(string name) =>
        WidthOf(name) switch
        {
            <= 2.6 => "plain",
            <= 3.7 => "long",
            _ => "longer",
        };

    /// <summary>
    /// How large a building may stand, so that it takes one or two lines and the row keeps its height; below a sign it has one.
    /// </summary>
    private static string BuildingSize(string building, bool hasSign) =>
        (hasSign, WidthOf(building)) switch
        {
            (true, <= 6.5) => "long stacked",
            (true, <= 8.2) => "longer stacked",
            (true, _) => "longest",
            (false, <= 5.6) => "short",
            (false, <= 12.5) => "long",
            (false, <= 16) => "longer",
            _ => "longest",
        };

    /// <summary>About how many characters' room a text takes; Latin letters and digits take half of one.</summary>
    internal static double WidthOf(string text) => text.Sum(c => c < 0x2E80 ? 0.57 : 1);
}
