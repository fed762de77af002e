using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>What a party to a proposal has said.</summary>
public enum PartyAnswer
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Agreed.</summary>
    Yes,

    /// <summary>Said no.</summary>
    No,
}

/// <summary>An answer as it is given.</summary>
/// <param name="Resident">Whose answer it is.</param>
/// <param name="Consents">Whether they agree.</param>
/// <param name="RecordedBy">The organiser who recorded it for them; null when they answered themselves.</param>
/// <param name="ByPhone">Whether they were asked by phone.</param>
public sealed record Answering(ResidentId Resident, bool Consents, string? RecordedBy = null, bool ByPhone = false);

/// <summary>A party to a proposal: whoever gives or takes a duty by it.</summary>
/// <param name="Resident">Who.</param>
/// <param name="Answer">What they have said.</param>
/// <param name="AnsweredAt">When; null before they did.</param>
/// <param name="RecordedBy">The organiser who recorded it for them; null when they answered themselves.</param>
/// <param name="ByPhone">Whether they were asked by phone.</param>
public sealed record Party(
    ResidentId Resident,
    PartyAnswer Answer = PartyAnswer.None,
    Instant? AnsweredAt = null,
    string? RecordedBy = null,
    bool ByPhone = false
);

/// <summary>An edition that a proposal made, carried out or taken back.</summary>
/// <param name="Month">Its month.</param>
/// <param name="Number">Its number.</param>
public sealed record MadeEdition(YearMonth Month, int Number);

/// <summary>
/// A proposed change of published rotas with what its parties say of it. It is a value: each step gives the proposal after it, or
/// says in words why the step cannot be taken. Time is passed in.
/// </summary>
public sealed record Proposal
{
    /// <summary>Its number in the street, from 1; 0 before it is in the books.</summary>
    public int Number { get; init; }

    /// <summary>The watch area.</summary>
    public required AreaId Area { get; init; }

    /// <summary>The kind of change.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>找人替班: a duty offered to everybody who may take it; its one move has no taker until somebody takes it.</summary>
    public bool IsOpenCall { get; init; }

    /// <summary>How far it is.</summary>
    public ProposalState State { get; init; } = ProposalState.Proposed;

    /// <summary>What would happen to each seat, the seat that it is about first.</summary>
    public required IReadOnlyList<Move> Moves { get; init; }

    /// <summary>Rules that an organiser lets go for single duties by it; on record once it is carried out.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>Who has to agree.</summary>
    public required IReadOnlyList<Party> Parties { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant MadeAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>From when on it is void.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>When it was carried out; null before.</summary>
    public Instant? DoneAt { get; init; }

    /// <summary>The editions that it made, those that took it back among them.</summary>
    public IReadOnlyList<MadeEdition> Editions { get; init; } = [];

    /// <summary>Whether an open call still looks for somebody.</summary>
    public bool IsUntaken => IsOpenCall && Moves[0].To is null;

    /// <summary>The seat that it is about.</summary>
    public Seat Seat => Moves[0].Seat;

    /// <summary>Everybody who gives or takes a duty by moves.</summary>
    public static IReadOnlyList<Party> PartiesOf(IReadOnlyList<Move> moves)
    {
        ArgumentNullException.ThrowIfNull(moves);
        return
        [
            .. moves
                .SelectMany(m => (ResidentId?[])[m.From, m.To])
                .OfType<ResidentId>()
                .Distinct()
                .Select(r => new Party(r)),
        ];
    }

    /// <summary>The change that it proposes; an open call has one once somebody takes it.</summary>
    public RotaChange ToChange()
    {
        var plain =
            Kind == ChangeKind.Promotion
                ? RotaChange.Promotion(
                    Moves[0].Seat,
                    Moves[0].From,
                    (Moves[^1].Seat, Moves[^1].From!.Value),
                    Moves.Count == 3 ? (Moves[1].Seat, Moves[1].From!.Value) : null
                )
                : new RotaChange(Kind, Moves, []);
        return plain with { Waivers = [.. plain.Waivers, .. Waivers.Except(plain.Waivers)] };
    }

    /// <summary>After a party's answer. A second yes changes nothing; who said yes may still say no.</summary>
    public Outcome<Proposal> Answered(Answering answer, Instant at)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (Ended(at) is { } ended)
        {
            return ended;
        }

        if (Parties.All(p => p.Resident != answer.Resident))
        {
            return Failed(
                new("此人不在这次换班里，不用答复", "the resident has no part in it and need not answer"),
                new("请写换班中的一方", "name one of its parties")
            );
        }

        var parties = Parties
            .Select(p =>
                p.Resident == answer.Resident && !(p.Answer == PartyAnswer.Yes && answer.Consents)
                    ? Said(answer, at)
                    : p
            )
            .ToList();
        var after = this with { Parties = parties };
        return !answer.Consents ? after.Take(ProposalStep.Refuse)
            : State == ProposalState.Proposed && after.IsAgreed ? after.Take(ProposalStep.Consent)
            : Outcome<Proposal>.Of(after);
    }

    /// <summary>After somebody has taken an open call. Who comes second is told that somebody was first.</summary>
    public Outcome<Proposal> TakenBy(Answering answer, Instant at)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (
            IsOpenCall
            && !IsUntaken
            && State is ProposalState.Consented or ProposalState.Approved or ProposalState.Done
        )
        {
            return Moves[0].To == answer.Resident
                ? Failed(
                    new("这一班已经由您接下了", "you have taken this duty already"),
                    new("不用再接一次", "there is no need to take it again")
                )
                : Failed(
                    new(
                        "已有邻居先一步接下了这一班，谢谢您",
                        "a neighbour was first and has taken this duty; thank you"
                    ),
                    new("可以看看还有没有别的班在找人", "see whether other duties look for somebody")
                );
        }

        if (Ended(at) is { } ended)
        {
            return ended;
        }

        if (!IsUntaken)
        {
            return Failed(
                new("这不是在找人替班的班", "it is no open call"),
                new("请让换班的各方答复", "let its parties answer")
            );
        }

        var taken = this with
        {
            Moves = [Moves[0] with { To = answer.Resident }],
            Parties = [.. Parties.Where(p => p.Resident != answer.Resident), Said(answer with { Consents = true }, at)],
        };
        return taken.IsAgreed ? taken.Take(ProposalStep.Consent) : Outcome<Proposal>.Of(taken);
    }

    /// <summary>After an organiser has approved it.</summary>
    public Outcome<Proposal> Approved(Instant at) => Ended(at) ?? Take(ProposalStep.Approve);

    /// <summary>After an organiser has turned it down.</summary>
    public Outcome<Proposal> TurnedDown(Instant at) => Ended(at) ?? Take(ProposalStep.Refuse);

    /// <summary>After it was taken back.</summary>
    public Outcome<Proposal> Withdrawn(Instant at) => Ended(at) ?? Take(ProposalStep.Withdraw);

    /// <summary>After editions hold it.</summary>
    /// <param name="at">When.</param>
    /// <param name="asksApproval">Whether the covenant asks for an organiser's approval.</param>
    /// <param name="editions">The editions.</param>
    public Outcome<Proposal> CarriedOut(Instant at, bool asksApproval, IReadOnlyList<MadeEdition> editions)
    {
        if (Ended(at) is { } ended)
        {
            return ended;
        }

        var done = asksApproval && State != ProposalState.Approved ? Wrong() : Take(ProposalStep.CarryOut);
        return done.Succeeded ? Outcome<Proposal>.Of(done.Value with { DoneAt = at, Editions = editions }) : done;
    }

    /// <summary>After editions have taken it back.</summary>
    /// <param name="at">When.</param>
    /// <param name="within">For how long it can be undone.</param>
    /// <param name="editions">The editions.</param>
    public Outcome<Proposal> Undone(Instant at, Duration within, IReadOnlyList<MadeEdition> editions)
    {
        ArgumentNullException.ThrowIfNull(editions);
        if (State == ProposalState.Done && at > DoneAt!.Value + within)
        {
            return Failed(
                new(
                    $"换好已超过 {within.TotalHours:0} 小时，不能撤回了",
                    $"it was done more than {within.TotalHours:0} hours ago"
                ),
                new("要换回来请重新提出", "to change it back, propose that anew")
            );
        }

        var undone = Take(ProposalStep.Undo);
        return undone.Succeeded
            ? Outcome<Proposal>.Of(undone.Value with { Editions = [.. Editions, .. editions] })
            : undone;
    }

    /// <summary>The proposal as it is at a moment: one whose time is over has expired, whether or not anybody has looked.</summary>
    public Proposal At(Instant at) =>
        at >= ExpiresAt && State.After(ProposalStep.Expire) is { } expired ? this with { State = expired } : this;

    /// <summary>The proposal after a duty that it names has moved.</summary>
    public Proposal GoneStale() => State.After(ProposalStep.GoStale) is { } stale ? this with { State = stale } : this;

    /// <summary>Why nothing more can be said about a proposal that has ended, in words.</summary>
    public Fault Ending() =>
        State switch
        {
            ProposalState.Done => Fault(new("已经换好了", "it is done already"), Look),
            ProposalState.Refused => Fault(new("有人没有同意", "somebody has said no"), Anew),
            ProposalState.Withdrawn => Fault(new("提议已收回", "it was withdrawn"), Anew),
            ProposalState.Expired => Fault(
                new(
                    "已过期：离开班太近，没有来得及说定",
                    "it has expired: it was not settled before the watch came near"
                ),
                Anew
            ),
            ProposalState.Stale => Fault(
                new("已失效：所说的班后来换过人了", "it is stale: a duty that it names has moved since"),
                new("请看最新的值班表，再重新提出", "look at the latest edition and propose it again")
            ),
            ProposalState.Undone => Fault(new("换好后又撤回了", "it was done and then undone"), Anew),
            _ => Fault(new("还没有走到这一步", "it has not come so far"), Look),
        };

    private static Words Look => new("请先查看提议的进展", "see how far it is");

    private static Words Anew => new("需要的话请重新提出", "propose it anew where it is still needed");

    private bool IsAgreed => !IsUntaken && Parties.All(p => p.Answer == PartyAnswer.Yes);

    private static Party Said(Answering answer, Instant at) =>
        new(answer.Resident, answer.Consents ? PartyAnswer.Yes : PartyAnswer.No, at, answer.RecordedBy, answer.ByPhone);

    private Outcome<Proposal>? Ended(Instant at) =>
        At(at) is { State: var state } now && !state.IsOpen() ? Outcome<Proposal>.Failed(now.Ending()) : null;

    private Outcome<Proposal> Take(ProposalStep step) =>
        State.After(step) is { } after ? Outcome<Proposal>.Of(this with { State = after }) : Wrong();

    private Outcome<Proposal> Wrong() =>
        State switch
        {
            ProposalState.Proposed => Failed(
                new("还有人没有答复", "somebody has not answered yet"),
                new("请等各方都答复", "wait until every party has answered")
            ),
            ProposalState.Consented => Failed(
                new("各方已同意，还要排班员批准", "all have agreed; an organiser has to approve it"),
                new("请排班员批准", "let an organiser approve it")
            ),
            _ => Outcome<Proposal>.Failed(Ending()),
        };

    private Outcome<Proposal> Failed(Words what, Words right) => Outcome<Proposal>.Failed(Fault(what, right));

    private Fault Fault(Words what, Words right) =>
        new(new Place(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{Number}")), what, right);
}
