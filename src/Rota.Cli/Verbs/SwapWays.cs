using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>What is said for the parties of a proposal when it is made.</summary>
/// <param name="IsByPhone">Whether they said it by phone.</param>
/// <param name="IsAgreed">Whether all have agreed; else only whoever gives up the duty.</param>
/// <param name="Waived">Rules that an organiser lets go for whoever takes it.</param>
/// <param name="Why">Why; given where rules are let go.</param>
internal sealed record Consent(bool IsByPhone, bool IsAgreed, IReadOnlyList<string> Waived, string? Why);

/// <summary>Shows what can be done about a duty, and proposes one of the ways.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
internal sealed class SwapWays(Call call, Office office, bool isNamed)
{
    /// <summary>How many ways of each kind are listed where nothing else is asked for.</summary>
    public const int ByDefault = 3;

    private readonly Screen screen = call.Screen;

    /// <summary>The one duty of a resident on a night, or null and the code to end with after the reason was said.</summary>
    public async Task<(SeatHeld? Duty, ExitCode Ended)> DutyAsync(string who, LocalDate night)
    {
        var (card, ended) = await new OneResident(call, office, isNamed).FindAsync(who);
        if (card is null)
        {
            return (null, ended);
        }

        var seats = await new SuggestChanges(office).SeatsAsync(card.Resident, night, call.Stop);
        return seats.Count > 0 ? (seats[0], ExitCode.Done) : (null, call.Nothing(NoDuty(card, night)));
    }

    /// <summary>The one seat that is named, or null and the code to end with after the reason was said.</summary>
    public async Task<(SeatHeld? Duty, ExitCode Ended)> SeatAsync(string area, SeatAsked asked)
    {
        var seat = await new SuggestChanges(office).SeatAsync(area, asked, call.Stop);
        return seat.Succeeded ? (seat.Value, ExitCode.Done) : (null, call.Refuse(seat.Faults));
    }

    /// <summary>Lists the best ways. Writes nothing.</summary>
    public async Task<ExitCode> ListAsync(SeatHeld duty, int most)
    {
        var found = await new SuggestChanges(office).RunAsync(duty.Area, duty.Seat, most, call.Stop);
        if (!found.Succeeded)
        {
            return call.Refuse(found.Faults);
        }

        Show(found.Value);
        if (found.Value.Best.Count > 0)
        {
            screen.Say(
                "只是查看，还没有改。要提出其中一种，加 --take 和序号。成本是值班表平方分的增减，越小越好。",
                "Nothing is changed yet. To propose one, add --take and its number. Cost is what it adds to the rota's, in square points: less is better."
            );
        }

        screen.Document(ToDocument(found.Value));
        return ExitCode.Done;
    }

    /// <summary>Proposes the way of a number in the list.</summary>
    public async Task<ExitCode> TakeAsync(SeatHeld duty, int number, int most, Consent consent)
    {
        var found = await new SuggestChanges(office).RunAsync(duty.Area, duty.Seat, most, call.Stop);
        return !found.Succeeded ? call.Refuse(found.Faults)
            : found.Value.Best.Count < number ? call.Refuse(NoWay(number, found.Value.Best.Count))
            : await ProposeAsync(duty, found.Value.Best[number - 1].Change, consent);
    }

    /// <summary>Proposes a change with somebody who is named.</summary>
    public async Task<ExitCode> WithAsync(SeatHeld duty, string who, LocalDate? night, Consent consent)
    {
        var (card, ended) = await new OneResident(call, office, isNamed).FindAsync(who);
        if (card is null)
        {
            return ended;
        }

        var change = await new ProposeChange(office).WithAsync(duty, card.Resident, night, call.Stop);
        return change.Succeeded ? await ProposeAsync(duty, change.Value, consent) : call.Refuse(change.Faults);
    }

    /// <summary>Offers the duty to everybody who may take it.</summary>
    public async Task<ExitCode> CallAsync(SeatHeld duty, Consent consent)
    {
        var code = await MadeAsync(
            await new ProposeChange(office).CallAsync(
                duty.Area,
                duty.Seat,
                duty.Holder is { } holder ? Yes(holder, consent) : null,
                call.Stop
            )
        );
        if (code == ExitCode.Done)
        {
            var found = await new SuggestChanges(office).RunAsync(duty.Area, duty.Seat, most: 1, call.Stop);
            if (found.Succeeded)
            {
                SayWhetherHeard(found.Value);
            }
        }

        return code;
    }

    /// <summary>Says so where an open call reaches nobody.</summary>
    public void SayWhetherHeard(ChangesSuggested found)
    {
        if (!found.IsHeard)
        {
            screen.Say(
                "眼下没有一户邻居按公约能接这一班，公开找人可能谁也看不到：请打电话（--phones），或看别的办法。",
                "By the covenant no neighbour can take it now, so that an open call perhaps reaches nobody: call around (--phones), or look at the other ways."
            );
        }
    }

    private async Task<ExitCode> ProposeAsync(SeatHeld duty, RotaChange change, Consent consent)
    {
        var parties = Proposal.PartiesOf(change.Moves).Select(p => p.Resident);
        List<Answering> agreed =
        [
            .. parties
                .Where(p => consent.IsAgreed || p == duty.Holder)
                // Whoever only gives a duty up while another is called has not been on the phone: the organiser answers for them.
                .Select(p => Yes(p, consent, change.Moves.Any(m => m.To == p) || !consent.IsAgreed)),
        ];
        var asked = change.Moves.First(m => m.Seat == duty.Seat);
        var waivers = consent.Waived.Select(rule => Waiver.Of(rule, asked, consent.Why!));
        var made = await new ProposeChange(office).RunAsync(
            duty.Area,
            change with
            {
                Waivers = [.. change.Waivers, .. waivers],
            },
            agreed,
            call.Stop
        );
        return made is { Succeeded: true, Value.Proposal: { State: not ProposalState.Proposed } proposal }
            ? new SwapList(call, office, isNamed).Tell(Outcome<Proposal>.Of(proposal))
            : await MadeAsync(made);
    }

    private Answering Yes(ResidentId resident, Consent consent, bool isAsked = true) =>
        new(resident, Consents: true, office.By, consent.IsByPhone && isAsked);

    private async Task<ExitCode> MadeAsync(Outcome<ProposalMade> made)
    {
        if (!made.Succeeded)
        {
            return call.Refuse(made.Faults);
        }

        return await new SwapList(call, office, isNamed).MadeAsync(made.Value);
    }

    /// <summary>Shows what can be done about a duty.</summary>
    public void Show(ChangesSuggested found)
    {
        var seat = SeatWords.Of(found.Seat);
        var holder = found.Holder is { } id
            ? SwapWords.Name(screen, found.People, id, isNamed)
            : screen.In("（空）", "(empty)");
        screen.Say(
            $"{found.Area.Code} {seat.Zh} {holder}：列出 {found.Best.Count} 种办法{(found.HasMore ? "，还有更多（加大 --top）" : "")}。",
            $"{found.Area.Code} {seat.En} {holder}: {StateWords.Some(found.Best.Count, "way")}{(found.HasMore ? ", and there are more (a larger --top)" : "")}."
        );
        foreach (var open in found.Open)
        {
            var (number, kind, state) = (StateWords.Whole(open.Number), SwapWords.Kind(open), open.State.Words());
            screen.Say(
                $"这一班已有第 {number} 号提议：{kind.Zh}，{state.Zh}。",
                $"There is a proposal for this duty already, number {number}: {kind.En}, {state.En}."
            );
        }

        if (found.Best.Count == 0)
        {
            screen.Say(
                "没有不违反公约的替班、换班。可以公开找人：加 --call。",
                "No stand-in or exchange keeps every rule. An open call tells everybody: add --call."
            );
            return;
        }

        var listing = new Listing(screen.Language)
            .Number("序号", "No.")
            .Column("方式", "kind")
            .Column("谁接哪一班", "who takes what")
            .Column("各户守望账", "ledgers")
            .Number("成本", "cost");
        foreach (var (way, index) in found.Best.Select((w, i) => (w, i)))
        {
            listing.Row(
                StateWords.Whole(index + 1),
                screen.In(way.Change.Kind.Words()),
                // One below the other, so that a ring too fits on a screen.
                string.Join('\n', SwapWords.Lines(screen, found.People, way.Change.Moves, isNamed)),
                string.Join('\n', way.Ledger.Select(e => Effect(found, e))),
                SwapWords.Signed(way.Cost)
            );
        }

        screen.Show(listing);
    }

    /// <summary>The same for machines.</summary>
    public object ToDocument(ChangesSuggested found) =>
        new
        {
            Area = found.Area.Code,
            Seat = SeatWords.Of(found.Seat).En,
            found.HasMore,
            Open = found.Open.Select(p => p.Number),
            Ways = found.Best.Select(
                (w, i) =>
                    new
                    {
                        Number = i + 1,
                        w.Change.Kind,
                        w.Cost,
                        Moves = SwapWords.Document(screen, found.People, w.Change.Moves, isNamed),
                        Ledger = w.Ledger.Select(e => new
                        {
                            Household = found.Households[e.Household],
                            ReleasedThousandths = e.Released.Thousandths,
                            AssignedThousandths = e.Assigned.Thousandths,
                        }),
                    }
            ),
        };

    private static string Effect(ChangesSuggested found, LedgerEffect effect) =>
        $"{found.Households[effect.Household]} {SwapWords.Signed(effect.Net.Thousandths / 1000m)}";

    private Fault NoDuty(ResidentCard card, LocalDate night) =>
        new(
            new Place("--night"),
            new(
                $"{OneResident.NameOf(screen, card, isNamed)} {card.Number} 在 {StateWords.Of(night)} 没有已公布的班",
                $"{OneResident.NameOf(screen, card, isNamed)} {card.Number} has no published duty on {StateWords.Of(night)}"
            ),
            new(
                $"rota show {StateWords.Of(night.ToYearMonth())} --resident {card.Number} 可查此人的班",
                $"rota show {StateWords.Of(night.ToYearMonth())} --resident {card.Number} lists their duties"
            )
        );

    private static Fault NoWay(int number, int count) =>
        new(
            new Place("--take"),
            new($"清单上没有第 {number} 种，只列了 {count} 种", $"the list has no number {number}; it has {count}"),
            new("请先不加 --take 看清单", "look at the list first, without --take")
        );
}
