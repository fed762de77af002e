using NodaTime;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Testing.Registers;
using Xunit;
using static Rota.Web.Tests.Offers;

namespace Rota.Web.Tests;

/// <summary>我不接: an open call that somebody put aside stays aside for them, on their device, and for nobody else.</summary>
public sealed class NotMeTests
{
    private const string Night = "2026-12-12";
    private const string Cookie = "rota-not-me";
    private static readonly LocalDate Second = new(2026, 12, 12);

    [Fact]
    public async Task AnOpenCallThatIsNotForOne_IsListedNoMore_AndNobodyLearnsOfIt()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync((await street.SheetAsync()).On(Second, Post.Guard));
        var number = (await guest.PostAsync($"/me/cannot/{Night}/call", (await SaidAsync(guest)).Text)).Offer();
        using var neighbour = await street.ResidentAsync((await TakersAsync(street, number))[0]);
        var before = street.Fingerprint();
        var offer = await neighbour.GetAsync($"/me/offers/{number}");
        Assert.Contains("邻居在找人替班", (await neighbour.GetAsync("/me")).Text, StringComparison.Ordinal);

        Assert.Equal("/me", (await neighbour.PostAsync($"/me/offers/{number}/not-me", offer.Text)).To);

        var me = await neighbour.GetAsync("/me");
        Assert.DoesNotContain("邻居在找人替班", me.Text, StringComparison.Ordinal);
        Assert.Contains("您说过不接的", me.Text, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());
        // They may still change their mind.
        Assert.Contains(
            "这一班我来",
            (await neighbour.GetAsync($"/me/offers/{number}")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task OnASharedPhone_NobodyReadsWhatAnotherPutAside_AndLeavingForgetsIt()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync((await street.SheetAsync()).On(Second, Post.Guard));
        var number = (await guest.PostAsync($"/me/cannot/{Night}/call", (await SaidAsync(guest)).Text)).Offer();
        var takers = await TakersAsync(street, number);
        using var phone = await street.ResidentAsync(takers[0]);
        await phone.PostAsync($"/me/offers/{number}/not-me", (await phone.GetAsync("/me")).Text);
        Assert.Contains("您说过不接的", (await phone.GetAsync("/me")).Text, StringComparison.Ordinal);

        await EnterAsync(street, phone, takers[1]);
        await SeesItAsync(phone);
        // What both say is kept for both.
        await phone.PostAsync($"/me/offers/{number}/not-me", (await phone.GetAsync("/me")).Text);
        await EnterAsync(street, phone, takers[0]);
        Assert.Contains("您说过不接的", (await phone.GetAsync("/me")).Text, StringComparison.Ordinal);

        await phone.PostAsync("/leave", (await phone.GetAsync("/me")).Text);
        await EnterAsync(street, phone, takers[0]);
        await SeesItAsync(phone);
    }

    [Fact]
    public async Task WhatIsPutAside_MakesRoomForCallsBehindIt()
    {
        await using var street = await WebStreet.OpenAsync(
            SmallRegister.Of(1, 30).Build(),
            covenant: c =>
                c with
                {
                    Terms = c.Terms with
                    {
                        Watches =
                        [
                            .. c.Terms.Watches.Select(w =>
                                w with
                                {
                                    Weekdays = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday],
                                }
                            ),
                        ],
                    },
                }
        );
        var sheet = await street.SheetAsync();
        Core.Registers.WatchArea area;
        await using (var reader = await street.Office.Database.ReadAsync(WebStreet.Stop))
        {
            area = (await reader.Areas.FindAsync("G1", WebStreet.Stop))!.Area;
        }

        foreach (var duty in sheet.Rota.Duties)
        {
            await new ProposeChange(street.Office).CallAsync(area.Id, duty.Seat, null, WebStreet.Stop);
        }

        var read = new ReadMyOffers(street.Office);
        List<int> found = [];
        foreach (
            var code in Enumerable
                .Range(1, 30)
                .Select(h => SmallRegister.Resident(1, h, 1))
                .TakeWhile(_ => found.Count == 0)
        )
        {
            var card = await street.CardAsync(code);
            var visitor = new Visitor(card, card.Household, area, 1);
            var first = Calls(await read.RunAsync(visitor, WebStreet.Stop), isAside: false);
            var next = await read.RunAsync(visitor, first, WebStreet.Stop);
            Assert.Equal(first, Calls(next, isAside: true));
            found = Calls(next, isAside: false);
            Assert.Empty(found.Intersect(first));
        }

        // Somebody may take more than are shown.
        Assert.NotEmpty(found);
    }

    [Theory]
    [InlineData(null, Cookie, false)]
    [InlineData("https://watch.example", "__Host-" + Cookie, true)]
    public void TheCookie_IsOfThisHostAlone_BehindTls(string? url, string name, bool isSecure)
    {
        var settings = new WebSettings(url is null ? null : new Uri(url), []);
        var notMe = new Hosting.NotMe(settings);
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();

        notMe.Add(http, new(7), 3);

        var set = Assert.Single(http.Response.Headers.SetCookie)!;
        Assert.StartsWith($"{name}=7-3;", set, StringComparison.Ordinal);
        Assert.Contains("path=/;", set, StringComparison.Ordinal);
        Assert.Contains("httponly", set, StringComparison.Ordinal);
        Assert.Equal(isSecure, set.Contains("secure", StringComparison.Ordinal));

        http.Request.Headers.Cookie = $"{name}=7-3.8-4.7-x.-.9";
        Assert.Equal([3], notMe.Of(http, new(7)));
        Assert.Equal([4], notMe.Of(http, new(8)));
        Assert.Empty(notMe.Of(http, new(9)));
    }

    private static List<int> Calls(IEnumerable<MyOffer> offers, bool isAside) =>
        [.. offers.Where(o => o.Stand == OfferStand.Call && o.IsAside == isAside).Select(o => o.Proposal.Number)];

    private static async Task SeesItAsync(Guest guest)
    {
        var me = (await guest.GetAsync("/me")).Text;
        Assert.Contains("邻居在找人替班", me, StringComparison.Ordinal);
        Assert.DoesNotContain("您说过不接的", me, StringComparison.Ordinal);
    }

    private static async Task EnterAsync(WebStreet street, Guest phone, string code)
    {
        var path = $"/m/{await Walker.LinkAsync(street, code)}";
        await phone.PostAsync(path, (await phone.GetAsync(path)).Text);
    }
}
