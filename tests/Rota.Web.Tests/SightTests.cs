using Microsoft.Playwright;
using Rota.Core.Changes;
using Rota.Planning;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Pages as people see them: in a real browser, on a phone and at a desk, in both languages, with script and without.</summary>
public sealed class SightTests(Sight sight)
{
    /// <summary>Every page that everybody may read.</summary>
    private static readonly string[] Public =
    [
        "/",
        "/?q=1栋",
        "/communities/丽景",
        "/areas/G1",
        "/areas/G1/2026-12",
        "/areas/G1/2027-03",
        "/areas/G1/covenant",
        "/areas/G1/years/2026",
        "/enter",
        "/nothing",
    ];

    public static TheoryData<Look> Looks => [.. Look.All];

    [Theory]
    [MemberData(nameof(Looks), DisableDiscoveryEnumeration = true)]
    public async Task EveryPublicPageReadsWell(Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var page = await sight.OpenAsync(street.Url, look);
        var said = new List<string>();
        page.Console += (_, line) => said.Add(line.Text);
        foreach (var path in Public)
        {
            await page.GotoAsync(path);
            await LooksWellAsync(page, look, path);
        }

        // That something is missing is said by the browser itself.
        Assert.All(said, line => Assert.Contains("404", line, StringComparison.Ordinal));
    }

    /// <summary>Every page of a resident's own.</summary>
    private static readonly string[] Own =
    [
        "/me",
        "/me/tonight",
        "/me/cannot/2026-12-12",
        "/me/offers/1",
        "/me/ledger",
        "/me/why/2026-12-12",
        "/me/away",
        "/me/wishes",
        "/me/feed",
        "/me/data",
    ];

    [Theory]
    [MemberData(nameof(Looks), DisableDiscoveryEnumeration = true)]
    public async Task EveryPageOfAResidentReadsWell(Look look)
    {
        await using var street = await WebStreet.OpenAsync();
        var samples = await Samples.OfAsync(street);
        var page = await sight.OpenAsync(street.Url, look);
        await page.GotoAsync($"/m/{samples.Link}");
        await page.GetByRole(
                AriaRole.Button,
                new PageGetByRoleOptions { Name = look.Language == "zh" ? "进入" : "Come in" }
            )
            .ClickAsync();
        foreach (var path in Own)
        {
            await page.GotoAsync(path);
            await LooksWellAsync(page, look, path);
        }
    }

    /// <summary>Pages with everything on them that can be: what was said, what is asked, what is told, and the night itself.</summary>
    [Theory]
    [InlineData(Look.Phone, "zh")]
    [InlineData(Look.Desk, "en")]
    public async Task FullPagesReadWell(int width, string language)
    {
        await using var street = await WebStreet.OpenAsync();
        var look = new Look(width, HasScript: true, language);
        var night = new NodaTime.LocalDate(2026, 12, 12);
        var sheet = await street.SheetAsync();
        var (guard, lead) = (sheet.On(night, Rota.Core.Rotas.Post.Guard), sheet.On(night, Rota.Core.Rotas.Post.Lead));
        using var guest = await street.ResidentAsync(guard);
        await guest.PostAsync(
            "/me/wishes",
            (await guest.GetAsync("/me/wishes")).Text,
            ("weekday", "6"),
            ("kind", "like")
        );
        await guest.PostAsync(
            "/me/away",
            (await guest.GetAsync("/me/away")).Text,
            ("from", "2026-12-20"),
            ("to", "2026-12-22")
        );
        await guest.PostAsync("/me/cannot/2026-12-12", (await guest.GetAsync("/me")).Text);
        var ways = await guest.GetAsync("/me/cannot/2026-12-12");
        var number = (
            await guest.PostAsync("/me/cannot/2026-12-12/way", ways.Text, ("way", ways.Way(ChangeKind.StandIn)!))
        ).Offer();
        var proposal = (await new ReadProposals(street.Office).RunAsync(AreaChoice.All, WebStreet.Stop)).Value.Single(
            p => p.Proposal.Number == number
        );
        var asked = proposal.People[proposal.Proposal.Parties.Single(p => p.Answer == PartyAnswer.None).Resident].Code;

        var mine = await InAsync(street, guard, look);
        foreach (
            var path in (string[])["/me", "/me/cannot/2026-12-12", "/me/wishes", "/me/away", $"/me/offers/{number}"]
        )
        {
            await mine.GotoAsync(path);
            await LooksWellAsync(mine, look, "full " + path);
        }

        await mine.GotoAsync("/me/why/2026-12-12");
        await mine.Locator("main form button").First.ClickAsync();
        await LooksWellAsync(mine, look, "told why");
        await mine.GotoAsync("/me/feed");
        await mine.Locator("main form button").First.ClickAsync();
        await LooksWellAsync(mine, look, "made feed");
        var theirs = await InAsync(street, asked, look);
        await theirs.GotoAsync($"/me/offers/{number}");
        await LooksWellAsync(theirs, look, "asked");

        street.At(2026, 12, 12, 20, 0);
        var leading = await InAsync(street, lead, look);
        await leading.GotoAsync("/me/tonight");
        await Assertions.Expect(leading.Locator("a[href^='tel:']").First).ToBeVisibleAsync();
        await LooksWellAsync(leading, look, "the night");
    }

    [Fact]
    public async Task TheCodeOnTheLeadsPhone_AndThePageBehindIt_ReadWell()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        street.At(2026, 12, 5, 19, 0);
        var look = new Look(Look.Phone, HasScript: true, "zh");
        var page = await InAsync(street, sheet.On(new(2026, 12, 5), Rota.Core.Rotas.Post.Lead), look);
        await page.GotoAsync("/me/tonight");
        await LooksWellAsync(page, look, "lead");
        var size = (await page.Locator(".qr svg").BoundingBoxAsync())!;
        Assert.InRange(size.Width, 250, 350);
        Assert.Equal(size.Width, size.Height, tolerance: 1);

        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var duties = await reader.Duties.OfAreaAsync(sheet.Area.Id, new(2026, 12, 5), new(2026, 12, 5), WebStreet.Stop);
        var guard = await InAsync(street, sheet.On(new(2026, 12, 5), Rota.Core.Rotas.Post.Guard), look);
        await guard.GotoAsync($"/here/{street.Here.Make(duties[0])}");
        await LooksWellAsync(guard, look, "here");
        await guard.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "我到了" }).ClickAsync();
        await Assertions.Expect(guard.GetByText("19:00 到").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WhoCannotComeSaysSoWithOneTap_AndANeighbourTakesIt()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var code = sheet.On(new(2026, 12, 12), Rota.Core.Rotas.Post.Guard);
        var page = await InAsync(street, code);
        await page.GotoAsync("/me");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "来不了" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("有人接下之前，这一班还是您的").First).ToBeVisibleAsync();
        await Sight.KeepAsync(page, "cannot");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "找人替班" }).First.ClickAsync();
        await Sight.KeepAsync(page, "called");

        foreach (var idle in sheet.Idle())
        {
            var neighbour = await InAsync(street, idle);
            await neighbour.GotoAsync("/me");
            if (
                await neighbour.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "12月12日" }).CountAsync()
                == 0
            )
            {
                continue;
            }

            await neighbour.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "12月12日" }).First.ClickAsync();
            await Sight.KeepAsync(neighbour, "offered");
            await neighbour
                .GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "这一班我来" })
                .First.ClickAsync();
            await Sight.KeepAsync(neighbour, "taken");
            Assert.Equal(idle, (await street.SheetAsync()).On(new(2026, 12, 12), Rota.Core.Rotas.Post.Guard));
            return;
        }

        Assert.Fail("Nobody was offered it.");
    }

    private async Task<IPage> InAsync(WebStreet street, string code, Look? look = null)
    {
        look ??= new Look(Look.Phone, HasScript: false, "zh");
        var card = await street.CardAsync(code);
        var token = await new Rota.Planning.Visits.GiveAccess(street.Office).LinkAsync(card.Resident, WebStreet.Stop);
        var page = await sight.OpenAsync(street.Url, look);
        await page.GotoAsync($"/m/{token}");
        await page.Locator("main form button").ClickAsync();
        return page;
    }

    [Fact]
    public async Task TheBoardIsReachedFromTheStreet_ByBuilding_WithTheKeyboardAlone()
    {
        await using var street = await WebStreet.OpenAsync();
        var page = await sight.OpenAsync(street.Url, new Look(Look.Phone, HasScript: false, "zh"));
        await page.GotoAsync("/");

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("跳到正文", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("1栋");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "G1" }).First.PressAsync("Enter");

        await Assertions
            .Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }))
            .ToContainTextAsync("G1");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "今晚" }))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task LargeTextIsHalfAsLargeAgain_AndStillFits()
    {
        await using var street = await WebStreet.OpenAsync();
        var look = new Look(Look.Phone, HasScript: true, "zh");
        var page = await sight.OpenAsync(street.Url, look);
        await page.GotoAsync("/areas/G1");
        var before = await SizeAsync(page);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "大字" }).ClickAsync();

        Assert.True(await SizeAsync(page) > before * 1.4);
        await LooksWellAsync(page, look, "/areas/G1 large");
    }

    [Fact]
    public async Task AMonthPrintsOnOneSheet()
    {
        await using var street = await WebStreet.OpenAsync();
        var page = await sight.OpenAsync(street.Url, new Look(Look.Desk, HasScript: true, "zh"));
        await page.GotoAsync("/areas/G1");

        var pdf = await page.PdfAsync(
            new PagePdfOptions { Format = "A4", Path = Path.Combine(Sight.Pictures, "print.pdf") }
        );

        Assert.Equal(1, Count(System.Text.Encoding.Latin1.GetString(pdf), "/Type /Page\n"));
    }

    /// <summary>What lies beyond the edge can be swiped to on a screen; on paper it would be cut off.</summary>
    [Fact]
    public async Task ThePictureOfAYearPrintsWhole_InLargeLettersToo()
    {
        await using var street = await WebStreet.OpenAsync();
        var page = await sight.OpenAsync(street.Url, new Look(Look.Phone, HasScript: true, "zh"));
        await page.GotoAsync("/areas/G1/years/2026");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "大字" }).ClickAsync();
        await Assertions.Expect(page.GetByText("左右滑动看全图")).ToBeVisibleAsync();
        await Sight.KeepAsync(page, "zh 390 large year");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        // A4 without its margins of 10 mm.
        await page.SetViewportSizeAsync(718, 1000);

        Assert.InRange(
            await page.EvaluateAsync<double>("document.querySelector('.picture').getBoundingClientRect().right"),
            600,
            718
        );
        Assert.True(await IsWithinAsync(page));
        await Assertions.Expect(page.GetByText("左右滑动看全图")).ToBeHiddenAsync();
    }

    /// <summary>Axe finds nothing, nothing is wider than the window or than half of it at 200 %, every target is as large as a thumb, and a picture is kept.</summary>
    internal static async Task LooksWellAsync(IPage page, Look look, string name)
    {
        if (look.HasScript)
        {
            Assert.Empty(await Sight.FaultsAsync(page));
            Assert.Empty(await SmallAsync(page));
            await page.SetViewportSizeAsync(look.Width / 2 < 320 ? 320 : look.Width / 2, 800);
            Assert.True(await IsWithinAsync(page), $"{name} at 200 % is wider than its window");
            await page.SetViewportSizeAsync(look.Width, 800);
        }

        Assert.True(await IsWithinAsync(page), $"{name} is wider than its window");
        await Sight.KeepAsync(page, $"{look} {string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : '-'))}");
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static Task<string> FocusedAsync(IPage page) => page.Locator(":focus").InnerTextAsync();

    /// <summary>Size of a page's letters, in pixels.</summary>
    internal static Task<double> SizeAsync(IPage page) =>
        page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.documentElement).fontSize)");

    private static async Task<bool> IsWithinAsync(IPage page) =>
        await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth") <= 0;

    /// <summary>Links, buttons and fields smaller than 44 pixels; links within a sentence may be.</summary>
    private static async Task<IReadOnlyList<string>> SmallAsync(IPage page) =>
        await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
              .filter(e => !e.matches('.skip') && !(e.tagName === 'A' && getComputedStyle(e).display === 'inline' && e.parentElement.textContent.trim() !== e.textContent.trim()))
              .map(e => ({ e, r: e.getBoundingClientRect() }))
              .filter(x => x.r.width > 0 && (x.r.height < 43.5 || x.r.width < 43.5) && !['checkbox', 'radio'].includes(x.e.type))
              .map(x => `${x.e.outerHTML.slice(0, 90)} ${Math.round(x.r.width)}x${Math.round(x.r.height)}`)
            """
        );
}
