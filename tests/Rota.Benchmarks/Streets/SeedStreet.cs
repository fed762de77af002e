using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Intake;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Seeds;

namespace Rota.Benchmarks.Streets;

/// <summary>A made-up street in memory, as the store would hold it after an import, without a database.</summary>
internal sealed class SeedStreet
{
    private readonly List<Grid> grids = [];
    private readonly Dictionary<HouseholdCode, Household> households = [];
    private readonly Dictionary<string, Resident> residents = [];
    private readonly ILookup<string, HistoryRow> history;
    private readonly ILookup<ResidentId, Absence> absences;
    private readonly ILookup<ResidentId, Wish> wishes;
    private readonly List<Apart> apart;

    private SeedStreet(RegisterIntake intake)
    {
        var grid = new Dictionary<string, Grid>();
        foreach (var row in intake.Residents)
        {
            if (!grid.TryGetValue(row.Grid, out var its))
            {
                its = new Grid(new GridId(grids.Count + 1), row.Grid, row.Community, row.Beat);
                grid[row.Grid] = its;
                grids.Add(its);
            }

            Settle(row, its);
        }

        var members = intake.Residents.ToLookup(r => new HouseholdCode(r.Grid, r.Household), r => r.Resident);
        absences = (
            from row in intake.Absences
            from who in row.Resident is { } one ? [one] : members[row.Household!.Value]
            from block in row.Blocks()
            select new Absence(residents[who].Id, block.From, block.To)
        ).ToLookup(a => a.Resident);
        wishes = intake
            .Wishes.Select(w => new Wish(residents[w.Resident].Id, w.Night, w.Weekday, w.Kind))
            .ToLookup(w => w.Resident);
        apart = [.. intake.Apart.Select(p => new Apart(households[p.A].Id, households[p.B].Id))];
        history = intake.History.ToLookup(h => h.Household.Grid);
    }

    /// <summary>Codes of the grids, in the order in which the street was made.</summary>
    public IReadOnlyList<string> Grids => [.. grids.Select(g => g.Code)];

    /// <summary>Makes a street.</summary>
    public static SeedStreet Of(SeedOptions options) => new(Street.Generate(options));

    /// <summary>The books of an area of one or more grids, history entered.</summary>
    /// <param name="codes">Codes of its grids; the first is the area's.</param>
    /// <param name="terms">Terms in force for it.</param>
    /// <param name="calendar">The calendar.</param>
    /// <param name="most">How many households of its grids belong to it, helpers left out; null for all, with the helpers.</param>
    public AreaBooks Books(IReadOnlyList<string> codes, Terms terms, DayCalendar calendar, int? most = null)
    {
        var its = grids.Where(g => codes.Contains(g.Code)).ToList();
        var here = households
            .Where(h => codes.Contains(h.Key.Grid))
            .Select(h => h.Value)
            .Where(h => most is null || !h.IsHelper)
            .Take(most ?? int.MaxValue)
            .ToList();
        var ids = here.Select(h => h.Id).ToHashSet();
        var people = residents.Values.Where(r => ids.Contains(r.Household)).ToList();
        var facts = new ProblemFacts
        {
            Area = codes[0],
            Month = default,
            Terms = terms,
            Calendar = calendar,
            Grids = its,
            Households = here,
            Residents = people,
            Absences = [.. people.SelectMany(p => absences[p.Id])],
            Wishes = [.. people.SelectMany(p => wishes[p.Id])],
            Apart = [.. apart.Where(p => ids.Contains(p.A) && ids.Contains(p.B))],
        };
        var past =
            from code in codes
            from row in history[code]
            let household = households[row.Household].Id
            where ids.Contains(household)
            select (new KnownDuty(household, residents[row.Resident].Id, row.Night, row.Post), row.Attended);
        return new AreaBooks(facts, past);
    }

    private void Settle(ResidentRow row, Grid grid)
    {
        var isHelper = row.Household.Length == 0;
        var code = new HouseholdCode(row.Grid, isHelper ? row.Resident : row.Household);
        if (!households.TryGetValue(code, out var household))
        {
            households[code] = household = new Household
            {
                Id = new HouseholdId(households.Count + 1),
                Grid = grid.Id,
                Code = code.Household,
                Building = row.Building,
                IsHelper = isHelper,
            };
        }

        residents[row.Resident] = new Resident
        {
            Id = new ResidentId(residents.Count + 1),
            Code = row.Resident,
            Number = new WatchNumber(residents.Count + 1),
            Household = household.Id,
            Sex = row.Sex,
            BirthYear = row.BirthYear,
            Roles = row.Roles,
            CanLead = row.CanLead,
            WantsCompanion = row.WantsCompanion,
            IsCarer = row.IsCarer,
            Together = row.Together,
            Participation = row.Participation,
            ExemptUntil = row.ExemptUntil,
            MovedIn = row.MovedIn,
            MovedOut = row.MovedOut,
        };
    }
}
