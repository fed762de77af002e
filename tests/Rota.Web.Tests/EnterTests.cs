using System.Net;
using Rota.Planning.Visits;
using Rota.Store.Tokens;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Who is let in, by what, and for how long.</summary>
public sealed class EnterTests
{
    [Fact]
    public async Task ALinkShowsOneButton_AndLetsInWhoPressesIt()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var card = await street.CardAsync("R1-0001-1");
        var token = await new GiveAccess(street.Office).LinkAsync(card.Resident, WebStreet.Stop);

        var page = await guest.GetAsync($"/m/{token}");
        Assert.DoesNotContain(card.Name!, page.Text, StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(page.Headers["Referrer-Policy"]));
        Assert.Equal(HttpStatusCode.Redirect, (await guest.GetAsync("/me")).Status);

        Assert.Equal("/me", (await guest.PostAsync($"/m/{token}", page.Text)).To);
        Assert.Contains(card.Name!, (await guest.GetAsync("/me")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumberAndCodeLetIn_HoweverTheyAreTyped()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var card = await street.CardAsync("R1-0001-1");
        var code = Assert
            .Single(
                await new GiveAccess(street.Office).CodesAsync(
                    new Dictionary<Rota.Core.Registers.ResidentId, Rota.Core.Registers.WatchNumber>
                    {
                        [card.Resident] = card.Number,
                    },
                    WebStreet.Stop
                )
            )
            .Value;
        var page = await guest.GetAsync("/enter");

        var wrong = await guest.PostAsync(
            "/enter",
            page.Text,
            ("number", card.Number.ToString()),
            ("code", "AAAAA-AAAAA")
        );
        Assert.Contains("对不上", wrong.Text, StringComparison.Ordinal);

        var typed = " " + code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal) + " ";
        Assert.Equal(
            "/me",
            (await guest.PostAsync("/enter", page.Text, ("number", card.Number.ToString()), ("code", typed))).To
        );
    }

    [Fact]
    public async Task WhatIsRevoked_OrHasEnded_ClosesAtOnce()
    {
        await using var street = await WebStreet.OpenAsync();
        using var one = await street.ResidentAsync("R1-0001-1");
        using var two = await street.ResidentAsync("R1-0002-1");
        Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("/me")).Status);

        var card = await street.CardAsync("R1-0001-1");
        await new GiveAccess(street.Office).RevokeAsync(card.Resident, TokenKind.Link, WebStreet.Stop);
        Assert.Equal("/enter?back=%2Fme", new Uri((await one.GetAsync("/me")).To!).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync("/me")).Status);

        street.Clock.Advance(GiveAccess.LinkLasts);
        Assert.Equal(HttpStatusCode.Redirect, (await two.GetAsync("/me")).Status);
    }

    [Fact]
    public async Task AFormWithoutItsToken_IsRefused()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync("R1-0001-1");

        var refused = await guest.PostAsync("/leave", page: "");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/me")).Status);
    }

    [Fact]
    public async Task AnotherProcessAcceptsTheCookie()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync("R1-0001-1");
        var other = await street.ServeAsync(WebSettings.Plain);

        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync(new Uri(other, "/me").AbsoluteUri)).Status);
        // Not by files in somebody's home, which two machines would not share.
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        Assert.NotEmpty(await reader.WebKeys.ListAsync(WebStreet.Stop));
    }
}
