using System.Diagnostics;
using NodaTime;
using Rota.Core.Ledgers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A published month, solved again.</summary>
public sealed class ResolveMonthTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task WhoCannotComeIsReplaced_AndNobodyElseMoves()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 30).Build());
        await street.KeepAsync(December);
        var (seat, out_) = await FirstLeadAsync(street);
        await street.ImportAsync(SmallRegister.Of(1, 30).Absent(out_, seat.Night, seat.Night).Build());
        var before = await street.SeatedAsync(December);

        var shown = await PreviewAsync(street, December);
        var change = Assert.Single(shown.Changes);
        Assert.Equal((seat, true, 1), (change.Seat, shown.IsFewest, shown.ChangedSeats));
        Assert.Contains((change.Leaves!.Seat, change.Leaves.Resident), shown.NotAllowed);
        var edition = (await new ResolveMonth(street.Office).RunAsync(shown, PlannedStreet.Stop)).Value;

        Assert.Equal((2, 1, RotaStatus.Edited), (edition.Number, edition.Supersedes, edition.Standing.Status));
        Assert.Null(edition.Digest);
        Assert.True(edition.Standing.Bound <= edition.Standing.Cost);
        var after = await street.SeatedAsync(December);
        Assert.Equal(before.Count, after.Count);
        Assert.Single(before.Except(after, StringComparer.Ordinal));
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task TheLedgerIsAsIfTheLastEditionHadBeenPublishedFirst()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        await street.KeepAsync(December);
        // A seat in a household that cannot be made up for: all seats of December are needed by all.
        var (seat, out_) = await FirstLeadAsync(street);
        await street.ImportAsync(SmallRegister.Of(1, 12).Absent(out_, seat.Night, seat.Night).Build());
        var written = await new ResolveMonth(street.Office).RunAsync(
            await PreviewAsync(street, December),
            PlannedStreet.Stop
        );
        Assert.True(written.Succeeded);

        var sheet = Assert.Single(await street.SheetsAsync(December));
        var ledger = await street.LedgerAsync();
        var done = sheet
            .Rota.Duties.GroupBy(d => sheet.People[d.Resident].HouseholdCode)
            .ToDictionary(g => g.Key, g => g.Sum(d => d.Points.Thousandths));
        var dues = Ledger.Dues(new Core.Points(done.Values.Sum()), [.. Enumerable.Repeat(1, 12)]);
        Assert.Equal(12, ledger.Count);
        Assert.Equal(
            dues.Sum(d => d.Thousandths),
            -ledger.SelectMany(h => h).Where(e => e.Reason == LedgerReason.Dues).Sum(e => e.Amount.Thousandths)
        );
        foreach (var household in ledger)
        {
            var its = household.Where(e => e.Month == December).ToList();
            Assert.Equal(
                done.GetValueOrDefault(household.Key),
                its.Where(e => e.Reason is LedgerReason.Assigned or LedgerReason.Released)
                    .Sum(e => e.Amount.Thousandths)
            );
            Assert.InRange(
                -its.Where(e => e.Reason == LedgerReason.Dues).Sum(e => e.Amount.Thousandths),
                dues.Min().Thousandths,
                dues.Max().Thousandths
            );
        }
    }

    [Fact]
    public async Task APreviewWritesNothing()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        await street.KeepAsync(December);
        var (seat, out_) = await FirstLeadAsync(street);
        await street.ImportAsync(SmallRegister.Of(1, 12).Absent(out_, seat.Night, seat.Night).Build());
        var before = street.Fingerprint();
        using var preview = new Activity("preview").Start();
        var commits = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StoreTrace.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
                commits += a.OperationName == StoreTrace.Commit && a.TraceId == preview.TraceId ? 1 : 0,
        };
        ActivitySource.AddActivityListener(listener);

        var shown = await PreviewAsync(street, December);

        // Not even for as long as it solves.
        Assert.NotEmpty(shown.Changes);
        Assert.Equal(before, street.Fingerprint());
        Assert.Equal(0, commits);
        Assert.True((await new ResolveMonth(street.Office).RunAsync(shown, Stop)).Succeeded);
        Assert.Equal(1, commits);
    }

    [Fact]
    public async Task WhatWasShownBeforeTheAreaChanged_IsRefusedInWords()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 30).Build());
        await street.KeepAsync(December);
        var (seat, out_) = await FirstLeadAsync(street);
        var absent = SmallRegister.Of(1, 30).Absent(out_, seat.Night, seat.Night);
        await street.ImportAsync(absent.Build());
        var shown = await PreviewAsync(street, December);
        await street.ImportAsync(absent.Absent(SmallRegister.Resident(1, 30, 1), seat.Night, seat.Night).Build());
        var before = street.Fingerprint();

        var written = await new ResolveMonth(street.Office).RunAsync(shown, PlannedStreet.Stop);

        Assert.Contains("changed", Assert.Single(written.Faults).Sentence.En, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());
        await using var reader = await street.Office.Database.ReadAsync(PlannedStreet.Stop);
        Assert.Single(await reader.Editions.ListAsync(shown.Area.Id, December, PlannedStreet.Stop));
    }

    [Fact]
    public async Task AMonthThatIsNotPublished_IsRefusedWithWhatWouldBeRight()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        await street.DraftAsync(December);
        var shown = await new ResolveMonth(street.Office).PreviewAsync(
            December,
            "G1",
            cancellation: PlannedStreet.Stop
        );
        Assert.Contains("rota draft 2026-12", Assert.Single(shown.Faults).Sentence.En, StringComparison.Ordinal);
    }

    /// <summary>Who comes in December keeps the distance from January, which is published already.</summary>
    [Fact]
    public async Task SolvedAgainAfterTheNextMonthWasPublished_RestLooksForwardToo()
    {
        var register = SmallRegister.Of(1, 18);
        await using var street = await PlannedStreet.OpenAsync(register.Build());
        await street.KeepAsync(December);
        await street.KeepAsync(PlannedStreet.January);
        var sheet = Assert.Single(await street.SheetsAsync(December));
        foreach (var duty in sheet.Rota.Duties.Where(d => d.Seat.Night.Day > 14))
        {
            register.Absent(sheet.People[duty.Resident].Resident, duty.Seat.Night, duty.Seat.Night);
        }

        await street.ImportAsync(register.Build());
        var shown = await PreviewAsync(street, December);
        Assert.True((await new ResolveMonth(street.Office).RunAsync(shown, PlannedStreet.Stop)).Succeeded);

        Assert.True(shown.ChangedSeats >= 4, $"{shown.ChangedSeats}");
        var all = (await street.SheetsAsync(December))
            .Concat(await street.SheetsAsync(PlannedStreet.January))
            .SelectMany(s => s.Rota.Duties);
        foreach (var household in all.Where(d => d.Seat.Post != Post.Standby).GroupBy(d => d.Household))
        {
            var nights = household.Select(d => d.Seat.Night).Order().ToList();
            Assert.All(nights.Zip(nights.Skip(1)), p => Assert.True(Period.DaysBetween(p.First, p.Second) > 20));
        }
    }

    [Fact]
    public async Task PastNightsStayAsTheyWere_AlsoWhereTheBooksForbidThemNow()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 30).Build());
        await street.KeepAsync(December);
        var (seat, out_) = await FirstLeadAsync(street);
        await street.ImportAsync(
            SmallRegister.Of(1, 30).Absent(out_, December.OnDayOfMonth(1), December.OnDayOfMonth(31)).Build()
        );

        street.Clock.Reset(Instant.FromUtc(2026, 12, 5, 23, 0));
        var shown = await PreviewAsync(street, December);

        Assert.Empty(shown.Changes);
        Assert.NotEmpty(shown.Standing);
        Assert.Equal(seat, shown.Before.Duties[0].Seat);
        var written = await new ResolveMonth(street.Office).RunAsync(shown, PlannedStreet.Stop);
        Assert.False(written.Succeeded);
    }

    private static async Task<MonthResolved> PreviewAsync(PlannedStreet street, YearMonth month) =>
        (await new ResolveMonth(street.Office).PreviewAsync(month, "G1", cancellation: PlannedStreet.Stop)).Value;

    private static async Task<(Seat Seat, string Resident)> FirstLeadAsync(PlannedStreet street)
    {
        var sheet = (await street.SheetsAsync(December))[0];
        var duty = sheet.Rota.Duties[0];
        return (duty.Seat, sheet.People[duty.Resident].Resident);
    }
}
