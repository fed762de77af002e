using NodaTime;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing;

namespace Rota.Core.Tests.Ledgers;

/// <summary>
/// A grid of 150 households through fifteen years. The heaviest nights are filled first, each seat by the household that is
/// cheapest by the covenant's own prices, rest and month kept by leaving households out: a heuristic in the solver's place, so that
/// what is seen over the years is the ledger's doing.
/// </summary>
internal sealed class LongStreet
{
    public const int Months = 180;
    public const int Households = 150;

    /// <summary>Households with these numbers join in the ninetieth month.</summary>
    public static readonly IReadOnlyList<int> Joiners = [141, 142, 143, 144, 145, 146, 147, 148];

    /// <summary>Households with these numbers are exempt through the year 2031.</summary>
    public static readonly IReadOnlyList<int> Exempt = [21, 22, 23, 24, 25, 26, 27, 28];

    /// <summary>Households with these numbers stand of their own will and owe nothing.</summary>
    public static readonly IReadOnlyList<int> Volunteers = [31, 32, 33];

    public static readonly YearMonth First = new(2026, 1);
    public static readonly YearMonth JoinMonth = First.PlusMonths(90);
    public const int ExemptYear = 2031;
    private static readonly int[] Nobody = [];

    private readonly Func<IEnumerable<LedgerEntry>, YearMonth, OpeningBalance> open;
    private readonly bool remembersFestivals;
    private readonly Random chance = new(20260101);
    private readonly Terms terms = DefaultTerms.Of();
    private readonly DayCalendar calendar = Holidays();
    private readonly Grid grid = new(new GridId(1), "LJ-03", "丽景", null);
    private readonly List<Household> households = [];
    private readonly List<Resident> residents = [];
    private readonly Dictionary<HouseholdId, List<LedgerEntry>> books = [];
    private readonly List<StoodDuty> duties = [];
    private readonly List<MonthKept> months = [];

    private LongStreet(Func<IEnumerable<LedgerEntry>, YearMonth, OpeningBalance> open, bool remembersFestivals)
    {
        this.open = open;
        this.remembersFestivals = remembersFestivals;
        for (var number = 1; number <= Households; number++)
        {
            var id = new HouseholdId(number);
            households.Add(
                new Household
                {
                    Id = id,
                    Grid = grid.Id,
                    Code = $"{number:0000}",
                }
            );
            books[id] = [];
            for (var adults = chance.Next(1, 4); adults > 0; adults--)
            {
                residents.Add(
                    A.Lead($"R{residents.Count:0000}") with
                    {
                        Id = new ResidentId(residents.Count + 1),
                        Household = id,
                        BirthYear = 1990,
                        MovedIn = Joiners.Contains(number) ? JoinMonth.OnDayOfMonth(1) : null,
                        Participation = Volunteers.Contains(number) ? Participation.Volunteer : Participation.Joins,
                    }
                );
            }
        }
    }

    /// <summary>Every duty of the years.</summary>
    public IReadOnlyList<StoodDuty> Duties => duties;

    /// <summary>Every month, with what was opened and written in it.</summary>
    public IReadOnlyList<MonthKept> Kept => months;

    /// <summary>Fifteen years by the ledger.</summary>
    public static LongStreet ByLedger(bool remembersFestivals) => new LongStreet(Ledger.Open, remembersFestivals).Run();

    /// <summary>
    /// Fifteen years by what the ledger is not: a plain sum of what was assigned in the twelve months that end with the one
    /// that is planned.
    /// </summary>
    public static LongStreet ByMovingSum(bool remembersFestivals) =>
        new LongStreet(MovingSum, remembersFestivals).Run();

    private static OpeningBalance MovingSum(IEnumerable<LedgerEntry> entries, YearMonth month)
    {
        var since = month.PlusMonths(-11);
        var within = entries.Where(e => e.Reason == LedgerReason.Assigned && e.Month >= since);
        return new OpeningBalance(new Points(within.Sum(e => e.Amount.Thousandths)), []);
    }

    private LongStreet Run()
    {
        for (var month = 0; month < Months; month++)
        {
            Keep(First.PlusMonths(month));
        }

        return this;
    }

    private void Keep(YearMonth month)
    {
        var opened = households.Select(h => (h.Id, Opening: open(books[h.Id], month))).ToList();
        var openings = opened.ToDictionary(o => o.Id, o => o.Opening.Balance);
        var problem = RotaProblem.From(FactsOf(month, openings)).Value;
        var rota = Fill(problem);
        var owing = problem
            .Households.Where(h => h.OwingWeight > 0)
            .Select(h => (Household: h.Id, Weight: h.OwingWeight))
            .ToList();
        var entries = Ledger.FirstEdition(
            month,
            [.. rota.Select(d => (d.Resident.Household.Id, d.Watch.Night.Date, d.Watch.Night.PointsOf(d.Post)))],
            owing,
            opened
        );
        foreach (var entry in entries)
        {
            books[entry.Household].Add(entry);
        }

        var whole = ProblemBuilder.RotaOf(
            problem,
            rota.Select(d => (new Seat(d.Watch.Night.Date, d.Watch.Name, d.Post, 1), d.Resident.Id))
        );
        duties.AddRange(rota.Select(StoodDuty.Of));
        months.Add(
            new MonthKept(
                month,
                openings,
                owing.ToDictionary(o => o.Household, o => o.Weight),
                entries,
                Audit.Of(problem, whole)
            )
        );
    }

    private ProblemFacts FactsOf(YearMonth month, IReadOnlyDictionary<HouseholdId, Points> openings)
    {
        var first = month.OnDayOfMonth(1);
        var exempt = month.Year == ExemptYear ? Exempt : Nobody;
        return new ProblemFacts
        {
            Area = grid.Code,
            Month = month,
            Terms = terms,
            Calendar = calendar,
            Grids = [grid],
            Households = households,
            Residents =
            [
                .. residents
                    .Where(r => r.MovedIn is not { } moved || moved <= first)
                    .Select(r =>
                        exempt.Contains(r.Household.Value)
                            ? r with
                            {
                                ExemptUntil = new LocalDate(ExemptYear, 12, 31),
                            }
                            : r
                    ),
            ],
            Absences =
            [
                .. residents
                    .Where(_ => chance.Next(6) == 0)
                    .Select(r =>
                    {
                        var from = first.PlusDays(chance.Next(0, 28));
                        return new Absence(r.Id, from, from.PlusDays(chance.Next(1, 10)));
                    }),
            ],
            Balances = openings,
            Around =
            [
                .. duties
                    .Where(d => d.Night >= first.PlusDays(-31))
                    .Select(d => new KnownDuty(d.Household, d.Resident, d.Night, d.Post)),
            ],
            FestivalsStood = remembersFestivals
                ?
                [
                    .. duties
                        .Where(d => d.IsFestivalOut && d.Night >= first.PlusYears(-5))
                        .Select(d => (d.Household, d.Festival!)),
                ]
                : [],
        };
    }

    /// <summary>Seats by weight of their night, nights out before standby; each goes to the cheapest household that may take it.</summary>
    private static List<Stand> Fill(RotaProblem problem)
    {
        var rules = problem.Terms.Rules;
        var (fairness, memory) = (rules.Get<Fairness>(), rules.Get<FestivalMemory>());
        var taken = new List<Stand>();
        var byHousehold = problem.Households.ToDictionary(h => h, _ => new List<Stand>());
        var seats = problem
            .Watches.SelectMany(w => Watch.Posts.Select(p => (Watch: w, Post: p)))
            .OrderBy(s => s.Post == Post.Standby)
            .ThenByDescending(s => s.Watch.Night.Points)
            .ThenBy(s => s.Watch.Index)
            .ThenBy(s => s.Post);
        foreach (var (watch, post) in seats)
        {
            var who = problem
                .Households.Where(h => h.Residents.Count > 0 && IsFree(byHousehold[h], watch, post))
                .Select(h => h.Residents.FirstOrDefault(r => IsAllowed(rules, r, watch, post)))
                .OfType<ResidentMonth>()
                .MinBy(r => fairness.Price(r, watch, post) + memory.Price(r, watch, post));
            if (who is not null)
            {
                var stand = new Stand(who, watch, post, 1);
                byHousehold[who.Household].Add(stand);
                taken.Add(stand);
            }
        }

        return taken;
    }

    private static bool IsFree(List<Stand> its, Watch watch, Post post) =>
        Watch.IsOut(post) ? its.Count == 0 : !its.Exists(s => !s.IsOut || Math.Abs(s.Watch.Index - watch.Index) <= 3);

    private static bool IsAllowed(RuleSet rules, ResidentMonth resident, Watch watch, Post post) =>
        rules.Get<MayGuard>().Allows(resident, watch, post)
        && rules.Get<Rest>().Allows(resident, watch, post)
        && rules.Get<Standby>().Allows(resident, watch, post);

    /// <summary>The holidays that law and moon give, in the lengths of recent notices.</summary>
    private static DayCalendar Holidays() =>
        new(
            Enumerable
                .Range(First.Year, (Months / 12) + 1)
                .Select(year => new CalendarYear(
                    year,
                    true,
                    [
                        .. Days("元旦", new LocalDate(year, 1, 1), 1),
                        .. Days("春节", Lunar.DateOf("春节", year), 7),
                        .. Days("清明节", new LocalDate(year, 4, 4), 3),
                        .. Days("劳动节", new LocalDate(year, 5, 1), 5),
                        .. Days("端午节", Lunar.DateOf("端午节", year), 3),
                        .. Days("中秋节", Lunar.DateOf("中秋节", year), 3),
                        .. Days("国庆节", new LocalDate(year, 10, 1), 7),
                    ]
                ))
        );

    private static IEnumerable<NoticeDay> Days(string festival, LocalDate from, int days) =>
        Enumerable.Range(0, days).Select(d => new NoticeDay(from.PlusDays(d), festival, true));
}

/// <summary>A duty of the years.</summary>
internal sealed record StoodDuty(
    HouseholdId Household,
    ResidentId Resident,
    LocalDate Night,
    Post Post,
    Points Points,
    string? Festival
)
{
    public bool IsFestivalOut => Festival is not null && Watch.IsOut(Post);

    public static StoodDuty Of(Stand stand) =>
        new(
            stand.Resident.Household.Id,
            stand.Resident.Id,
            stand.Watch.Night.Date,
            stand.Post,
            stand.Watch.Night.PointsOf(stand.Post),
            stand.Watch.Night.Festival
        );
}

/// <summary>A month of the years: what it opened with, who owed, what was written.</summary>
internal sealed record MonthKept(
    YearMonth Month,
    IReadOnlyDictionary<HouseholdId, Points> Openings,
    IReadOnlyDictionary<HouseholdId, int> Owing,
    IReadOnlyList<LedgerEntry> Entries,
    Audit Audit
)
{
    /// <summary>Thousandths of points that a household's entries of one reason add up to.</summary>
    public long Sum(HouseholdId household, LedgerReason reason) =>
        Entries.Where(e => e.Household == household && e.Reason == reason).Sum(e => e.Amount.Thousandths);
}
