using System.Collections.Immutable;
using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Testing;

/// <summary>Finished rotas of made-up people, for whatever reads rotas: the same every time.</summary>
public static class Sheets
{
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    public static readonly WatchPattern Evening = new("evening", new(19, 30), new(22, 30), 1, 1, 1, []);

    private const string Surnames = "张王李赵陈刘杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧";
    private const string Given = "伟芳娜秀英敏静丽强磊军洋勇艳杰涛明超霞平刚桂兰红玉梅建华文晓";

    private static readonly string[] Buildings =
    [
        "3栋",
        "12栋2单元",
        "丽景花园A区12栋",
        "电力局宿舍",
        "温泉路168号附2栋3单元",
        "7栋1单元",
    ];

    private static readonly DayCalendar Calendar = new([
        new(2027, true, [.. Days(2027, 1, 1, 3, "元旦"), .. Days(2027, 2, 5, 8, "春节")]),
        new(2026, true, [.. Days(2026, 10, 1, 7, "国庆节")]),
    ]);

    public static Terms Terms(params ImmutableArray<WatchPattern> watches) =>
        new()
        {
            Points = new NightPoints(10, 15, 30, 50, 5),
            Eves = ["除夕"],
            Watches = watches.IsEmpty ? [Evening] : watches,
            Guards = new GuardAges(19, 65, 70, 3),
            Share = ShareKind.AdultsCapped,
            Rules = RuleSet.Default,
        };

    /// <summary>A published edition of a month; every seat is filled unless <paramref name="gaps"/> names it.</summary>
    /// <param name="month">The month.</param>
    /// <param name="terms">Terms; one watch an evening when not given.</param>
    /// <param name="gaps">Seats that stay open.</param>
    /// <param name="building">The building of the n-th resident; a plain mix when not given.</param>
    /// <param name="name">The name of the n-th resident; a plain mix when not given.</param>
    /// <param name="lacksLead">Nights on which the lead cannot lead.</param>
    public static RotaSheet Of(
        YearMonth month,
        Terms? terms = null,
        Func<Seat, bool>? gaps = null,
        Func<int, string?>? building = null,
        Func<int, string>? name = null,
        Func<LocalDate, bool>? lacksLead = null
    )
    {
        terms ??= Terms();
        var nights = Enumerable
            .Range(1, month.OnDayOfMonth(1).Calendar.GetDaysInMonth(month.Year, month.Month))
            .Select(day => NightReader.Read(month.OnDayOfMonth(day), terms, Calendar))
            .ToList();
        var watches = (
            from night in nights
            from pattern in terms.WatchesOn(night.Date)
            select new Watch(
                night,
                pattern.Name,
                pattern.Start,
                pattern.End,
                pattern.Leads,
                pattern.Guards,
                pattern.Standbys
            )
        )
            .Select((watch, index) => watch with { Index = index })
            .ToList();
        var duties = new List<Duty>();
        var open = new List<Gap>();
        var people = new Dictionary<ResidentId, SheetPerson>();
        foreach (var watch in watches)
        {
            foreach (var post in Watch.Posts)
            {
                for (var number = 1; number <= watch.Seats(post); number++)
                {
                    var seat = new Seat(watch.Night.Date, watch.Name, post, number);
                    if (gaps?.Invoke(seat) == true)
                    {
                        open.Add(new Gap(seat, GapReason));
                        continue;
                    }

                    var n = duties.Count + 1;
                    var id = new ResidentId(n);
                    people[id] = Person(n, building, name);
                    var leads = post == Post.Lead && lacksLead?.Invoke(seat.Night) != true;
                    duties.Add(new Duty(seat, id, new HouseholdId(n), watch.Night.PointsOf(post), leads));
                }
            }
        }

        return new RotaSheet
        {
            Street = "下湄桥街道",
            Area = new WatchArea(new AreaId(1), "LJ-03", "丽景社区", ["LJ-03"], "丽景花园东门岗亭", "0735-0000000"),
            Edition = 1,
            MadeAt = Instant.FromUtc(2026, 11, 25, 1, 30),
            By = "示例排班员",
            CovenantName = new Words("下湄桥街道邻里守望公约", "Xiameiqiao neighbourhood watch covenant"),
            CovenantVersion = "7c1f02ab",
            Terms = terms,
            Zone = Zone,
            Nights = nights,
            Watches = watches,
            Standing = new Standing(RotaStatus.Optimal, 123_456, 123_440, ClosedBy.Search),
            ProofDigest = Digest,
            Rota = new WatchRota(month, duties, open),
            People = people,
        };
    }

    /// <summary>A digest; its short form is 3f9a-12bc-77ff-01ab.</summary>
    public static string Digest { get; } = "3f9a12bc77ff01ab" + new string('0', 48);

    /// <summary>A reason as long as they get.</summary>
    public static Words GapReason { get; } =
        new("能值守的人当晚请假,或距上次值守不足20夜", "whoever may guard is away, or has rested less than 20 nights");

    private static SheetPerson Person(int n, Func<int, string?>? building, Func<int, string>? name)
    {
        var surname = n % 17 == 0 ? "欧阳" : Surnames[n * 7 % Surnames.Length].ToString();
        var given = Given[n * 11 % Given.Length].ToString() + (n % 3 == 0 ? "" : Given[n * 5 % Given.Length]);
        return new SheetPerson(
            $"R{n:000000}",
            $"{n:0000}",
            "LJ-03",
            building is null ? Buildings[n * 5 % Buildings.Length] : building(n),
            new WatchNumber((n * 37 % 900) + 1),
            name?.Invoke(n) ?? surname + given
        );
    }

    private static IEnumerable<NoticeDay> Days(int year, int month, int day, int count, string festival) =>
        Enumerable
            .Range(0, count)
            .Select(d => new NoticeDay(new LocalDate(year, month, day).PlusDays(d), festival, IsOff: true));
}
