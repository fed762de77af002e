using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Rota.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Rota.Web.Tests.Sight))]

namespace Rota.Web.Tests;

/// <summary>How somebody looks at pages.</summary>
/// <param name="Width">Of the window, in pixels: a phone's, or a desk's.</param>
/// <param name="HasScript">Whether the browser runs scripts.</param>
/// <param name="Language">"zh" or "en".</param>
public sealed record Look(int Width, bool HasScript, string Language)
{
    public const int Phone = 390;
    public const int Desk = 1200;

    /// <summary>
    /// Ways of looking in which each width, each language, and script or none, meets each of the others; <c>ROTA_LOOKS=8</c> looks in every way there is.
    /// </summary>
    public static IEnumerable<Look> All =>
        from width in new[] { Phone, Desk }
        from script in new[] { true, false }
        from language in new[] { "zh", "en" }
        where Laboratory.Asked("ROTA_LOOKS", 4) > 4 || width == Phone == (script == (language == "zh"))
        select new Look(width, script, language);

    /// <summary>The look of a way that is walked: ways in turn are spread over all eight looks; <c>ROTA_LOOKS=8</c> walks each in every one.</summary>
    /// <param name="way">Which way, from 0 on; the ninth looks as the first.</param>
    public static IEnumerable<Look> Of(int way) =>
        Laboratory.Asked("ROTA_LOOKS", 4) > 4
            ? All
            : [new(way % 2 == 0 ? Phone : Desk, way % 4 is 0 or 3, way % 2 == 0 == (way % 8 < 4) ? "zh" : "en")];

    public override string ToString() => $"{Language} {Width}{(HasScript ? "" : " no script")}";
}

/// <summary>The machine's browser, one for all tests of the project; each look is a person of their own. Pictures are kept beside the tests' program.</summary>
public sealed class Sight : IAsyncLifetime
{
    /// <summary>What WCAG 2.2 AA asks, as far as a machine can tell.</summary>
    private static readonly string[] Standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where pictures of pages are kept.</summary>
    public static string Pictures { get; } =
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens a window; a test without a browser on its machine is skipped.</summary>
    public async Task<IPage> OpenAsync(Uri url, Look look)
    {
        var program = Programs.Browser(reason => Assert.Skip(reason));
        playwright ??= await Playwright.CreateAsync();
        // A machine that is busy with other tests is not a page that is slow.
        Assertions.SetDefaultExpectTimeout((float)TimeSpan.FromSeconds(30).TotalMilliseconds);
        browser ??= await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"] }
        );
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = url.AbsoluteUri,
                JavaScriptEnabled = look.HasScript,
                ViewportSize = new ViewportSize { Width = look.Width, Height = 800 },
                Locale = look.Language == "zh" ? "zh-CN" : "en-GB",
            }
        );
        if (look.Language == "en")
        {
            await context.AddCookiesAsync([
                new Cookie
                {
                    Name = "rota-reads",
                    Value = "en",
                    Url = url.AbsoluteUri,
                },
            ]);
        }

        return await context.NewPageAsync();
    }

    /// <summary>Keeps a picture of the whole page.</summary>
    public static Task KeepAsync(IPage page, string name) =>
        page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(Pictures, name + ".png"), FullPage = true }
        );

    /// <summary>What axe finds wrong with a page, each with the first place where it is.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        var result = await page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Standards] },
            }
        );
        return [.. result.Violations.Select(v => $"{v.Id}: {v.Help}: {v.Nodes[0].Html}")];
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
