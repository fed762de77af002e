using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>A published seat that somebody asks about.</summary>
/// <param name="Area">The watch area.</param>
/// <param name="Seat">The seat.</param>
/// <param name="Holder">Who holds it; null for a gap.</param>
public sealed record SeatHeld(AreaId Area, Seat Seat, ResidentId? Holder);

/// <summary>A proposal that was made, with what it would do.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Effect">What it breaks, costs and books; null for an open call, which nobody has taken yet.</param>
public sealed record ProposalMade(Proposal Proposal, ChangeAudit? Effect);

/// <summary>
/// Proposes a change of published rotas: a stand-in, an exchange, a ring, another adult of the household, the standby, or a duty offered to everybody.
/// Only what adds no breach is proposed. Where all have agreed already, it is carried out at once, unless an organiser has to approve it.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class ProposeChange(Office office)
{
    /// <summary>
    /// The change that two people mean who name each other: an exchange when the other's night is named; the standby of the same watch goes
    /// out; an adult of the same household, or anybody else, stands in. Writes nothing.
    /// </summary>
    /// <param name="asked">The duty that is given up.</param>
    /// <param name="with">Who takes it.</param>
    /// <param name="night">The night of theirs that is taken for it; null where nothing is.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<RotaChange>> WithAsync(
        SeatHeld asked,
        ResidentId with,
        LocalDate? night,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(asked);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var (seat, holder) = (asked.Seat, asked.Holder);
        if (night is { } other)
        {
            if (holder is not { } giver)
            {
                return Outcome<RotaChange>.Failed(Empty(seat));
            }

            var theirs = (await reader.Duties.OfResidentAsync(with, other, cancellation)).FirstOrDefault(d =>
                d.Duty.Seat.Night == other && d.Area == asked.Area
            );
            return theirs is null
                ? Outcome<RotaChange>.Failed(NoDuty(other))
                : Outcome<RotaChange>.Of(RotaChange.Around((seat, giver), (theirs.Duty.Seat, with)));
        }

        var loaded = await MonthsInHand.LoadAsync(office, reader, asked.Area, [seat.Night], false, cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<RotaChange>.Failed(loaded.Faults);
        }

        var month = loaded.Value.Months.Of(seat.Night)!;
        var standby = month.Rota.Duties.FirstOrDefault(d =>
            d.Resident == with
            && d.Seat.Post == Post.Standby
            && (d.Seat.Night, d.Seat.Watch) == (seat.Night, seat.Watch)
        );
        if (standby is not null && Watch.IsOut(seat.Post))
        {
            var way = Suggestions
                .For(loaded.Value.Months, seat, loaded.Value.Now)
                .Best(ChangeKind.Promotion, int.MaxValue)
                .FirstOrDefault(s => s.Change.Moves[^1].From == with);
            return Outcome<RotaChange>.Of(way?.Change ?? RotaChange.Promotion(seat, holder, (standby.Seat, with)));
        }

        return Outcome<RotaChange>.Of(
            holder is { } member && month.Problem.Resident(with)?.Household.Id == month.Duty(seat)?.Household
                ? RotaChange.HouseholdMember(seat, member, with)
                : RotaChange.StandIn(seat, holder, with)
        );
    }

    /// <summary>Looks what a change would do. Writes nothing.</summary>
    /// <param name="area">The area.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Fails, in words, where it cannot be made or adds a breach.</returns>
    public async Task<Outcome<ChangeAudit>> PreviewAsync(
        AreaId area,
        RotaChange change,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var loaded = await LoadAsync(reader, area, change.Moves, cancellation);
        return loaded.Succeeded ? Judge(loaded.Value, change) : Outcome<ChangeAudit>.Failed(loaded.Faults);
    }

    /// <summary>Proposes a change.</summary>
    /// <param name="area">The area.</param>
    /// <param name="change">The change, with what an organiser waives by it.</param>
    /// <param name="agreed">Who has agreed already, whoever asks among them; none where nobody has said anything yet.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public async Task<Outcome<ProposalMade>> RunAsync(
        AreaId area,
        RotaChange change,
        IReadOnlyList<Answering> agreed,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var writer = await office.WriteAsync(cancellation);
        var loaded = await LoadAsync(writer.Read, area, change.Moves, cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<ProposalMade>.Failed(loaded.Faults);
        }

        var effect = Judge(loaded.Value, change);
        if (!effect.Succeeded)
        {
            return Outcome<ProposalMade>.Failed(effect.Faults);
        }

        var made = await AddAsync(writer, loaded.Value, change, isOpenCall: false, agreed, effect.Value, cancellation);
        if (made is { Succeeded: true, Value.Proposal: { State: ProposalState.Consented } proposal })
        {
            // Nobody is left to ask: it is carried out at once, in the same transaction.
            var at = office.Clock.GetCurrentInstant();
            var carried = await new ProposalDesk(office).GoOnAsync(writer, proposal, proposal, at, cancellation);
            if (!carried.Succeeded)
            {
                return Outcome<ProposalMade>.Failed(carried.Faults);
            }

            await writer.Proposals.SaveAsync(proposal, carried.Value, cancellation);
            made = Outcome<ProposalMade>.Of(made.Value with { Proposal = carried.Value });
        }

        return await CommittedAsync(writer, made, cancellation);
    }

    /// <summary>Offers a duty to everybody who may take it (找人替班). It stays the resident's until somebody has taken it.</summary>
    /// <param name="area">The area.</param>
    /// <param name="seat">The duty's seat.</param>
    /// <param name="asker">Who asks: the holder; null where nobody has said anything yet, or the seat is empty.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public async Task<Outcome<ProposalMade>> CallAsync(
        AreaId area,
        Seat seat,
        Answering? asker,
        CancellationToken cancellation = default
    )
    {
        await using var writer = await office.WriteAsync(cancellation);
        return await CommittedAsync(writer, await CallAsync(writer, area, seat, asker, cancellation), cancellation);
    }

    /// <summary>Offers a duty in a transaction that its owner commits.</summary>
    internal async Task<Outcome<ProposalMade>> CallAsync(
        StreetWriter writer,
        AreaId area,
        Seat seat,
        Answering? asker,
        CancellationToken cancellation
    )
    {
        var loaded = await LoadAsync(writer.Read, area, [new Move(seat, null, null)], cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<ProposalMade>.Failed(loaded.Faults);
        }

        var hand = loaded.Value;
        if (
            hand.Months.Of(seat.Night)?.Has(seat) != true
            || hand.WatchOf(seat) is not { } watch
            || watch.Ends <= hand.Now
        )
        {
            return Outcome<ProposalMade>.Failed(Over(seat));
        }

        var at = office.Clock.GetCurrentInstant();
        var open = (await writer.Read.Proposals.ListAsync(area, cancellation)).FirstOrDefault(p =>
            p.IsUntaken && p.Seat == seat && p.At(at).State.IsOpen()
        );
        if (open is not null)
        {
            return Outcome<ProposalMade>.Failed(Called(open));
        }

        var change = new RotaChange(
            ChangeKind.StandIn,
            [new Move(seat, hand.Months.Of(seat.Night)!.Holder(seat), null)],
            []
        );
        return await AddAsync(
            writer,
            hand,
            change,
            isOpenCall: true,
            asker is null ? [] : [asker],
            effect: null,
            cancellation
        );
    }

    private Task<Outcome<MonthsInHand>> LoadAsync(
        StreetReader reader,
        AreaId area,
        IReadOnlyList<Move> moves,
        CancellationToken cancellation
    ) =>
        moves.Count == 0
            ? throw new ArgumentException("A change moves something.", nameof(moves))
            : MonthsInHand.LoadAsync(
                office,
                reader,
                area,
                [.. moves.Select(m => m.Seat.Night)],
                isWide: false,
                cancellation
            );

    private static Outcome<ChangeAudit> Judge(MonthsInHand hand, RotaChange change)
    {
        var judged = ChangeAudit.Of(hand.Months, change, hand.Terms, hand.Now);
        return judged.Succeeded && !judged.Value.IsLegal ? Outcome<ChangeAudit>.Failed(judged.Value.Refusals) : judged;
    }

    private static async Task<Outcome<ProposalMade>> CommittedAsync(
        StreetWriter writer,
        Outcome<ProposalMade> made,
        CancellationToken cancellation
    )
    {
        if (made.Succeeded)
        {
            await writer.CommitAsync(cancellation);
        }

        return made;
    }

    private async Task<Outcome<ProposalMade>> AddAsync(
        StreetWriter writer,
        MonthsInHand hand,
        RotaChange change,
        bool isOpenCall,
        IReadOnlyList<Answering> agreed,
        ChangeAudit? effect,
        CancellationToken cancellation
    )
    {
        var at = office.Clock.GetCurrentInstant();
        var first = change.Moves.Select(m => hand.WatchOf(m.Seat)!).MinBy(w => w.Begins)!;
        var expires = hand.Terms.Expiry(change.Kind, first.Begins, first.Ends, hand.Now);
        var made = new Proposal
        {
            Area = hand.Area.Id,
            Kind = change.Kind,
            IsOpenCall = isOpenCall,
            Moves = change.Moves,
            Parties = Proposal.PartiesOf(change.Moves),
            MadeAt = at,
            MadeBy = office.By,
            ExpiresAt = office.Zone.AtLeniently(expires).ToInstant(),
        };
        // What a promotion brings of its own is read off it again when it is carried out; the rest an organiser waives.
        made = made with
        {
            Waivers = [.. change.Waivers.Except(made.ToChange().Waivers)],
        };
        foreach (var answer in agreed)
        {
            var asked = made.Answered(answer, at);
            if (!asked.Succeeded)
            {
                return Outcome<ProposalMade>.Failed(asked.Faults);
            }

            made = asked.Value;
        }

        var number = await writer.Proposals.AddAsync(made, cancellation);
        var proposal = made with { Number = number };
        await writer.RecordAsync(
            isOpenCall ? "call" : "propose",
            await ProposalDesk.SubjectAsync(writer.Read, proposal, cancellation),
            await ProposalDesk.DetailsAsync(writer.Read, agreed, cancellation),
            cancellation
        );
        return Outcome<ProposalMade>.Of(new ProposalMade(proposal, effect));
    }

    private static Fault Empty(Seat seat) =>
        new(
            new Place(SeatWords.Of(seat).En),
            new("这一席没有人，没有班可以换出", "the seat is empty: there is no duty to give for another"),
            new("请不写 --night2，找人来补", "find somebody for it, without --night2")
        );

    private static Fault NoDuty(LocalDate night) =>
        new(
            new Place("--night2"),
            new($"对方 {night:uuuu-MM-dd} 在本片区没有班", $"the other has no duty in this area on {night:uuuu-MM-dd}"),
            new("请写对方有班的一夜", "name a night on which they have a duty")
        );

    private static Fault Over(Seat seat) =>
        new(
            new Place(SeatWords.Of(seat).En),
            new("没有这一席，或这一班已经过去", "there is no such seat, or its watch is over"),
            new("请选还没有结束的班", "choose a watch that is not over")
        );

    private static Fault Called(Proposal open) =>
        new(
            new Place(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{open.Number}")),
            new("这一班已经在找人了", "somebody is sought for this duty already"),
            new(
                $"有人接下就用 rota swap --proposal {open.Number} --taken-by 居民；不找了用 rota swap --proposal {open.Number} --withdraw",
                $"when somebody takes it: rota swap --proposal {open.Number} --taken-by WHO; to call it off: rota swap --proposal {open.Number} --withdraw"
            )
        );
}
