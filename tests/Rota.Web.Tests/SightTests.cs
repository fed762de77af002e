using Microsoft.Playwright;
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

    private static Task<double> SizeAsync(IPage page) =>
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
