using NodaTime;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Ledgers;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>What is published is the draft, under the covenant and with its ledger; what is not clean never is.</summary>
public sealed class PublishMonthTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    [Fact]
    public async Task TheDraftBecomesEditionOneWithItsDutiesInForceAndItsLedger()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(2, 8).Build());
        await street.DraftAsync(December);
        var drafted = await street.SeatedAsync(December);

        var published = await street.PublishAsync(December);

        Assert.All(published, p => Assert.Equal((PublishState.Published, 1), (p.State, p.Edition)));
        Assert.Equal(drafted, await street.SeatedAsync(December));
        Assert.Equal(drafted.Count, await street.DutiesInForceAsync(December));
        var entries = (await street.LedgerAsync()).SelectMany(h => h).ToList();
        Assert.Equal(drafted.Count, entries.Count(e => e.Reason == LedgerReason.Assigned));
        Assert.Equal(0, entries.Sum(e => e.Amount.Thousandths));
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task PublishingTwiceChangesNothing()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.KeepAsync(December);
        var before = street.Fingerprint();

        var again = Assert.Single(await street.PublishAsync(December));

        Assert.Equal((PublishState.AlreadyPublished, 1), (again.State, again.Edition));
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task ADraftThatTheCovenantHasOvertakenIsDraftedAgainUnderTheOneInForce()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.DraftAsync(December);
        street.Office = street.Office with { Covenant = PlannedStreet.On(IsoDayOfWeek.Sunday) };

        var published = Assert.Single(await street.PublishAsync(December));

        Assert.NotNull(published.Reason);
        var edition = Assert.Single(await street.SheetsAsync(December));
        Assert.All(edition.Rota.Duties, d => Assert.Equal(IsoDayOfWeek.Sunday, d.Seat.Night.DayOfWeek));
        Assert.Equal(street.Office.Form.VersionOf(street.Office.Covenant), edition.CovenantVersion);
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task ACovenantThatDiffersInAPhoneAlone_LeavesTheDraftAsItIs()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.DraftAsync(December);
        var covenant = street.Office.Covenant;
        street.Office = street.Office with
        {
            Covenant = covenant with { Areas = [new AreaPlan("ZZ-99", ["ZZ-99"], null, "0735-0199999")] },
        };

        Assert.Null(Assert.Single(await street.PublishAsync(December)).Reason);
    }

    [Fact]
    public async Task ACalendarAnnouncedAfterTheDraft_CountsWhenItIsPublished()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.DraftAsync(December);
        var saturday = new LocalDate(2026, 12, 12);
        var notice = new CalendarYear(2026, true, [new NoticeDay(saturday, "平安节", true)]);
        street.Office = street.Office with { Calendar = new DayCalendar([notice]) };

        Assert.NotNull(Assert.Single(await street.PublishAsync(December)).Reason);

        var edition = Assert.Single(await street.SheetsAsync(December));
        Assert.Equal(NightKind.Holiday, edition.Nights[saturday.Day - 1].Kind);
        Assert.All(
            edition.Rota.Duties.Where(d => d.Seat is { Post: Post.Lead } && d.Seat.Night == saturday),
            d => Assert.Equal(Core.Points.Of(30), d.Points)
        );
    }

    [Fact]
    public async Task GridsJoinedAfterPublishing_KeepTheirMonthAndGetNoSecondRota()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(2, 8).Build());
        await street.KeepAsync(December);
        var grids = (await street.SheetsAsync(December)).Select(s => s.Area.Code).ToList();
        var joined = new AreaPlan("ZZ-A", [.. grids], null, null);
        street.Office = street.Office with { Covenant = street.Office.Covenant with { Areas = [joined] } };

        var drafted = await street.DraftAsync(December);

        Assert.Equal(DraftState.Failed, drafted.Single(d => d.Area.Code == "ZZ-A").State);
        Assert.Equal(grids, (await street.SheetsAsync(December)).Select(s => s.Area.Code));
        Assert.Equal(["ZZ-A"], (await street.DraftAsync(PlannedStreet.January)).Select(d => d.Area.Code));
    }

    [Fact]
    public async Task ADraftThatTheAreaHasOvertakenIsDraftedAgain()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.DraftAsync(December);
        var draft = Assert.Single(await street.SheetsAsync(December));
        var who = draft.People[draft.Rota.Duties[0].Resident].Resident;
        await street.ImportAsync(DraftMonthTests.AbsentAll(who));

        var published = Assert.Single(await street.PublishAsync(December));

        Assert.Equal(PublishState.Published, published.State);
        Assert.NotNull(published.Reason);
        var edition = Assert.Single(await street.SheetsAsync(December));
        Assert.DoesNotContain(edition.Rota.Duties, d => edition.People[d.Resident].Resident == who);
        Assert.Equal(1, edition.Edition);
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task ADraftThatPeopleEditedIsNotDraftedOver()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.DraftAsync(December);
        var draft = await street.DraftOfAsync("G1", December);
        await street.SaveAsync(draft, draft.Sheet.Rota, RotaStatus.Edited);
        await street.ImportAsync(DraftMonthTests.AbsentAll(SmallRegister.Resident(1, 1, 1)));

        var held = Assert.Single(await street.PublishAsync(December));

        Assert.Equal(PublishState.Held, held.State);
        Assert.NotNull(held.Reason);
        var kept = await street.DraftOfAsync("G1", December);
        Assert.True(kept.Head.IsHeld);
        Assert.Equal(draft.Sheet.Rota.Duties, kept.Sheet.Rota.Duties);
    }

    [Fact]
    public async Task ADraftThatBreaksARuleIsRefusedWithTheRuleAndNothingIsWritten()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(2, 8).Build());
        await street.DraftAsync(December);
        var draft = await street.DraftOfAsync("G1", December);
        var rota = draft.Sheet.Rota;
        var first = rota.Duties.First(d => d.Seat.Post == Post.Lead);
        var other = rota.Duties.Last(d => d.Seat.Post == Post.Lead);
        Duty[] tampered =
        [
            .. rota.Duties.Select(d =>
                d == other ? d with { Resident = first.Resident, Household = first.Household } : d
            ),
        ];
        await street.SaveAsync(draft, rota with { Duties = tampered }, draft.Sheet.Standing.Status);
        var before = await street.LedgerAsync();

        var published = await street.PublishAsync(December);

        Assert.Equal([PublishState.Refused, PublishState.Published], published.Select(p => p.State));
        Assert.Contains(published[0].Breaches, b => string.Equals(b.Rule, "month", StringComparison.Ordinal));
        var sheets = await street.SheetsAsync(December);
        Assert.Equal([null, 1], sheets.Select(s => s.Edition));
        Assert.Equal(sheets[1].Rota.Duties.Count, await street.DutiesInForceAsync(December));
        Assert.Empty(before);
        Assert.All(await street.LedgerAsync(), h => Assert.StartsWith("G2", h.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithoutADraftThereIsNothingToPublish()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 3).Build());
        var before = street.Fingerprint();

        Assert.Equal(PublishState.NoDraft, Assert.Single(await street.PublishAsync(December)).State);
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task TheTrailHoldsNoNameAndNoPhone()
    {
        var register = SmallRegister
            .Of(1, 8)
            .Stood(
                SmallRegister.Household(1, 1),
                SmallRegister.Resident(1, 1, 1),
                new LocalDate(2026, 10, 1),
                Post.Lead
            )
            .Build();
        await using var street = await PlannedStreet.OpenAsync(register);
        await street.KeepAsync(December);
        await street.WithdrawAsync(December);
        await street.KeepAsync(December);

        await using var reader = await street.Office.Database.ReadAsync(PlannedStreet.Stop);
        var trail = await reader.Trail.LastAsync(1000, PlannedStreet.Stop);
        var text = string.Join('\n', trail);

        string[] verbs = ["import", "ledger", "draft", "publish", "withdraw"];
        Assert.All(verbs, v => Assert.Contains(trail, t => string.Equals(t.Verb, v, StringComparison.Ordinal)));
        Assert.All(register.Residents, r => Assert.DoesNotContain(r.Name, text, StringComparison.Ordinal));
        Assert.All(register.Residents, r => Assert.DoesNotContain(r.Phone!, text, StringComparison.Ordinal));
    }
}
