using Microsoft.Playwright;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>An open call walked by taps: put aside, taken by another, and undone by who asked for it. Each in two looks that have nothing in common.</summary>
public sealed class CallPathTests(Sight sight)
{
    private const string Second = "2026-12-12";
    private static readonly LocalDate SecondNight = new(2026, 12, 12);

    public static TheoryData<Look> First => [.. Look.Of(6)];
    public static TheoryData<Look> Next => [.. Look.Of(1)];

    [Theory]
    [MemberData(nameof(First), DisableDiscoveryEnumeration = true)]
    public async Task PuttingACallAside_AndTakingItAfterAll(Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var (_, number) = await CallAsync(street, look);
        var code = (await Offers.TakersAsync(street, number))[0];
        var other = await Walker.InAsync(sight, street, look, code);
        await other.SeesAsync("邻居在找人替班", "Neighbours look for somebody");
        await other.Page.Locator($"main a[href='/me/offers/{number}']").ClickAsync();
        await SightTests.LooksWellAsync(other.Page, look, "call");
        await other.TapAsync("我不接，收起来", "Not me; put it aside", "main .acts");

        await other.IsAtAsync("/me");
        await other.MissesAsync("邻居在找人替班", "Neighbours look for somebody");
        await other.SeesAsync("您说过不接的", "Not for you, as you said");
        await SightTests.LooksWellAsync(other.Page, look, "call aside");
        await other.Page.Locator($"main a[href='/me/offers/{number}']").ClickAsync();
        await other.TapAsync("这一班我来", "I take this duty", "main .acts");
        await other.SeesAsync("换好了，值班表已经改了", "It is done, and the rota has changed");
        Assert.Equal(code, (await street.SheetAsync()).On(SecondNight, Post.Guard));
        other.IsContent();
    }

    [Theory]
    [MemberData(nameof(Next), DisableDiscoveryEnumeration = true)]
    public async Task UndoingWhatSomebodyTook(Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(SecondNight, Post.Guard);
        var (walker, number) = await CallAsync(street, look);
        var other = await Walker.InAsync(sight, street, look, (await Offers.TakersAsync(street, number))[0]);
        await other.Page.Locator($"main a[href='/me/offers/{number}']").ClickAsync();
        await other.TapAsync("这一班我来", "I take this duty", "main .acts");
        await other.SeesAsync("提出的人可以撤回", "Who asked for it can undo it");

        await walker.Page.ReloadAsync();
        await walker.SeesAsync("您那一夜的请假也取消", "and your absence that night is taken back");
        await SightTests.LooksWellAsync(walker.Page, look, "undo");
        await walker.TapAsync("撤回", "Undo it", "main .acts");
        await Assertions.Expect(walker.Page.Locator("main .acts button")).ToHaveCountAsync(0);
        Assert.Equal(ProposalState.Undone, (await Offers.FindAsync(street, number)).State);
        Assert.Equal(code, (await street.SheetAsync()).On(SecondNight, Post.Guard));

        await walker.TapAsync("回到我的班", "Back to my nights");
        await walker.SeesAsync("知道了", "I know", $"#n{Second}");
        await walker.MissesAsync("您说过这一夜来不了", "You said that you cannot come");
        walker.IsContent();
        other.IsContent();
    }

    /// <summary>The guard of 12 December asks everybody.</summary>
    private async Task<(Walker Walker, int Number)> CallAsync(WebStreet street, Look look)
    {
        var walker = await Walker.InAsync(sight, street, look, (await street.SheetAsync()).On(SecondNight, Post.Guard));
        await walker.TapAsync("来不了", "I cannot come", $"#n{Second}");
        await walker.TapAsync("请大家看谁能替", "Ask who can take it");
        await walker.SeesAsync("正在找人接", "somebody is sought");
        var number = new Uri(walker.Page.Url).Segments[^1];
        return (walker, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
    }
}
