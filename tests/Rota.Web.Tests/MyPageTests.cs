using System.Net;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Store.Registers;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>A resident's own page: what stands on it, what never does, and that looking changes nothing.</summary>
public sealed class MyPageTests
{
    private static readonly LocalDate First = new(2026, 12, 5);
    private static readonly LocalDate Second = new(2026, 12, 12);

    [Fact]
    public async Task NoPageHasANeighboursNameOrPhone_ButOfTheSameWatchOnTheNight()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        foreach (var post in Watch.Posts)
        {
            var (tonight, later) = (sheet.On(First, post), sheet.On(Second, post));
            foreach (var code in (string[])[tonight, later, sheet.Idle().First()])
            {
                using var guest = await street.ResidentAsync(code);
                var card = await street.CardAsync(code);
                var others = await street.OthersAsync(card.Household);
                await SayAllAsync(guest, sheet.NightsOf(code));
                foreach (var path in await PagesAsync(street, code))
                {
                    var page = await guest.GetAsync(path);
                    var shown = path == "/me/tonight" && code == tonight ? Crew(sheet, First) : [];
                    page.Text.Hides(others.Where(o => !shown.Contains(o.Code)));
                }
            }
        }

        // Nor does what they did leave a name or a phone behind it.
        var everybody = await street.OthersAsync(new("no", "household"));
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        string.Join('\n', await reader.Trail.LastAsync(1_000, WebStreet.Stop)).Hides(everybody);
        string.Join('\n', street.Log).Hides(everybody);
    }

    [Fact]
    public async Task LookingChangesNothing()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var code = sheet.On(First, Post.Lead);
        using var guest = await street.ResidentAsync(code);
        // First as somebody who has done nothing yet: what a page writes once it would write now.
        for (var hasSaid = false; ; hasSaid = true)
        {
            var pages = await PagesAsync(street, code);
            var before = street.Fingerprint();
            foreach (var path in pages.Concat(pages))
            {
                Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync(path)).Status);
            }

            Assert.Equal(before, street.Fingerprint());
            if (hasSaid)
            {
                break;
            }

            await SayAllAsync(guest, sheet.NightsOf(code));
        }
    }

    [Fact]
    public async Task ItShowsTheNextDuty_WithWhoIsOnIt()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        using var guest = await street.ResidentAsync(sheet.On(First, Post.Guard));

        var page = await guest.GetAsync("/me");

        Assert.Contains("12月5日 周六", page.Text, StringComparison.Ordinal);
        Assert.Contains("19:30–22:30", page.Text, StringComparison.Ordinal);
        Assert.All(
            (Post[])[Post.Lead, Post.Standby],
            post =>
            {
                var with = sheet.People.Values.Single(p => p.Resident == sheet.On(First, post));
                Assert.Contains(with.Masked, page.Text, StringComparison.Ordinal);
                Assert.Contains(with.Number.ToString(), page.Text, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task ThatOneKnowsOfADuty_IsKept()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        using var guest = await street.ResidentAsync(sheet.On(First, Post.Guard));
        var page = await guest.GetAsync("/me");
        Assert.DoesNotContain("您已说知道了", page.Text, StringComparison.Ordinal);

        await guest.PostAsync("/me/duties/2026-12-05/known", page.Text);
        var once = street.Fingerprint();
        await guest.PostAsync("/me/duties/2026-12-05/known", page.Text);

        Assert.Contains("您已说知道了", (await guest.GetAsync("/me")).Text, StringComparison.Ordinal);
        Assert.Equal(once, street.Fingerprint());
    }

    [Fact]
    public async Task AFormAboutSomebodyElsesDuty_IsRefused()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var stranger = sheet.Idle(2).First();
        foreach (var code in (string[])[sheet.Idle().First(), stranger])
        {
            using var guest = await street.ResidentAsync(code);
            var page = await guest.GetAsync("/me");
            var before = street.Fingerprint();
            foreach (
                var path in (string[])
                    [
                        "/me/duties/2026-12-05/known",
                        "/me/cannot/2026-12-05",
                        "/me/cannot/2026-12-05/back",
                        "/me/cannot/2026-12-05/call",
                        "/me/cannot/2026-12-05/way",
                    ]
            )
            {
                Assert.Equal(HttpStatusCode.NotFound, (await guest.PostAsync(path, page.Text)).Status);
            }

            Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync("/me/cannot/2026-12-05")).Status);
            Assert.Equal(before, street.Fingerprint());
        }
    }

    [Fact]
    public async Task TheYear_HasTheHouseholdsRealNumbers()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var card = await street.CardAsync(sheet.On(First, Post.Lead));
        var nights = sheet
            .Rota.Duties.Where(d => Watch.IsOut(d.Seat.Post))
            .Select(d => d.Seat.Night)
            .Distinct()
            .Count();
        var own = sheet
            .Rota.Duties.Where(d => Watch.IsOut(d.Seat.Post))
            .Where(d => sheet.People[d.Resident].HouseholdCode == card.Household.ToString())
            .Select(d => d.Seat.Night)
            .Distinct()
            .Count();
        using var guest = await street.ResidentAsync(card.Code);

        var page = await guest.GetAsync("/me");

        Assert.Contains($"本片区到目前排了 {nights} 个值守夜", page.Text, StringComparison.Ordinal);
        Assert.Contains($"您家守 {own} 夜，{nights - own} 夜是邻居们在守", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLedger_SumsToItsBalance_AndIsOnesOwn()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var card = await street.CardAsync(sheet.On(First, Post.Lead));
        using var guest = await street.ResidentAsync(card.Code);
        var explained = (await new ExplainLedger(street.Office).RunAsync(card.Household, WebStreet.Stop)).Value;

        var page = await guest.GetAsync("/me/ledger");

        Assert.NotEmpty(explained.Account.Lines);
        Assert.Contains($"结余 {explained.Account.Balance} 分", page.Text, StringComparison.Ordinal);
        Assert.All(
            explained.Account.Lines,
            l => Assert.Contains(new LedgerTold(explained).Why(l.Entry).Zh, page.Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Why_IsToldWhenOnePresses_AndOnlyOfWhatIsShownToAll()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        var card = await street.CardAsync(sheet.On(First, Post.Lead));
        using var guest = await street.ResidentAsync(card.Code);
        var explained = (await new ExplainDuty(street.Office).RunAsync(card, First, WebStreet.Stop))!.Value;

        var page = await guest.GetAsync("/me/why/2026-12-05");
        Assert.DoesNotContain(explained.Sentences[0].Zh, page.Text, StringComparison.Ordinal);
        var told = await guest.PostAsync("/me/why/2026-12-05", page.Text);
        Assert.All(explained.Sentences, s => Assert.Contains(s.Zh, told.Text, StringComparison.Ordinal));

        // A draft that is not posted is nobody's to read of.
        street.At(2026, 12, 20, 12, 0);
        var january = new YearMonth(2027, 1);
        await new DraftMonth(street.Office).RunAsync(january, AreaChoice.All, 1, cancellation: WebStreet.Stop);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.GetAsync("/me/why/2027-01-02")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.PostAsync("/me/why/2027-01-02", page.Text)).Status);
        await new PostMonth(street.Office).RunAsync(january, AreaChoice.All, cancellation: WebStreet.Stop);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/me/why/2027-01-02")).Status);
    }

    [Fact]
    public void WhoeverSearchesTwiceAtOnce_OrWithTooMany_IsToldSo()
    {
        var gate = new Rota.Web.Hosting.SearchGate();
        var one = gate.TryEnter(new(1));
        Assert.NotNull(one);
        Assert.Null(gate.TryEnter(new(1)));
        using var two = gate.TryEnter(new(2));
        Assert.NotNull(two);
        Assert.Null(gate.TryEnter(new(3)));

        one.Dispose();

        using var three = gate.TryEnter(new(3));
        Assert.NotNull(three);
        Assert.Null(gate.TryEnter(new(1)));
    }

    /// <summary>Every page of a resident, those of their proposals among them.</summary>
    private static async Task<IReadOnlyList<string>> PagesAsync(WebStreet street, string code)
    {
        var card = await street.CardAsync(code);
        var visitor = new Visitor(card, card.Household, (await AreaAsync(street)).Area, 1);
        var offers = await new ReadMyOffers(street.Office).RunAsync(visitor, WebStreet.Stop);
        var sheet = await street.SheetAsync();
        return
        [
            "/me",
            "/me/ledger",
            "/me/away",
            "/me/wishes",
            "/me/tonight",
            "/me/data",
            "/me/data.json",
            "/me/why",
            "/me/why/2026-12-05",
            "/areas/G1",
            .. offers.Select(o => $"/me/offers/{o.Proposal.Number}"),
            .. sheet.NightsOf(code).Select(n => $"/me/cannot/{n:uuuu-MM-dd}"),
        ];
    }

    private static async Task<AreaState> AreaAsync(WebStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        return (await reader.Areas.FindAsync("G1", WebStreet.Stop))!;
    }

    /// <summary>Says that one cannot come to some nights, and asks everybody and the first who could.</summary>
    private static async Task SayAllAsync(Guest guest, IReadOnlyList<LocalDate> nights)
    {
        foreach (var night in nights)
        {
            var page = await guest.GetAsync("/me");
            await guest.PostAsync($"/me/duties/{night:uuuu-MM-dd}/known", page.Text);
            await guest.PostAsync($"/me/cannot/{night:uuuu-MM-dd}", page.Text);
            await guest.PostAsync($"/me/cannot/{night:uuuu-MM-dd}/call", page.Text);
            var ways = await guest.GetAsync($"/me/cannot/{night:uuuu-MM-dd}");
            if (ways.Way(ChangeKind.StandIn) is { } way)
            {
                await guest.PostAsync($"/me/cannot/{night:uuuu-MM-dd}/way", page.Text, ("way", way));
            }
        }
    }

    private static IReadOnlyList<string> Crew(RotaSheet sheet, LocalDate night) =>
        [.. Watch.Posts.Select(p => sheet.On(night, p))];
}
