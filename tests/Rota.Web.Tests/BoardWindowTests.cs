using System.Net;
using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Rotas;
using Rota.Planning;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Which boards there are, of which area, month and night.</summary>
public sealed class BoardWindowTests
{
    [Theory]
    [InlineData("2022-12", false)]
    [InlineData("2023-01", true)]
    [InlineData("2027-12", true)]
    [InlineData("2028-01", false)]
    [InlineData("9999-12", false)]
    [InlineData("0001-01", false)]
    public async Task MonthsOutsideTheWindowAreNotThere(string month, bool isThere)
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var board = await guest.GetAsync($"/areas/G1/{month}");
        Assert.Equal(isThere ? HttpStatusCode.OK : HttpStatusCode.NotFound, board.Status);
        Assert.Equal(isThere && month != "2023-01", board.Text.Contains("rel=\"prev\"", StringComparison.Ordinal));
        Assert.Equal(isThere && month != "2027-12", board.Text.Contains("rel=\"next\"", StringComparison.Ordinal));
        Assert.Equal(
            isThere && month == "2026-12" ? HttpStatusCode.OK : HttpStatusCode.NotFound,
            (await guest.GetAsync($"/api/areas/G1/{month}")).Status
        );
    }

    [Fact]
    public async Task YearsOutsideTheWindowAreNotThere()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        foreach (var year in (int[])[2000, 2022, 2028, 2999])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync($"/areas/G1/years/{year}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync($"/areas/G1/years/{year}.svg")).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/areas/G1/years/2026")).Status);
    }

    [Fact]
    public async Task ThatThereIsNothingIsNotRemembered()
    {
        var memory = new Hosting.Memory();
        for (var n = 0; n < 10; n++)
        {
            Assert.Null(await memory.OfAsync($"no {n}", () => Task.FromResult<string?>(null), WebStreet.Stop));
        }

        Assert.Equal(0, memory.Count);
        Assert.Equal("one", await memory.OfAsync("yes", () => Task.FromResult<string?>("one"), WebStreet.Stop));
        Assert.Equal(1, memory.Count);
    }

    [Fact]
    public async Task AreasThatWereJoinedAfterPublishing_AreFoundWhereTheWatchesStand()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = street.Guest();
        var sheet = await street.SheetAsync();
        var joined = new AreaPlan("ZZ-A", ["G1", "G2"], null, null);
        street.Office = street.Office with { Covenant = street.Office.Covenant with { Areas = [joined] } };
        await new DraftMonth(street.Office).RunAsync(
            new YearMonth(2027, 1),
            AreaChoice.All,
            1,
            cancellation: WebStreet.Stop
        );

        var old = await guest.GetAsync("/areas/G1");
        var name = sheet.People[sheet.Rota.Duties[0].Resident].Masked;
        Assert.Equal(HttpStatusCode.OK, old.Status);
        Assert.Contains(name, old.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/api/areas/G1/2026-12")).Status);
        foreach (var path in (string[])["/areas/ZZ-A", "/areas/ZZ-A/2026-12"])
        {
            var board = await guest.GetAsync(path);
            Assert.Contains("href=\"/areas/G1/2026-12\"", board.Text, StringComparison.Ordinal);
            Assert.Contains("href=\"/areas/G2/2026-12\"", board.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("没有公布的班", board.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("还没有公布", board.Text, StringComparison.Ordinal);
        }

        var community = await guest.GetAsync($"/communities/{sheet.Area.Community}");
        Assert.Contains(name, community.Text, StringComparison.Ordinal);
        Assert.Contains("本月见 G1、G2", community.Text, StringComparison.Ordinal);

        // Once its last month is over the old area is where it was published, and nowhere else.
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/areas/G1/2027-01")).Status);
        street.At(2027, 1, 15, 18, 0);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync("/areas/G1")).Status);
        Assert.DoesNotContain(
            "rel=\"next\"",
            (await guest.GetAsync("/areas/G1/2026-12")).Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "href=\"/areas/G1/",
            (await guest.GetAsync("/areas/ZZ-A")).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("23:00", "07:00", 6, 6, 30, "今晚", 5)]
    [InlineData("23:00", "07:00", 6, 7, 30, "昨晚", 5)]
    [InlineData("23:00", "07:00", 6, 12, 0, "今晚", 6)]
    [InlineData("23:00", "14:00", 6, 13, 59, "今晚", 5)]
    [InlineData("23:00", "14:00", 6, 14, 0, "今晚", 6)]
    [InlineData("23:00", "07:00", 5, 11, 59, "昨晚", 4)]
    [InlineData("23:00", "07:00", 5, 12, 0, "今晚", 5)]
    public async Task ANightIsFromNoonToNoon_AndLongerWhileItsWatchGoesOn(
        string start,
        string end,
        int day,
        int hour,
        int minute,
        string called,
        int night
    )
    {
        await using var street = await WebStreet.OpenAsync(covenant: c =>
            c with
            {
                Terms = c.Terms with
                {
                    Watches = [.. c.Terms.Watches.Select(w => w with { Start = Time(start), End = Time(end) })],
                },
            }
        );
        using var guest = street.Guest();
        street.At(2026, 12, day, hour, minute);
        var text = $"12月{night}日";

        var board = (await guest.GetAsync("/areas/G1")).Text;
        Assert.Contains($"{called} <span class=\"quiet\">{text}", board, StringComparison.Ordinal);
        var sheet = await street.SheetAsync();
        var community = (await guest.GetAsync($"/communities/{sheet.Area.Community}")).Text;
        Assert.Contains($"{called} <b>{text}", community, StringComparison.Ordinal);
    }

    private static LocalTime Time(string text) =>
        NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
}
