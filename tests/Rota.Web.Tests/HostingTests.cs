using System.Net;
using NodaTime;
using Rota.Planning.Visits;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>What goes with every answer, also with one that failed, and what is not taken in.</summary>
public sealed class HostingTests
{
    private static readonly (string Name, string Value)[] Safe =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ];

    [Fact]
    public async Task AnErrorKeepsTheSafeHeaders()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync("R1-0001-1");
        var token = await new GiveAccess(street.Office).LinkAsync(
            (await street.CardAsync("R1-0002-1")).Resident,
            WebStreet.Stop
        );
        string[] paths = ["/areas/G1", $"/m/{token}", "/me"];
        foreach (var path in paths)
        {
            Hold(await guest.GetAsync(path), HttpStatusCode.OK);
        }

        street.Office = street.Office with { Clock = new StoppedClock() };
        foreach (var path in paths)
        {
            var failed = await guest.GetAsync(path);
            Hold(failed, HttpStatusCode.InternalServerError);
            Assert.Contains("出错了", failed.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatAPageSaysByItselfStays()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();

        var reference = await guest.GetAsync("/api");
        Assert.Contains("script-src 'self'", Assert.Single(reference.Headers["Content-Security-Policy"]));
        Assert.Contains(
            "immutable",
            Assert.Single((await guest.GetAsync(Hosting.Style.Path)).Headers["Cache-Control"])
        );
    }

    [Theory]
    [InlineData(60_000, HttpStatusCode.Redirect)]
    [InlineData(70_000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(5_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task AFormIsNoLongerThan64KB(int length, HttpStatusCode status)
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var page = await guest.GetAsync("/");
        guest.AskFirst();

        var sent = await guest.PostAsync("/reads", page.Text, ("language", "en"), ("back", new string('x', length)));

        Assert.Equal(status, sent.Status);
        Assert.Equal(
            status == HttpStatusCode.RequestEntityTooLarge,
            sent.Text.Contains("太长", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("/areas/丽景")]
    [InlineData("/\u00e4")]
    [InlineData("/a b")]
    public async Task ABackThatNoHeaderHolds_LeadsToTheFirstPage(string back)
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var page = await guest.GetAsync("/");

        var sent = await guest.PostAsync("/reads", page.Text, ("language", "en"), ("back", back));

        Assert.Equal((HttpStatusCode.Redirect, "/"), (sent.Status, sent.To));
    }

    [Fact]
    public async Task WhoseFormCameTooLate_ComesBackToTheirNights()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var page = await guest.GetAsync("/");

        Assert.Equal(
            "/enter?back=%2Fme",
            new Uri(street.Url, (await guest.PostAsync("/me/tonight/came", page.Text)).To!).PathAndQuery
        );
        Assert.Equal(
            "/enter?back=%2Fme%2Faway",
            new Uri(street.Url, (await guest.GetAsync("/me/away")).To!).PathAndQuery
        );
    }

    [Fact]
    public async Task ThePageOfTheReaderThatOurPolicyStops_IsNotThere()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        foreach (var path in (string[])["/api/reader", "/api/reader/", "/api/reader/v1"])
        {
            var page = await guest.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.Contains("没有这一页", page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/api/reader/scalar.js")).Status);
    }

    private static void Hold(Read page, HttpStatusCode status)
    {
        Assert.Equal(status, page.Status);
        Assert.All(Safe, s => Assert.Equal(s.Value, Assert.Single(page.Headers[s.Name])));
        Assert.StartsWith("default-src 'none'", Assert.Single(page.Headers["Content-Security-Policy"]));
        Assert.Contains("no-store", Assert.Single(page.Headers["Cache-Control"]));
    }

    /// <summary>Fails, as something that nobody has thought of.</summary>
    private sealed class StoppedClock : IClock
    {
        public Instant GetCurrentInstant() => throw new InvalidOperationException("The clock has stopped.");
    }
}
