using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Explanations;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Changes;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Says of a duty that came to somebody by their own word how it did: neighbours by masked name and watch number, as boards have them.</summary>
internal static class AgreedDuty
{
    /// <summary>Whether a change of a kind is made by those whom it concerns, who have agreed to it.</summary>
    public static bool IsAgreed(ChangeKind kind) =>
        kind
            is ChangeKind.HouseholdMember
                or ChangeKind.StandIn
                or ChangeKind.Exchange
                or ChangeKind.Ring
                or ChangeKind.Promotion;

    /// <summary>
    /// That they agreed to it, and from whom it came; null where it came to them without their word. What counts is the latest change of the seat that was not
    /// undone: an older word of theirs says nothing of it.
    /// </summary>
    /// <param name="reader">The books.</param>
    /// <param name="edition">The edition that has the duty; null for a draft.</param>
    /// <param name="changes">What editions of its month changed.</param>
    /// <param name="duty">The duty.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<Words?> OfAsync(
        StreetReader reader,
        int? edition,
        IReadOnlyList<EditionChange> changes,
        Duty duty,
        CancellationToken cancellation
    )
    {
        var last = Latest(edition, changes, duty.Seat);
        if (
            last is not { Cause: { Kind: var kind, Proposal: { } number } }
            || !IsAgreed(kind)
            || await reader.Proposals.FindAsync(number, cancellation) is not { } agreed
            || !agreed.Parties.Any(p => p.Resident == duty.Resident && p.Answer == PartyAnswer.Yes)
        )
        {
            return null;
        }

        if (last.Moves.First(m => m.Seat == duty.Seat).From is not { } from)
        {
            return new("您答应来补这一席。", "You agreed to fill this seat.");
        }

        var who = Of((await reader.People.OfAsync([from], cancellation)).GetValueOrDefault(from));
        var before = NightSpans.Of(
            agreed.Moves.Where(m => m.From == duty.Resident && m.Seat != duty.Seat).Select(m => m.Seat.Night)
        );
        return Said(kind, who, before);
    }

    /// <summary>The latest change of a seat that led to an edition and was not undone since; null for none.</summary>
    private static EditionChange? Latest(int? edition, IReadOnlyList<EditionChange> changes, Seat seat)
    {
        var undone = new HashSet<int?>();
        for (
            var change = changes.FirstOrDefault(c => c.Edition == edition);
            change is not null;
            change = changes.FirstOrDefault(c => c.Edition == change.Cause.Supersedes)
        )
        {
            if (change.Cause is { Kind: ChangeKind.Undo, Proposal: { } back })
            {
                undone.Add(back);
            }
            else if (!undone.Contains(change.Cause.Proposal) && change.Moves.Any(m => m.Seat == seat))
            {
                return change;
            }
        }

        return null;
    }

    private static Words Said(ChangeKind kind, Words who, Words before) =>
        kind switch
        {
            ChangeKind.HouseholdMember => new(
                $"这一班原来是您家{who.Zh}的，您答应由您去。",
                $"This duty was {who.En}'s of your household, and you agreed to go."
            ),
            ChangeKind.Exchange => new(
                $"您答应和{who.Zh}换班：{before.Zh}换到这一夜。",
                $"You agreed to an exchange with {who.En}: this night for {before.En}."
            ),
            ChangeKind.Ring => new(
                $"您答应几家轮着换班：这一班原来是{who.Zh}的，您原来值{before.Zh}。",
                $"You agreed to pass duties around: this one was {who.En}'s, yours was {before.En}."
            ),
            ChangeKind.Promotion => new(
                $"您答应顶上：这一席原来是{who.Zh}的。",
                $"You agreed to go out: this seat was {who.En}'s."
            ),
            _ => new($"您答应替{who.Zh}值这一班。", $"You agreed to stand in for {who.En}."),
        };

    private static Words Of(ResidentCard? card) =>
        card?.Name is { } name
            ? Words.Same($"{MaskedName.Of(name)}（{card.Number}）")
            : new("一位已注销的邻居", "a neighbour who was erased");
}
