using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Explanations;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Says of a duty that came to somebody by their own word how it did: neighbours by masked name and watch number, as boards have them.</summary>
internal static class AgreedDuty
{
    /// <summary>That they agreed to it, and from whom it came; null where nobody gave it to them, or where it came to them without their word.</summary>
    public static async Task<Words?> OfAsync(
        StreetReader reader,
        AreaId area,
        Duty duty,
        CancellationToken cancellation
    )
    {
        bool IsIt(Move move) => move.Seat == duty.Seat && move.To == duty.Resident;
        var last = (await reader.Proposals.ListAsync(area, cancellation))
            .Where(p => p.State == ProposalState.Done && p.Moves.Any(IsIt))
            .MaxBy(p => p.DoneAt);
        if (
            last is null
            || last.Parties.All(p => p.Resident != duty.Resident || p.Answer != PartyAnswer.Yes)
            || last.Moves.First(IsIt).From is not { } from
        )
        {
            return null;
        }

        var who = Of((await reader.People.OfAsync([from], cancellation)).GetValueOrDefault(from));
        var before = NightSpans.Of(
            last.Moves.Where(m => m.From == duty.Resident && m.Seat != duty.Seat).Select(m => m.Seat.Night)
        );
        return Said(last.Kind, who, before);
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
