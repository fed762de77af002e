using System.Net;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Testing.Registers;
using Xunit;
using static Rota.Web.Tests.Offers;

namespace Rota.Web.Tests;

/// <summary>来不了, from the one press to the edition in which somebody else stands there.</summary>
public sealed class CannotComeTests
{
    private const string Night = "2026-12-12";
    private static readonly LocalDate Second = new(2026, 12, 12);

    [Fact]
    public async Task OnePressRecordsIt_AndTheDutyStaysTheirs()
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        using var guest = await street.ResidentAsync(code);

        var said = await guest.PostAsync($"/me/cannot/{Night}", (await guest.GetAsync("/me")).Text);

        Assert.Equal($"/me/cannot/{Night}", said.To);
        var page = await guest.GetAsync(said.To!);
        Assert.Contains("有人接下之前，这一班还是您的", page.Text, StringComparison.Ordinal);
        Assert.Equal(code, (await street.SheetAsync()).On(Second, Post.Guard));
        Assert.Contains("您说过这一夜来不了", (await guest.GetAsync("/me")).Text, StringComparison.Ordinal);
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var away = await reader.Said.AbsencesAsync((await street.CardAsync(code)).Resident, WebStreet.Stop);
        Assert.Equal((Second, Second), (Assert.Single(away).From, away[0].To));
    }

    [Fact]
    public async Task OnesFamilyStandsThereInFull_NeighboursMasked()
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync((await street.SheetAsync()).On(Second, Post.Guard));
        using var guest = await street.ResidentAsync(card.Code);
        var page = await SaidAsync(guest);

        var family = (
            await new FindPeople(street.Office).OfHouseholdAsync(card.Household.ToString(), WebStreet.Stop)
        ).Single(m => m.Resident != card.Resident);

        Assert.NotNull(page.Way(ChangeKind.HouseholdMember));
        Assert.Contains(family.Name!, page.Text, StringComparison.Ordinal);
        page.Text.Hides(await street.OthersAsync(card.Household));
    }

    [Theory]
    [InlineData(ChangeKind.HouseholdMember)]
    [InlineData(ChangeKind.StandIn)]
    [InlineData(ChangeKind.Exchange)]
    [InlineData(ChangeKind.Ring)]
    public async Task OnceAllAgree_BoardAndEverybodysPageSayTheSame(ChangeKind kind)
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        using var guest = await street.ResidentAsync(code);
        var page = await SaidAsync(guest);
        var way = page.Way(kind);
        Assert.SkipWhen(way is null, $"This small street has no {kind} for that duty.");

        var number = (await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", way!))).Offer();
        var proposal = await FindAsync(street, number);
        Assert.Equal(ProposalState.Proposed, proposal.State);
        Assert.All(proposal.Parties, p => Assert.Null(p.RecordedBy));
        foreach (var party in proposal.Parties.Where(p => p.Answer == PartyAnswer.None))
        {
            using var other = await street.ResidentAsync(await CodeAsync(street, party.Resident));
            var waiting = await other.GetAsync("/me");
            Assert.Contains("等您答复", waiting.Text, StringComparison.Ordinal);
            Assert.Equal(
                $"/me/offers/{number}",
                (await other.PostAsync($"/me/offers/{number}/agree", waiting.Text)).To
            );
        }

        proposal = await FindAsync(street, number);
        Assert.Equal(ProposalState.Done, proposal.State);
        var board = await street.SheetAsync();
        Assert.Equal(2, board.Edition);
        foreach (var move in proposal.Moves)
        {
            Assert.Equal(move.To, board.Rota.Duties.FirstOrDefault(d => d.Seat == move.Seat)?.Resident);
            using var holder = await street.ResidentAsync(await CodeAsync(street, move.To!.Value));
            var day = $"{move.Seat.Night.Month}月{move.Seat.Night.Day}日";
            Assert.Contains(
                $"您现在值：{day}",
                (await holder.GetAsync($"/me/offers/{number}")).Text,
                StringComparison.Ordinal
            );
            Assert.Contains(
                $"id=\"n{move.Seat.Night:uuuu-MM-dd}\"",
                (await holder.GetAsync("/me")).Text,
                StringComparison.Ordinal
            );
        }

        Assert.DoesNotContain($"id=\"n{Night}\"", (await guest.GetAsync("/me")).Text, StringComparison.Ordinal);
    }

    /// <summary>With five households each is on duty already, and none may be twice a month.</summary>
    [Theory]
    [InlineData(5, false)]
    [InlineData(12, true)]
    public async Task AnOpenCallThatReachesNobody_SaysSo(int households, bool isAnybody)
    {
        await using var street = await WebStreet.OpenAsync(SmallRegister.Of(2, households).Build());
        var sheet = await street.SheetAsync();
        var duty = sheet.Rota.Duties.First(d => d.Seat.Night == Second && d.Seat.Post != Post.Standby);
        using var guest = await street.ResidentAsync(await CodeAsync(street, duty.Resident));
        var page = await SaidAsync(guest);
        Assert.Equal(isAnybody, page.Text.Contains("都会在自己的页面上看到", StringComparison.Ordinal));
        Assert.Equal(!isAnybody, page.Text.Contains("可能谁也看不到", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AButtonPressedTwice_IsAnsweredByWhereItStands()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync((await street.SheetAsync()).On(Second, Post.Guard));
        var page = await SaidAsync(guest);
        var called = $"/me/cannot/{Night}/call";
        var first = (await guest.PostAsync(called, page.Text)).Offer();
        Assert.Equal(first, (await guest.PostAsync(called, page.Text)).Offer());
        await TwiceAsync(guest, page, first, "withdraw");

        var number = (await guest.PostAsync(called, page.Text)).Offer();
        using var taker = await street.ResidentAsync((await TakersAsync(street, number))[0]);
        var seen = await taker.GetAsync("/me");
        await TwiceAsync(taker, seen, number, "take");
        await TwiceAsync(taker, seen, number, "agree");
        await TwiceAsync(guest, page, number, "undo");
    }

    private static async Task TwiceAsync(Guest guest, Read page, int number, string what)
    {
        for (var time = 0; time < 2; time++)
        {
            var path = $"/me/offers/{number}";
            Assert.Equal((what, time, path), (what, time, (await guest.PostAsync($"{path}/{what}", page.Text)).To));
        }
    }

    [Fact]
    public async Task AWayThatIsNoSuggestion_IsRefused()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        using var guest = await street.ResidentAsync(sheet.On(Second, Post.Guard));
        var page = await SaidAsync(guest);
        var before = street.Fingerprint();
        // Somebody of another area, put in the place of whom the page offers.
        var stranger = (await street.CardAsync("R2-0005-1")).Number.ToString();
        var way = page.Way(ChangeKind.StandIn)!;

        foreach (var forged in (string[])["", "x", way[..(way.LastIndexOf('.') + 1)] + stranger])
        {
            var refused = await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", forged));
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        }

        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task AnOpenCall_IsSeenByWhoMayTakeIt_AndGoesToTheFirst()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        using var guest = await street.ResidentAsync(sheet.On(Second, Post.Guard));
        var page = await SaidAsync(guest);
        var number = (await guest.PostAsync($"/me/cannot/{Night}/call", page.Text)).Offer();
        var may = await TakersAsync(street, number);
        Assert.True(may.Count >= 2);
        var mayNot = sheet.Idle(2).First();

        using var stranger = await street.ResidentAsync(mayNot);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await stranger.PostAsync($"/me/offers/{number}/take", (await stranger.GetAsync("/me")).Text)).Status
        );
        using var first = await street.ResidentAsync(may[0]);
        using var second = await street.ResidentAsync(may[1]);
        var (one, two) = (await first.GetAsync("/me"), await second.GetAsync("/me"));
        Assert.Contains($"/me/offers/{number}", one.Text, StringComparison.Ordinal);
        await first.PostAsync($"/me/offers/{number}/take", one.Text);
        var late = await second.PostAsync($"/me/offers/{number}/take", two.Text);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("先一步接下", late.Text, StringComparison.Ordinal);
        Assert.Equal(may[0], (await street.SheetAsync()).On(Second, Post.Guard));
    }

    [Fact]
    public async Task AProposalIsItsPartiesAlone()
    {
        await using var street = await WebStreet.OpenAsync();
        var sheet = await street.SheetAsync();
        using var guest = await street.ResidentAsync(sheet.On(Second, Post.Guard));
        var page = await SaidAsync(guest);
        var way = page.Way(ChangeKind.StandIn)!;
        var number = (await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", way))).Offer();
        var proposal = await FindAsync(street, number);
        var before = street.Fingerprint();

        foreach (var code in (string[])[sheet.On(new(2026, 12, 26), Post.Lead), "R2-0001-1"])
        {
            Assert.DoesNotContain((await street.CardAsync(code)).Resident, proposal.Parties.Select(p => p.Resident));
            using var stranger = await street.ResidentAsync(code);
            var theirs = await stranger.GetAsync("/me");
            before = street.Fingerprint();
            Assert.DoesNotContain($"/me/offers/{number}", theirs.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/me/offers/{number}")).Status);
            foreach (var act in (string[])["agree", "refuse", "take", "withdraw"])
            {
                var refused = await stranger.PostAsync($"/me/offers/{number}/{act}", theirs.Text);
                Assert.Equal(HttpStatusCode.NotFound, refused.Status);
            }
        }

        // A party may answer it, but only who made it takes it back.
        var asked = proposal.Parties.Single(p => p.Answer == PartyAnswer.None).Resident;
        using var party = await street.ResidentAsync(await CodeAsync(street, asked));
        var open = await party.GetAsync($"/me/offers/{number}");
        before = street.Fingerprint();
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await party.PostAsync($"/me/offers/{number}/withdraw", open.Text)).Status
        );
        Assert.Equal(before, street.Fingerprint());
        await party.PostAsync($"/me/offers/{number}/refuse", open.Text);
        Assert.Equal(ProposalState.Refused, (await FindAsync(street, number)).State);
    }

    [Fact]
    public async Task WhoHasAgreed_IsNamedToTheOtherParties_WithoutPhone()
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync((await street.SheetAsync()).On(Second, Post.Guard));
        using var guest = await street.ResidentAsync(card.Code);
        var page = await SaidAsync(guest);
        var way = page.Way(ChangeKind.StandIn)!;
        var number = (await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", way))).Offer();
        var asked = (await FindAsync(street, number)).Parties.Single(p => p.Answer == PartyAnswer.None).Resident;
        var other = await street.CardAsync(await CodeAsync(street, asked));
        using var party = await street.ResidentAsync(other.Code);
        var (offer, path) = (await party.GetAsync($"/me/offers/{number}"), $"/me/offers/{number}");

        Assert.Contains(card.Name!, offer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(card.Phone!, offer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(card.Name!, (await party.GetAsync("/me")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Name!, (await guest.GetAsync(path)).Text, StringComparison.Ordinal);

        await party.PostAsync($"{path}/agree", offer.Text);
        var done = await guest.GetAsync(path);
        Assert.Contains(other.Name!, done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Phone!, done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCameToNothing_NamesNobody()
    {
        await using var street = await WebStreet.OpenAsync();
        var card = await street.CardAsync((await street.SheetAsync()).On(Second, Post.Guard));
        using var guest = await street.ResidentAsync(card.Code);
        var page = await SaidAsync(guest);
        var way = page.Way(ChangeKind.StandIn)!;
        var number = (await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", way))).Offer();
        var asked = (await FindAsync(street, number)).Parties.Single(p => p.Answer == PartyAnswer.None).Resident;
        using var party = await street.ResidentAsync(await CodeAsync(street, asked));

        await party.PostAsync($"/me/offers/{number}/refuse", (await party.GetAsync("/me")).Text);

        (await party.GetAsync($"/me/offers/{number}")).Text.Hides([card]);
    }

    [Fact]
    public async Task NeighboursAreAskedAFewAtATime()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync((await street.SheetAsync()).On(Second, Post.Guard));
        var page = await SaidAsync(guest);
        var ways = Enum.GetValues<ChangeKind>().SelectMany(page.AllWays).ToList();
        Assert.True(ways.Count > CannotCome.MostAsked);

        for (var i = 0; i < CannotCome.MostAsked; i++)
        {
            var asked = await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", ways[i]));
            Assert.Equal(HttpStatusCode.Redirect, asked.Status);
            // Pressed twice it is the same one.
            Assert.Equal(asked.To, (await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", ways[i]))).To);
        }

        var more = await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", ways[CannotCome.MostAsked]));
        Assert.Equal(HttpStatusCode.Conflict, more.Status);
    }
}
