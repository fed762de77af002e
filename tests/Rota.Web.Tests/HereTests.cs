using System.Net;
using NodaTime;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>Saying that one is here by the QR code on the lead's phone.</summary>
public sealed class HereTests
{
    private static readonly LocalDate First = new(2026, 12, 5);

    [Theory]
    [InlineData(18, 29, false)]
    [InlineData(18, 30, true)]
    [InlineData(22, 29, true)]
    [InlineData(22, 30, false)]
    public async Task TheLeadShowsACode_FromAnHourBeforeUntilTheEnd_AndNobodyElseDoes(
        int hour,
        int minute,
        bool isShown
    )
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        using var lead = await street.ResidentAsync(sheet.On(First, Post.Lead));
        using var guard = await street.ResidentAsync(sheet.On(First, Post.Guard));
        street.At(2026, 12, 5, hour, minute);

        var page = (await lead.GetAsync("/me/tonight")).Text;

        Assert.Equal(isShown, page.Contains("<svg viewBox", StringComparison.Ordinal));
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", (await guard.GetAsync("/me/tonight")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoIsOnTheWatchScansIt_AndPressesOneButton()
    {
        await using var street = await WebStreet.OpenAsync();
        var guard = (await street.SheetAsync()).On(First, Post.Guard);
        var path = $"/here/{await TokenAsync(street)}";
        street.At(2026, 12, 5, 19, 0);
        using var guest = await street.ResidentAsync(guard);
        var before = street.Fingerprint();

        var page = await guest.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Single(page.Text.Split($"action=\"{path}\"").Skip(1));
        Assert.Equal(before, street.Fingerprint());

        Assert.Equal("/me/tonight", (await guest.PostAsync(path, page.Text)).To);
        Assert.Equal([guard], await ThereAsync(street));
    }

    [Fact]
    public async Task EverybodyElseIsTold_AndNothingIsWritten()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var token = await TokenAsync(street);
        street.At(2026, 12, 5, 19, 0);
        var guardOfNextWeek = sheet.NightsOf(sheet.On(First.PlusWeeks(1), Post.Guard)).Contains(First)
            ? sheet.Idle().First()
            : sheet.On(First.PlusWeeks(1), Post.Guard);
        string[] others =
        [
            guardOfNextWeek,
            sheet.Idle().First(),
            (await street.SheetAsync("G2")).On(First, Post.Guard),
        ];
        foreach (var code in others)
        {
            using var guest = await street.ResidentAsync(code);
            await RefusedAsync(street, guest, $"/here/{token}", "您不在这一班上");
        }

        using var guard = await street.ResidentAsync(sheet.On(First, Post.Guard));
        await RefusedAsync(street, guard, $"/here/{token}x", "打不开了");
        await RefusedAsync(street, guard, "/here/nobodys", "打不开了");
        await RefusedAsync(street, guard, $"/here/{new string('x', 3000)}", "打不开了");

        // Who is not in is asked to come in first, and is then led back.
        using var stranger = street.Guest();
        Assert.Equal(
            $"/enter?back=%2Fhere%2F{token}",
            new Uri((await stranger.GetAsync($"/here/{token}")).To!).PathAndQuery
        );

        street.At(2026, 12, 5, 22, 30);
        await RefusedAsync(street, guard, $"/here/{token}", "打不开了");
    }

    [Fact]
    public async Task TooEarly_TheButtonSaysSo()
    {
        await using var street = await WebStreet.OpenAsync();
        var token = await TokenAsync(street);
        street.At(2026, 12, 5, 18, 29);
        using var guard = await street.ResidentAsync((await street.SheetAsync()).On(First, Post.Guard));
        var page = await guard.GetAsync($"/here/{token}");

        Assert.Equal(HttpStatusCode.Conflict, (await guard.PostAsync($"/here/{token}", page.Text)).Status);
        Assert.Empty(await ThereAsync(street));
    }

    /// <summary>A code opens only what it was made for: what is protected for something else is none.</summary>
    [Fact]
    public async Task ATokenIsBoundToItsPurposeAndItsEnd()
    {
        await using var street = await WebStreet.OpenAsync();
        var token = await TokenAsync(street);
        Assert.NotNull(street.Here.Read(token, First.At(new LocalTime(22, 29))));
        Assert.Null(street.Here.Read(token, First.At(new LocalTime(22, 30))));
        var other = new Hosting.HereTokens(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider());
        Assert.Null(other.Read(token, First.At(new LocalTime(20, 0))));
    }

    private static async Task RefusedAsync(WebStreet street, Guest guest, string path, string words)
    {
        var form = await guest.GetAsync("/me");
        var before = street.Fingerprint();
        foreach (var page in (Read[])[await guest.GetAsync(path), await guest.PostAsync(path, form.Text)])
        {
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(before, street.Fingerprint());
    }

    private static async Task<string> TokenAsync(WebStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var area = (await reader.Areas.FindAsync("G1", WebStreet.Stop))!.Area.Id;
        var duties = await reader.Duties.OfAreaAsync(area, First, First, WebStreet.Stop);
        return street.Here.Make(duties.First(d => d.Duty.Seat.Post == Post.Lead));
    }

    private static async Task<IReadOnlyList<string>> ThereAsync(WebStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var area = (await reader.Areas.FindAsync("G1", WebStreet.Stop))!.Area.Id;
        var there = await reader.Presences.OfNightAsync(area, First, WebStreet.Stop);
        var people = await reader.People.OfAsync(there.Select(t => t.Resident), WebStreet.Stop);
        return [.. there.Select(t => people[t.Resident].Code)];
    }
}
