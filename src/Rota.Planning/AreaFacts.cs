using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Everything one area's rota of a month follows from, as the books hold it at one moment.</summary>
/// <param name="State">The area, and the version that was read.</param>
/// <param name="Problem">The facts of the problem.</param>
/// <param name="Openings">Opening balances of the households that have a ledger.</param>
internal sealed record AreaFacts(
    AreaState State,
    ProblemFacts Problem,
    IReadOnlyList<(HouseholdId Household, OpeningBalance Opening)> Openings
)
{
    /// <summary>Reads an area's facts; null when there is no such area any more.</summary>
    public static async Task<AreaFacts?> LoadAsync(
        StreetReader reader,
        AreaId area,
        YearMonth month,
        Covenant covenant,
        DayCalendar calendar,
        CancellationToken cancellation
    )
    {
        if (await reader.Register.OfAreaAsync(area, month, cancellation) is not { } register)
        {
            return null;
        }

        var watchArea = register.State.Area;
        var terms = covenant.For(watchArea.Code, watchArea.Community);
        var openings = (await reader.Ledger.OfAreaAsync(area, month, cancellation))
            .GroupBy(e => e.Household)
            .Select(g => (g.Key, Ledger.Open(g, month)))
            .ToList();
        var around = await reader.Nights.AroundAsync(area, month, cancellation);
        var excused = await ExcusedAsync(reader, area, month, cancellation);
        var problem = new ProblemFacts
        {
            Area = watchArea.Code,
            Month = month,
            Terms = terms,
            Calendar = calendar,
            Grids = register.Grids,
            Households = register.Households,
            Residents = register.Residents,
            Absences = register.Absences,
            Wishes = register.Wishes,
            Apart = register.Apart,
            Balances = openings.ToDictionary(o => o.Key, o => o.Item2.Balance),
            Around =
            [
                .. around
                    .Where(n => !excused.Contains((n.Resident, n.Night)))
                    .Select(n => new KnownDuty(n.Household, n.Resident, n.Night, n.Post)),
            ],
            FestivalsStood = await FestivalsAsync(reader, area, month, terms, calendar, cancellation),
            WatchesStood = await reader.Nights.ExperienceAsync(area, month, cancellation),
            Pins = [.. register.Pins.Select(p => (p.Seat, p.Resident))],
        };
        return new AreaFacts(register.State, problem, openings);
    }

    /// <summary>
    /// Nights of other months that a waiver lets go from the rule about rest: whoever moved up from standby, or came in an emergency, keeps no
    /// distance from such a night afterwards either.
    /// </summary>
    private static async Task<HashSet<(ResidentId, LocalDate)>> ExcusedAsync(
        StreetReader reader,
        AreaId area,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var waivers = await reader.Waivers.OfAreaAsync(
            area,
            month.PlusMonths(-2).OnDayOfMonth(1),
            month.PlusMonths(2).ToDateInterval().End,
            cancellation
        );
        return
        [
            .. waivers
                .Where(w => w.Rule == "rest" && w.Seat.Night.ToYearMonth() != month)
                .Select(w => (w.Resident, w.Seat.Night)),
        ];
    }

    /// <summary>The entries that publishing a rota as the month's first edition writes.</summary>
    public IReadOnlyList<LedgerEntry> FirstEntries(RotaProblem problem, Core.Rotas.WatchRota rota) =>
        Ledger.FirstEdition(
            rota.Month,
            [.. rota.Duties.Select(d => (d.Household, d.Seat.Night, d.Points))],
            [.. problem.Households.Where(h => h.OwingWeight > 0).Select(h => (h.Id, h.OwingWeight))],
            Openings
        );

    private static async Task<List<(HouseholdId Household, string Festival)>> FestivalsAsync(
        StreetReader reader,
        AreaId area,
        YearMonth month,
        Terms terms,
        DayCalendar calendar,
        CancellationToken cancellation
    )
    {
        // A month without a festival night asks nobody's memory.
        if (month.ToDateInterval().All(n => NightReader.Read(n, terms, calendar).Festival is null))
        {
            return [];
        }

        var nights = await FestivalNights.BeforeAsync(reader, area, month, terms, calendar, cancellation);
        return [.. nights.Select(n => (n.Night.Household, n.Festival))];
    }
}
