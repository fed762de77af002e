using NodaTime;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>Drafts that are shown for comment, and drafts that an organiser holds back.</summary>
public sealed class PostMonthTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task APostedDraftSaysSo_UntilTheDayOfPublishing_AndPostingAgainChangesNothing()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(2, 8).Build());
        await street.DraftAsync(December);
        Assert.All(await street.SheetsAsync(December), s => Assert.False(s.IsPosted));

        var posted = (await new PostMonth(street.Office).RunAsync(December, AreaChoice.All, Stop)).Value;

        Assert.All(posted.Areas, a => Assert.Equal(PostState.Posted, a.State));
        Assert.Equal((new(2026, 11, 18), new LocalDate(2026, 11, 25)), (posted.From, posted.Until));
        Assert.All(await street.SheetsAsync(December), s => Assert.True(s.IsPosted));
        var before = street.Fingerprint();
        street.Clock.AdvanceHours(1);
        var again = (await new PostMonth(street.Office).RunAsync(December, AreaChoice.All, Stop)).Value;
        Assert.All(again.Areas, a => Assert.Equal(PostState.PostedBefore, a.State));
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task ADraftMadeAnew_IsPostedNoLonger_AndThatIsSaid()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        Assert.Null(Assert.Single(await street.DraftAsync(December)).Lost);
        await new PostMonth(street.Office).RunAsync(December, AreaChoice.All, Stop);

        var anew = Assert.Single(await street.DraftAsync(December));

        Assert.Equal(DraftState.Drafted, anew.State);
        Assert.Contains("posted", anew.Lost!.Value.En, StringComparison.Ordinal);
        Assert.False(Assert.Single(await street.SheetsAsync(December)).IsPosted);
    }

    [Fact]
    public async Task AHeldDraft_IsNeitherPublishedNorDraftedAgain_UntilItIsReleased()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(2, 8).Build());
        await street.DraftAsync(December);
        var one = new AreaChoice(null, ["G1"]);
        var held = await new PostMonth(street.Office).HoldAsync(December, one, " 等\n居委会答复 ", Stop);
        Assert.Equal(PostState.Held, Assert.Single(held.Value.Areas).State);

        Assert.Equal([DraftState.Kept, DraftState.Drafted], (await street.DraftAsync(December)).Select(d => d.State));
        var published = (
            await new PublishMonth(street.Office).RunAsync(December, AreaChoice.All, asEdited: true, Stop)
        ).Value;
        Assert.Equal([PublishState.Held, PublishState.Published], published.Select(p => p.State));
        Assert.Contains("tester", published[0].Reason!.Value.Zh, StringComparison.Ordinal);
        Assert.Contains("等 居委会答复", published[0].Reason!.Value.Zh, StringComparison.Ordinal);

        var released = (await new PostMonth(street.Office).ReleaseAsync(December, AreaChoice.All, Stop)).Value;
        Assert.Equal([PostState.Released, PostState.AlreadyPublished], released.Areas.Select(a => a.State));
        Assert.Equal(PublishState.Published, (await street.PublishAsync(December))[0].State);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("")]
    public async Task NobodyHoldsBackWithoutAReason(string reason)
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.DraftAsync(December);
        var before = street.Fingerprint();
        Assert.False((await new PostMonth(street.Office).HoldAsync(December, AreaChoice.All, reason, Stop)).Succeeded);
        Assert.Equal(before, street.Fingerprint());
    }
}
