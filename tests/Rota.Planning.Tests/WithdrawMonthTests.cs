using NodaTime;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A withdrawn edition leaves nothing behind but its record, and what fades.</summary>
public sealed class WithdrawMonthTests
{
    private static readonly YearMonth December = PlannedStreet.December;
    private static readonly YearMonth January = PlannedStreet.January;

    [Fact]
    public async Task BeforeItsFirstNightTheLedgerIsAsIfItHadNotBeen()
    {
        await using var street = await PlannedStreet.OpenAsync(WithHistory());
        var before = await street.OpeningsAsync(January);
        await street.KeepAsync(December);
        Assert.NotEqual(before, await street.OpeningsAsync(January));

        var withdrawn = Assert.Single(await street.WithdrawAsync(December));

        Assert.Equal((1, null), (withdrawn.Edition, withdrawn.Reason));
        Assert.Equal(before, Filled(await street.OpeningsAsync(January), before));
        Assert.Equal(0, await street.DutiesInForceAsync(December));
        Assert.Empty(await street.SheetsAsync(December));
    }

    [Fact]
    public async Task WhatIsPublishedAfterwardsIsAsInAStreetThatNeverHadTheFirstEdition()
    {
        await using var street = await PlannedStreet.OpenAsync(WithHistory());
        await using var other = await PlannedStreet.OpenAsync(WithHistory());
        await street.KeepAsync(December);
        await street.WithdrawAsync(December);

        await street.KeepAsync(December);
        await other.KeepAsync(December);

        Assert.Equal(2, Assert.Single(await street.SheetsAsync(December)).Edition);
        Assert.Equal(await other.SeatedAsync(December), await street.SeatedAsync(December));
        Assert.Equal(await other.OpeningsAsync(January), await street.OpeningsAsync(January));
        await street.AssertCleanAsync(December);
    }

    [Theory]
    [InlineData("2026-12-05T11:29:59Z", true)]
    [InlineData("2026-12-05T11:30:00Z", false)]
    [InlineData("2027-02-01T00:00:00Z", false)]
    public async Task FromTheFirstWatchOnItIsRefused(string now, bool inTime)
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.KeepAsync(December);
        var before = street.Fingerprint();
        street.Clock.Reset(NodaTime.Text.InstantPattern.General.Parse(now).Value);

        var withdrawn = Assert.Single(await street.WithdrawAsync(December));

        Assert.Equal((inTime, !inTime), (withdrawn.Edition is not null, withdrawn.Reason is not null));
        Assert.Equal(!inTime, string.Equals(before, street.Fingerprint(), StringComparison.Ordinal));
    }

    private static Core.Intake.RegisterIntake WithHistory() =>
        SmallRegister
            .Of(1, 8)
            .Stood(
                SmallRegister.Household(1, 1),
                SmallRegister.Resident(1, 1, 1),
                new LocalDate(2026, 10, 3),
                Post.Lead
            )
            .Stood(
                SmallRegister.Household(1, 2),
                SmallRegister.Resident(1, 2, 1),
                new LocalDate(2026, 9, 5),
                Post.Guard
            )
            .Build();

    /// <summary>Who had no ledger before has one that says nothing afterwards.</summary>
    private static SortedDictionary<string, long> Filled(
        SortedDictionary<string, long> openings,
        SortedDictionary<string, long> like
    ) => new(openings.Where(o => o.Value != 0 || like.ContainsKey(o.Key)).ToDictionary(), StringComparer.Ordinal);
}
