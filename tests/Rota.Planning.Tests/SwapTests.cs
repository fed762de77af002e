using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Covenants;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A change of a published rota from its proposal to the next edition, and back.</summary>
public sealed class SwapTests
{
    private static readonly YearMonth December = PlannedStreet.December;
    private static readonly YearMonth January = PlannedStreet.January;

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task WithTheLastYes_TheNextEditionIsThere_AndTheLedgerFollows()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var (seat, way) = await FirstAsync(street, ChangeKind.StandIn);
        var before = await street.SumsAsync();

        var made = (await street.ProposeAsync(way.Change)).Value.Proposal;
        var last = await street.AgreedButOneAsync(made);
        Assert.Equal(1, (await street.EditionAsync(December)).Head.Number);

        var done = (await street.AnswerAsync(made.Number, last)).Value;

        var edition = await street.EditionAsync(December);
        Assert.Equal(ProposalState.Done, done.State);
        Assert.Equal([new MadeEdition(December, 2)], done.Editions);
        Assert.Equal((2, 1), (edition.Head.Number, edition.Head.Supersedes));
        Assert.Equal(way.Change.Moves[0].To, edition.Sheet.Rota.Duties.Single(d => d.Seat == seat).Resident);
        Assert.Equal(RotaStatus.Edited, edition.Sheet.Standing.Status);
        Assert.Equal(
            (await street.EditionAsync(December, 1)).Sheet.Standing.Cost + way.Cost,
            edition.Sheet.Standing.Cost
        );
        Assert.NotEqual(before, await street.SumsAsync());
        await street.AssertCleanAsync(December);
        await AssertDutiesAreTheEditionsAsync(street, December);
    }

    [Fact]
    public async Task LookingWritesNothing()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var area = await street.AreaAsync();
        var before = street.Fingerprint();

        var (seat, way) = await FirstAsync(street, ChangeKind.Exchange);
        var judged = await new ProposeChange(street.Office).PreviewAsync(area, way.Change, Stop);
        var duty = new SeatHeld(area, seat, way.Change.Moves[0].From);
        var other = (await street.DutiesAsync(December)).First(d => d.Duty.Resident != duty.Holder);
        await new ProposeChange(street.Office).WithAsync(duty, other.Duty.Resident, other.Duty.Seat.Night, Stop);
        await new ReadProposals(street.Office).RunAsync(AreaChoice.All, Stop);

        Assert.Equal(way.Cost, judged.Value.Cost);
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task WhatAddsABreach_IsNotProposed_AndNothingIsWritten()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duties = await street.DutiesAsync(December);
        // Whoever is out once already stands in on another night: twice a month.
        var (giver, taker) = (
            duties[0].Duty,
            duties.First(d => d.Duty.Seat.Night != duties[0].Duty.Seat.Night && Watch.IsOut(d.Duty.Seat.Post)).Duty
        );
        var before = street.Fingerprint();

        var refused = await street.ProposeAsync(RotaChange.StandIn(giver.Seat, giver.Resident, taker.Resident));

        Assert.False(refused.Succeeded);
        Assert.All(refused.Faults, f => Assert.NotEqual("", f.What.Zh));
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task AnExchangeOverTheMonthsEnd_MakesAnEditionOfEach()
    {
        var days = SwappedStreet.Roomy;
        var watches = days.Terms.Watches.Select(w =>
            w with
            {
                Weekdays = [IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday],
            }
        );
        var covenant = days with { Terms = days.Terms with { Watches = [.. watches] } };
        await using var street = await SwappedStreet.PublishedAsync(60, covenant, hasJanuary: true);
        var (last, first) = (new LocalDate(2026, 12, 30), new LocalDate(2027, 1, 5));
        var way = await FirstExchangeAsync(street, last, first);

        var done = (await street.AgreeAsync(way.Change)).Value;

        Assert.Equal([new MadeEdition(December, 2), new MadeEdition(January, 2)], done.Editions);
        Assert.Equal(2, (await street.EditionAsync(December)).Head.Number);
        Assert.Equal(2, (await street.EditionAsync(January)).Head.Number);
        foreach (var move in way.Change.Moves)
        {
            var edition = await street.EditionAsync(move.Seat.Night.ToYearMonth());
            Assert.Equal(move.To, edition.Sheet.Rota.Duties.Single(d => d.Seat == move.Seat).Resident);
        }

        // What January cost is read with the ledger as it is now, which December has changed.
        var audits = await new AuditMonth(street.Office).RunAsync(January, AreaChoice.All, Stop);
        Assert.Empty(Assert.Single(audits.Value).Audit.Breaches);
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task UndoingBringsRotaAndLedgerBack_AndIsRefusedOnceADutyHasMovedOrTimeIsOver()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var first = await street.EditionAsync(December);
        var sums = await street.SumsAsync();
        var (_, way) = await FirstAsync(street, ChangeKind.StandIn);
        var done = (await street.AgreeAsync(way.Change)).Value;

        var undone = (await new UndoChange(street.Office).RunAsync(done.Number, Stop)).Value;

        var edition = await street.EditionAsync(December);
        Assert.Equal((ProposalState.Undone, 3), (undone.State, edition.Head.Number));
        Assert.Equal(first.Sheet.Rota.Duties, edition.Sheet.Rota.Duties);
        Assert.Equal(sums, await street.SumsAsync());
        Assert.False((await new UndoChange(street.Office).RunAsync(done.Number, Stop)).Succeeded);

        // Somebody else has the duty by now: they would lose it.
        var again = (await street.AgreeAsync(way.Change)).Value;
        var next = (await street.WaysAsync(way.Change.Moves[0].Seat)).First(w =>
            w.Change.Kind == ChangeKind.StandIn && w.Change.Moves[0].To != way.Change.Moves[0].From
        );
        var on = (await street.AgreeAsync(next.Change)).Value;
        var before = street.Fingerprint();
        var refused = await new UndoChange(street.Office).RunAsync(again.Number, Stop);
        Assert.Contains("换过人", refused.Faults[0].What.Zh, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());

        street.Clock.AdvanceHours(25);
        Assert.Contains(
            "24",
            (await new UndoChange(street.Office).RunAsync(on.Number, Stop)).Faults[0].What.Zh,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task UndoingThatWouldHurtSomebody_IsRefused()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duties = (await street.DutiesAsync(December)).Select(d => d.Duty).ToList();
        var (given, way) = await FirstAsync(street, ChangeKind.StandIn);
        var giver = way.Change.Moves[0].From!.Value;
        var done = (await street.AgreeAsync(way.Change)).Value;
        // The giver, free now, takes another night, too near to the old one or the second of the month.
        var others = duties.Where(d => d.Seat.Night != given.Night && Watch.IsOut(d.Seat.Post));
        foreach (var other in others)
        {
            if ((await street.AgreeAsync(RotaChange.StandIn(other.Seat, other.Resident, giver))).Succeeded)
            {
                break;
            }
        }

        var refused = await new UndoChange(street.Office).RunAsync(done.Number, Stop);

        Assert.False(refused.Succeeded);
        Assert.DoesNotContain("换过人", refused.Faults[0].What.Zh, StringComparison.Ordinal);
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task AProposalWhoseDutyMoved_IsStale_AndOneWhoseTimeIsOver_HasExpired()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var ways = (await street.WaysAsync((await FirstAsync(street, ChangeKind.StandIn)).Seat))
            .Where(w => w.Change.Kind == ChangeKind.StandIn)
            .ToList();
        var (one, two) = (await MadeAsync(street, ways[0].Change), await MadeAsync(street, ways[1].Change));
        var lasts = (await street.AgreedButOneAsync(one), await street.AgreedButOneAsync(two));
        await street.AnswerAsync(one.Number, lasts.Item1);

        var stale = await street.AnswerAsync(two.Number, lasts.Item2);
        Assert.Contains("换过人", stale.Faults[0].What.Zh, StringComparison.Ordinal);
        Assert.Equal(ProposalState.Stale, (await ListedAsync(street, two.Number)).State);

        var third = await MadeAsync(street, (await FirstAsync(street, ChangeKind.Exchange)).Way.Change);
        street.Clock.Reset(third.ExpiresAt);
        Assert.Equal(ProposalState.Expired, (await ListedAsync(street, third.Number)).State);
        var expired = await street.AnswerAsync(third.Number, third.Parties[0].Resident);
        Assert.Contains("过期", expired.Faults[0].What.Zh, StringComparison.Ordinal);
        Assert.Equal(2, (await street.EditionAsync(December)).Head.Number);
    }

    [Fact]
    public async Task WhereTheCovenantAsks_AnOrganiserApproves()
    {
        var covenant = SwappedStreet.Terms(rest: 9, new ChangeTerms(Approval: true, 2, 24));
        await using var street = await SwappedStreet.PublishedAsync(covenant: covenant);
        var (_, way) = await FirstAsync(street, ChangeKind.StandIn);
        var agreed = (await street.AgreeAsync(way.Change)).Value;
        Assert.Equal(ProposalState.Consented, agreed.State);
        Assert.Equal(1, (await street.EditionAsync(December)).Head.Number);

        var done = (await new ApproveProposal(street.Office).RunAsync(agreed.Number, cancellation: Stop)).Value;

        Assert.Equal(ProposalState.Done, done.State);
        Assert.Equal(2, (await street.EditionAsync(December)).Head.Number);

        // Within the household nobody has to approve.
        var (_, member) = await FirstAsync(street, ChangeKind.HouseholdMember);
        Assert.Equal(ProposalState.Done, (await street.AgreeAsync(member.Change)).Value.State);
    }

    [Fact]
    public async Task AnOpenProblemInOneHousehold_BlocksNoOthersExchange()
    {
        var register = SmallRegister.Of(1, 24);
        await using var street = await SwappedStreet.PublishedAsync(register: register);
        var away = (await street.DutiesAsync(December)).Select(d => d.Duty).First(d => Watch.IsOut(d.Seat.Post));
        var card = (await street.SheetsAsync(December))[0].People[away.Resident];
        await street.ImportAsync(register.Absent(card.Resident, away.Seat.Night, away.Seat.Night).Build());
        var others = (await street.DutiesAsync(December))
            .Select(d => d.Duty)
            .Where(d => d.Household != away.Household && Watch.IsOut(d.Seat.Post));
        var way = (await street.WaysAsync(others.First().Seat)).First(w =>
            w.Change.Kind == ChangeKind.Exchange && w.Change.Moves.All(m => m.Seat != away.Seat)
        );

        Assert.Equal(ProposalState.Done, (await street.AgreeAsync(way.Change)).Value.State);
        // Until somebody has taken it the duty stays whose it is.
        Assert.Contains(
            await street.DutiesAsync(December),
            d => d.Duty.Seat == away.Seat && d.Duty.Resident == away.Resident
        );
    }

    [Fact]
    public async Task ADraftFromBeforeTheSwap_IsDraftedAgainOnPublishing()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        await street.DraftAsync(January);
        var (_, way) = await FirstAsync(street, ChangeKind.StandIn);
        Assert.Equal(ProposalState.Done, (await street.AgreeAsync(way.Change)).Value.State);

        var published = Assert.Single(await street.PublishAsync(January));

        Assert.Equal(PublishState.Published, published.State);
        Assert.Contains("重新起草", published.Reason!.Value.Zh, StringComparison.Ordinal);
        await street.AssertCleanAsync(January);
    }

    [Fact]
    public async Task APromotion_IsRecordedWithItsWaivers_AndLeavesNoBreach()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var area = await street.AreaAsync();
        var (seat, way) = await FirstAsync(street, ChangeKind.Promotion);

        var done = (await street.AgreeAsync(way.Change)).Value;

        Assert.Equal(ProposalState.Done, done.State);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var waivers = await reader.Waivers.OfAreaAsync(area, seat.Night, seat.Night, Stop);
        Assert.Equal(way.Change.Waivers, waivers);
        var gap = Assert.Single(
            (await street.EditionAsync(December)).Sheet.Rota.Gaps,
            g => g.Seat == way.Change.Moves[^1].Seat
        );
        Assert.NotEqual("", gap.Reason.Zh);
    }

    internal static async Task AssertDutiesAreTheEditionsAsync(PlannedStreet street, YearMonth month)
    {
        var edition = await street.EditionAsync(month);
        var duties = (await street.DutiesAsync(month)).Select(d => d.Duty).ToHashSet();
        Assert.True(duties.SetEquals(edition.Sheet.Rota.Duties));
        var seats = edition.Sheet.Watches.Sum(w => Watch.Posts.Sum(w.Seats));
        var held = edition.Sheet.Rota.Duties.Select(d => d.Seat).Concat(edition.Sheet.Rota.Gaps.Select(g => g.Seat));
        Assert.Equal(seats, held.Distinct().Count());
        Assert.Equal(seats, edition.Sheet.Rota.Duties.Count + edition.Sheet.Rota.Gaps.Count);
    }

    /// <summary>The first way of a kind that any duty of December has.</summary>
    private static async Task<(Seat Seat, Suggestion Way)> FirstAsync(PlannedStreet street, ChangeKind kind)
    {
        foreach (var duty in (await street.DutiesAsync(December)).Where(d => Watch.IsOut(d.Duty.Seat.Post)))
        {
            var ways = await street.WaysAsync(duty.Duty.Seat, 500);
            if (ways.FirstOrDefault(w => w.Change.Kind == kind) is { } way)
            {
                return (duty.Duty.Seat, way);
            }
        }

        throw new InvalidOperationException($"No {kind}.");
    }

    private static async Task<Suggestion> FirstExchangeAsync(PlannedStreet street, LocalDate night, LocalDate other)
    {
        foreach (var duty in (await street.DutiesAsync(December)).Where(d => d.Duty.Seat.Night == night))
        {
            var ways = await street.WaysAsync(duty.Duty.Seat, 2000);
            var way = ways.FirstOrDefault(w =>
                w.Change.Kind == ChangeKind.Exchange && w.Change.Moves.Any(m => m.Seat.Night == other)
            );
            if (way is not null)
            {
                return way;
            }
        }

        throw new InvalidOperationException($"No exchange with {other}.");
    }

    private static async Task<Proposal> MadeAsync(PlannedStreet street, RotaChange change) =>
        (await street.ProposeAsync(change)).Value.Proposal;

    private static async Task<Proposal> ListedAsync(PlannedStreet street, int number) =>
        (await new ReadProposals(street.Office).RunAsync(AreaChoice.All, Stop))
            .Value.Single(p => p.Proposal.Number == number)
            .Proposal;
}
