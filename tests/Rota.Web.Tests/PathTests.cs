using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning.Visits;
using Rota.Testing;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>
/// The ways of residents through their pages, walked by taps in a browser from the first to the last. Each way is walked in two looks that have nothing in common,
/// other ways in others, so that each way meets each width, each language, and script or none; <c>ROTA_LOOKS=8</c> walks each in every look.
/// </summary>
public sealed class PathTests(Sight sight)
{
    private const string Second = "2026-12-12";
    private static readonly LocalDate SecondNight = new(2026, 12, 12);

    public static TheoryData<Look> First => [.. Look.Of(0)];
    public static TheoryData<Look> Next => [.. Look.Of(1)];
    public static TheoryData<Look> Third => [.. Look.Of(2)];
    public static TheoryData<Look> Last => [.. Look.Of(3)];

    /// <summary>Kinds of changes, each in looks of its own.</summary>
    public static TheoryData<ChangeKind, Look> Kinds =>
        [
            .. from kind in new[]
            {
                ChangeKind.HouseholdMember,
                ChangeKind.StandIn,
                ChangeKind.Exchange,
                ChangeKind.Ring,
            }.Index()
            from look in Look.Of(4 + kind.Index)
            select (kind.Item, look),
        ];

    [Theory]
    [MemberData(nameof(First), DisableDiscoveryEnumeration = true)]
    public async Task ComingInByLinkAndByCode_AndLeaving(Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync("R1-0001-1");
        var slips = await new GiveAccess(street.Office).CodesAsync(
            new Dictionary<ResidentId, WatchNumber> { [card.Resident] = card.Number },
            WebStreet.Stop
        );
        var walker = await Walker.InAsync(sight, street, look, card.Code);
        await walker.SeesAsync(card.Name!, card.Name!);

        await walker.TapAsync("退出", "Leave");
        await walker.IsAtAsync("/");
        await walker.TapAsync("我的班", "My nights");
        await walker.IsAtAsync("/enter");
        await walker.TypeAsync(
            "守望号（名字后面的数字）",
            "Watch number (the number after your name)",
            $"{card.Number}"
        );
        await walker.TypeAsync("纸条上的码", "The code on your slip", "AAAAA-AAAAA");
        await walker.TapAsync("进入", "Come in", "main form");
        await walker.SeesAsync("守望号和码对不上", "Number and code do not fit together");
        await SightTests.LooksWellAsync(walker.Page, look, "wrong code");

        // The number is still there; the code is typed as on the slip.
        await walker.TypeAsync("纸条上的码", "The code on your slip", slips[card.Resident]);
        await walker.TapAsync("进入", "Come in", "main form");
        await walker.IsAtAsync("/me");
        await walker.SeesAsync(card.Name!, card.Name!);

        // Who comes to a page of their own without being in is taken back to it.
        await walker.TapAsync("退出", "Leave");
        await walker.GoAsync("/me/ledger");
        await walker.TypeAsync(
            "守望号（名字后面的数字）",
            "Watch number (the number after your name)",
            $"{card.Number}"
        );
        await walker.TypeAsync("纸条上的码", "The code on your slip", slips[card.Resident]);
        await walker.TapAsync("进入", "Come in", "main form");
        await walker.IsAtAsync("/me/ledger");
        walker.IsContent();
    }

    [Theory]
    [MemberData(nameof(Next), DisableDiscoveryEnumeration = true)]
    public async Task SayingWhenOneIsAway_WhatOneWishes_AndThatOneKnows(Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var walker = await Walker.InAsync(sight, street, look, (await street.SheetAsync()).On(SecondNight, Post.Guard));

        await walker.TapAsync("知道了", "I know", $"#n{Second}");
        await walker.SeesAsync("您已说知道了", "You said that you know", $"#n{Second}");

        await walker.TapAsync("请假：哪些夜不在", "Away: nights when you are not here");
        await walker.TypeAsync("第一夜", "First night", "2026-12-20");
        await walker.TypeAsync("最后一夜（只一夜就不用填）", "Last night (leave empty for one night)", "2026-12-22");
        await walker.TapAsync("请假", "I am away", "main fieldset");
        await walker.SeesAsync("取消这次请假", "Take it back");
        await walker.TapAsync("取消这次请假", "Take it back");
        await walker.SeesAsync("眼下没有请假", "You are not away on any night to come");
        await walker.TapAsync("我的班", "My nights");

        await walker.TapAsync("意愿：愿意或不愿意哪一夜", "Wishes: nights you would like, or rather not");
        await walker.Page.GetByRole(AriaRole.Combobox).SelectOptionAsync("5");
        await walker.TapAsync("不愿意", "Rather not", "main form:has(select)");
        await walker.SeesAsync("不愿意 每个周五", "Rather not every Friday", ".cards");
        await walker.TypeAsync("日期", "Date", "2026-12-25");
        await walker.TapAsync("愿意", "Like it", "main form:has(#night)");
        await walker.SeesAsync("愿意 2026年12月25日", "Like 25 December 2026", ".cards");
        await walker.TapAsync("取消", "Take back", ".cards");
        await walker.TapAsync("取消", "Take back", ".cards");
        await walker.SeesAsync("还没有写意愿", "There are none yet");
        walker.IsContent();
    }

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public async Task SomebodyElseComes_OnceAllHaveAgreed(ChangeKind kind, Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(SecondNight, Post.Guard);
        var walker = await Walker.InAsync(sight, street, look, code);
        await walker.TapAsync("来不了", "I cannot come", $"#n{Second}");
        await walker.SeesAsync("有人接下之前，这一班还是您的", "Until somebody has taken it the duty stays yours");
        await walker.Page.Locator($"button[name=way][value^='{kind}~']").First.ClickAsync();
        await walker.SeesAsync("还没答复", "has not answered");
        var number = int.Parse(
            new Uri(walker.Page.Url).Segments[^1],
            System.Globalization.CultureInfo.InvariantCulture
        );

        var asked = await Offers.FindAsync(street, number);
        Assert.Equal(kind, asked.Kind);
        foreach (var party in asked.Parties.Where(p => p.Answer == PartyAnswer.None))
        {
            var other = await Walker.InAsync(sight, street, look, await Offers.CodeAsync(street, party.Resident));
            await other.SeesAsync("等您答复", "Waiting for your answer", ".asked");
            await other.Page.Locator($".asked a[href='/me/offers/{number}']").ClickAsync();
            await other.TapAsync("同意", "I agree", "main .acts");
            other.IsContent();
        }

        await walker.Page.ReloadAsync();
        await walker.SeesAsync("换好了，值班表已经改了", "It is done, and the rota has changed");
        await walker.SeesAsync("12月12日 周六不用来了", "You need not come on Sat 12 December");
        await walker.TapAsync("公示栏", "Board", ".top");
        await walker.TapAsync("丽景", "丽景", "main");
        await walker.TapAsync("G1", "G1", "main");
        foreach (var move in (await Offers.FindAsync(street, number)).Moves)
        {
            var holder = await street.CardAsync(await Offers.CodeAsync(street, move.To!.Value));
            var night = walker.Page.Locator(".month > li").Filter(new() { Has = Day(walker, move.Seat.Night) });
            await Assertions
                .Expect(night.Locator(".number").GetByText($"{holder.Number}", new() { Exact = true }))
                .ToBeVisibleAsync();
        }

        walker.IsContent();
    }

    [Theory]
    [MemberData(nameof(Third), DisableDiscoveryEnumeration = true)]
    public async Task SayingNo_TakingBackWhatOneAsked_AndComingAfterAll(Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(SecondNight, Post.Guard);
        var walker = await Walker.InAsync(sight, street, look, code);
        await walker.TapAsync("来不了", "I cannot come", $"#n{Second}");
        await walker.TapAsync("问问看", "Ask them", "main form:has([value^=StandIn])");
        var offer = new Uri(walker.Page.Url).AbsolutePath;
        var number = int.Parse(offer.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var asked = (await Offers.FindAsync(street, number)).Parties.Single(p => p.Answer == PartyAnswer.None);
        var other = await Walker.InAsync(sight, street, look, await Offers.CodeAsync(street, asked.Resident));
        await other.Page.Locator($".asked a[href='{offer}']").ClickAsync();
        await other.TapAsync("不同意", "No", "main .acts");
        await other.MissesAsync("等您答复", "Waiting for your answer");
        await walker.Page.ReloadAsync();
        await walker.SeesAsync("不同意", "says no");

        // Everybody is asked then; and no more.
        await walker.TapAsync("回到我的班", "Back to my nights");
        await walker.TapAsync("看看能找谁", "See who could come", $"#n{Second}");
        await walker.TapAsync("请大家看谁能替", "Ask who can take it");
        await walker.SeesAsync("正在找人接", "somebody is sought");
        await walker.TapAsync("收回", "Withdraw", "main .acts");
        await Assertions.Expect(walker.Page.Locator("main .acts button")).ToHaveCountAsync(0);
        Assert.Equal(ProposalState.Withdrawn, (await Offers.FindAsync(street, number + 1)).State);

        await walker.TapAsync("回到我的班", "Back to my nights");
        await walker.TapAsync("看看能找谁", "See who could come", $"#n{Second}");
        await walker.TapAsync("我又能来了", "I can come after all");
        await walker.SeesAsync("知道了", "I know", $"#n{Second}");
        await walker.MissesAsync("您说过这一夜来不了", "You said that you cannot come");
        Assert.Equal(code, (await street.SheetAsync()).On(SecondNight, Post.Guard));
        walker.IsContent();
        other.IsContent();
    }

    [Theory]
    [MemberData(nameof(Last), DisableDiscoveryEnumeration = true)]
    public async Task TheCalendar_OnesDataAsAFile_AndItsEnd(Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var card = await street.CardAsync(sheet.Idle().First());
        var walker = await Walker.InAsync(sight, street, look, card.Code);
        using var calendar = street.Guest();
        var addresses = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await walker.GoAsync("/me");
            await walker.TapAsync("放进手机日历", "In my phone's calendar");
            await walker.TapAsync("给我一个新网址", "Give me a new address");
            addresses.Add(
                await walker.Page.GetByLabel(walker.Say("日历网址", "Address of the calendar")).InputValueAsync()
            );
            Assert.StartsWith(
                "BEGIN:VCALENDAR",
                (await calendar.GetAsync(addresses[i])).Text,
                StringComparison.Ordinal
            );
        }

        Assert.Equal(HttpStatusCode.NotFound, (await calendar.GetAsync(addresses[0])).Status);

        await walker.TapAsync("回到我的班", "Back to my nights");
        await walker.TapAsync("我的数据、注销", "My data, and erasing it");
        var file = await walker.Page.RunAndWaitForDownloadAsync(() =>
            walker.TapAsync("下载（JSON 文件）", "Download (a JSON file)")
        );
        await using (var content = await file.CreateReadStreamAsync())
        {
            using var data = await JsonDocument.ParseAsync(content, cancellationToken: WebStreet.Stop);
            Assert.Equal(card.Name, data.RootElement.GetProperty("register").GetProperty("name").GetString());
        }

        await walker.Page.GetByLabel(walker.Say("我明白，请注销", "I understand; erase them")).CheckAsync();
        await walker.TapAsync("注销", "Erase", "main form");
        await walker.SeesAsync("姓名和电话已抹去", "Name and phone are erased");
        await SightTests.LooksWellAsync(walker.Page, look, "erased");
        Assert.Null((await street.CardAsync(card.Code)).Name);
        await walker.TapAsync("我的班", "My nights", ".top");
        await walker.IsAtAsync("/enter");
        walker.IsContent();
    }

    [Theory]
    [MemberData(nameof(First), DisableDiscoveryEnumeration = true)]
    public async Task LargeTextAndLanguage_StayOn(Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var walker = await Walker.OpenAsync(sight, street, look);
        await walker.TapAsync("大字", "Large text", ".top");
        await walker.TapAsync("English", "中文", ".top");
        var other = new Walker(walker.Page, look with { Language = look.Language == "zh" ? "en" : "zh" });

        // On pages of everybody, after coming in, through a form, and after leaving.
        await StaysAsync();
        await other.FollowAsync(
            await Walker.LinkAsync(street, (await street.SheetAsync()).On(SecondNight, Post.Guard))
        );
        await StaysAsync();
        await other.TapAsync("来不了", "I cannot come", $"#n{Second}");
        await StaysAsync();
        await other.TapAsync("我又能来了", "I can come after all");
        await other.TapAsync("退出", "Leave");
        await StaysAsync();
        await SightTests.LooksWellAsync(other.Page, look, "large and other");

        await other.TapAsync("标准字", "Plain text size", ".top");
        await other.TapAsync("English", "中文", ".top");
        Assert.Equal(17, await SightTests.SizeAsync(walker.Page));
        await walker.SeesAsync("社区和村", "Communities and villages");
        walker.IsContent();

        async Task StaysAsync()
        {
            Assert.Equal(25, await SightTests.SizeAsync(other.Page));
            await other.SeesAsync("别人为我守一年", "others guard a year for me", ".foot");
            await other.SeesAsync("公示栏", "Board", ".top");
        }
    }

    /// <summary>The heading of a night in a month's calendar.</summary>
    private static ILocator Day(Walker walker, LocalDate night) =>
        walker.Page.Locator(".day").GetByText($"{night.Day}", new() { Exact = true });
}
