using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rota.Planning.Visits;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Somebody with a browser of their own, who reads what stands there and taps it; nothing else is done to a page.</summary>
/// <param name="page">Their window.</param>
/// <param name="look">How they look at it.</param>
internal sealed class Walker(IPage page, Look look)
{
    private readonly List<string> complaints = [];

    public IPage Page => page;

    /// <summary>Opens a window on the street's board.</summary>
    public static async Task<Walker> OpenAsync(Sight sight, WebStreet street, Look look)
    {
        var walker = new Walker(await sight.OpenAsync(street.Url, look), look);
        walker.Page.Console += (_, line) => walker.Complain(line.Type, line.Text);
        await walker.GoAsync("/");
        return walker;
    }

    /// <summary>Opens a window, and comes in by a link.</summary>
    public static async Task<Walker> InAsync(Sight sight, WebStreet street, Look look, string code)
    {
        var walker = await OpenAsync(sight, street, look);
        await walker.FollowAsync(await LinkAsync(street, code));
        return walker;
    }

    /// <summary>A link of somebody's own.</summary>
    public static async Task<string> LinkAsync(WebStreet street, string code) =>
        await new GiveAccess(street.Office).LinkAsync((await street.CardAsync(code)).Resident, WebStreet.Stop);

    /// <summary>Opens a link and presses its one button.</summary>
    public async Task FollowAsync(string link)
    {
        await GoAsync($"/m/{link}");
        await TapAsync("进入", "Come in");
        await IsAtAsync("/me");
    }

    /// <summary>Types an address into the window's bar, or scans it.</summary>
    public Task<IResponse?> GoAsync(string path) => page.GotoAsync(path);

    /// <summary>Taps the first button or link of that name, in a part of the page or anywhere.</summary>
    public Task TapAsync(string zh, string en, string within = "body") =>
        page.Locator(within)
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say(zh, en) })
            .Or(page.Locator(within).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Say(zh, en) }))
            .First.ClickAsync();

    /// <summary>Types into the field with that label.</summary>
    public Task TypeAsync(string zh, string en, string text) =>
        page.GetByLabel(Say(zh, en), new PageGetByLabelOptions { Exact = true }).FillAsync(text);

    /// <summary>Holds that something can be read.</summary>
    public Task SeesAsync(string zh, string en, string within = "main") =>
        Assertions.Expect(page.Locator(within).First).ToContainTextAsync(Say(zh, en));

    /// <summary>Holds that something cannot be read.</summary>
    public Task MissesAsync(string zh, string en) =>
        Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(Say(zh, en));

    /// <summary>Holds that the window is on a page, whatever part of it.</summary>
    /// <remarks>Asked again and again: waiting for the event of a page that has come already waits for ever, once in hundreds of times.</remarks>
    public Task IsAtAsync(string path) =>
        Assertions
            .Expect(page)
            .ToHaveURLAsync(
                new Regex(
                    $"^{Regex.Escape(new Uri(new Uri(page.Url), path).AbsoluteUri)}(?:#.*)?$",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            );

    /// <summary>Holds that no page complained: the browser itself says what it could not load, ran into or was forbidden.</summary>
    public void IsContent() => Assert.Empty(complaints);

    /// <summary>What they read in their language.</summary>
    public string Say(string zh, string en) => look.Language == "zh" ? zh : en;

    private void Complain(string type, string text)
    {
        if (type is "error" or "warning")
        {
            complaints.Add(text);
        }
    }
}
