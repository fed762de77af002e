using Rota.Core.Intake;
using Rota.Planning.Visits;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>What stands nowhere it should not: full names, phones, tokens, and what hostile people write into fields.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public async Task NobodysFullNameOrPhoneStandsOnAnyPageOfAnother_NorInAnyLog()
    {
        await using var street = await WebStreet.OpenAsync();
        using var anybody = street.Guest();
        // The night is days away: nobody is on tonight's watch with them.
        var samples = await Samples.OfAsync(street);
        using var resident = await street.ResidentAsync(samples.Owner);
        var own = await street.CardAsync(samples.Owner);
        var texts = new List<(string Where, string Text)>();
        foreach (var address in Addresses.All.Where(a => a.Method == "GET"))
        {
            texts.Add(($"anybody {address}", (await anybody.GetAsync(address.At(samples))).Text));
            texts.Add(($"resident {address}", (await resident.GetAsync(address.At(samples))).Text));
        }

        texts.Add(("feed", (await anybody.GetAsync($"/feeds/{samples.Feed}.ics")).Text));
        var area = await new GiveAccess(street.Office).AreaFeedAsync((await street.SheetAsync()).Area, WebStreet.Stop);
        texts.Add(("area's feed", (await anybody.GetAsync($"/feeds/{area}.ics")).Text));
        texts.Add(("link", (await anybody.GetAsync($"/m/{samples.Link}")).Text));
        texts.Add(("log", string.Join('\n', street.Log)));
        var canaries = SmallRegister
            .Of(2, 12)
            .Build()
            .Residents.Where(r => r.Household != own.Household.Household || r.Grid != own.Household.Grid)
            .SelectMany(r => new[] { r.Name, r.Phone })
            .OfType<string>()
            .ToList();
        Assert.Equal(2 * 2 * (24 - 1), canaries.Count);
        Assert.All(
            texts,
            t =>
                Assert.All(
                    canaries,
                    c => Assert.False(t.Text.Contains(c, StringComparison.Ordinal), $"{c} stands in {t.Where}")
                )
        );
    }

    [Fact]
    public async Task TokensAndCodesStandInNoLog()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var card = await street.CardAsync("R1-0001-1");
        var token = await new GiveAccess(street.Office).LinkAsync(card.Resident, WebStreet.Stop);
        var page = await guest.GetAsync($"/m/{token}");
        await guest.PostAsync($"/m/{token}", page.Text);
        await guest.PostAsync("/enter", page.Text, ("number", "1"), ("code", "ABCDE-FGHJK"));

        Assert.All(street.Log, line => Assert.False(IsSecretIn(line, token), line));
    }

    [Fact]
    public async Task WhatHostilePeopleWriteRunsNowhere()
    {
        const string evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}${7*7}";
        var register = SmallRegister.Of(2, 12);
        foreach (var n in Enumerable.Range(1, 12))
        {
            register.Change(SmallRegister.Resident(1, n, 1), r => r with { Name = "<b>" + evil, Building = evil });
            register.Change(SmallRegister.Resident(1, n, 2), r => r with { Building = evil });
        }

        await using var street = await WebStreet.OpenAsync(
            register.Build(),
            covenant: c => c with { Name = new(evil, evil) }
        );
        var samples = await Samples.OfAsync(street);
        using var guest = await street.ResidentAsync(samples.Owner);
        foreach (
            var path in Addresses
                .All.Where(a => a.Method == "GET")
                .Select(a => a.At(samples))
                .Append("/?q=" + Uri.EscapeDataString(evil))
                .Append("/areas/" + Uri.EscapeDataString(evil))
        )
        {
            var raw = await guest.RawAsync(path);
            Assert.DoesNotContain("<script>alert", raw, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", raw, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static bool IsSecretIn(string line, string token) =>
        line.Contains(token, StringComparison.Ordinal) || line.Contains("ABCDE-FGHJK", StringComparison.Ordinal);
}
