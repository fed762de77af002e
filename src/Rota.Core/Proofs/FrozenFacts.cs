using NodaTime;
using Rota.Core.Calendars;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Proofs;

/// <summary>
/// The facts of a problem as a proof keeps them: in the order of codes, with ids that count from 1, watches with what their nights
/// weigh, and nothing that the month's rota does not follow from. Whoever can neither guard nor counts for a share is left out, absences
/// and exemptions are cut to the month, and of duties in other months the household's night is kept, not whose duty it was.
/// </summary>
internal sealed class FrozenFacts
{
    private readonly Dictionary<HouseholdId, HouseholdId> households = [];
    private readonly Dictionary<ResidentId, ResidentId> residents = [];

    /// <summary>Freezes facts.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="problem">The problem that was made of them.</param>
    public FrozenFacts(ProblemFacts facts, RotaProblem problem)
    {
        var grids = facts.Grids.OrderBy(g => g.Code, StringComparer.Ordinal).ToList();
        var gridOf = grids.Select((g, i) => (g.Id, New: new GridId(i + 1))).ToDictionary(g => g.Id, g => g.New);
        var homes = facts.Households.ToDictionary(h => h.Id);
        foreach (var household in problem.Households)
        {
            households.Add(household.Id, new HouseholdId(households.Count + 1));
        }

        var kept = facts
            .Residents.Where(r => households.ContainsKey(r.Household) && Matters(r, problem))
            .OrderBy(r => households[r.Household].Value)
            .ThenBy(r => r.Code, StringComparer.Ordinal)
            .ToList();
        foreach (var resident in kept)
        {
            residents.Add(resident.Id, new ResidentId(residents.Count + 1));
        }

        Facts = new ProblemFacts
        {
            Area = problem.Area,
            Month = problem.Month,
            Terms = problem.Terms,
            Calendar = new DayCalendar([]),
            Frozen = problem.Watches,
            Grids = [.. grids.Select(g => g with { Id = gridOf[g.Id], Beat = null })],
            Households =
            [
                .. problem
                    .Households.Select(h => homes[h.Id])
                    .Select(h => h with { Id = households[h.Id], Grid = gridOf[h.Grid] }),
            ],
            Residents =
            [
                .. kept.Select(r =>
                    Within(facts.Month.ToDateInterval(), r) with
                    {
                        Id = residents[r.Id],
                        Household = households[r.Household],
                        Roles = Roles.None,
                    }
                ),
            ],
            Absences = Absences(facts),
            Wishes = Wishes(facts),
            Apart = [.. problem.Apart.Select(p => new Apart(households[p.A.Id], households[p.B.Id]))],
            Balances = problem
                .Households.Where(h => h.Balance != Points.Zero)
                .ToDictionary(h => households[h.Id], h => h.Balance),
            Around = [.. problem.Households.SelectMany(Around)],
            FestivalsStood =
            [
                .. from household in problem.Households
                from festival in household.FestivalsStood.Order(StringComparer.Ordinal)
                select (households[household.Id], festival),
            ],
            WatchesStood = kept.Where(r => facts.WatchesStood.GetValueOrDefault(r.Id) > 0)
                .ToDictionary(r => residents[r.Id], r => facts.WatchesStood[r.Id]),
            Pins =
            [
                .. problem.Pins.Select(p =>
                    (new Seat(p.Watch.Night.Date, p.Watch.Name, p.Post, p.Number), residents[p.Resident.Id])
                ),
            ],
        };
    }

    /// <summary>The facts.</summary>
    public ProblemFacts Facts { get; }

    /// <summary>A rota with the ids of the frozen facts, its gaps without their reasons.</summary>
    public WatchRota Of(WatchRota rota) =>
        new(
            rota.Month,
            [
                .. rota
                    .Duties.OrderBy(d => d.Seat)
                    .Select(d => d with { Resident = residents[d.Resident], Household = households[d.Household] }),
            ],
            [.. rota.Gaps.OrderBy(g => g.Seat).Select(g => g with { Reason = Words.Same("") })]
        );

    private static bool Matters(Resident resident, RotaProblem problem) =>
        problem.Resident(resident.Id) is not null || Share.IsOfAge(problem.Terms.Guards, resident, problem.Month.Year);

    /// <summary>A resident whose moves and exemption say of the month what they said, and nothing of other months.</summary>
    private static Resident Within(DateInterval nights, Resident resident) =>
        resident with
        {
            MovedIn = resident.MovedIn > nights.Start ? resident.MovedIn : null,
            MovedOut = resident.MovedOut <= nights.End ? resident.MovedOut : null,
            ExemptUntil =
                resident.ExemptUntil is { } until && until >= nights.Start ? LocalDate.Min(until, nights.End) : null,
        };

    private List<Absence> Absences(ProblemFacts facts)
    {
        var nights = facts.Month.ToDateInterval();
        return
        [
            .. facts
                .Absences.Where(a => residents.ContainsKey(a.Resident) && a.From <= nights.End && a.To >= nights.Start)
                .Select(a => new Absence(
                    residents[a.Resident],
                    LocalDate.Max(a.From, nights.Start),
                    LocalDate.Min(a.To, nights.End)
                ))
                .Distinct()
                .OrderBy(a => a.Resident.Value)
                .ThenBy(a => a.From)
                .ThenBy(a => a.To),
        ];
    }

    private List<Wish> Wishes(ProblemFacts facts) =>
        [
            .. facts
                .Wishes.Where(w => residents.ContainsKey(w.Resident))
                .Where(w => w.Night is not { } night || facts.Month.ToDateInterval().Contains(night))
                .Select(w => w with { Resident = residents[w.Resident] })
                .Distinct()
                .OrderBy(w => w.Resident.Value)
                .ThenBy(w => w.Night)
                .ThenBy(w => w.Weekday)
                .ThenBy(w => w.Kind),
        ];

    private IEnumerable<KnownDuty> Around(HouseholdMonth household)
    {
        var nights = household.OutNights.Select(n => (Night: n, Post: Post.Guard));
        return nights
            .Concat(household.StandbyNights.Select(n => (Night: n, Post: Post.Standby)))
            .OrderBy(n => n.Post)
            .ThenBy(n => n.Night)
            .Select(n => new KnownDuty(households[household.Id], default, n.Night, n.Post));
    }
}
