using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Files.Yaml;

namespace Rota.Files.Calendars;

/// <summary>Reads one calendar file of either kind. JSON is YAML to the reader beneath, so both have their faults placed alike.</summary>
/// <param name="faults">Where faults go.</param>
internal sealed class CalendarFileReader(YamlFaults faults)
{
    /// <summary>The lunar calendar of the base library ends with 2100.</summary>
    private const int LastYear = 2100;

    private const int FirstYear = 1950;

    /// <summary>No run of days off is longer than this.</summary>
    private const int LongestRun = 31;

    private readonly List<NoticeDay> days = [];
    private readonly HashSet<LocalDate> named = [];

    /// <summary>The year that a text holds; null, with faults, where it holds none.</summary>
    public CalendarYear? Read(string text, string name)
    {
        if (YamlText.Parse(text, faults) is not { } root)
        {
            return null;
        }

        var fields = new YamlFields(root, "calendar", faults);
        var year = faults.Int(fields.Required("year", "2026"), FirstYear, LastYear);
        return !fields.IsOpen ? null
            : name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? HolidayCn(fields, year)
            : Own(fields, year);
    }

    private CalendarYear? Own(YamlFields fields, int? year)
    {
        var announced = faults.Truth(fields.Required("announced", "true"));
        faults.Text(fields.Optional("source"));
        foreach (var item in faults.Items(fields.Required("festivals", "[…]"), "festivals"))
        {
            var festival = new YamlFields(item, "festival", faults);
            var name = faults.Text(festival.Required("name", "春节"));
            var off = faults.Items(festival.Required("off", "[2026-01-01..2026-01-03]"), "off");
            var work = faults.Items(festival.Optional("work"), "work");
            festival.Finish();
            foreach (var node in off)
            {
                Add(node, name, year, isOff: true);
            }

            foreach (var node in work)
            {
                Add(node, name, year, isOff: false);
            }
        }

        fields.Finish();
        return year is { } y && announced is { } known ? new CalendarYear(y, known, days) : null;
    }

    /// <summary>
    /// holiday-cn's layout: <c>year</c>, <c>papers</c>, and <c>days</c> with <c>name</c>, <c>date</c>, <c>isOffDay</c>. Its files of
    /// years to come are there but empty: then the year is not announced.
    /// </summary>
    private CalendarYear? HolidayCn(YamlFields fields, int? year)
    {
        foreach (var item in faults.Items(fields.Required("days", "[…]"), "days"))
        {
            var day = new YamlFields(item, "day", faults);
            var name = faults.Text(day.Required("name", "\"春节\""));
            var at = day.Required("date", "\"2026-02-17\"");
            var date = faults.Date(at);
            var isOff = faults.Truth(day.Required("isOffDay", "true"));
            if (at is not null && date is { } d && isOff is { } off)
            {
                Add(at, name, year, d, off);
            }
        }

        return year is { } y ? new CalendarYear(y, days.Count > 0, days) : null;
    }

    /// <summary>Adds a date, or the days from one to another: <c>2026-02-15..2026-02-23</c>.</summary>
    private void Add(YamlNode node, string? festival, int? year, bool isOff)
    {
        if (faults.Text(node) is not { } text)
        {
            return;
        }

        var ends = text.Split("..", StringSplitOptions.TrimEntries).Select(LocalDatePattern.Iso.Parse).ToList();
        if (ends.Count > 2 || ends.Exists(e => !e.Success) || ends[^1].Value < ends[0].Value)
        {
            faults.Add(
                node,
                new($"“{text}”不是日期", $"“{text}” is no date"),
                new(
                    "写一天如 2026-01-01，或连续几天如 2026-01-01..2026-01-03",
                    "write a day as 2026-01-01, or days as 2026-01-01..2026-01-03"
                )
            );
            return;
        }

        var run = new DateInterval(ends[0].Value, ends[^1].Value);
        if (run.Length > LongestRun)
        {
            faults.Add(
                node,
                new($"{text} 有 {run.Length} 天", $"{text} is {run.Length} days long"),
                new(
                    $"连续放假不超过 {LongestRun} 天，请检查起止",
                    $"no holiday is longer than {LongestRun} days: check where it begins and ends"
                )
            );
            return;
        }

        foreach (var date in run)
        {
            if (!isOff && date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
            {
                faults.Add(
                    node,
                    new(
                        $"{date:uuuu-MM-dd} 不是周末，本来就上班",
                        $"{date:uuuu-MM-dd} is no weekend day and worked anyway"
                    ),
                    new("work 只写调休上班的周六、周日", "list only Saturdays and Sundays that are worked in exchange")
                );
            }

            Add(node, festival, year, date, isOff);
        }
    }

    private void Add(YamlNode node, string? festival, int? year, LocalDate date, bool isOff)
    {
        if (year is { } y && Math.Abs(date.Year - y) > 1)
        {
            faults.Add(
                node,
                new($"{date:uuuu-MM-dd} 离 {y} 年太远", $"{date:uuuu-MM-dd} is too far from {y}"),
                new(
                    "一份安排只涉及当年，至多到上一年末或下一年初",
                    "a notice speaks of its year, and at most of the days around it"
                )
            );
        }

        if (!named.Add(date))
        {
            faults.Add(
                node,
                new($"{date:uuuu-MM-dd} 写了两次", $"{date:uuuu-MM-dd} stands twice"),
                new("请只留一处", "keep one of them")
            );
        }

        if (festival is not null)
        {
            days.Add(new NoticeDay(date, festival, isOff));
        }
    }
}
