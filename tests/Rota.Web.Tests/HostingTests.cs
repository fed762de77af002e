using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
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

    /// <summary>A database that is away comes back: who asks meanwhile is told to come again, and no bug is logged.</summary>
    [Fact]
    public async Task ADatabaseThatIsAway_IsNoBug()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        street.Office = street.Office with { Clock = new AwayClock() };
        var failed = await guest.GetAsync("/areas/G1");
        Hold(failed, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await guest.GetAsync("/api/areas/G1/2026-12")).Status);
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

    /// <summary>A browser sends all of a form before it reads the answer.</summary>
    [Fact]
    public async Task WhoSendsMegabytes_IsToldSo_AndNotCutOff()
    {
        await using var street = await WebStreet.OpenAsync();
        using var browser = new TcpClient();
        await browser.ConnectAsync(street.Url.Host, street.Url.Port, WebStreet.Stop);
        await using var line = browser.GetStream();
        var body = new byte[5_000_000];
        Array.Fill(body, (byte)'x');
        var head =
            $"POST /reads HTTP/1.1\r\nHost: {street.Url.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n";

        await line.WriteAsync(Encoding.ASCII.GetBytes(head), WebStreet.Stop);
        await line.WriteAsync(body, WebStreet.Stop);
        using var answer = new StreamReader(line, Encoding.UTF8);
        var told = await answer.ReadToEndAsync(WebStreet.Stop);

        Assert.StartsWith("HTTP/1.1 413", told, StringComparison.Ordinal);
        Assert.Contains("太长", WebUtility.HtmlDecode(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsTooLongForTheApi_GetsAProblemAsJson()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        guest.AskFirst();

        var sent = await guest.PostAsync("/api/areas/G1/2026-12", "", ("more", new string('x', 70_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, sent.Status);
        Assert.StartsWith("application/problem+json", Assert.Single(sent.Headers["Content-Type"]));
        using var problem = JsonDocument.Parse(sent.Text);
        Assert.Equal(413, problem.RootElement.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("/api/areas/G9/2026-12")]
    [InlineData("/api/areas/G1/2027-12")]
    [InlineData("/api/areas/G1/nothing")]
    [InlineData("/api/nothing")]
    public async Task WhoAsksTheApiForWhatIsNotThere_GetsAProblemAsJson(string path)
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();

        var answer = await guest.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.StartsWith("application/problem+json", Assert.Single(answer.Headers["Content-Type"]));
        using var problem = JsonDocument.Parse(answer.Text);
        Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("Not Found", problem.RootElement.GetProperty("title").GetString());
        using var description = JsonDocument.Parse((await guest.GetAsync("/api/openapi.json")).Text);
        var month = description.RootElement.GetProperty("paths").GetProperty("/api/areas/{area}/{month}");
        var missing = month.GetProperty("get").GetProperty("responses").GetProperty("404");
        Assert.True(missing.GetProperty("content").TryGetProperty("application/problem+json", out _));
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
            Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
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
    private sealed class AwayClock : IClock
    {
        public Instant GetCurrentInstant() =>
            throw new Npgsql.NpgsqlException("Away.", new System.Net.Sockets.SocketException());
    }

    private sealed class StoppedClock : IClock
    {
        public Instant GetCurrentInstant() => throw new InvalidOperationException("The clock has stopped.");
    }
}
