using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>What is measured and told of fairness is what stands in the books, and nobody's name or reason is in it.</summary>
public sealed class FairnessTests
{
    private static readonly YearMonth December = PlannedStreet.December;
    private static readonly FairnessSpan Month = FairnessSpan.Of(December);
    private static readonly FairnessSpan Year = FairnessSpan.Of(2026);

    [Fact]
    public async Task WhatIsPublished_IsMeasuredToTheThousandth()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(2, 9).Build());
        await street.KeepAsync(December);

        var measured = (await MeasureAsync(street, Month)).Value;

        var ledger = await street.LedgerAsync();
        Assert.Equal(["G1", "G2"], measured.Areas.Select(a => a.Area.Code));
        Assert.Equal([December], measured.Months);
        foreach (var area in measured.Areas)
        {
            var households = ledger.Where(h => h.Key.StartsWith(area.Area.Code, StringComparison.Ordinal)).ToList();
            var all = FairnessMeasure.Of(area.Households);
            Assert.Equal(Sum(households.SelectMany(h => h), LedgerReason.Assigned), all.Done);
            // Everybody owes, so that what was done is what was due.
            Assert.Equal(all.Done, all.Due);
            Assert.Equal(9, all.Households);
            var balances = households.Select(h => Ledger.Close(h, December).DividedBy(2));
            Assert.Equal(Spread.Of(balances), all.Balances);
        }

        var year = (await MeasureAsync(street, Year)).Value;
        Assert.Equal(measured.Areas.Select(a => a.Households), year.Areas.Select(a => a.Households));
    }

    [Fact]
    public async Task WhatIsNotPublished_OrTakenBack_IsNotThere()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 9).Build());
        await street.DraftAsync(December);
        Assert.Equal("ledger", Assert.Single((await MeasureAsync(street, Month)).Faults).Where.Source);
        await street.PublishAsync(December);
        Assert.True((await MeasureAsync(street, Year)).Succeeded);
        await street.WithdrawAsync(December);
        Assert.Equal("ledger", Assert.Single((await MeasureAsync(street, Year)).Faults).Where.Source);
        Assert.Equal("ledger", Assert.Single((await TablesAsync(street, Year)).Faults).Where.Source);
        var unknown = await new MeasureFairness(street.Office).RunAsync(
            Year,
            new AreaChoice("柳树下", ["G9"]),
            PlannedStreet.Stop
        );
        Assert.Equal(["--community", "--area"], unknown.Faults.Select(f => f.Where.Source));
    }

    [Fact]
    public async Task TheBoardsTable_IsWhatTheSheetsShow_AddedUp()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        await street.KeepAsync(December);
        var sheet = Assert.Single(await street.SheetsAsync(December));

        var table = Assert.Single((await TablesAsync(street, Month)).Value);

        var shown = sheet
            .Rota.Duties.GroupBy(d => sheet.People[d.Resident])
            .OrderBy(g => g.Key.Number.Value)
            .Select(g => new StoodRow(
                g.Key.Number,
                g.Key.Masked,
                g.Key.Building,
                g.Count(d => d.Seat.Post != Post.Standby),
                g.Count(d => d.Seat.Post == Post.Standby),
                g.Aggregate(Points.Zero, (sum, d) => sum + d.Points)
            ));
        Assert.Equal(shown, table.Rows);
        Assert.True(table.IsAhead);
        // Twelve households of two: 24 shares.
        Assert.Equal(Sum(sheet.Rota.Duties).DividedBy(24), table.AverageOfShare);
        street.Clock.Reset(Instant.FromUtc(2027, 1, 3, 4, 0));
        Assert.False(Assert.Single((await TablesAsync(street, Month)).Value).IsAhead);
    }

    [Fact]
    public async Task WhoOwesNothing_IsInTheTableOnlyWithWhatTheyStood()
    {
        var register = SmallRegister
            .Of(1, 5)
            .Change(Who(1, 1), r => r with { ExemptUntil = Resident.Always })
            .Change(Who(1, 2), r => r with { ExemptUntil = Resident.Always })
            .Change(Who(2, 1), r => r with { Participation = Participation.None })
            .Change(Who(2, 2), r => r with { Participation = Participation.None })
            .Change(Who(3, 1), r => r with { Participation = Participation.Volunteer })
            .Change(Who(3, 2), r => r with { Participation = Participation.Volunteer })
            .Stood(Home(3), Who(3, 1), Night(9, 1), Post.Lead)
            .Stood(Home(4), Who(4, 1), Night(9, 2), Post.Lead)
            .Stood(Home(4), Who(4, 2), Night(9, 9), Post.Standby)
            .Stood(Home(5), Who(5, 1), Night(9, 3), Post.Guard, attended: false);
        await using var street = await PlannedStreet.OpenAsync(register.Build());

        var table = Assert.Single((await TablesAsync(street, Year)).Value);
        var area = Assert.Single((await MeasureAsync(street, Year)).Value.Areas);

        // The volunteer, and who came of the fourth; who did not come, and who owes and stood nothing, look the same: they are not there.
        Assert.Equal(
            [(1, 0, Points.Of(10)), (1, 0, Points.Of(10)), (0, 1, Points.Of(2))],
            table.Rows.Select(r => (r.Nights, r.Standbys, r.Points))
        );
        Assert.All(table.Rows, r => Assert.Contains("*", r.Masked, StringComparison.Ordinal));
        var owing = area.Households.Where(h => h.Owes).ToList();
        Assert.Equal(2, owing.Count);
        Assert.Equal([Points.Zero, Points.Of(12)], owing.Select(h => h.Done).Order());
        Assert.All(owing, h => Assert.Equal(Points.Of(11), h.Due));
        Assert.Equal(Points.Of(22).DividedBy(4), table.AverageOfShare);
    }

    [Fact]
    public async Task TwoOfOneHouseholdOnANight_EachHaveTheirOwnPoints()
    {
        var register = SmallRegister
            .Of(1, 3)
            .Stood(Home(1), Who(1, 1), Night(9, 1), Post.Lead)
            .Stood(Home(1), Who(1, 2), Night(9, 1), Post.Guard)
            .Stood(Home(2), Who(2, 1), Night(9, 2), Post.Guard)
            .Stood(Home(2), Who(2, 2), Night(9, 2), Post.Standby);
        await using var street = await PlannedStreet.OpenAsync(register.Build());
        var table = Assert.Single((await TablesAsync(street, Year)).Value);
        Assert.Equal([10, 10, 10, 2], table.Rows.Select(r => r.Points.Thousandths / 1000));
    }

    [Fact]
    public async Task AHouseholdThatBelongsToAnotherGridLater_CountsWhereItWasThen()
    {
        var register = SmallRegister
            .Of(2, 3)
            .Stood(Home(1), Who(1, 1), Night(9, 1), Post.Lead)
            .Stood(Home(2), Who(2, 1), Night(9, 2), Post.Lead)
            .Stood(SmallRegister.Household(2, 1), SmallRegister.Resident(2, 1, 1), Night(9, 3), Post.Lead);
        await using var street = await PlannedStreet.OpenAsync(register.Build());
        var before = (await MeasureAsync(street, Year)).Value;

        street.Write(
            "INSERT INTO grid_membership (street_id, household_id, first_night, grid_id, code, is_helper) "
                + "SELECT m.street_id, m.household_id, '2026-10-01', g.id, '0009', false FROM grid_membership m, grid g "
                + "WHERE m.code = '0001' AND m.grid_id = (SELECT id FROM grid WHERE code = 'G1') AND g.code = 'G2'",
            "UPDATE grid_membership SET end_night = '2026-10-01' WHERE code = '0001' AND grid_id = "
                + "(SELECT id FROM grid WHERE code = 'G1')"
        );

        var after = (await MeasureAsync(street, Year)).Value;
        foreach (var (was, now) in before.Areas.Zip(after.Areas))
        {
            Assert.Equal(FairnessMeasure.Of(was.Households).Done, FairnessMeasure.Of(now.Households).Done);
            Assert.Equal(FairnessMeasure.Of(was.Households).Due, FairnessMeasure.Of(now.Households).Due);
        }

        Assert.Equal([2, 1], (await TablesAsync(street, Year)).Value.Select(t => t.Rows.Count));
    }

    [Fact]
    public async Task FestivalsAreRememberedAsLongAsTheCovenantRemembers_WhoDidNotComeIsNotThere()
    {
        var eve = new LocalDate(2026, 2, 16);
        var register = SmallRegister
            .Of(1, 6)
            .Stood(Home(1), Who(1, 1), eve, Post.Lead)
            .Stood(Home(2), Who(2, 2), eve, Post.Guard)
            .Stood(Home(3), Who(3, 1), eve, Post.Standby)
            .Stood(Home(4), Who(4, 1), eve.PlusDays(1), Post.Lead, attended: false)
            .Stood(Home(5), Who(5, 1), new(2025, 1, 28), Post.Lead)
            // The eves of 2022 and of 2021: five years before the end of 2026 is the beginning of 2022.
            .Stood(Home(5), Who(5, 2), new(2022, 1, 31), Post.Lead)
            .Stood(Home(6), Who(6, 2), new(2021, 2, 11), Post.Lead);
        await using var street = await PlannedStreet.OpenAsync(register.Build());
        var stood = (await new ReadStood(street.Office).FestivalsAsync(Year, AreaChoice.All, PlannedStreet.Stop)).Value;
        Assert.Equal(
            [
                ("除夕", new LocalDate(2022, 1, 31), Post.Lead),
                ("除夕", new LocalDate(2025, 1, 28), Post.Lead),
                ("除夕", eve, Post.Lead),
                ("除夕", eve, Post.Guard),
            ],
            stood.Select(f => (f.Festival, f.Night, f.Post))
        );
        Assert.All(stood, f => Assert.Contains("*", f.Masked, StringComparison.Ordinal));

        // Of a month the festivals that lie in it, over the same years.
        async Task<IReadOnlyList<FestivalStood>> OfAsync(int month) =>
            (
                await new ReadStood(street.Office).FestivalsAsync(
                    FairnessSpan.Of(new YearMonth(2026, month)),
                    AreaChoice.All,
                    PlannedStreet.Stop
                )
            ).Value;
        Assert.Equal(stood, await OfAsync(2));
        Assert.Empty(await OfAsync(11));
    }

    [Fact]
    public async Task TheForecastKnowsTheBeatsOfAnArea_AndPoolsWithinThem()
    {
        var register = SmallRegister.Of(4, 6);
        for (var home = 1; home <= 6; home++)
        {
            for (var who = 1; who <= 2; who++)
            {
                register.Change(SmallRegister.Resident(4, home, who), r => r with { Beat = "J2" });
            }
        }

        await using var street = await PlannedStreet.OpenAsync(register.Build());
        var forecast = new ForecastYear(street.Office);
        var choice = new AreaChoice(null, ["G2", "G4"]);

        var whatIfs = (
            await forecast.WhatIfsAsync(December, choice, [IsoDayOfWeek.Friday], PlannedStreet.Stop)
        ).Value.ToDictionary(w => w.Kind);

        Assert.Equal(
            (await forecast.RunAsync(December, choice, PlannedStreet.Stop)).Value,
            whatIfs[Core.Forecasts.WhatIfKind.Today].Areas
        );
        Assert.All(whatIfs[Core.Forecasts.WhatIfKind.FewerNights].Areas, a => Assert.Equal(0, a.Year.Nights));
        // Ten seats of a month with five Saturdays; six households fill six of them, and G4 has no neighbour of its beat.
        var pools = whatIfs[Core.Forecasts.WhatIfKind.PoolsForSeats];
        Assert.Equal(["G1", "G2", "G3"], Assert.Single(pools.Joined).Areas);
        Assert.Equal(["G4"], pools.Missing);
    }

    private static Task<Outcome<StreetParts>> MeasureAsync(PlannedStreet street, FairnessSpan span) =>
        new MeasureFairness(street.Office).RunAsync(span, AreaChoice.All, PlannedStreet.Stop);

    private static Task<Outcome<IReadOnlyList<StoodTable>>> TablesAsync(PlannedStreet street, FairnessSpan span) =>
        new ReadStood(street.Office).TablesAsync(span, AreaChoice.All, PlannedStreet.Stop);

    private static Points Sum(IEnumerable<LedgerEntry> entries, LedgerReason reason) =>
        entries.Where(e => e.Reason == reason).Aggregate(Points.Zero, (sum, e) => sum + e.Amount);

    private static Points Sum(IEnumerable<Duty> duties) => duties.Aggregate(Points.Zero, (sum, d) => sum + d.Points);

    private static LocalDate Night(int month, int day) => new(2026, month, day);

    private static HouseholdCode Home(int home) => SmallRegister.Household(1, home);

    private static string Who(int home, int who) => SmallRegister.Resident(1, home, who);
}
