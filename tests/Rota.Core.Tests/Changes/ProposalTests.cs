using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Core.Tests.Changes;

/// <summary>Which steps a proposal can take, and that each end is told in words of its own.</summary>
public sealed class ProposalTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 12, 1, 4, 0);
    private static readonly ResidentId Giver = new(1);
    private static readonly ResidentId Taker = new(2);
    private static readonly ResidentId Other = new(3);

    /// <summary>Every step from every state that leads anywhere.</summary>
    private static readonly Dictionary<(ProposalState, ProposalStep), ProposalState> Leads = new()
    {
        [(ProposalState.Proposed, ProposalStep.Consent)] = ProposalState.Consented,
        [(ProposalState.Proposed, ProposalStep.Refuse)] = ProposalState.Refused,
        [(ProposalState.Proposed, ProposalStep.Withdraw)] = ProposalState.Withdrawn,
        [(ProposalState.Proposed, ProposalStep.Expire)] = ProposalState.Expired,
        [(ProposalState.Proposed, ProposalStep.GoStale)] = ProposalState.Stale,
        [(ProposalState.Consented, ProposalStep.Approve)] = ProposalState.Approved,
        [(ProposalState.Consented, ProposalStep.CarryOut)] = ProposalState.Done,
        [(ProposalState.Consented, ProposalStep.Refuse)] = ProposalState.Refused,
        [(ProposalState.Consented, ProposalStep.Withdraw)] = ProposalState.Withdrawn,
        [(ProposalState.Consented, ProposalStep.Expire)] = ProposalState.Expired,
        [(ProposalState.Consented, ProposalStep.GoStale)] = ProposalState.Stale,
        [(ProposalState.Approved, ProposalStep.CarryOut)] = ProposalState.Done,
        [(ProposalState.Approved, ProposalStep.GoStale)] = ProposalState.Stale,
        [(ProposalState.Done, ProposalStep.Undo)] = ProposalState.Undone,
    };

    public static TheoryData<ProposalState, ProposalStep> Everything { get; } =
        new(
            Enum.GetValues<ProposalState>()
                .SelectMany(state => Enum.GetValues<ProposalStep>().Select(step => (state, step)))
        );

    [Theory]
    [MemberData(nameof(Everything))]
    public void AStepLeadsWhereTheTableSays_AndNowhereElse(ProposalState state, ProposalStep step)
    {
        ProposalState? expected = Leads.TryGetValue((state, step), out var to) ? to : null;
        Assert.Equal(expected, state.After(step));

        var stepped = Taken(InState(state), step);
        Assert.Equal(expected, stepped.Succeeded ? stepped.Value.State : null);
        Assert.True(stepped.Succeeded || stepped.Faults is [{ What: { Zh.Length: > 0, En.Length: > 0 } }]);
    }

    [Fact]
    public void WhatHasEnded_IsToldInWordsOfItsOwn()
    {
        var ends = Enum.GetValues<ProposalState>().Where(s => !s.IsOpen()).ToList();
        var told = ends.Select(s => InState(s).Answered(new(Taker, true), Noon).Faults[0].What).ToList();

        Assert.Equal(6, told.Count);
        Assert.Equal(told.Count, told.Select(w => w.Zh).Distinct().Count());
        Assert.Equal(told.Count, told.Select(w => w.En).Distinct().Count());
    }

    [Fact]
    public void AllHaveToAgree_AndOneNoEndsIt()
    {
        var made = Exchange();
        var half = made.Answered(new(Giver, true), Noon).Value;
        Assert.Equal(ProposalState.Proposed, half.State);
        Assert.Equal(ProposalState.Proposed, half.Answered(new(Giver, true), Noon).Value.State);

        var all = half.Answered(new(Taker, true, "李主任", ByPhone: true), Noon).Value;
        Assert.Equal(ProposalState.Consented, all.State);
        Assert.Equal(("李主任", true), (all.Parties[1].RecordedBy, all.Parties[1].ByPhone));

        Assert.Equal(ProposalState.Refused, half.Answered(new(Taker, false), Noon).Value.State);
        Assert.False(half.Answered(new(Other, true), Noon).Succeeded);
    }

    [Fact]
    public void AnOpenCallIsTakenOnce_AndWhoComesSecondHearsThatSomebodyWasFirst()
    {
        var called = Call();
        var taken = called.TakenBy(new(Taker, true), Noon);
        Assert.Equal((ProposalState.Consented, Taker), (taken.Value.State, taken.Value.Moves[0].To));

        var second = taken.Value.TakenBy(new(Other, true), Noon);
        Assert.Contains("先一步", Assert.Single(second.Faults).What.Zh, StringComparison.Ordinal);
        Assert.Contains("was first", second.Faults[0].What.En, StringComparison.Ordinal);
        Assert.False(Exchange().TakenBy(new(Other, true), Noon).Succeeded);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void WhereTheCovenantAsksForApproval_NothingIsCarriedOutWithoutIt(bool asks, bool isApproved, bool isDone)
    {
        var agreed = InState(ProposalState.Consented);
        var ready = isApproved ? agreed.Approved(Noon).Value : agreed;

        Assert.Equal(isDone, ready.CarriedOut(Noon, asks, []).Succeeded);
    }

    [Fact]
    public void AProposalLapsesHoursBeforeTheWatch_AnExchangeForTonightWhenItBegins_WhatFillsOneDutyWhenItEnds()
    {
        var begins = new LocalDateTime(2026, 12, 5, 19, 30);
        var ends = begins.PlusHours(3);
        var terms = new ChangeTerms(true, 2, 24);

        Assert.Equal(begins.PlusHours(-2), terms.Expiry(ChangeKind.Exchange, begins, ends, begins.PlusDays(-1)));
        Assert.Equal(begins, terms.Expiry(ChangeKind.Ring, begins, ends, begins.PlusHours(-1)));
        Assert.Equal(ends, terms.Expiry(ChangeKind.StandIn, begins, ends, begins.PlusHours(-1)));
        Assert.Equal(ends, terms.Expiry(ChangeKind.Promotion, begins, ends, begins.PlusHours(1)));
        var early = begins.PlusHours(-25);
        Assert.True(terms.AsksApproval(ChangeKind.Exchange, begins, early));
        Assert.False(terms.AsksApproval(ChangeKind.Exchange, begins, begins.PlusHours(-24)));
        Assert.False(
            (terms with { EmergencyHours = 0 }).AsksApproval(ChangeKind.Exchange, begins, begins.PlusHours(-2))
        );
        Assert.False(terms.AsksApproval(ChangeKind.HouseholdMember, begins, early));
        Assert.False(terms.AsksApproval(ChangeKind.Promotion, begins, early));
    }

    [Fact]
    public void AChangeCanBeUndoneForAWhile()
    {
        var done = InState(ProposalState.Done);
        var within = Duration.FromHours(24);

        Assert.True(done.Undone(Noon + within, within, []).Succeeded);
        Assert.False(done.Undone(Noon + within + Duration.FromSeconds(1), within, []).Succeeded);
    }

    private static Outcome<Proposal> Taken(Proposal proposal, ProposalStep step) =>
        step switch
        {
            ProposalStep.Consent => proposal.State == ProposalState.Proposed
                ? proposal.Answered(new(Giver, true), Noon).Value.Answered(new(Taker, true), Noon)
                : Same(proposal, proposal.Answered(new(Taker, true), Noon)),
            ProposalStep.Approve => proposal.Approved(Noon),
            ProposalStep.CarryOut => proposal.CarriedOut(Noon, asksApproval: false, []),
            ProposalStep.Refuse => proposal.State == ProposalState.Approved
                ? proposal.TurnedDown(Noon)
                : proposal.Answered(new(Taker, false), Noon),
            ProposalStep.Withdraw => proposal.Withdrawn(Noon),
            ProposalStep.Expire => Changed(proposal, proposal.At(proposal.ExpiresAt)),
            ProposalStep.GoStale => Changed(proposal, proposal.GoneStale()),
            _ => proposal.Undone(Noon, Duration.FromHours(1), []),
        };

    // A second yes is no step: the proposal stays as it is.
    private static Outcome<Proposal> Same(Proposal before, Outcome<Proposal> after) =>
        after.Succeeded ? Changed(before, after.Value) : after;

    private static Outcome<Proposal> Changed(Proposal before, Proposal after) =>
        after.State == before.State ? Outcome<Proposal>.Failed(before.Ending()) : Outcome<Proposal>.Of(after);

    private static Proposal InState(ProposalState state) =>
        Exchange() with
        {
            State = state,
            DoneAt = state is ProposalState.Done or ProposalState.Undone ? Noon : null,
            Parties =
            [
                .. Exchange()
                    .Parties.Select(p =>
                        state == ProposalState.Proposed ? p : p with { Answer = PartyAnswer.Yes, AnsweredAt = Noon }
                    ),
            ],
        };

    private static Proposal Exchange() =>
        Made(RotaChange.Around((Seat(5), Giver), (Seat(12), Taker)).Moves, ChangeKind.Exchange);

    private static Proposal Call() =>
        Made([new Move(Seat(5), Giver, null)], ChangeKind.StandIn) with
        {
            IsOpenCall = true,
            Parties = [new Party(Giver, PartyAnswer.Yes, Noon)],
        };

    private static Proposal Made(IReadOnlyList<Move> moves, ChangeKind kind) =>
        new()
        {
            Number = 7,
            Area = new AreaId(1),
            Kind = kind,
            Moves = moves,
            Parties = Proposal.PartiesOf(moves),
            MadeAt = Noon,
            MadeBy = "tester",
            ExpiresAt = Noon + Duration.FromDays(3),
        };

    private static Seat Seat(int day) => new(new LocalDate(2026, 12, day), "evening", Post.Guard, 1);
}
