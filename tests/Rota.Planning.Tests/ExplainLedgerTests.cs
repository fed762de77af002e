using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A ledger explained entry by entry sums to the balance that planning uses, whatever happened to the rotas.</summary>
public sealed class ExplainLedgerTests
{
    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task AfterAnyChangesAndMarks_TheLinesSumToTheBalanceThatPlanningUses_AndDuesAreTheSharesTold()
    {
        await using var street = await SwappedStreet.PublishedAsync(hasJanuary: true);
        street.Clock.Reset(Instant.FromUtc(2026, 12, 12, 12, 30));
        var chance = new Random(1729);
        for (var operation = 0; operation < 24; operation++)
        {
            var duties = await street.DutiesAsync(chance.Next(2) == 0 ? PlannedStreet.December : PlannedStreet.January);
            var duty = duties[chance.Next(duties.Count)].Duty;
            if (duty.Seat.Night <= street.Office.Today)
            {
                var told = new AttendanceTold([], [duty.Resident], AllCame: true, ByLead: false);
                await new MarkAttendance(street.Office).RunAsync("G1", duty.Seat.Night, told, Stop);
            }
            else if (await street.WaysAsync(duty.Seat) is { Count: > 0 } ways)
            {
                await street.AgreeAsync(ways[chance.Next(ways.Count)].Change);
            }

            if (operation % 6 == 5)
            {
                await AssertAllAsync(street);
            }
        }

        Assert.Contains((await street.LedgerAsync()).SelectMany(h => h), e => e.Reason == LedgerReason.Missed);
        Assert.Contains((await street.LedgerAsync()).SelectMany(h => h), e => e.Reason == LedgerReason.Released);
    }

    [Fact]
    public async Task WhereTheHouseholdStandsIsWhatPlanningTheNextMonthFinds()
    {
        await using var street = await AttendedStreet.BegunAsync();
        // Points that nobody has keep the area's average from nothing.
        await AttendedStreet.MarkedAsync(street, missed: [(await AttendedStreet.NightAsync(street))[0].Duty.Resident]);
        var openings = await street.OpeningsAsync(PlannedStreet.January);

        var explained = (await RunAsync(street, "0003")).Value;

        Assert.Equal(PlannedStreet.January, explained.Account.Next);
        Assert.Equal(openings["G1/0003"], explained.Standing!.Balance.Thousandths);
        Assert.Equal(24, explained.Standing.Among);
        Assert.Equal(new Points(openings.Values.Sum()).DividedBy(48), explained.Average);
        Assert.NotEqual(Points.Zero, explained.Average);
    }

    [Fact]
    public async Task AHouseholdThatIsNotThereIsToldSo_AndOneWithoutEntriesHasNothing()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 3).Build());

        var none = (await RunAsync(street, "0001")).Value;
        var unknown = await RunAsync(street, "0099");

        Assert.Empty(none.Account.Lines);
        Assert.Equal(Points.Zero, none.Account.Balance);
        Assert.Equal("--household", Assert.Single(unknown.Faults).Where.Source);
        Assert.False(
            (await new ExplainLedger(street.Office).RunAsync(new HouseholdCode("G9", "0001"), Stop)).Succeeded
        );
    }

    private static async Task AssertAllAsync(PlannedStreet street)
    {
        var ledger = await street.LedgerAsync();
        Assert.NotEmpty(ledger);
        foreach (var home in ledger)
        {
            var explained = (await RunAsync(street, home.Key.Split('/')[1])).Value;
            var sum = explained.Account.Lines.Aggregate(Points.Zero, (all, l) => all + l.Entry.Amount);
            var opening = Ledger.Open(home, explained.Account.Next).Balance;
            Assert.Equal(new YearMonth(2027, 2), explained.Account.Next);
            Assert.Equal(opening, sum + Ledger.Fading(sum));
            foreach (var dues in home.Where(e => e.Reason == LedgerReason.Dues).GroupBy(e => e.Month))
            {
                var share = explained.Shares[dues.Key];
                var due = -dues.Sum(e => e.Amount.Thousandths);
                Assert.Equal((2, 48), (share.Shares, share.AllShares));
                Assert.InRange((due * share.AllShares) - (share.Pool.Thousandths * share.Shares), -48, 48);
            }

            Assert.All(
                home.Where(e => e.Night is not null),
                e => Assert.True(explained.Nights.ContainsKey(e.Night!.Value))
            );
        }
    }

    private static Task<Outcome<LedgerExplained>> RunAsync(PlannedStreet street, string household) =>
        new ExplainLedger(street.Office).RunAsync(new HouseholdCode("G1", household), Stop);
}
