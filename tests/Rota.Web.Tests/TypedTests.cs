using System.Net;
using Rota.Planning.Visits;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>A form with a mistake comes back with what was typed and with what would be right.</summary>
public sealed class TypedTests
{
    [Theory]
    [InlineData("/me/away", "from=2026-12-20&to=2026-12-10")]
    [InlineData("/me/away", "from=2026-11-20")]
    [InlineData("/me/away", "from=20.12.2026")]
    [InlineData("/me/wishes", "night=2026-11-20&kind=like")]
    [InlineData("/me/wishes", "night=20.12.2026&kind=avoid")]
    [InlineData("/enter", "number=0427&code=ABCDE-FGHJK&back=%2Fme%2Fledger")]
    public async Task WhatWasTypedIsStillThere(string path, string typed)
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync("R1-0001-1");
        var fields = typed
            .Split('&')
            .Select(f => f.Split('='))
            .ToDictionary(f => f[0], f => Uri.UnescapeDataString(f[1]));

        var back = await guest.PostAsync(
            path,
            (await guest.GetAsync(path)).Text,
            [.. fields.Select(f => (f.Key, f.Value))]
        );

        Assert.Contains("role=\"alert\"", back.Raw, StringComparison.Ordinal);
        var form = Markup
            .Forms(back.Raw)
            .First(f => f.Action == path && fields.Keys.All(k => f.Fields.Any(g => g.Name == k)));
        Assert.All(
            fields.Where(f => f.Key != "kind"),
            f => Assert.Equal(f.Value, form.Fields.Single(g => g.Name == f.Key).Value)
        );
    }

    [Fact]
    public async Task AWeekdayIsStillChosen()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync("R1-0001-1");

        var back = await guest.PostAsync(
            "/me/wishes",
            (await guest.GetAsync("/me/wishes")).Text,
            ("weekday", "5"),
            ("kind", "no such")
        );

        Assert.Equal(HttpStatusCode.Conflict, back.Status);
        Assert.Equal(
            "5",
            Assert
                .Single(Markup.Tags(back.Raw), t => t.Name == "option" && t.Attributes.ContainsKey("selected"))
                .Attributes["value"]
        );
    }
}
