using System.Globalization;
using System.Net;
using NodaTime;
using NodaTime.Text;
using Rota.Core.Registers;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Store.Rotas;
using Rota.Store.Tokens;
using Rota.Testing;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Calendar feeds as they are asked over HTTP: by their own tokens alone, cheaply, and by a program that people use.</summary>
public sealed class FeedTests
{
    [Fact]
    public async Task AFeedOpensByItsOwnTokenAlone()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var card = await street.CardAsync("R1-0001-1");
        var give = new GiveAccess(street.Office);
        var area = await AreaAsync(street);
        var (link, feed) = (
            await give.LinkAsync(card.Resident, WebStreet.Stop),
            await give.FeedAsync(card.Resident, WebStreet.Stop)
        );
        var areaFeed = await give.AreaFeedAsync(area, WebStreet.Stop);

        var answer = await guest.GetAsync($"/feeds/{feed}.ics");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("text/calendar; charset=utf-8", Assert.Single(answer.Headers["Content-Type"]));
        Assert.Contains("X-WR-CALNAME:甜水街道守望：我的班", answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            "甜水街道 G1 值班表",
            (await guest.GetAsync($"/feeds/{areaFeed}.ics")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "My watch nights",
            (await guest.GetAsync($"/feeds/{feed}.ics?in=en")).Text,
            StringComparison.Ordinal
        );

        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync($"/feeds/{link}.ics")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync($"/m/{feed}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync($"/m/{areaFeed}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync($"/feeds/{feed[..^1]}.ics")).Status);

        await give.RevokeAsync(card.Resident, TokenKind.Feed, WebStreet.Stop);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync($"/feeds/{feed}.ics")).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync($"/m/{link}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync($"/feeds/{areaFeed}.ics")).Status);
        Assert.All(
            new[] { link, feed, areaFeed },
            t => Assert.DoesNotContain(street.Log, l => l.Contains(t, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task WhatHasNotChangedIsNotSentAgain()
    {
        await using var street = await WebStreet.OpenAsync();
        var duty = await DutyAsync(street);
        var token = await new GiveAccess(street.Office).FeedAsync(duty.Duty.Resident, WebStreet.Stop);
        using var http = new HttpClient { BaseAddress = street.Url };
        using var first = await http.GetAsync(new Uri($"/feeds/{token}.ics", UriKind.Relative), WebStreet.Stop);
        http.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        street.Clock.Advance(Duration.FromHours(5));
        using var same = await http.GetAsync(new Uri($"/feeds/{token}.ics", UriKind.Relative), WebStreet.Stop);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(WebStreet.Stop));

        await new ReportAbsence(street.Office).RunAsync(
            new AbsenceAsked(
                [duty.Duty.Resident],
                duty.Duty.Seat.Night,
                duty.Duty.Seat.Night,
                IsExcused: true,
                IsCalled: false
            ),
            WebStreet.Stop
        );
        using var other = await http.GetAsync(new Uri($"/feeds/{token}.ics", UriKind.Relative), WebStreet.Stop);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Contains(
            "STATUS:CANCELLED",
            await other.Content.ReadAsStringAsync(WebStreet.Stop),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task MyPageGivesAnAddressOnce_AndTheOneBeforeCloses()
    {
        await using var street = await WebStreet.OpenAsync();
        using var resident = await street.ResidentAsync("R1-0001-1");
        using var guest = street.Guest();
        var page = await resident.GetAsync("/me/feed");
        Assert.DoesNotContain("/feeds/", page.Text, StringComparison.Ordinal);

        var one = AddressIn((await resident.PostAsync("/me/feed", page.Text)).Text);
        Assert.StartsWith(street.Url.AbsoluteUri, one, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync(one)).Status);
        Assert.DoesNotContain("/feeds/", (await resident.GetAsync("/me/feed")).Text, StringComparison.Ordinal);

        var two = AddressIn((await resident.PostAsync("/me/feed", page.Text)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync(one)).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync(two)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await guest.GetAsync("/me/feed")).Status);
    }

    [Fact]
    public async Task TheAddressIsThatOfTheCovenant_WhereItHasOne()
    {
        await using var street = await WebStreet.OpenAsync(
            settings: new WebSettings(new Uri("http://watch.example/"), [])
        );
        using var resident = await street.ResidentAsync("R1-0001-1");
        var page = await resident.GetAsync("/me/feed");

        var address = AddressIn((await resident.PostAsync("/me/feed", page.Text)).Text);

        Assert.StartsWith("http://watch.example/feeds/", address, StringComparison.Ordinal);
    }

    /// <summary>khal reads the feeds as it would on somebody's computer: the very duties, by the clock on the wall.</summary>
    [Fact]
    public async Task AClientOfTheDistributionShowsTheVeryDuties()
    {
        var khal = Programs.Khal(Assert.Skip);
        await using var street = await WebStreet.OpenAsync();
        var duty = await DutyAsync(street);
        var give = new GiveAccess(street.Office);
        var area = await AreaAsync(street);
        await new ReportAbsence(street.Office).RunAsync(
            new AbsenceAsked(
                [duty.Duty.Resident],
                duty.Duty.Seat.Night,
                duty.Duty.Seat.Night,
                IsExcused: true,
                IsCalled: false
            ),
            WebStreet.Stop
        );
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var inForce = await reader.Duties.OfAreaAsync(
            area.Id,
            WebStreet.December.ToDateInterval().Start,
            WebStreet.December.ToDateInterval().End,
            WebStreet.Stop
        );

        var ofArea = await ListAsync(khal, street, await give.AreaFeedAsync(area, WebStreet.Stop));
        Assert.Equal(
            inForce.Select(d => (d.Begins, d.Ends)).Order(),
            ofArea.Where(e => !e.IsOff).Select(e => (e.Begins, e.Ends)).Order()
        );
        var off = Assert.Single(ofArea, e => e.IsOff);
        Assert.Equal((duty.Begins, duty.Ends), (off.Begins, off.Ends));

        var other = inForce.First(d => d.Duty.Resident != duty.Duty.Resident).Duty.Resident;
        var theirs = await ListAsync(khal, street, await give.FeedAsync(other, WebStreet.Stop));
        Assert.Equal(
            inForce.Where(d => d.Duty.Resident == other).Select(d => (d.Begins, d.Ends)).Order(),
            theirs.Select(e => (e.Begins, e.Ends)).Order()
        );
        Assert.All(theirs, e => Assert.StartsWith("守望：", e.Title, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Shown>> ListAsync(string khal, WebStreet street, string token)
    {
        using var http = new HttpClient { BaseAddress = street.Url };
        var folder = Directory.CreateTempSubdirectory("rota-khal-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            await File.WriteAllBytesAsync(
                At("feed.ics"),
                await http.GetByteArrayAsync(new Uri($"/feeds/{token}.ics", UriKind.Relative), WebStreet.Stop),
                WebStreet.Stop
            );
            folder.CreateSubdirectory("calendar");
            await File.WriteAllTextAsync(
                At("config"),
                $"""
                [calendars]
                [[feed]]
                path = {At("calendar")}
                [locale]
                local_timezone = {street.Office.Zone.Id}
                default_timezone = {street.Office.Zone.Id}
                timeformat = %H:%M
                dateformat = %Y-%m-%d
                longdateformat = %Y-%m-%d
                datetimeformat = %Y-%m-%d %H:%M
                longdatetimeformat = %Y-%m-%d %H:%M
                [sqlite]
                path = {At("khal.db")}
                """,
                WebStreet.Stop
            );
            var own = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HOME"] = folder.FullName,
                ["XDG_CONFIG_HOME"] = At("xdg"),
                ["XDG_DATA_HOME"] = At("xdg"),
                ["XDG_CACHE_HOME"] = At("xdg"),
                ["LC_ALL"] = "C.UTF-8",
            };
            await Programs.Run(khal, own, "-c", At("config"), "import", "--batch", "-a", "feed", At("feed.ics"));
            const string format = "{start-long-full}|{end-long-full}|{title}|{status}";
            var list = await Programs.Run(
                khal,
                own,
                "-c",
                At("config"),
                "list",
                "--format",
                format,
                "--day-format",
                "",
                "2026-11-01",
                "2027-02-01"
            );
            return [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Shown.Of)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<WatchArea> AreaAsync(WebStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        return (await reader.Areas.FindAsync("G1", WebStreet.Stop))!.Area;
    }

    /// <summary>The last duty of December in area G1.</summary>
    private static async Task<StandingDuty> DutyAsync(WebStreet street)
    {
        var area = await AreaAsync(street);
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var days = WebStreet.December.ToDateInterval();
        return (await reader.Duties.OfAreaAsync(area.Id, days.Start, days.End, WebStreet.Stop))[^1];
    }

    private static string AddressIn(string page)
    {
        var at = page.IndexOf("/feeds/", StringComparison.Ordinal);
        var from = page.LastIndexOf('>', at) + 1;
        return page[from..page.IndexOf('<', at)];
    }

    /// <summary>An event as khal shows it.</summary>
    private sealed record Shown(LocalDateTime Begins, LocalDateTime Ends, string Title, bool IsOff)
    {
        private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.Create(
            "uuuu-MM-dd HH:mm",
            CultureInfo.InvariantCulture
        );

        public static Shown Of(string line) =>
            line.Split('|') is [var begins, var ends, var title, var status]
                ? new(Pattern.Parse(begins).Value, Pattern.Parse(ends).Value, title, status.Trim() == "CANCELLED")
                : throw new FormatException(line);
    }
}
