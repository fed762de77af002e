using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants.Rules;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Benchmarks.Streets;

/// <summary>
/// The books of one area: its register, and month by month what was stood and what the ledger holds, entered as publishing enters it.
/// </summary>
internal sealed class AreaBooks
{
    /// <summary>The rest rule looks so many days over a month's edges.</summary>
    private const int DaysAround = 60;

    private readonly ProblemFacts register;
    private readonly Dictionary<HouseholdId, List<LedgerEntry>> books = [];
    private readonly List<KnownDuty> stood = [];

    /// <summary>Books with history entered.</summary>
    /// <param name="register">The area and its people, all that is known of any month.</param>
    /// <param name="past">Duties of the past, and whether the resident came.</param>
    public AreaBooks(ProblemFacts register, IEnumerable<(KnownDuty Duty, bool Attended)> past)
    {
        this.register = register;
        foreach (var month in past.GroupBy(p => p.Duty.Night.ToYearMonth()).OrderBy(m => m.Key))
        {
            var duties = month.Select(p => p.Duty).ToList();
            Enter(month.Key, Owing(month.Key), duties);
            foreach (var missed in month.Where(p => !p.Attended).Select(p => p.Duty))
            {
                Add(new LedgerEntry(missed.Household, month.Key, missed.Night, LedgerReason.Missed, -PointsOf(missed)));
            }

            stood.AddRange(month.Where(p => p.Attended).Select(p => p.Duty));
        }
    }

    /// <summary>Code of the area.</summary>
    public string Area => register.Area;

    /// <summary>How many households it has, helpers' among them.</summary>
    public int Households => register.Households.Count;

    /// <summary>Every duty that was stood, history first.</summary>
    public IReadOnlyList<KnownDuty> Stood => stood;

    /// <summary>Everything that the rota of a month follows from.</summary>
    public ProblemFacts Facts(YearMonth month)
    {
        var nights = month.ToDateInterval();
        var (first, last) = (nights.Start, nights.End);
        var residents = register.Residents.Where(r => !(r.MovedIn > last) && !(r.MovedOut <= first)).ToList();
        return register with
        {
            Month = month,
            Residents = residents,
            Absences = [.. register.Absences.Where(a => a.From <= last && a.To >= first)],
            Balances = books.ToDictionary(b => b.Key, b => Ledger.Open(b.Value, month).Balance),
            Around =
            [
                .. stood.Where(d =>
                    d.Night.ToYearMonth() != month
                    && d.Night >= first.PlusDays(-DaysAround)
                    && d.Night <= last.PlusDays(DaysAround)
                ),
            ],
            FestivalsStood = FestivalsBefore(month),
            WatchesStood = stood
                .Where(d => Watch.IsOut(d.Post) && d.Night < first)
                .GroupBy(d => d.Resident)
                .ToDictionary(g => g.Key, g => g.Count()),
        };
    }

    /// <summary>
    /// The problems of months in a row as they can be known before the first: no duty of these months stands yet, and everybody has
    /// stood as many watches as they could have by then. No rota of a month can use what its outlook does not allow.
    /// </summary>
    public IReadOnlyList<RotaProblem> Outlook(YearMonth first, int months) =>
        [
            .. Enumerable
                .Range(0, months)
                .Select(i => AtBest(Facts(first.PlusMonths(i)), i))
                .Select(f => RotaProblem.From(f).Value),
        ];

    /// <summary>Enters a month's rota as if it had been published and stood.</summary>
    public void Keep(RotaProblem problem, WatchRota rota)
    {
        var duties = rota
            .Duties.Select(d => new KnownDuty(d.Household, d.Resident, d.Seat.Night, d.Seat.Post))
            .ToList();
        var owing = problem.Households.Where(h => h.OwingWeight > 0).Select(h => (h.Id, h.OwingWeight));
        Enter(rota.Month, [.. owing], duties);
        stood.AddRange(duties);
    }

    /// <summary>The balance of a household when a month ends.</summary>
    public Points BalanceAfter(HouseholdId household, YearMonth month) =>
        books.TryGetValue(household, out var own) ? Ledger.Close(own, month) : Points.Zero;

    private static ProblemFacts AtBest(ProblemFacts facts, int monthsBefore)
    {
        var most = facts.Terms.Rules.Get<Month>().AtMost * monthsBefore;
        return facts with
        {
            WatchesStood = facts.Residents.ToDictionary(
                r => r.Id,
                r => facts.WatchesStood.GetValueOrDefault(r.Id) + most
            ),
        };
    }

    private void Enter(
        YearMonth month,
        IReadOnlyList<(HouseholdId Household, int Weight)> owing,
        IReadOnlyList<KnownDuty> duties
    )
    {
        var openings = books.Select(b => (b.Key, Ledger.Open(b.Value, month))).ToList();
        var assigned = duties.Select(d => (d.Household, d.Night, PointsOf(d))).ToList();
        foreach (var entry in Ledger.FirstEdition(month, assigned, owing, openings))
        {
            Add(entry);
        }
    }

    private void Add(LedgerEntry entry)
    {
        if (!books.TryGetValue(entry.Household, out var own))
        {
            books[entry.Household] = own = [];
        }

        own.Add(entry);
    }

    private Points PointsOf(KnownDuty duty) =>
        NightReader.Read(duty.Night, register.Terms, register.Calendar).PointsOf(duty.Post);

    private List<(HouseholdId Household, int Weight)> Owing(YearMonth month)
    {
        var members = register.Residents.ToLookup(r => r.Household);
        var absences = register.Absences.ToLookup(a => a.Resident);
        var grids = register.Grids.ToDictionary(g => g.Id, g => g.Code);
        return
        [
            .. from household in register.Households.OrderBy(h => $"{grids[h.Grid]}/{h.Code}", StringComparer.Ordinal)
            let weight = Share.Weight(register.Terms, household, members[household.Id], absences, month)
            where weight > 0
            select (household.Id, weight),
        ];
    }

    private List<(HouseholdId Household, string Festival)> FestivalsBefore(YearMonth month)
    {
        if (month.ToDateInterval().All(n => NightReader.Read(n, register.Terms, register.Calendar).Festival is null))
        {
            return [];
        }

        var first = month.OnDayOfMonth(1);
        var since = first.PlusYears(-register.Terms.Rules.Get<FestivalMemory>().Years);
        var festivals = stood
            .Select(d => d.Night)
            .Distinct()
            .ToDictionary(n => n, n => NightReader.Read(n, register.Terms, register.Calendar).Festival);
        return
        [
            .. from duty in stood
            where Watch.IsOut(duty.Post) && since <= duty.Night && duty.Night < first
            let festival = festivals[duty.Night]
            where festival is not null
            select (duty.Household, festival),
        ];
    }
}
