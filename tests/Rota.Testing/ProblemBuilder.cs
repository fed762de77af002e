using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Testing;

/// <summary>
/// A street in one line each, for examples that a reader checks in the head:
/// <code>
/// new ProblemBuilder().Home("1", A.Man("Li")).Rota("1 lead Li", "21 guard Li").Breaches
/// </code>
/// Every night of October 2026 has one evening watch with a lead, a guard and a standby, unless <see cref="Watches"/> says
/// otherwise. A duty is written "day post resident", with the seat after the post where it is not the first ("guard2") and the
/// watch before it where there are several ("1 night lead Li"). Seats that a rota does not name are gaps. Residents are men or
/// women of 46 who join, never stood, cannot lead and asked for nothing.
/// </summary>
public sealed class ProblemBuilder
{
    private readonly List<Grid> grids = [];
    private readonly List<Household> households = [];
    private readonly List<Resident> residents = [];
    private readonly List<Absence> absences = [];
    private readonly List<Wish> wishes = [];
    private readonly List<Apart> apart = [];
    private readonly Dictionary<HouseholdId, Points> balances = [];
    private readonly List<KnownDuty> around = [];
    private readonly List<(HouseholdId, string)> festivals = [];
    private readonly Dictionary<ResidentId, int> stood = [];
    private readonly List<(Seat, ResidentId)> pins = [];
    private readonly List<NoticeDay> holidays = [];
    private Terms terms = DefaultTerms.Of();

    /// <summary>The month of the rota.</summary>
    public static YearMonth Month { get; } = new(2026, 10);

    /// <summary>A household and its residents.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="people">Its residents, made with <see cref="A"/>.</param>
    public ProblemBuilder Home(string code, params IEnumerable<Resident> people) => Home(code, "G-01", null, people);

    /// <summary>A household of a grid and a building.</summary>
    public ProblemBuilder Home(string code, string grid, string? building, params IEnumerable<Resident> people)
    {
        if (!grids.Exists(g => g.Code == grid))
        {
            grids.Add(new Grid(new GridId(grids.Count + 1), grid, "甜水", null));
        }

        var id = new HouseholdId(households.Count + 1);
        households.Add(
            new Household
            {
                Id = id,
                Code = code,
                Building = building,
                Grid = grids.First(g => g.Code == grid).Id,
            }
        );
        foreach (var person in people)
        {
            var number = residents.Count + 1;
            residents.Add(
                person with
                {
                    Id = new ResidentId(number),
                    Number = new WatchNumber(number),
                    Household = id,
                }
            );
        }

        return this;
    }

    /// <summary>The watches of every night, in place of the one in the evening.</summary>
    public ProblemBuilder Watches(params IReadOnlyList<WatchPattern> watches)
    {
        terms = terms with { Watches = [.. watches] };
        return this;
    }

    /// <summary>One evening watch with so many seats.</summary>
    public ProblemBuilder Seats(int leads, int guards, int standbys) =>
        Watches(A.Watch("evening", 19, 22, leads, guards, standbys));

    /// <summary>Keeps watch on these days of the month alone.</summary>
    public ProblemBuilder Only(params IReadOnlyList<int> days)
    {
        var others = Month.ToDateInterval().Where(n => !days.Contains(n.Day));
        terms = terms with
        {
            Exceptions = [.. others.Select(n => new DatedException(n, n, [], new("停值", "suspended")))],
        };
        return this;
    }

    /// <summary>Changes the terms.</summary>
    public ProblemBuilder Under(Func<Terms, Terms> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        terms = change(terms);
        return this;
    }

    /// <summary>Replaces rules.</summary>
    public ProblemBuilder Rules(params IEnumerable<Rule> rules) =>
        Under(t => t with { Rules = rules.Aggregate(t.Rules, (set, rule) => set.Replacing(rule)) });

    /// <summary>Makes days of the month a public holiday.</summary>
    public ProblemBuilder Holiday(string festival, params IEnumerable<int> days)
    {
        holidays.AddRange(days.Select(d => new NoticeDay(Day(d), festival, true)));
        return this;
    }

    /// <summary>Somebody is away from a day to a day of the month.</summary>
    public ProblemBuilder Away(string resident, int from, int? to = null)
    {
        absences.Add(new Absence(IdOf(resident), Day(from), Day(to ?? from)));
        return this;
    }

    /// <summary>Somebody would like a night of the month.</summary>
    public ProblemBuilder Likes(string resident, int day) => Wishing(resident, Day(day), null, WishKind.Like);

    /// <summary>Somebody would rather avoid a night of the month.</summary>
    public ProblemBuilder Avoids(string resident, int day) => Wishing(resident, Day(day), null, WishKind.Avoid);

    /// <summary>Somebody would rather avoid a weekday.</summary>
    public ProblemBuilder Avoids(string resident, IsoDayOfWeek day) => Wishing(resident, null, day, WishKind.Avoid);

    /// <summary>Two households are kept apart.</summary>
    public ProblemBuilder Apart(string a, string b)
    {
        apart.Add(new Apart(HouseholdOf(a).Id, HouseholdOf(b).Id));
        return this;
    }

    /// <summary>A household opens the month with a balance, in points.</summary>
    public ProblemBuilder Balance(string household, int points)
    {
        balances[HouseholdOf(household).Id] = Points.Of(points);
        return this;
    }

    /// <summary>A duty of another month, stood or published.</summary>
    public ProblemBuilder Known(string resident, int month, int day, Post post)
    {
        var who = Of(resident);
        around.Add(new KnownDuty(who.Household, who.Id, new LocalDate(Month.Year, month, day), post));
        return this;
    }

    /// <summary>A household stood a festival within the covenant's memory.</summary>
    public ProblemBuilder StoodFestival(string household, string festival)
    {
        festivals.Add((HouseholdOf(household).Id, festival));
        return this;
    }

    /// <summary>Somebody has stood so many watches.</summary>
    public ProblemBuilder Stood(string resident, int watches)
    {
        stood[IdOf(resident)] = watches;
        return this;
    }

    /// <summary>An organiser pins duties, written as in a rota.</summary>
    public ProblemBuilder Pin(params IEnumerable<string> duties)
    {
        pins.AddRange(duties.Select(d => Read(d)));
        return this;
    }

    /// <summary>The facts of the street.</summary>
    public ProblemFacts Facts() =>
        new()
        {
            Area = "G-01",
            Month = Month,
            Terms = terms,
            Calendar = new DayCalendar([new CalendarYear(Month.Year, true, [.. holidays])]),
            Grids = grids,
            Households = households,
            Residents = residents,
            Absences = absences,
            Wishes = wishes,
            Apart = apart,
            Balances = balances,
            Around = around,
            FestivalsStood = festivals,
            WatchesStood = stood,
            Pins = pins,
        };

    /// <summary>The problem of the street; what it says wrong shows in the outcome.</summary>
    public Outcome<RotaProblem> Problem() => RotaProblem.From(Facts());

    /// <summary>What the covenant says of a rota of these duties, every other seat a gap.</summary>
    public Verdict Rota(params IEnumerable<string> duties)
    {
        var problem = Problem().Value;
        return Verdict.Of(problem, RotaOf(problem, duties.Select(Read)));
    }

    /// <summary>A rota of these duties, every other seat of the problem a gap.</summary>
    public static WatchRota RotaOf(RotaProblem problem, IEnumerable<(Seat Seat, ResidentId Resident)> duties)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var seated = duties
            .Select(d =>
            {
                var resident = problem.Resident(d.Resident);
                var points = problem.Watch(d.Seat.Night, d.Seat.Watch)?.Night.PointsOf(d.Seat.Post) ?? Points.Zero;
                return new Duty(
                    d.Seat,
                    d.Resident,
                    resident?.Household.Id ?? default,
                    points,
                    resident?.CanLead ?? false
                );
            })
            .OrderBy(d => d.Seat)
            .ToList();
        var taken = seated.Select(d => d.Seat).ToHashSet();
        var gaps = problem.Seats().Where(s => !taken.Contains(s)).Select(s => new Gap(s, Words.Same("-")));
        return new WatchRota(problem.Month, seated, [.. gaps.OrderBy(g => g.Seat)]);
    }

    private static LocalDate Day(int day) => Month.OnDayOfMonth(day);

    private (Seat Seat, ResidentId Resident) Read(string duty)
    {
        var words = duty.Split(' ');
        var place = words[^2].TrimEnd('1', '2', '3', '4', '5');
        var number = place.Length == words[^2].Length ? "1" : words[^2][place.Length..];
        var seat = new Seat(
            Day(int.Parse(words[0], CultureInfo.InvariantCulture)),
            words.Length == 4 ? words[1] : terms.Watches[0].Name,
            Enum.Parse<Post>(place, ignoreCase: true),
            int.Parse(number, CultureInfo.InvariantCulture)
        );
        return (seat, residents.Find(r => r.Code == words[^1])?.Id ?? new ResidentId(-1));
    }

    private ProblemBuilder Wishing(string resident, LocalDate? night, IsoDayOfWeek? weekday, WishKind kind)
    {
        wishes.Add(new Wish(IdOf(resident), night, weekday, kind));
        return this;
    }

    private Resident Of(string code) => residents.First(r => r.Code == code);

    private ResidentId IdOf(string code) => Of(code).Id;

    private Household HouseholdOf(string code) => households.First(h => h.Code == code);
}

/// <summary>Residents and watches for a <see cref="ProblemBuilder"/>; what differs is said with <c>with</c>.</summary>
public static class A
{
    /// <summary>A man.</summary>
    public static Resident Man(string code) => Somebody(code, Sex.Man);

    /// <summary>A woman.</summary>
    public static Resident Woman(string code) => Somebody(code, Sex.Woman);

    /// <summary>A woman who asked for company.</summary>
    public static Resident Asker(string code) => Woman(code) with { WantsCompanion = true };

    /// <summary>A man who can lead.</summary>
    public static Resident Lead(string code) => Man(code) with { CanLead = true };

    /// <summary>A man of whom the household needs one at home.</summary>
    public static Resident Carer(string code) => Man(code) with { IsCarer = true };

    /// <summary>A watch of every night, from half past an hour to half past another.</summary>
    public static WatchPattern Watch(string name, int from, int to, int leads, int guards, int standbys) =>
        new(name, new LocalTime(from, 30), new LocalTime(to, 30), leads, guards, standbys, []);

    private static Resident Somebody(string code, Sex sex) =>
        new()
        {
            Id = default,
            Number = default,
            Household = default,
            Code = code,
            Sex = sex,
            BirthYear = 1980,
            Participation = Participation.Joins,
        };
}
