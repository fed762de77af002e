using System.Net;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Testing.Registers;
using Xunit;
using static Rota.Web.Tests.Offers;

namespace Rota.Web.Tests;

/// <summary>What is told of a proposal while it waits and once it is settled: who is waited for, until when it can be undone, why the duty is now somebody's.</summary>
public sealed class SettledTests
{
    private static readonly Duration Moment = Duration.FromMinutes(1);
    private const string Night = "2026-12-12";
    private static readonly LocalDate Second = new(2026, 12, 12);

    [Theory]
    [InlineData(ChangeKind.HouseholdMember, "您答应由您去")]
    [InlineData(ChangeKind.StandIn, "您答应替")]
    [InlineData(ChangeKind.Exchange, "您答应和")]
    [InlineData(ChangeKind.Ring, "您答应几家轮着换班")]
    public async Task WhoAgreed_ReadsThatAsWhy_WithMaskedNames(ChangeKind kind, string said)
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        var (number, _) = await SettleAsync(street, code, kind);
        var taken = (await FindAsync(street, number)).Moves.Single(m => m.Seat.Night == Second);
        var holder = await street.CardAsync(await CodeAsync(street, taken.To!.Value));
        using var guest = await street.ResidentAsync(holder.Code);

        var why = await guest.PostAsync($"/me/why/{Night}", (await guest.GetAsync("/me")).Text);

        Assert.Contains(said, why.Text, StringComparison.Ordinal);
        Assert.Contains((await street.CardAsync(code)).Number.ToString(), why.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("若这一班不排您家", why.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("省", why.Text, StringComparison.Ordinal);
        why.Text.Hides((await street.OthersAsync(holder.Household)).Where(o => o.Household != holder.Household));
    }

    [Theory]
    [InlineData(ChangeKind.StandIn, 5, "12月6日 周日 12:00")]
    [InlineData(ChangeKind.HouseholdMember, 5, "12月6日 周日 12:00")]
    // No later than when finding somebody for the watch is an emergency.
    [InlineData(ChangeKind.StandIn, 11, "12月11日 周五 19:30")]
    public async Task WhatOneGaveAway_IsUndoneAlone_UntilTheCovenantsHour(ChangeKind kind, int day, string until)
    {
        await using var street = await WebStreet.OpenAsync();
        street.At(2026, 12, day, 12, 0);
        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        var (number, guest) = await SettleAsync(street, code, kind);
        using var _ = guest;
        var path = $"/me/offers/{number}";
        var asked = (await FindAsync(street, number)).Moves.Single(m => m.Seat.Night == Second).To!.Value;
        using var other = await street.ResidentAsync(await CodeAsync(street, asked));

        var theirs = await other.GetAsync(path);
        Assert.Contains($"{until} 以前，提出的人可以撤回", theirs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{path}/undo", theirs.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"{path}/undo", theirs.Text)).Status);

        var own = await guest.GetAsync(path);
        Assert.Contains($"{until} 以前可以撤回", own.Text, StringComparison.Ordinal);
        Assert.Contains("您那一夜的请假也取消", own.Text, StringComparison.Ordinal);
        street.Clock.Advance(Duration.FromHours(day == 5 ? 24 : 7.5) + Moment);
        var late = await guest.GetAsync(path);
        Assert.DoesNotContain("撤回", late.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await guest.PostAsync($"{path}/undo", own.Text)).Status);

        street.Clock.Advance(-2 * Moment);
        Assert.Equal(path, (await guest.PostAsync($"{path}/undo", own.Text)).To);
        Assert.Equal(ProposalState.Undone, (await FindAsync(street, number)).State);
        Assert.Equal(code, (await street.SheetAsync()).On(Second, Post.Guard));
        Assert.Empty(await AbsencesAsync(street, code));
    }

    [Theory]
    [InlineData(ChangeKind.Exchange)]
    [InlineData(ChangeKind.Ring)]
    [InlineData(ChangeKind.Promotion)]
    public async Task WhatGivesOthersADutyBack_IsNotUndoneAlone_ButProposedAgain(ChangeKind kind)
    {
        await using var street = await WebStreet.OpenAsync();
        var (number, guest) = await SettleAsync(street, (await street.SheetAsync()).On(Second, Post.Guard), kind);
        using var _ = guest;
        var path = $"/me/offers/{number}";
        var moves = (await FindAsync(street, number)).Moves;
        var asker = moves.Single(m => m.Seat.Night == Second && m.Seat.Post == Post.Guard).From!.Value;
        var got = moves.FirstOrDefault(m => m.To == asker);
        var before = street.Fingerprint();

        var own = await guest.GetAsync(path);

        Assert.DoesNotContain($"{path}/undo", own.Text, StringComparison.Ordinal);
        var back = got is null ? "/me" : $"/me/cannot/{got.Seat.Night:uuuu-MM-dd}";
        Assert.Contains($"href=\"{back}\">要换回来，请再提一次换班", own.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync(back)).Status);
        var refused = await guest.PostAsync($"{path}/undo", own.Text);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("要换回来，请再提一次换班", refused.Text, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());
        // An organiser still turns it round, where who asked can come.
        await new ReportAbsence(street.Office).TakeBackAsync(new([asker], Second, Second), WebStreet.Stop);
        Assert.True((await new UndoChange(street.Office).RunAsync(number, WebStreet.Stop)).Succeeded);
    }

    [Fact]
    public async Task ALongerAbsence_IsNotCutByAnUndo_AndItIsSaidWhatWouldBeRight()
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        var away = new AbsenceAsked([(await street.CardAsync(code)).Resident], Second.PlusDays(-1), Second.PlusDays(1));
        await new ReportAbsence(street.Office).RunAsync(away, WebStreet.Stop);
        var (number, guest) = await SettleAsync(street, code, ChangeKind.StandIn);
        using var _ = guest;
        var path = $"/me/offers/{number}";
        var (page, before) = (await guest.GetAsync(path), street.Fingerprint());
        Assert.DoesNotContain($"{path}/undo", page.Text, StringComparison.Ordinal);
        Assert.Contains("请先在“请假”里取消那一段", page.Text, StringComparison.Ordinal);
        // Nobody else learns that they are away.
        var taker = (await FindAsync(street, number)).Moves[0].To!.Value;
        using var other = await street.ResidentAsync(await CodeAsync(street, taker));
        var theirs = await other.GetAsync(path);
        Assert.Contains("以前，提出的人可以撤回", theirs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("请假", theirs.Text, StringComparison.Ordinal);
        before = street.Fingerprint();

        var refused = await guest.PostAsync($"{path}/undo", page.Text);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("请先在“请假”里取消那一段", refused.Text, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());

        await new ReportAbsence(street.Office).TakeBackAsync(away, WebStreet.Stop);
        page = await guest.GetAsync(path);
        Assert.Contains("以前可以撤回：这一班还是您来。", page.Text, StringComparison.Ordinal);
        Assert.Equal(path, (await guest.PostAsync($"{path}/undo", page.Text)).To);
    }

    [Fact]
    public async Task WhoMayGuardNoMore_IsOfferedNoUndo()
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        var (number, guest) = await SettleAsync(street, code, ChangeKind.StandIn);
        using var _ = guest;
        // They are not away that night any more: that they may not guard has another cause.
        var card = await street.CardAsync(code);
        await new ReportAbsence(street.Office).TakeBackAsync(new([card.Resident], Second, Second), WebStreet.Stop);
        Assert.Contains("以前可以撤回", (await guest.GetAsync($"/me/offers/{number}")).Text, StringComparison.Ordinal);
        await new ImportRegister(street.Office).RunAsync(
            "下湄桥街道",
            SmallRegister.Of(2, 12).Change(code, r => r with { ExemptUntil = new(2026, 12, 20) }).Build(),
            WebStreet.Stop
        );

        var page = await guest.GetAsync($"/me/offers/{number}");

        Assert.DoesNotContain("撤回", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await guest.PostAsync($"/me/offers/{number}/undo", page.Text)).Status);
    }

    [Fact]
    public async Task NobodyElseIsToldThatTheMonthCouldHaveBeenCheaper()
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        var (_, guest) = await SettleAsync(street, code, ChangeKind.StandIn, isUnwilling: true);
        guest.Dispose();
        var sheet = await street.SheetAsync();
        var told = new List<string>();
        foreach (var idle in sheet.Idle().Take(6))
        {
            using var other = await street.ResidentAsync(idle);
            var page = (await other.GetAsync("/me")).Text;
            told.Add((await other.PostAsync($"/me/why/{Night}", page)).Text);
        }

        Assert.Contains(told, t => t.Contains("现在不好比：公布后有人换过班", StringComparison.Ordinal));
        Assert.All(told, t => Assert.DoesNotContain("省：", t, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheLedgerNamesAStandby_AndRoundsNothing()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        using var home = await street.ResidentAsync(sheet.On(Second, Post.Standby));
        var ledger = (await home.GetAsync("/me/ledger")).Text;
        Assert.Contains("休息日前夜备班", ledger, StringComparison.Ordinal);
        Assert.Contains("<td>+3</td>", ledger, StringComparison.Ordinal);

        using var lead = await street.ResidentAsync(sheet.On(Second, Post.Lead));
        Assert.Contains("<td>+15</td>", (await lead.GetAsync("/me/ledger")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheBoardSaysWhichNightsChanged()
    {
        await using var street = await WebStreet.OpenAsync();
        using var anybody = street.Guest();
        Assert.DoesNotContain("有变", (await anybody.GetAsync("/areas/G1/2026-12")).Text, StringComparison.Ordinal);

        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        var (_, guest) = await SettleAsync(street, code, ChangeKind.StandIn);
        guest.Dispose();

        Assert.Contains(
            "取代第 1 版，12月12日有变",
            (await anybody.GetAsync("/areas/G1/2026-12")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WhoIsWaitedFor_IsSaidByMaskedName()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync((await street.SheetAsync()).On(Second, Post.Guard));
        var page = await SaidAsync(guest);
        var way = page.Way(ChangeKind.StandIn)!;
        var number = (await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", way))).Offer();
        var asked = (await FindAsync(street, number)).Parties.Single(p => p.Answer == PartyAnswer.None);
        var other = await street.CardAsync(await CodeAsync(street, asked.Resident));

        var mine = await guest.GetAsync("/me");

        Assert.Contains(
            $"还等 <bdi>{Core.Registers.MaskedName.Of(other.Name!)}（{other.Number}",
            mine.Text,
            StringComparison.Ordinal
        );
    }

    private static async Task<IReadOnlyList<Core.Registers.Absence>> AbsencesAsync(WebStreet street, string code)
    {
        var card = await street.CardAsync(code);
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        return await reader.Said.AbsencesAsync(card.Resident, WebStreet.Stop);
    }

    /// <summary>Somebody asks for a way of a kind, and everybody agrees; where so, though they would rather not have that night.</summary>
    private static async Task<(int Number, Guest Guest)> SettleAsync(
        WebStreet street,
        string code,
        ChangeKind kind,
        bool isUnwilling = false
    )
    {
        var guest = await street.ResidentAsync(code);
        var page = await SaidAsync(guest);
        var number = (await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", page.Way(kind)!))).Offer();
        foreach (var party in (await FindAsync(street, number)).Parties.Where(p => p.Answer == PartyAnswer.None))
        {
            using var other = await street.ResidentAsync(await CodeAsync(street, party.Resident));
            if (isUnwilling)
            {
                var wishes = (await other.GetAsync("/me/wishes")).Text;
                await other.PostAsync("/me/wishes", wishes, ("night", Night), ("kind", "avoid"));
            }

            await other.PostAsync($"/me/offers/{number}/agree", (await other.GetAsync("/me")).Text);
        }

        Assert.Equal(ProposalState.Done, (await FindAsync(street, number)).State);
        return (number, guest);
    }
}
