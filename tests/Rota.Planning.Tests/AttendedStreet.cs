using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A planned street on whose watches somebody marks who came.</summary>
internal static class AttendedStreet
{
    public static readonly LocalDate Evening = new(2026, 12, 5);

    private static readonly YearMonth December = PlannedStreet.December;

    private static CancellationToken Stop => PlannedStreet.Stop;

    /// <summary>A street whose first watch of December is under way.</summary>
    public static async Task<PlannedStreet> BegunAsync(int households = 24)
    {
        var street = await SwappedStreet.PublishedAsync(households);
        street.Clock.Reset(Instant.FromUtc(2026, 12, 5, 12, 30));
        return street;
    }

    public static Task<Outcome<AttendanceMarked>> RunAsync(
        PlannedStreet street,
        AttendanceTold told,
        LocalDate? night = null
    ) => new MarkAttendance(street.Office).RunAsync("G1", night ?? Evening, told, Stop);

    public static async Task<IEnumerable<(LedgerReason, Points)>> MarkedAsync(
        PlannedStreet street,
        IReadOnlyList<ResidentId>? came = null,
        IReadOnlyList<ResidentId>? missed = null,
        bool allCame = false,
        bool byLead = false
    )
    {
        var marked = (await RunAsync(street, new(came ?? [], missed ?? [], allCame, byLead))).Value;
        return [.. marked.Entries.Select(e => (e.Reason, e.Amount))];
    }

    public static Task<IReadOnlyList<StandingDuty>> NightAsync(PlannedStreet street) => OnAsync(street, Evening);

    public static async Task<IReadOnlyList<StandingDuty>> OnAsync(PlannedStreet street, LocalDate night) =>
        [.. (await street.DutiesAsync(night.ToYearMonth())).Where(d => d.Duty.Seat.Night == night)];

    public static Duty On(IEnumerable<StandingDuty> duties, Post post) =>
        duties.First(d => d.Duty.Seat.Post == post).Duty;

    public static Duty On(IEnumerable<StandingDuty> duties, ResidentId who) =>
        duties.First(d => d.Duty.Resident == who).Duty;

    public static async Task<long> VersionAsync(PlannedStreet street)
    {
        var area = await street.AreaAsync();
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return (await reader.Areas.VersionAsync(area, Stop))!.Value;
    }

    public static async Task<string> CodeAsync(PlannedStreet street, Duty duty)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return (await reader.People.OfAsync([duty.Resident], Stop))[duty.Resident].Code;
    }

    /// <summary>A file that tells who of some duties came: all but one.</summary>
    public static async Task<RegisterIntake> HistoryAsync(
        PlannedStreet street,
        IReadOnlyList<StandingDuty> duties,
        Duty missing
    )
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var people = await reader.People.OfAsync(duties.Select(d => d.Duty.Resident), Stop);
        var register = SmallRegister.Of(1, 0);
        foreach (var duty in duties.Select(d => d.Duty))
        {
            var card = people[duty.Resident];
            register.Stood(card.Household, card.Code, duty.Seat.Night, duty.Seat.Post, attended: duty != missing);
        }

        return register.Build();
    }

    public static async Task<long> NightOfAsync(PlannedStreet street, HouseholdId household)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return (await reader.Ledger.OfHouseholdAsync(household, Stop))
            .Where(e => e.Night == Evening)
            .Sum(e => e.Amount.Thousandths);
    }

    /// <summary>The law, of every night of December.</summary>
    public static async Task AssertNightsAsync(PlannedStreet street)
    {
        var duties = await street.DutiesAsync(December);
        var expected = new Dictionary<(HouseholdId, LocalDate), long>();
        await using (var reader = await street.Office.Database.ReadAsync(Stop))
        {
            foreach (var night in duties.GroupBy(d => d.Duty.Seat.Night))
            {
                var told = await reader.Attendance.OfNightAsync(night.Select(d => d.Duty.Resident), night.Key, Stop);
                foreach (var duty in night.Select(d => d.Duty))
                {
                    var stood = told.GetValueOrDefault(duty.Resident)?.Attended == false ? 0 : duty.Points.Thousandths;
                    var key = (duty.Household, night.Key);
                    expected[key] = expected.GetValueOrDefault(key) + stood;
                }
            }
        }

        var booked = (await street.LedgerAsync())
            .SelectMany(h => h)
            .Where(e => e.Night is not null)
            .GroupBy(e => (e.Household, e.Night!.Value))
            .ToDictionary(g => g.Key, g => g.Sum(e => e.Amount.Thousandths));
        Assert.All(
            booked.Keys.Union(expected.Keys),
            key => Assert.Equal((key, expected.GetValueOrDefault(key)), (key, booked.GetValueOrDefault(key)))
        );
    }
}
