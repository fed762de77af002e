using System.Net;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Visits;
using Xunit;
using static Rota.Web.Tests.Offers;

namespace Rota.Web.Tests;

/// <summary>我又能来了: what is taken back with it, in one act, and what when somebody was first.</summary>
public sealed class ComingAfterAllTests
{
    private const string Night = "2026-12-12";
    private static readonly LocalDate Second = new(2026, 12, 12);

    [Fact]
    public async Task ComingAfterAll_TakesEverythingBack()
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        using var guest = await street.ResidentAsync(code);
        var page = await SaidAsync(guest);
        var call = (await guest.PostAsync($"/me/cannot/{Night}/call", page.Text)).Offer();
        var way = page.Way(ChangeKind.StandIn)!;
        var asked = (await guest.PostAsync($"/me/cannot/{Night}/way", page.Text, ("way", way))).Offer();

        await guest.PostAsync($"/me/cannot/{Night}/back", page.Text);

        Assert.Equal(ProposalState.Withdrawn, (await FindAsync(street, call)).State);
        Assert.Equal(ProposalState.Withdrawn, (await FindAsync(street, asked)).State);
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        Assert.Empty(await reader.Said.AbsencesAsync((await street.CardAsync(code)).Resident, WebStreet.Stop));
        Assert.Contains("知道了", (await guest.GetAsync("/me")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComingAfterAll_OnceSomebodyHasTakenIt_IsToldSo_AndChangesNothing()
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync((await street.SheetAsync()).On(Second, Post.Guard));
        var page = await SaidAsync(guest);
        var call = (await guest.PostAsync($"/me/cannot/{Night}/call", page.Text)).Offer();
        using var taker = await street.ResidentAsync((await TakersAsync(street, call))[0]);
        await taker.PostAsync($"/me/offers/{call}/take", (await taker.GetAsync("/me")).Text);
        Assert.Equal(ProposalState.Done, (await FindAsync(street, call)).State);
        var before = street.Fingerprint();

        var late = await guest.PostAsync($"/me/cannot/{Night}/back", page.Text);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("已经有人接下", late.Text, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task ComingAfterAll_IsOneAct()
    {
        await using var street = await WebStreet.OpenAsync();
        var code = (await street.SheetAsync()).On(Second, Post.Guard);
        using var guest = await street.ResidentAsync(code);
        var page = await SaidAsync(guest);
        await guest.PostAsync($"/me/cannot/{Night}/call", page.Text);
        var card = await street.CardAsync(code);
        var visitor = new Visitor(card, card.Household, Area: null, 1);
        var before = street.Fingerprint();

        // Broken off when everything is done but the commit, nothing is.
        var cannot = new CannotCome(street.Office with { By = card.Code }, _ => throw new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => cannot.TakeBackAsync(visitor, Second, WebStreet.Stop));

        Assert.Equal(before, street.Fingerprint());
    }

    [Theory]
    [InlineData("2026-12-10", "2026-12-11", ProposalState.Proposed)]
    [InlineData("2026-12-11", "2026-12-13", ProposalState.Withdrawn)]
    public async Task NoLongerAwayOnANightWithACall_WithdrawsIt(string from, string to, ProposalState state)
    {
        await using var street = await WebStreet.OpenAsync();
        using var guest = await street.ResidentAsync((await street.SheetAsync()).On(Second, Post.Guard));
        var page = await guest.GetAsync("/me");
        await guest.PostAsync("/me/away", page.Text, ("from", "2026-12-10"), ("to", "2026-12-14"));
        var call = (await guest.PostAsync($"/me/cannot/{Night}/call", page.Text)).Offer();

        Assert.Equal("/me/away", (await guest.PostAsync("/me/away/back", page.Text, ("from", from), ("to", to))).To);

        Assert.Equal(state, (await FindAsync(street, call)).State);
    }
}
