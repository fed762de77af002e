using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;

namespace Rota.Planning.Visits;

/// <summary>What a visitor may do about a proposal.</summary>
public enum OfferStand
{
    /// <summary>It waits for the visitor's answer.</summary>
    Answer,

    /// <summary>An open call that the visitor may take.</summary>
    Call,

    /// <summary>The visitor has agreed, or asked for it; it waits for others.</summary>
    Waiting,

    /// <summary>It has ended.</summary>
    Ended,
}

/// <summary>A proposal as a visitor sees it.</summary>
/// <param name="Proposal">The proposal as it is now.</param>
/// <param name="Stand">What the visitor may do.</param>
/// <param name="IsMine">Whether the visitor made it, and so may take it back.</param>
/// <param name="People">Everybody whom it names.</param>
public sealed record MyOffer(
    Proposal Proposal,
    OfferStand Stand,
    bool IsMine,
    IReadOnlyDictionary<ResidentId, PersonSeen> People
)
{
    /// <summary>Until when what was done can be undone by who asked for it, where rules and covenant allow it now; null where they do not, and in lists.</summary>
    public Instant? UndoneUntil { get; init; }

    /// <summary>Whether the visitor's absence is taken back with it, where they undo it.</summary>
    public bool EndsAbsence { get; init; }

    /// <summary>What the visitor has to do before they can undo it; null for nothing.</summary>
    public Fault? UndoneAfter { get; init; }

    /// <summary>Whether it is an open call of which the visitor has said that it is not for them.</summary>
    public bool IsAside { get; init; }

    /// <summary>Who has not said anything yet.</summary>
    public IEnumerable<PersonSeen> Awaited =>
        Proposal
            .Parties.Where(p => p.Answer == PartyAnswer.None && People.ContainsKey(p.Resident))
            .Select(p => People[p.Resident]);
}

/// <summary>
/// Reads the proposals that concern a visitor: where they are a party, and open calls of their area that they could take without breaking a rule. Of any other
/// they learn nothing. Writes nothing.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class ReadMyOffers(Office office)
{
    /// <summary>How long what has ended is still told.</summary>
    public static Duration Told { get; } = Duration.FromDays(7);

    /// <summary>Open calls that are shown to a visitor at most, the nearest first.</summary>
    private const int MostCalls = 12;

    /// <summary>Open calls that are judged for a visitor at most. A month is read once for all of its calls; to judge one is quick then.</summary>
    private const int MostLooks = 60;

    private static readonly string MayGuardRule = new MayGuard().Key;

    /// <summary>All that concern the visitor, the nearest night first.</summary>
    public Task<IReadOnlyList<MyOffer>> RunAsync(Visitor visitor, CancellationToken cancellation = default) =>
        RunAsync(visitor, [], cancellation);

    /// <summary>All that concern the visitor, the nearest night first; open calls that they have put aside come last, and keep no other from being shown.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="aside">Numbers of open calls of which they have said that they are not for them.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<MyOffer>> RunAsync(
        Visitor visitor,
        IReadOnlyCollection<int> aside,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(aside);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var home = await VisitorHome.OfAsync(reader, visitor, office.Today, cancellation);
        var now = office.Clock.GetCurrentInstant();
        var areas = (await new ReadMyDuties(office).StandingAsync(reader, visitor, cancellation)).Select(d => d.Area);
        if (visitor.Area is { } lives)
        {
            areas = areas.Append(lives.Id);
        }

        var all = new List<Proposal>();
        foreach (var area in areas.Distinct())
        {
            all.AddRange((await reader.Proposals.ListAsync(area, cancellation)).Select(p => p.At(now)));
        }

        var kept = new List<Proposal>();
        foreach (var proposal in all.OrderBy(p => p.Seat.Night).ThenBy(p => p.Number))
        {
            var isTold =
                proposal.State.IsOpen()
                || proposal.Moves.Any(m => m.Seat.Night >= office.Today.PlusDays(-1)) && EndedAt(proposal) > now - Told;
            if (IsParty(proposal, home) && isTold)
            {
                kept.Add(proposal);
            }
        }

        var calls = all.Where(p => IsCall(p, visitor)).ToLookup(p => aside.Contains(p.Number));
        kept.AddRange(await CallsAsync(reader, visitor, [.. calls[false]], cancellation));
        kept.AddRange(await CallsAsync(reader, visitor, [.. calls[true]], cancellation));
        return
        [
            .. (await SeenAsync(reader, visitor, home, kept, cancellation)).Select(o =>
                o with
                {
                    IsAside = o.Stand == OfferStand.Call && aside.Contains(o.Proposal.Number),
                }
            ),
        ];
    }

    /// <summary>One of them, with the names of those parties who have agreed; null where there is no such proposal, or none that concerns the visitor.</summary>
    public async Task<MyOffer?> FindAsync(Visitor visitor, int number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var reader = await office.Database.ReadAsync(cancellation);
        if (await reader.Proposals.FindAsync(number, cancellation) is not { } found)
        {
            return null;
        }

        var home = await VisitorHome.OfAsync(reader, visitor, office.Today, cancellation);
        var proposal = found.At(office.Clock.GetCurrentInstant());
        if (
            !IsParty(proposal, home)
            && !(IsCall(proposal, visitor) && (await CallsAsync(reader, visitor, [proposal], cancellation)).Count == 1)
        )
        {
            return null;
        }

        var seen = (await SeenAsync(reader, visitor, home, [proposal], cancellation, isNamed: true))[0];
        return IsParty(proposal, home) ? await WithUndoAsync(reader, seen, cancellation) : seen;
    }

    /// <summary>With until when it can be undone, and what goes with that.</summary>
    private async Task<MyOffer> WithUndoAsync(StreetReader reader, MyOffer offer, CancellationToken cancellation)
    {
        var (proposal, now) = (offer.Proposal, office.Clock.GetCurrentInstant());
        if (
            proposal is not { State: ProposalState.Done, DoneAt: { } done }
            || now > done + Duration.FromHours(ChangeTerms.MostHours)
        )
        {
            return offer;
        }

        // Null for an organiser.
        var parties = await reader.People.OfAsync(proposal.Parties.Select(p => p.Resident), cancellation);
        var asker = parties.Values.FirstOrDefault(c => c.Code == proposal.MadeBy)?.Resident;
        if (asker is { } alone && !OwnUndo.IsTheirs(proposal, alone))
        {
            return offer;
        }

        var loaded = await MonthsInHand.LoadAsync(
            office,
            reader,
            proposal.Area,
            [.. proposal.Moves.Select(m => m.Seat.Night)],
            isWide: false,
            cancellation
        );
        if (!loaded.Succeeded)
        {
            return offer;
        }

        var hand = loaded.Value;
        var until = OwnUndo.Until(proposal, hand, office.Zone, isAlone: asker is not null);
        var judged = ChangeAudit.Of(hand.Months, proposal.ToChange().Inverse(), hand.Terms, hand.Now);
        var away =
            asker is { } who && offer.IsMine ? await OwnUndo.AwayAsync(reader, proposal, who, cancellation) : null;
        // Their absence of that night is taken back with it. To others it makes no difference, so that they do not learn of it.
        bool IsForgiven(Breach b) =>
            b.Rule == MayGuardRule
            && b.Who is [var only]
            && only == asker
            && (away is null || b.Night is { } night && away.Value.Contains(night));
        return until <= now || !judged.Succeeded ? offer
            : away is { Succeeded: false } ? offer with { UndoneAfter = away.Faults[0] }
            : !judged.Value.Added.All(IsForgiven) ? offer
            : offer with { UndoneUntil = until, EndsAbsence = away is { Value.Count: > 0 } };
    }

    /// <summary>Whether a party's name is shown to another: once they have agreed, while it may come to something or has.</summary>
    private static bool IsNamed(Proposal proposal, VisitorHome home, ResidentId who) =>
        IsParty(proposal, home)
        && (proposal.State.IsOpen() || proposal.State == ProposalState.Done)
        && proposal.Parties.Any(p => p.Resident == who && p.Answer == PartyAnswer.Yes);

    /// <summary>Whether it is an open call of the visitor's area to which they are no party yet.</summary>
    internal static bool IsCall(Proposal proposal, Visitor visitor) =>
        proposal.IsUntaken
        && proposal.State.IsOpen()
        && proposal.Area == visitor.Area?.Id
        && proposal.Parties.All(p => p.Resident != visitor.Card.Resident);

    private static bool IsParty(Proposal proposal, VisitorHome home) =>
        proposal.Parties.Any(p => p.Resident == home.Visitor);

    private static Instant EndedAt(Proposal proposal) =>
        proposal.DoneAt ?? proposal.Parties.Select(p => p.AnsweredAt).OfType<Instant>().Append(proposal.MadeAt).Max();

    /// <summary>Those of some open calls that the visitor could take now.</summary>
    private async Task<List<Proposal>> CallsAsync(
        StreetReader reader,
        Visitor visitor,
        IReadOnlyList<Proposal> calls,
        CancellationToken cancellation
    )
    {
        var may = new List<Proposal>();
        var looked = calls.OrderBy(c => c.Seat.Night).ThenBy(c => c.Number).Take(MostLooks);
        foreach (var month in looked.GroupBy(c => (c.Area, Month: c.Seat.Night.ToYearMonth())))
        {
            if (may.Count == MostCalls)
            {
                break;
            }

            var loaded = await MonthsInHand.LoadAsync(
                office,
                reader,
                month.Key.Area,
                [.. month.Select(c => c.Seat.Night).Distinct()],
                isWide: false,
                cancellation
            );
            if (loaded.Succeeded)
            {
                may.AddRange(month.Where(c => MayTake(c, visitor, loaded.Value)).Take(MostCalls - may.Count));
            }
        }

        return may;
    }

    private static bool MayTake(Proposal call, Visitor visitor, MonthsInHand hand)
    {
        var taken = call with { Moves = [call.Moves[0] with { To = visitor.Card.Resident }] };
        var judged = ChangeAudit.Of(hand.Months, ProposalDesk.Meant(taken, hand), hand.Terms, hand.Now);
        return judged.Succeeded && judged.Value.IsLegal;
    }

    private static async Task<IReadOnlyList<MyOffer>> SeenAsync(
        StreetReader reader,
        Visitor visitor,
        VisitorHome home,
        IReadOnlyList<Proposal> proposals,
        CancellationToken cancellation,
        bool isNamed = false
    )
    {
        var cards = await reader.People.OfAsync(
            proposals
                .SelectMany(p => p.Moves)
                .SelectMany(m => (ResidentId?[])[m.From, m.To])
                .OfType<ResidentId>()
                .Concat(proposals.SelectMany(p => p.Parties).Select(p => p.Resident)),
            cancellation
        );
        var masked = cards.ToDictionary(c => c.Key, c => PersonSeen.Of(c.Value, home));
        return
        [
            .. proposals.Select(p => new MyOffer(
                p,
                !p.State.IsOpen() ? OfferStand.Ended
                    : p.Parties.FirstOrDefault(y => y.Resident == home.Visitor) is not { } me ? OfferStand.Call
                    : me.Answer == PartyAnswer.None ? OfferStand.Answer
                    : OfferStand.Waiting,
                p.MadeBy == visitor.Card.Code,
                isNamed
                    ? cards.ToDictionary(
                        c => c.Key,
                        c => IsNamed(p, home, c.Key) ? PersonSeen.Agreed(c.Value, home) : masked[c.Key]
                    )
                    : masked
            )),
        ];
    }
}
