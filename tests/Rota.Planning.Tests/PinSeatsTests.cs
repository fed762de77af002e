using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>Pins: kept by the next draft, told where they contradict, and in a published month for whoever sits there.</summary>
public sealed class PinSeatsTests
{
    private static readonly YearMonth December = PlannedStreet.December;
    private static readonly Seat Lead = new(new LocalDate(2026, 12, 12), "evening", Post.Lead, 1);

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task ThePinIsKeptByTheNextDraft_AndADraftMadeBeforeIsDraftedAgainToPublish()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        await street.DraftAsync(December);
        var holder = (await street.DraftOfAsync("G1", December)).Sheet.Rota.Duties.First(d => d.Seat == Lead).Resident;
        var other = await ResidentAsync(street, 12);
        other = other == holder ? await ResidentAsync(street, 11) : other;

        var pinned = await AddAsync(street, Lead, other);

        Assert.True(pinned.Value.IsDrafted);
        var published = Assert.Single(await street.PublishAsync(December));
        Assert.Equal(PublishState.Published, published.State);
        Assert.NotNull(published.Reason);
        Assert.Equal(
            other,
            (await street.EditionAsync(December)).Sheet.Rota.Duties.First(d => d.Seat == Lead).Resident
        );
    }

    [Fact]
    public async Task APinThatContradictsARuleOrAnother_IsToldInWords_AndNothingIsWritten()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        var (one, other) = (await ResidentAsync(street, 1), await ResidentAsync(street, 2));
        Assert.True((await AddAsync(street, Lead, one)).Succeeded);
        var before = street.Fingerprint();

        var near = Lead with { Night = Lead.Night.PlusDays(7) };
        Assert.False((await AddAsync(street, near, one)).Succeeded);
        Assert.False((await AddAsync(street, Lead, other)).Succeeded);
        Assert.False((await AddAsync(street, Lead, one)).Succeeded);
        Assert.False((await AddAsync(street, Lead with { Number = 2 }, other)).Succeeded);
        Assert.False((await AddAsync(street, Lead with { Night = Lead.Night.PlusDays(1) }, other)).Succeeded);

        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task APinThatTheBooksHaveOvertaken_DoesNotStandInAnothersWay()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        Assert.True((await AddAsync(street, Lead, await ResidentAsync(street, 1))).Succeeded);
        await street.ImportAsync(
            SmallRegister.Of(1, 12).Absent(SmallRegister.Household(1, 1), Lead.Night, Lead.Night).Build()
        );

        Assert.True(
            (
                await AddAsync(street, Lead with { Night = Lead.Night.PlusDays(7) }, await ResidentAsync(street, 2))
            ).Succeeded
        );

        var listed = (await new PinSeats(street.Office).ListAsync(December, AreaChoice.All, Stop)).Value;
        Assert.Equal([true, false], listed.Select(p => p.Problem is not null));
        Assert.Equal(DraftState.Failed, Assert.Single(await street.DraftAsync(December)).State);
        await new PinSeats(street.Office).RemoveAsync("G1", new(Lead.Night, null, Post.Lead), Stop);
        Assert.Equal(DraftState.Drafted, Assert.Single(await street.DraftAsync(December)).State);
    }

    [Fact]
    public async Task APinThatContradicts_IsToldAlsoWhileAnotherOfTheMonthIsVoid()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        var (gone, stays) = (await ResidentAsync(street, 1), await ResidentAsync(street, 2));
        Assert.True((await AddAsync(street, Lead, gone)).Succeeded);
        Assert.True((await AddAsync(street, Lead with { Post = Post.Guard }, stays)).Succeeded);
        var moved = SmallRegister.Resident(1, 1, 1);
        await street.ImportAsync(
            SmallRegister.Of(1, 12).Change(moved, r => r with { MovedOut = new LocalDate(2026, 11, 30) }).Build()
        );
        var before = street.Fingerprint();

        // A second watch of the household's month; the void pin stays as it is and is no fault of this one.
        var again = await AddAsync(street, Lead with { Night = Lead.Night.PlusDays(7) }, stays);

        Assert.False(again.Succeeded);
        Assert.All(again.Faults, f => Assert.Contains("R1-0002-1", f.What.En, StringComparison.Ordinal));
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task InAPublishedMonth_OnlyWhoSitsThereIsPinned_AndIsMovedNoMore()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duties = (await street.EditionAsync(December)).Sheet.Rota.Duties;
        var holder = duties.First(d => d.Seat == Lead).Resident;
        var before = street.Fingerprint();
        Assert.False((await AddAsync(street, Lead, duties.First(d => d.Resident != holder).Resident)).Succeeded);
        Assert.Equal(before, street.Fingerprint());
        var way = (await street.WaysAsync(Lead))[0].Change;

        Assert.True((await AddAsync(street, Lead, holder)).Succeeded);

        var refused = await street.ProposeAsync(way);
        Assert.False(refused.Succeeded);
        Assert.True((await new PinSeats(street.Office).RemoveAsync("G1", Asked(Lead), Stop)).Succeeded);
        Assert.True((await street.ProposeAsync(way)).Succeeded);
    }

    [Fact]
    public async Task AWaiverForOnePin_LetsNoLaterPinOfThatSeatGo()
    {
        await using var street = await SwappedStreet.PublishedAsync(households: 30);
        var holder = (await street.EditionAsync(December)).Sheet.Rota.Duties.First(d => d.Seat == Lead).Resident;
        var way = (await street.WaysAsync(Lead)).First(w => w.Change.Kind == ChangeKind.StandIn).Change;
        Assert.True((await AddAsync(street, Lead, holder)).Succeeded);
        var waived = way with { Waivers = [Waiver.Of("pins", way.Moves[0], "停电抢修")] };
        Assert.Equal(ProposalState.Done, (await street.AgreeAsync(waived)).Value.State);
        var taker = way.Moves[0].To!.Value;
        var again = (await street.WaysAsync(Lead)).First(w => w.Change.Kind == ChangeKind.StandIn).Change;

        Assert.True((await new PinSeats(street.Office).RemoveAsync("G1", Asked(Lead), Stop)).Succeeded);
        Assert.True((await AddAsync(street, Lead, taker)).Succeeded);

        Assert.False((await street.ProposeAsync(again)).Succeeded);
        Assert.Empty(await street.WaysAsync(Lead));
    }

    [Fact]
    public async Task APinThatIsTakenBack_IsGone_AndTakingItBackTwiceIsTold()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        await AddAsync(street, Lead, await ResidentAsync(street, 1));
        var use = new PinSeats(street.Office);
        Assert.True((await use.RemoveAsync("G1", Asked(Lead), Stop)).Succeeded);
        var before = street.Fingerprint();
        Assert.False((await use.RemoveAsync("G1", Asked(Lead), Stop)).Succeeded);
        Assert.Equal(before, street.Fingerprint());
        Assert.Empty((await use.ListAsync(null, AreaChoice.All, Stop)).Value);
    }

    private static SeatAsked Asked(Seat seat) => new(seat.Night, seat.Watch, seat.Post, seat.Number);

    private static Task<Core.Outcome<PinChanged>> AddAsync(PlannedStreet street, Seat seat, ResidentId resident) =>
        new PinSeats(street.Office).AddAsync("G1", Asked(seat), resident, Stop);

    private static async Task<ResidentId> ResidentAsync(PlannedStreet street, int household) =>
        (await new FindPeople(street.Office).RunAsync(SmallRegister.Resident(1, household, 1), Stop))[0].Resident;
}
