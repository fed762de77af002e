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
/// Tiny problems, small enough to try every rota: a handful of residents, a few nights of a month with watches, every rule
/// with something to say. The same seed makes the same problem.
/// </summary>
public sealed class TinyStreet
{
    private static readonly int[] Days = [1, 2, 3, 5, 8, 22, 23, 28];
    private readonly Random chance;
    private readonly YearMonth month = new(2026, 10);

    private TinyStreet(int seed) => chance = new Random(seed);

    /// <summary>The facts of a seed.</summary>
    public static ProblemFacts Facts(int seed) => new TinyStreet(seed).Make();

    /// <summary>Up to three pins on the street of a seed: anybody on any seat, so that some contradict each other or a rule.</summary>
    public static IReadOnlyList<(Seat Seat, ResidentId Resident)> Pins(int seed, RotaProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var its = new Random(seed ^ 0x5EED);
        var seats = problem.Seats().ToList();
        return problem.Residents.Count == 0 || seats.Count == 0
            ? []
            :
            [
                .. Enumerable
                    .Range(0, its.Next(1, 4))
                    .Select(_ =>
                        (seats[its.Next(seats.Count)], problem.Residents[its.Next(problem.Residents.Count)].Id)
                    ),
            ];
    }

    private ProblemFacts Make()
    {
        var grids = Enumerable
            .Range(1, chance.Next(1, 3))
            .Select(g => new Grid(new GridId(g), $"TX-0{g}", "甜水", null))
            .ToList();
        var households = new List<Household>();
        var residents = new List<Resident>();
        for (var h = 1; h <= chance.Next(2, 5); h++)
        {
            var helper = chance.Next(8) == 0;
            households.Add(
                new Household
                {
                    Id = new HouseholdId(h),
                    Grid = grids[chance.Next(grids.Count)].Id,
                    Code = $"{h:0000}",
                    Building = chance.Next(4) == 0 ? null : $"{chance.Next(1, 3)}栋",
                    IsHelper = helper,
                }
            );
            for (var r = 0; r < (helper ? 1 : chance.Next(1, 3)); r++)
            {
                residents.Add(ResidentOf(residents.Count + 1, households[^1].Id));
            }
        }

        return new ProblemFacts
        {
            Area = "TX-01",
            Month = month,
            Terms = Terms(),
            Calendar = new DayCalendar([
                new CalendarYear(2026, true, [new NoticeDay(month.OnDayOfMonth(1), "国庆节", true)]),
            ]),
            Grids = grids,
            Households = households,
            Residents = residents,
            Absences = Some(residents, 3, r => new Absence(r.Id, Day(), Day())),
            Wishes = Some(
                residents,
                2,
                r => new Wish(r.Id, Day(), null, chance.Next(2) == 0 ? WishKind.Like : WishKind.Avoid)
            ),
            Apart = chance.Next(3) == 0 && households.Count > 1 ? [new Apart(households[0].Id, households[1].Id)] : [],
            Balances = households.ToDictionary(h => h.Id, _ => new Points(chance.Next(-60_000, 60_000))),
            Around = Some(residents, 4, Around),
            FestivalsStood = Some(residents, 4, r => (r.Household, "国庆节")),
            WatchesStood = residents.ToDictionary(r => r.Id, _ => chance.Next(0, 4)),
        };
    }

    private Resident ResidentOf(int number, HouseholdId household)
    {
        var sex = chance.Next(2) == 0 ? Sex.Man : Sex.Woman;
        return new Resident
        {
            Id = new ResidentId(number),
            Code = $"R{number:000000}",
            Number = new WatchNumber(number),
            Household = household,
            Sex = sex,
            BirthYear = chance.Next(12) == 0 ? 1950 : 1980,
            CanLead = chance.Next(3) == 0,
            WantsCompanion = sex == Sex.Woman && chance.Next(2) == 0,
            IsCarer = chance.Next(4) == 0,
            Together = chance.Next(4) == 0 ? $"T{chance.Next(2)}" : null,
            Participation = chance.Next(6) == 0 ? Participation.Volunteer : Participation.Joins,
        };
    }

    private Terms Terms()
    {
        // A night's day watch lies on the next day, and may reach into the next night's evening.
        var watches = chance.Next(8) switch
        {
            0 or 1 => new[] { Pattern("dusk", 19, 22), Pattern("night", 21, 2) },
            2 =>
            [
                Pattern("evening", 19, 22) with
                {
                    Guards = 0,
                },
                Pattern("day", 8, 20) with
                {
                    Guards = 0,
                    Standbys = 0,
                },
            ],
            _ => [Pattern("evening", 19, 22)],
        };
        var nights = watches.Length == 1 ? chance.Next(1, 3) : 1;
        var kept = watches[^1].Name == "day" ? [1, 2] : Days.OrderBy(_ => chance.Next()).Take(nights).ToHashSet();
        return DefaultTerms.Of(watches) with
        {
            Exceptions =
            [
                .. month
                    .ToDateInterval()
                    .Where(n => !kept.Contains(n.Day))
                    .Select(n => new DatedException(n, n, [], new Words("停值", "suspended"))),
            ],
            Share = (ShareKind)chance.Next(3),
            Rules = RuleSet
                .Default.Replacing(new Month(chance.Next(1, 3)))
                .Replacing(new Rest(chance.Next(0, 25)))
                .Replacing(new Standby(chance.Next(0, 5)))
                .Replacing(new LeadSeats(chance.Next(3) == 0, chance.Next(0, 3) * 500))
                .Replacing(new Buildings(chance.Next(0, 3) * 20))
                .Replacing(new Newcomers(chance.Next(0, 3) * 100)),
        };
    }

    private WatchPattern Pattern(string name, int from, int to) =>
        new(
            name,
            new LocalTime(from, 30),
            new LocalTime(to, 30),
            chance.Next(1, 3),
            chance.Next(0, 3),
            chance.Next(8) == 0 ? 2 : chance.Next(0, 2),
            []
        );

    private KnownDuty Around(Resident resident)
    {
        var night =
            chance.Next(2) == 0
                ? month.OnDayOfMonth(1).PlusDays(-chance.Next(1, 25))
                : month.OnDayOfMonth(31).PlusDays(chance.Next(1, 25));
        return new KnownDuty(resident.Household, resident.Id, night, (Post)chance.Next(3));
    }

    private LocalDate Day() => month.OnDayOfMonth(Days[chance.Next(Days.Length)]);

    private List<T> Some<T>(List<Resident> residents, int oneIn, Func<Resident, T> make) =>
        [.. residents.Where(_ => chance.Next(oneIn) == 0).Select(make)];
}

/// <summary>Terms as the default covenant sets them, for tests that need some.</summary>
public static class DefaultTerms
{
    /// <summary>Terms with these watches, or one evening watch with a lead, a guard and a standby.</summary>
    public static Terms Of(params IReadOnlyList<WatchPattern> watches) =>
        new()
        {
            Points = new NightPoints(10, 15, 30, 50, 5),
            Eves = [Lunar.NewYearsEve],
            Watches =
            [
                .. watches.Count > 0
                    ? watches
                    : [new WatchPattern("evening", new LocalTime(19, 30), new LocalTime(22, 30), 1, 1, 1, [])],
            ],
            Guards = new GuardAges(19, 65, 70, 3),
            Share = ShareKind.AdultsCapped,
            Rules = RuleSet.Default,
        };
}
