using NodaTime;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>
/// Finds everything that can be done about single duties of months in hand: each other adult of the household, each stand-in, each exchange,
/// each ring of three, each promotion that adds no breach, with the cost it adds. What a breach hangs on is one household's nights or
/// one watch, so that each household and each watch that a change touches is judged by itself, once, however many changes touch it so.
/// What is learnt for one duty serves for the next.
/// </summary>
public sealed partial class Suggestions
{
    private const sbyte Unknown = 0;
    private const sbyte Legal = 1;
    private const sbyte Refused = 2;

    /// <summary>A bound below every cost, so that three of them still add up.</summary>
    private const long Unsure = -(1L << 60);

    private readonly PublishedMonths published;
    private readonly LocalDateTime now;
    private readonly MonthInHand[] months;
    private readonly SeatInHand[] seats;
    private readonly Dictionary<Seat, SeatInHand> bySeat;
    private readonly HouseholdViews households;
    private readonly WatchViews watches;
    private readonly SeatInHand[] held;
    private readonly sbyte[] gives;
    private readonly sbyte[] takes;
    private readonly long[] costs;
    private readonly long[] bounds;
    private readonly long?[] saved;
    private readonly ResidentMonth?[] holders;
    private readonly Dictionary<(int, int, int), (bool May, long Cost)> together = [];

    /// <summary>Takes months in hand.</summary>
    /// <param name="published">The months.</param>
    /// <param name="now">The moment, on the area's wall clock: on a watch that has begun one may still be found for a duty, and no more.</param>
    public Suggestions(PublishedMonths published, LocalDateTime now)
    {
        ArgumentNullException.ThrowIfNull(published);
        this.published = published;
        this.now = now;
        months = [.. published.Months.Select(m => new MonthInHand(m))];
        seats = [.. SeatInHand.Of(published, now)];
        bySeat = seats.ToDictionary(s => s.Seat);
        held = [.. seats.Where(s => s.IsMovable && s.Duty is not null)];
        households = new HouseholdViews(published, months, published.Waivers, now);
        watches = new WatchViews(months, published.Waivers);
        gives = new sbyte[seats.Length * seats.Length];
        takes = new sbyte[seats.Length * seats.Length];
        costs = new long[seats.Length * seats.Length];
        bounds = new long[seats.Length * seats.Length];
        saved = new long?[seats.Length];
        holders = [.. seats.SelectMany(s => months.Select(m => s.Holder is { } id ? m.Problem.Resident(id) : null))];
    }

    /// <summary>What can be done about one duty.</summary>
    /// <param name="published">The months in hand.</param>
    /// <param name="seat">Its seat.</param>
    /// <param name="now">The moment, on the area's wall clock.</param>
    public static SuggestionList For(PublishedMonths published, Seat seat, LocalDateTime now) =>
        new Suggestions(published, now).For(seat);

    /// <summary>
    /// What can be done about the duty on a seat, or about the seat when it is empty. Nothing about a seat that is not in hand, whose watch
    /// has ended, or whose holder is pinned there.
    /// </summary>
    public SuggestionList For(Seat seat)
    {
        var streams = new Dictionary<ChangeKind, CandidateStream>();
        if (bySeat.TryGetValue(seat, out var asked))
        {
            if (!asked.IsBound)
            {
                AddTakers(streams, asked);
                if (asked is { IsMovable: true, Duty: not null })
                {
                    streams[ChangeKind.Exchange] = Exchanges(asked);
                    streams[ChangeKind.Ring] = Rings(asked);
                }
            }

            if (Watch.IsOut(seat.Post))
            {
                streams[ChangeKind.Promotion] = Promotions(asked);
            }
        }

        return new SuggestionList(published, streams);
    }

    private void AddTakers(Dictionary<ChangeKind, CandidateStream> streams, SeatInHand asked)
    {
        var residents = months[asked.Month].Problem.Residents;
        var members = streams[ChangeKind.HouseholdMember] = new(
            (s, who) => LookAtTaker(s, asked, residents[who], true)
        );
        var others = streams[ChangeKind.StandIn] = new((s, who) => LookAtTaker(s, asked, residents[who], false));
        foreach (var resident in residents)
        {
            if (resident.Id != asked.Holder)
            {
                var isMember = resident.Household.Id == asked.Duty?.Household;
                (isMember ? members : others).Expect(BoundOf(asked, resident), resident.Index);
            }
        }
    }

    private void LookAtTaker(CandidateStream stream, SeatInHand asked, ResidentMonth resident, bool isMember)
    {
        var kind = isMember ? ChangeKind.HouseholdMember : ChangeKind.StandIn;
        var candidate = new Candidate(kind, 0, asked, resident, null, null);
        var taking = new Taking(asked, resident);
        long cost = 0;
        var may = asked.IsSettled
            ? households.Allows(resident.Household.Id, isMember ? [asked] : [], [taking])
                && (isMember || asked.Duty is null || households.Allows(asked.Duty.Household, [asked], []))
                && watches.Allows([taking], out cost)
            : MayByAudit(candidate, out cost);
        if (may)
        {
            stream.Found(candidate with { Cost = cost }, resident.Index);
        }
    }

    /// <summary>What the cost of a change is nowhere below, as far as one seat's new holder goes; where only an audit can tell, below everything.</summary>
    private long BoundOf(SeatInHand seat, ResidentMonth? taker) =>
        seat.IsSettled && taker is not null
            ? months[seat.Month].Price(taker, seat.Watch, seat.Seat.Post)
                - (saved[seat.Place] ??= watches.MostSaved(seat))
            : Unsure;

    /// <summary>Promotions are few, so that the first look judges all of them.</summary>
    private CandidateStream Promotions(SeatInHand asked)
    {
        var stream = new CandidateStream(
            (found, _) =>
            {
                var number = 0;
                foreach (var candidate in PromotionsOf(asked))
                {
                    number++;
                    if (MayPromote(candidate, out var cost))
                    {
                        found.Found(candidate with { Cost = cost }, number);
                    }
                }
            }
        );
        stream.Expect(Unsure, 0);
        return stream;
    }

    private IEnumerable<Candidate> PromotionsOf(SeatInHand asked)
    {
        var beside = seats
            .Where(s => s.WatchPlace == asked.WatchPlace && s.Duty is not null && s.Holder != asked.Holder)
            .ToList();
        foreach (var standby in beside.Where(s => s.Seat.Post == Post.Standby))
        {
            if (Of(standby) is not { } who)
            {
                continue;
            }

            var guards =
                asked.Seat.Post == Post.Lead && !who.CanLead
                    ? beside
                        .Where(s =>
                            s.Seat.Post == Post.Guard && s.Holder != standby.Holder && Of(s) is { CanLead: true }
                        )
                        .ToList()
                    : [];
            foreach (var guard in guards.Count > 0 ? guards : [null!])
            {
                yield return new Candidate(ChangeKind.Promotion, 0, asked, null, standby, guard);
            }
        }
    }

    private bool MayPromote(Candidate candidate, out long cost)
    {
        var change = candidate.ToChange();
        cost = 0;
        if (
            change.Moves.Any(m =>
                m.From is { } from
                && published.Of(m.Seat.Night)!.Pins.Contains((m.Seat, from))
                && bySeat[m.Seat].IsBound
            )
        )
        {
            return false;
        }

        if (change.Moves.Any(m => !bySeat[m.Seat].IsSettled))
        {
            return MayByAudit(candidate, out cost);
        }

        var month = months[candidate.Asked.Month];
        IReadOnlyList<Waiver> waivers = [.. published.Waivers, .. change.Waivers];
        Taking[] takings =
        [
            .. change.Moves.Select(m => new Taking(bySeat[m.Seat], m.To is { } to ? month.Problem.Resident(to) : null)),
        ];
        if (
            !MayHouseholds(new HouseholdViews(published, months, waivers, now), takings)
            || !new WatchViews(months, waivers).Allows(takings, out cost)
        )
        {
            return false;
        }

        cost -= change
            .Moves.Where(m => ChangeAudit.IsGapNoMore(m, change.Kind, now))
            .Sum(m => ChangeAudit.PriceOfGap(month.Month, m.Seat));
        return true;
    }

    /// <summary>
    /// Judges by full readings where somebody on duty is not of the household that the duty is booked to any more: whose nights they are
    /// differs between books and register.
    /// </summary>
    private bool MayByAudit(Candidate candidate, out long cost)
    {
        var audit = ChangeAudit.Of(published, candidate.ToChange(), now);
        cost = audit.Succeeded ? audit.Value.Cost : 0;
        return audit.Succeeded && audit.Value.IsLegal;
    }

    private static bool MayHouseholds(HouseholdViews views, Taking[] takings)
    {
        var touched = takings
            .Select(t => t.At.Duty?.Household)
            .Concat(takings.Select(t => t.Resident?.Household.Id))
            .OfType<HouseholdId>()
            .Distinct();
        foreach (var household in touched)
        {
            SeatInHand[] given = [.. takings.Select(t => t.At).Where(s => s.Duty?.Household == household)];
            Taking[] taken = [.. takings.Where(t => t.Resident?.Household.Id == household)];
            if (!views.Allows(household, given, taken))
            {
                return false;
            }
        }

        return true;
    }

    private ResidentMonth? Of(SeatInHand seat) => Of(seat, seat.Month);

    /// <summary>Who holds a seat, as a month knows them; null for nobody.</summary>
    private ResidentMonth? Of(SeatInHand seat, int month) => holders[(seat.Place * months.Length) + month];
}
