using CsCheck;
using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>An import is whole or not at all, and what history says was stood is in the ledger to the thousandth.</summary>
public sealed class ImportRegisterTests
{
    private const string Helper = "H1";
    private static readonly string[] Volatile = ["trail", "counter"];

    [Fact]
    public async Task AnImportWithAFaultLeavesTheBooksAsTheyWere()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 3).Build());
        var before = street.Fingerprint();
        var wrong = SmallRegister.Of(2, 4).Stood(Home(1), "nobody", Night(10, 1), Post.Lead).Build();

        var outcome = await new ImportRegister(street.Office).RunAsync("甜水街道", wrong, PlannedStreet.Stop);

        Assert.Contains("nobody", Assert.Single(outcome.Faults).Sentence.En, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task AnImportThatDiesHalfWayLeavesTheBooksAsTheyWere()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 3).Build());
        var before = street.Fingerprint();
        var office = street.Office;
        street.Office = office with
        {
            Form = office.Form with { VersionOf = _ => throw new InvalidOperationException("died") },
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => street.ImportAsync(SmallRegister.Of(2, 4).Build()));

        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task TheLedgerOfAHistoryAddsUpInEveryMonthAndASecondImportAddsNothing()
    {
        var rows = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 2], Gen.Int[0, 89], Gen.Enum<Post>(), Gen.Bool).Array[1, 40];
        await rows.SampleAsync(
            async drawn =>
            {
                var history = drawn
                    .Select(d => (d.Item1, d.Item2, Night: Night(8, 1).PlusDays(d.Item3), Post: d.Item4, Came: d.Item5))
                    .DistinctBy(d => (d.Item1, d.Item2, d.Night))
                    .ToList();
                var register = Mixed();
                foreach (var (home, who, night, post, came) in history)
                {
                    register.Stood(Of(home), Who(home, who), night, post, came);
                }

                await using var street = await PlannedStreet.OpenAsync(register.Build());
                var ledger = await street.LedgerAsync();
                foreach (var month in (YearMonth[])[new(2026, 8), new(2026, 9), new(2026, 10)])
                {
                    AssertMonth(ledger, month, [.. history.Select(h => (h.Item1, h.Night, h.Post, h.Came))]);
                }

                AssertFaded(ledger);
                var before = street.Fingerprint(Volatile);
                Assert.Equal(0, (await street.ImportAsync(register.Build())).LedgerEntries);
                Assert.Equal(before, street.Fingerprint(Volatile));
            },
            iter: 8,
            threads: 1
        );
    }

    [Fact]
    public async Task ARowThatComesLateToAMonthWithDuesIsAssignedAndNothingElse()
    {
        var register = SmallRegister.Of(1, 4);
        register.Stood(Home(1), Who(1, 1), Night(9, 1), Post.Lead).Stood(Home(2), Who(2, 1), Night(10, 9), Post.Lead);
        await using var street = await PlannedStreet.OpenAsync(register.Build());
        var before = await street.LedgerAsync();

        await street.ImportAsync(register.Stood(Home(3), Who(3, 1), Night(10, 10), Post.Guard).Build());

        var after = await street.LedgerAsync();
        var added = after.SelectMany(h => h.Skip(before[h.Key].Count()).Select(e => (h.Key, e))).ToList();
        var (code, entry) = Assert.Single(added);
        Assert.Equal("G1/0003", code);
        Assert.Equal((LedgerReason.Assigned, Weigh(Night(10, 10), Post.Guard)), (entry.Reason, entry.Amount));
        AssertFaded(after);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task WhoDidNotComeAfterAllLosesThePointsOfTheAreasOwnTerms(int times)
    {
        var covenant = PlannedStreet.Replacing(
            PlannedStreet.Saturdays,
            "G1",
            t => t with { Points = t.Points with { Ordinary = t.Points.Ordinary * times } }
        );
        var register = SmallRegister.Of(1, 4).Stood(Home(1), Who(1, 1), Night(9, 1), Post.Standby).Build();
        await using var street = await PlannedStreet.OpenAsync(register, covenant);
        var absent = register with { History = [.. register.History.Select(h => h with { Attended = false })] };

        Assert.Equal(1, (await street.ImportAsync(absent)).LedgerEntries);
        Assert.Equal((LedgerReason.Missed, Points.Of(-2 * times)), (await LastAsync(street, "G1/0001")));

        Assert.Equal(1, (await street.ImportAsync(register)).LedgerEntries);
        Assert.Equal((LedgerReason.Correction, Points.Of(2 * times)), (await LastAsync(street, "G1/0001")));
    }

    [Fact]
    public async Task AttendanceOfAPublishedDutyIsNotAssignedASecondTime()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 10).Build());
        await street.KeepAsync(PlannedStreet.December);
        var sheet = Assert.Single(await street.SheetsAsync(PlannedStreet.December));
        var before = await street.LedgerAsync();
        street.Clock.Reset(Instant.FromUtc(2027, 1, 3, 4, 0));
        var missing = sheet.Rota.Duties[0];
        var promoted = sheet.Rota.Duties.Last(d => d.Seat.Post == Post.Standby);
        var register = SmallRegister.Of(1, 10);
        foreach (var duty in sheet.Rota.Duties)
        {
            var who = sheet.People[duty.Resident];
            var home = new HouseholdCode(who.Grid, who.Household);
            var post = duty == promoted ? Post.Guard : duty.Seat.Post;
            register.Stood(home, who.Resident, duty.Seat.Night, post, attended: duty != missing);
        }

        await street.ImportAsync(register.Build());

        var added = (await street.LedgerAsync()).SelectMany(h => h.Skip(before[h.Key].Count())).ToList();
        Assert.Equal(
            [
                (missing.Household, LedgerReason.Missed, -missing.Points),
                (promoted.Household, LedgerReason.Correction, Points.Of(12)),
            ],
            added.Select(e => (e.Household, e.Reason, e.Amount)).OrderBy(e => e.Reason)
        );
    }

    [Fact]
    public async Task HistoryOfAMonthWhoseEditionWasWithdrawnHasItsDues()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 6).Build());
        await street.KeepAsync(PlannedStreet.December);
        Assert.All(await street.WithdrawAsync(PlannedStreet.December), w => Assert.Equal(1, w.Edition));
        street.Clock.Reset(Instant.FromUtc(2027, 1, 3, 4, 0));

        var register = SmallRegister.Of(1, 6).Stood(Home(1), Who(1, 1), Night(12, 12), Post.Lead);
        await street.ImportAsync(register.Build());

        var ledger = await street.LedgerAsync();
        Assert.Equal(0, ledger.Sum(h => h.Sum(e => e.Amount.Thousandths)));
    }

    /// <summary>Households 1 to 3 owe, the second by one adult alone; 4 volunteers, 5 takes no part, 6 is a helper.</summary>
    private static SmallRegister Mixed() =>
        SmallRegister
            .Of(1, 5)
            .Change(Who(2, 2), r => r with { Participation = Participation.None })
            .Change(Who(4, 1), r => r with { Participation = Participation.Volunteer })
            .Change(Who(4, 2), r => r with { Participation = Participation.Volunteer })
            .Change(Who(5, 1), r => r with { Participation = Participation.None })
            .Change(Who(5, 2), r => r with { Participation = Participation.None })
            .With(SmallRegister.Row(1, 9, 1) with { Household = "", Resident = Helper + "-1" })
            .With(SmallRegister.Row(1, 9, 2) with { Household = "", Resident = Helper + "-2" });

    private static void AssertMonth(
        ILookup<string, LedgerEntry> ledger,
        YearMonth month,
        IReadOnlyList<(int Home, LocalDate Night, Post Post, bool Came)> history
    )
    {
        var mine = history.Where(h => h.Night.ToYearMonth() == month).ToList();
        var pool = mine.Where(h => h.Home <= 3).Sum(h => Weigh(h.Night, h.Post).Thousandths);
        for (var home = 1; home <= 5; home++)
        {
            var its = mine.Where(h => h.Home == home).ToList();
            var entries = ledger[$"G1/000{home}"].Where(e => e.Month == month).ToList();
            Assert.Equal(its.Sum(h => Weigh(h.Night, h.Post).Thousandths), Sum(entries, LedgerReason.Assigned));
            Assert.Equal(
                -its.Where(h => !h.Came).Sum(h => Weigh(h.Night, h.Post).Thousandths),
                Sum(entries, LedgerReason.Missed)
            );
            var weight = home switch
            {
                1 or 3 => 2,
                2 => 1,
                _ => 0,
            };
            Assert.InRange((pool * weight) + (Sum(entries, LedgerReason.Dues) * 5), -5, 5);
        }

        Assert.Equal(-pool, ledger.Sum(h => Sum([.. h.Where(e => e.Month == month)], LedgerReason.Dues)));
    }

    /// <summary>A month fades once, and by what the ledger's arithmetic says.</summary>
    private static void AssertFaded(ILookup<string, LedgerEntry> ledger)
    {
        foreach (var home in ledger)
        {
            var faded = home.Where(e => e.Reason == LedgerReason.Faded).ToList();
            Assert.Equal(faded.Select(f => f.Month).Distinct(), faded.Select(f => f.Month));
            var rest = home.Where(e => e.Reason != LedgerReason.Faded).ToList();
            Assert.Equal(
                Ledger.Open(rest, PlannedStreet.December).Balance,
                Ledger.Open(home, PlannedStreet.December).Balance
            );
        }
    }

    private static async Task<(LedgerReason, Points)> LastAsync(PlannedStreet street, string home)
    {
        var last = (await street.LedgerAsync())[home].Last();
        return (last.Reason, last.Amount);
    }

    private static long Sum(IEnumerable<LedgerEntry> entries, LedgerReason reason) =>
        entries.Where(e => e.Reason == reason).Sum(e => e.Amount.Thousandths);

    private static Points Weigh(LocalDate night, Post post) =>
        NightReader.Read(night, PlannedStreet.Saturdays.Terms, PlannedStreet.Calendar).PointsOf(post);

    private static HouseholdCode Home(int home) => SmallRegister.Household(1, home);

    private static HouseholdCode Of(int home) => home == 6 ? new HouseholdCode("G1", "") : Home(home);

    private static string Who(int home, int who) =>
        home == 6 ? $"{Helper}-{who}" : SmallRegister.Resident(1, home, who);

    private static LocalDate Night(int month, int day) => new(2026, month, day);
}
