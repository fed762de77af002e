using System.Collections.Immutable;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Files.Yaml;

namespace Rota.Files.Covenants;

/// <summary>Reads watches, seasons with other watches, and dated exceptions.</summary>
/// <param name="faults">Where faults go.</param>
internal sealed class WatchesReader(YamlFaults faults)
{
    /// <summary>No post of a watch has more seats.</summary>
    private const int MostSeats = 20;

    /// <summary>A year with a 29 February, in which every day of a season exists.</summary>
    private const int LeapYear = 2028;

    /// <summary>The watches of a night.</summary>
    /// <param name="node">A list.</param>
    /// <param name="name">What faults call it.</param>
    /// <param name="weekdays">Whether a watch may be kept on some weekdays only.</param>
    public ImmutableArray<WatchPattern> Patterns(YamlNode? node, string name, bool weekdays)
    {
        var read = new List<(WatchPattern Pattern, YamlNode At)>();
        foreach (var item in faults.Items(node, name))
        {
            if (Pattern(item, weekdays) is not { } pattern)
            {
                continue;
            }

            var twin = read.Find(r => r.Pattern.Name == pattern.Name && MeetOnAWeekday(r.Pattern, pattern));
            if (twin.Pattern is not null)
            {
                faults.Add(
                    item,
                    new(
                        $"同一夜有两班都叫 {pattern.Name}(前一班在第 {twin.At.Line} 行)",
                        $"two watches of one night are called {pattern.Name} (the first in line {twin.At.Line})"
                    ),
                    new("请给其中一班改名", "give one of them another name")
                );
            }

            read.Add((pattern, item));
        }

        return [.. read.Select(r => r.Pattern)];
    }

    /// <summary>Seasons, none of which may share a day with another.</summary>
    public ImmutableArray<Season> Seasons(YamlNode? node)
    {
        var read = new List<(Season Season, YamlNode At)>();
        foreach (var item in faults.Items(node, "seasons"))
        {
            var fields = new YamlFields(item, "season", faults);
            var from = faults.Annual(fields.Required("from", "06-15"));
            var to = faults.Annual(fields.Required("to", "08-31"));
            var watches = Patterns(
                fields.Required("watches", "[{ name: evening, start: 20:00, … }]"),
                "watches",
                weekdays: true
            );
            fields.Finish();
            if (from is not { } first || to is not { } last)
            {
                continue;
            }

            var season = new Season(first, last, watches);
            var other = read.Find(r => SharedDay(r.Season, season) is not null);
            if (other.Season is not null)
            {
                var day = SharedDay(other.Season, season)!.Value;
                faults.Add(
                    item,
                    new(
                        $"{day.Month} 月 {day.Day} 日同时在两个季节里（另一个在第 {other.At.Line} 行）",
                        $"{day:MM-dd} lies in two seasons (the other in line {other.At.Line})"
                    ),
                    new("季节不能重叠，请改起止日期", "seasons must not overlap: change where one begins or ends")
                );
            }

            read.Add((season, item));
        }

        return [.. read.Select(r => r.Season)];
    }

    /// <summary>Dated exceptions, none of which may share a night with another.</summary>
    /// <param name="node">A list.</param>
    /// <param name="words">Reads words in both languages.</param>
    public ImmutableArray<DatedException> Exceptions(YamlNode? node, Func<YamlFields, string, Words?> words)
    {
        var read = new List<(DatedException Exception, YamlNode At)>();
        foreach (var item in faults.Items(node, "exceptions"))
        {
            var fields = new YamlFields(item, "exception", faults);
            var from = faults.Date(fields.Required("from", "2027-02-05"));
            var to = fields.Optional("to") is { } written ? faults.Date(written) : from;
            var watches = Instead(fields);
            var reason = words(fields, "reason");
            fields.Finish();
            if (from is not { } first || to is not { } last || reason is not { } why)
            {
                continue;
            }

            if (last < first)
            {
                faults.Add(
                    fields.At("to")!,
                    new(
                        $"到 {last:uuuu-MM-dd} 止，却从 {first:uuuu-MM-dd} 起",
                        $"it ends on {last:uuuu-MM-dd} but begins on {first:uuuu-MM-dd}"
                    ),
                    new("to 应不早于 from", "to must not be before from")
                );
            }

            var other = read.Find(r => r.Exception.From <= last && first <= r.Exception.To);
            if (other.Exception is not null)
            {
                faults.Add(
                    item,
                    new(
                        $"与第 {other.At.Line} 行的例外有共同的夜晚",
                        $"shares nights with the exception in line {other.At.Line}"
                    ),
                    new("例外不能重叠，请改起止日期", "exceptions must not overlap: change the dates of one")
                );
            }

            read.Add((new DatedException(first, last, watches, why), item));
        }

        return [.. read.Select(r => r.Exception)];
    }

    /// <summary>Either <c>suspended: true</c> or the watches kept instead.</summary>
    private ImmutableArray<WatchPattern> Instead(YamlFields fields)
    {
        var suspended = fields.Optional("suspended");
        var node = fields.Optional("watches");
        var isSuspended = faults.Truth(suspended);
        var isSilent = suspended is null && node is null;
        var isDouble = node is not null && isSuspended == true;
        var isEmpty = suspended is not null && isSuspended == false && node is null;
        if (fields.IsOpen && (isSilent || isDouble || isEmpty || node is YamlList { Items.Count: 0 }))
        {
            faults.Add(
                fields.Node!,
                isDouble
                    ? new("既写停值（suspended），又写了 watches", "it is suspended, and has watches too")
                    : new("没有写这几夜怎样值守", "it does not say how these nights are kept"),
                new(
                    "停值写 suspended: true；加强或改岗写 watches",
                    "write suspended: true, or the watches kept instead"
                )
            );
        }

        return Patterns(node, "watches", weekdays: false);
    }

    private WatchPattern? Pattern(YamlNode node, bool weekdays)
    {
        var fields = new YamlFields(node, "watch", faults);
        var name = faults.Text(fields.Required("name", "evening"));
        var start = faults.Time(fields.Required("start", "19:30"));
        var end = faults.Time(fields.Required("end", "22:30"));
        var leads = faults.Int(fields.Required("leads", "1"), 0, MostSeats);
        var guards = faults.Int(fields.Required("guards", "1"), 0, MostSeats);
        var standbys = faults.Int(fields.Required("standbys", "1"), 0, MostSeats);
        var days = weekdays ? Weekdays(fields) : [];
        if (!weekdays && fields.Optional("weekdays") is { } misplaced)
        {
            faults.Add(
                misplaced,
                new("例外按日期，不按星期", "an exception goes by date, not by weekday"),
                new("请删去 weekdays", "take weekdays out")
            );
        }

        fields.Finish();
        if (
            name is null
            || start is not { } from
            || end is not { } to
            || leads is not { } l
            || guards is not { } g
            || standbys is not { } s
        )
        {
            return null;
        }

        if (from == to)
        {
            faults.Add(
                fields.At("end")!,
                new($"{name} 的起止都是 {from:HH:mm}", $"{name} begins and ends at {from:HH:mm}"),
                new(
                    "请写不同的起止时刻；跨过半夜可以写 22:00 到 02:00",
                    "let it end at another time; over midnight is fine, as 22:00 to 02:00"
                )
            );
        }

        if (l + g == 0)
        {
            faults.Add(
                fields.Node!,
                new(
                    $"{name} 没有人外出值守（leads 和 guards 都是 0）",
                    $"nobody is out on {name}: leads and guards are both 0"
                ),
                new(
                    "leads 与 guards 合计至少 1；要停值，请写进 exceptions",
                    "have at least one of them; to suspend nights, use exceptions"
                )
            );
        }

        return new WatchPattern(name, from, to, l, g, s, days);
    }

    private ImmutableArray<IsoDayOfWeek> Weekdays(YamlFields fields)
    {
        var days = ImmutableArray.CreateBuilder<IsoDayOfWeek>();
        var node = fields.Optional("weekdays");
        foreach (var item in faults.Items(node, "weekdays"))
        {
            if (faults.Weekday(item) is { } day)
            {
                if (days.Contains(day))
                {
                    faults.Add(
                        item,
                        new("这个星期几写了两次", "this weekday stands twice"),
                        new("请只留一个", "keep one")
                    );
                }

                days.Add(day);
            }
        }

        if (node is YamlList { Items.Count: 0 })
        {
            faults.Add(
                node,
                new("weekdays 是空的", "weekdays is empty"),
                new("每夜都值守就不写 weekdays", "leave weekdays out where the watch is kept every night")
            );
        }

        days.Sort();
        return days.ToImmutable();
    }

    private static bool MeetOnAWeekday(WatchPattern a, WatchPattern b) =>
        a.Weekdays.IsEmpty || b.Weekdays.IsEmpty || a.Weekdays.Intersect(b.Weekdays).Any();

    private static LocalDate? SharedDay(Season a, Season b)
    {
        var days = new DateInterval(new LocalDate(LeapYear, 1, 1), new LocalDate(LeapYear, 12, 31));
        return days.Where(d => a.Holds(d) && b.Holds(d)).Select(d => (LocalDate?)d).FirstOrDefault();
    }
}
