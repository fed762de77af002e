using System.Net;
using System.Text.Json;
using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>What a resident says of themselves, what is kept of it, and its end.</summary>
public sealed class DataTests
{
    [Fact]
    public async Task TheFileHasAllThatIsOnes_AndNothingOfOthers()
    {
        var register = SmallRegister
            .Of(2, 12)
            .Wishes("R1-0001-1", IsoDayOfWeek.Friday, WishKind.Avoid)
            .Absent("R1-0001-1", new(2027, 1, 2), new(2027, 1, 9))
            .Build();
        await using var street = await WebStreet.OpenAsync(register);
        using var guest = await street.ResidentAsync("R1-0001-1");
        var card = await street.CardAsync("R1-0001-1");
        var before = street.Fingerprint();

        var file = await guest.GetAsync("/me/data.json");

        Assert.Equal("application/json", Assert.Single(file.Headers["Content-Type"]));
        Assert.Contains("attachment", Assert.Single(file.Headers["Content-Disposition"]), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(file.Text);
        var root = json.RootElement;
        var own = root.GetProperty("register");
        Assert.Equal(card.Name, own.GetProperty("name").GetString());
        Assert.Equal(card.Phone, own.GetProperty("phone").GetString());
        Assert.Equal(1985, own.GetProperty("birth_year").GetInt32());
        Assert.Equal("2027-01-02", root.GetProperty("absences")[0].GetProperty("from").GetString());
        Assert.Equal("Friday", root.GetProperty("wishes")[0].GetProperty("weekday").GetString());
        Assert.Equal("Link", root.GetProperty("tokens")[0].GetProperty("kind").GetString());
        Assert.Equal(
            (await street.SheetAsync()).NightsOf(card.Code).Count,
            root.GetProperty("duties").GetArrayLength()
        );
        Assert.True(root.GetProperty("household_ledger").GetArrayLength() > 0);
        // Who was always here has no first day, and no date that no calendar has.
        var stay = own.GetProperty("stays")[0];
        Assert.Equal(JsonValueKind.Null, stay.GetProperty("from").ValueKind);
        Assert.DoesNotContain("\"0001-", file.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"9999-", file.Text, StringComparison.Ordinal);
        file.Text.Hides(await street.OthersAsync(card.Household));
        Assert.DoesNotContain("hash", file.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task WhoHasDutiesToCome_IsNotErased()
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(new(2026, 12, 12), Post.Lead);
        using var guest = await street.ResidentAsync(code);
        var page = await guest.GetAsync("/me/data");
        Assert.DoesNotContain("name=\"sure\"", page.Text, StringComparison.Ordinal);
        var before = street.Fingerprint();

        var refused = await guest.PostAsync("/me/erase", page.Text, ("sure", "yes"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("您还有已公布的班", refused.Text, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task ErasingLeavesNumbersAlone_AndNothingOpensAnyMore()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var code = sheet.On(new(2026, 12, 5), Post.Lead);
        Assert.Single(sheet.NightsOf(code));
        var card = await street.CardAsync(code);
        using var guest = await street.ResidentAsync(code);
        street.At(2026, 12, 6, 12, 0);
        var page = await guest.GetAsync("/me/data");
        await guest.PostAsync("/me/away", page.Text, ("from", "2027-01-02"));
        await guest.PostAsync("/me/wishes", page.Text, ("weekday", "6"), ("kind", "like"));
        var notSure = street.Fingerprint();
        Assert.Equal(HttpStatusCode.Conflict, (await guest.PostAsync("/me/erase", page.Text)).Status);
        Assert.Equal(notSure, street.Fingerprint());

        Assert.Contains(
            "已注销",
            (await guest.PostAsync("/me/erase", page.Text, ("sure", "yes"))).Text,
            StringComparison.Ordinal
        );

        Assert.Null((await street.CardAsync(code)).Name);
        Assert.Equal(HttpStatusCode.Redirect, (await guest.GetAsync("/me")).Status);
        var board = await guest.GetAsync("/areas/G1/2026-12");
        Assert.Contains(card.Number.ToString(), board.Text, StringComparison.Ordinal);
        await using (var reader = await street.Office.Database.ReadAsync(WebStreet.Stop))
        {
            Assert.Empty(await reader.Said.WishesAsync(card.Resident, WebStreet.Stop));
            Assert.Empty(await reader.Said.AbsencesAsync(card.Resident, WebStreet.Stop));
            Assert.All(
                await reader.Tokens.OfResidentAsync(card.Resident, WebStreet.Stop),
                t => Assert.NotNull(t.RevokedAt)
            );
            var erased = Assert.Single(await reader.Trail.LastAsync(200, WebStreet.Stop), t => t.Verb == "erase");
            Assert.Equal((card.Code, $"resident {card.Number}", ""), (erased.By, erased.Subject, erased.Details));
        }

        // And no later rota has somebody on it who has no name.
        street.At(2026, 12, 20, 12, 0);
        var january = new YearMonth(2027, 1);
        await new DraftMonth(street.Office).RunAsync(january, AreaChoice.All, 1, cancellation: WebStreet.Stop);
        var draft = (
            await new ReadSheets(street.Office).RunAsync(january, new AreaChoice(null, ["G1"]), WebStreet.Stop)
        ).Value[0];
        Assert.NotEmpty(draft.Rota.Duties);
        Assert.DoesNotContain(card.Resident, draft.Rota.Duties.Select(d => d.Resident));
    }

    [Fact]
    public async Task AbsencesAreSaidAndTakenBack_ForOneself()
    {
        await using var street = await WebStreet.OpenAsync();
        var night = new LocalDate(2026, 12, 12);
        var code = (await street.SheetAsync()).On(night, Post.Lead);
        using var guest = await street.ResidentAsync(code);
        var page = await guest.GetAsync("/me/away");
        Assert.Contains("眼下没有请假", page.Text, StringComparison.Ordinal);

        await guest.PostAsync("/me/away", page.Text, ("from", "2026-12-10"), ("to", "2026-12-14"));
        var said = await guest.GetAsync("/me/away");
        Assert.Contains("2026年12月10日", said.Text, StringComparison.Ordinal);
        Assert.Contains("12月12日 周六的班已经公布", said.Text, StringComparison.Ordinal);
        Assert.Equal([code], await AwayAsync(street, night));

        await guest.PostAsync("/me/away/back", page.Text, ("from", "2026-12-10"), ("to", "2026-12-14"));
        Assert.Empty(await AwayAsync(street, night));

        var before = street.Fingerprint();
        foreach (
            var (from, to) in ((string, string)[])
                [
                    ("2026-12-04", "2026-12-04"),
                    ("2026-12-14", "2026-12-10"),
                    ("2026-12-10", "2031-12-10"),
                    ("yesterday", ""),
                    ("", ""),
                ]
        )
        {
            Assert.Equal(
                HttpStatusCode.Conflict,
                (await guest.PostAsync("/me/away", page.Text, ("from", from), ("to", to))).Status
            );
        }

        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task WishesAreSaidAndTakenBack_PastOnesNotShown()
    {
        var register = SmallRegister.Of(2, 12).Wishes("R1-0001-1", new LocalDate(2026, 12, 4), WishKind.Like).Build();
        await using var street = await WebStreet.OpenAsync(register);
        using var guest = await street.ResidentAsync("R1-0001-1");
        var page = await guest.GetAsync("/me/wishes");
        Assert.Contains("还没有写意愿", page.Text, StringComparison.Ordinal);

        await guest.PostAsync("/me/wishes", page.Text, ("night", "2027-01-09"), ("kind", "like"));
        await guest.PostAsync("/me/wishes", page.Text, ("weekday", "3"), ("kind", "avoid"));
        await guest.PostAsync("/me/wishes", page.Text, ("weekday", "3"), ("kind", "like"));

        Assert.Equal(
            [(new LocalDate(2027, 1, 9), null, WishKind.Like), (null, IsoDayOfWeek.Wednesday, WishKind.Like)],
            await WishesAsync(street)
        );
        Assert.Contains("每个周三", (await guest.GetAsync("/me/wishes")).Text, StringComparison.Ordinal);
        await guest.PostAsync("/me/wishes/back", page.Text, ("weekday", "3"));
        Assert.Single(await WishesAsync(street));
        var before = street.Fingerprint();
        foreach (
            var fields in ((string, string)[][])
                [
                    [("night", "2026-12-04"), ("kind", "like")],
                    [("night", "2036-12-04"), ("kind", "like")],
                    [("weekday", "8"), ("kind", "like")],
                    [("weekday", "3"), ("kind", "must")],
                    [("kind", "like")],
                ]
        )
        {
            Assert.Equal(HttpStatusCode.Conflict, (await guest.PostAsync("/me/wishes", page.Text, fields)).Status);
        }

        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task SayingTheSameAgain_WritesNothing()
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(new(2026, 12, 12), Post.Lead);
        using var guest = await street.ResidentAsync(code);
        var page = await guest.GetAsync("/me/away");
        foreach (
            var (path, fields) in ((string, (string, string)[])[])
                [
                    ("/me/away", [("from", "2026-12-10"), ("to", "2026-12-14")]),
                    ("/me/cannot/2026-12-12", []),
                    ("/me/cannot/2026-12-26", []),
                    ("/me/wishes", [("weekday", "3"), ("kind", "avoid")]),
                ]
        )
        {
            await guest.PostAsync(path, page.Text, fields);
            var once = street.Fingerprint();
            await guest.PostAsync(path, page.Text, fields);
            Assert.Equal(once, street.Fingerprint());
        }
    }

    [Fact]
    public async Task AbsencesAndWishesToCome_HaveABound_ThatIsToldInWords()
    {
        var first = new LocalDate(2026, 12, 7);
        // What is past counts for nothing.
        var register = SmallRegister.Of(2, 12).Wishes("R1-0001-1", new LocalDate(2026, 12, 4), WishKind.Like);
        register.Absent("R1-0001-1", new(2026, 12, 1), new(2026, 12, 1));
        for (var i = 0; i < SayAway.MostBlocks - 1; i++)
        {
            register.Absent("R1-0001-1", first.PlusDays(2 * i), first.PlusDays(2 * i));
        }

        for (var i = 0; i < SayWish.Most - 1; i++)
        {
            register.Wishes("R1-0001-1", first.PlusDays(i), WishKind.Like);
        }

        await using var street = await WebStreet.OpenAsync(register.Build());
        using var guest = await street.ResidentAsync("R1-0001-1");
        var page = await guest.GetAsync("/me/away");
        foreach (
            var (path, kind) in ((string, (string, string)[])[])[("/me/away", []), ("/me/wishes", [("kind", "like")])]
        )
        {
            var name = path == "/me/away" ? "from" : "night";
            Assert.Equal(path, (await guest.PostAsync(path, page.Text, [(name, "2027-09-01"), .. kind])).To);
            var full = street.Fingerprint();
            var refused = await guest.PostAsync(path, page.Text, [(name, "2027-09-03"), .. kind]);
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Contains("最多记", refused.Text, StringComparison.Ordinal);
            // What is said already is no more.
            Assert.Equal(path, (await guest.PostAsync(path, page.Text, [(name, "2027-09-01"), .. kind])).To);
            Assert.Equal(full, street.Fingerprint());
        }
    }

    private static async Task<IReadOnlyList<string>> AwayAsync(WebStreet street, LocalDate night)
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var area = (await reader.Areas.FindAsync("G1", WebStreet.Stop))!.Area.Id;
        var register = (await reader.Register.OfAreaAsync(area, night.ToYearMonth(), WebStreet.Stop))!;
        return
        [
            .. register
                .Residents.Where(r => register.Absences.Any(a => a.Resident == r.Id && a.Covers(night)))
                .Select(r => r.Code),
        ];
    }

    private static async Task<List<(LocalDate?, IsoDayOfWeek?, WishKind)>> WishesAsync(WebStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var me = (await street.CardAsync("R1-0001-1")).Resident;
        return
        [
            .. (await reader.Said.WishesAsync(me, WebStreet.Stop))
                .Where(w => w.Night is not { } night || night >= street.Office.Today)
                .Select(w => (w.Night, w.Weekday, w.Kind)),
        ];
    }
}
