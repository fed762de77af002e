using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>What a change to published months breaks, costs and books: full readings of the months before it and after it, compared.</summary>
/// <param name="Change">The change.</param>
/// <param name="After">The months after it.</param>
/// <param name="Added">
/// Breaches that it adds; with any it is refused. What stands already is nobody's fault who trades, and nights past are not judged again.
/// </param>
/// <param name="Cost">What it adds to the cost, in square points; below zero where it is cheaper.</param>
/// <param name="Ledger">What it does to the ledger of each household that it touches.</param>
public sealed record ChangeAudit(
    RotaChange Change,
    PublishedMonths After,
    IReadOnlyList<Breach> Added,
    long Cost,
    IReadOnlyList<LedgerEffect> Ledger
)
{
    /// <summary>Why somebody who stands in in an emergency leaves rules aside.</summary>
    private const string InEmergency = "紧急顶班 / stood in in an emergency";

    /// <summary>Whether it adds no breach, or is no matter of choice: people who are excused leave, whatever that breaks.</summary>
    public bool IsLegal => Added.Count == 0 || Change.Kind == ChangeKind.Release;

    /// <summary>
    /// Why it is refused, in words for anybody: what is private to somebody, an absence, care at home, whom they asked to be with or without,
    /// is one sentence for all of these. None when the change is legal.
    /// </summary>
    public IReadOnlyList<Fault> Refusals =>
        [
            .. Added
                .Select(b => new Fault(
                    new Place(b.Night is { } night ? $"{night:uuuu-MM-dd}" : $"{Change.Moves[0].Seat.Night:uuuu-MM}"),
                    Spoken(b),
                    new("请另选一人或另选一夜", "choose somebody else or another night")
                ))
                .Distinct(),
        ];

    /// <summary>
    /// Judges a change. Fails when it cannot be made at all: it is stale, names what is not there, or moves a duty whose watch has begun. What
    /// finds somebody for one duty may still be done until the watch ends.
    /// </summary>
    /// <param name="months">The months in hand, as they stand.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">The moment, on the area's wall clock.</param>
    public static Outcome<ChangeAudit> Of(PublishedMonths months, RotaChange change, LocalDateTime now)
    {
        ArgumentNullException.ThrowIfNull(months);
        ArgumentNullException.ThrowIfNull(change);
        var after = months.With(change);
        if (!after.Succeeded)
        {
            return Outcome<ChangeAudit>.Failed(after.Faults);
        }

        var late = change
            .Moves.Where(m => !IsOpen(months, m.Seat, change.Kind, now))
            .Select(m => new Fault(
                ChangeFaults.At(m.Seat),
                change.Kind.IsOpenToTheEnd()
                    ? new("这一班已经过去了", "the watch is over")
                    : new("这一班已经开始或已经过去", "the watch has begun already"),
                change.Kind.IsOpenToTheEnd()
                    ? new("请只改还没有结束的班", "change watches that are not over")
                    : new("请只改还没有开始的班", "change watches that have not begun")
            ))
            .ToList();
        return Outcome<ChangeAudit>.Of(
            late,
            () =>
                new ChangeAudit(
                    change,
                    after.Value,
                    [.. Pinned(after.Value, months, change), .. AddedBy(months, after.Value, change, now)],
                    CostOf(months, after.Value, change, now),
                    LedgerEffect.Of(months, change.Moves)
                )
        );
    }

    /// <summary>
    /// Judges a change as the covenant has it for its time: in an emergency whoever stands in is excused from rules that the covenant names, as
    /// far as it takes; the change then has waivers that say so.
    /// </summary>
    /// <inheritdoc cref="Of(PublishedMonths, RotaChange, LocalDateTime)"/>
    /// <param name="months">The months in hand, as they stand.</param>
    /// <param name="change">The change.</param>
    /// <param name="terms">What the covenant asks of changes.</param>
    /// <param name="now">The moment, on the area's wall clock.</param>
    public static Outcome<ChangeAudit> Of(
        PublishedMonths months,
        RotaChange change,
        ChangeTerms terms,
        LocalDateTime now
    )
    {
        ArgumentNullException.ThrowIfNull(terms);
        var plain = Of(months, change, now);
        if (
            !plain.Succeeded
            || plain.Value.IsLegal
            || change is not { Kind: ChangeKind.StandIn or ChangeKind.HouseholdMember, Moves: [{ To: { } to } move] }
            || !plain.Value.Added.All(b => terms.Excuse(b.Rule))
            || !terms.IsEmergency(
                months.Of(move.Seat.Night)!.Problem.Watch(move.Seat.Night, move.Seat.Watch)!.Begins,
                now
            )
        )
        {
            return plain;
        }

        var rules = plain.Value.Added.Select(b => b.Rule).Distinct().Order(StringComparer.Ordinal);
        var excused = change with
        {
            Waivers = [.. change.Waivers, .. rules.Select(r => new Waiver(r, move.Seat, to, InEmergency))],
        };
        var judged = Of(months, excused, now);
        return judged.Succeeded && judged.Value.IsLegal ? judged : plain;
    }

    /// <summary>The breaches of a month that another rota of it adds to those of the one in force.</summary>
    /// <param name="problem">The month's problem.</param>
    /// <param name="before">The rota in force.</param>
    /// <param name="after">The other one.</param>
    /// <param name="waivers">Rules that leave duties of the month alone; a duty that both rotas have is let go in both.</param>
    public static IReadOnlyList<Breach> AddedBetween(
        RotaProblem problem,
        WatchRota before,
        WatchRota after,
        IReadOnlyList<Waiver> waivers
    )
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(waivers);
        var (stands, adds) = (
            MonthsAudit.Breaches(problem, before, waivers),
            MonthsAudit.Breaches(problem, after, waivers)
        );
        return [.. adds.Beyond(stands).Select(b => b.Breach)];
    }

    /// <summary>Whether a watch has begun; so has a night of the month that has no such watch.</summary>
    internal static bool HasBegun(PublishedMonth month, LocalDate night, string watch, LocalDateTime now) =>
        !(month.Problem.Watch(night, watch)?.Begins > now);

    /// <summary>From noon of the night on the seat that a promoted standby leaves is no gap.</summary>
    internal static bool IsGapNoMore(Move move, ChangeKind kind, LocalDateTime now) =>
        kind == ChangeKind.Promotion && move.To is null && now >= move.Seat.Night.At(LocalTime.Noon);

    /// <summary>What an empty seat costs.</summary>
    internal static long PriceOfGap(PublishedMonth month, Seat seat)
    {
        var gaps = month.Problem.Terms.Rules.Get<Gaps>();
        return gaps.PriceOf(seat.Post) + gaps.WeightOf(month.Problem.Nights[seat.Night.Day - 1], seat.Post);
    }

    private Words Spoken(Breach breach) =>
        breach.Rule is not ("month" or "rest" or "standby" or "lead" or "seats" or "pins")
            ? new("按值守的规定，这样换排不开。", "By the rules of the watch the duties cannot be held so.")
        : NightsInTheWay.Of(breach, Change, After) is { } nights
            ? new($"{breach.What.Zh}{nights.Zh}", $"{breach.What.En} {nights.En}")
        : breach.What;

    private static bool IsOpen(PublishedMonths months, Seat seat, ChangeKind kind, LocalDateTime now)
    {
        var watch = months.Of(seat.Night)!.Problem.Watch(seat.Night, seat.Watch)!;
        return now < (kind.IsOpenToTheEnd() ? watch.Ends : watch.Begins);
    }

    private static IEnumerable<Breach> AddedBy(
        PublishedMonths before,
        PublishedMonths after,
        RotaChange change,
        LocalDateTime now
    )
    {
        var broken = MonthsAudit.Breaches(after);
        var beyond = broken.Beyond(MonthsAudit.Breaches(before)).ToHashSet();
        return from added in broken.All
            let breach = added.Breach
            where beyond.Contains(added) || IsTaken(breach, after, change)
            where
                breach.Night is not { } night
                || !HasBegun(after.Month(added.Month)!, night, breach.Watch!, now)
                || change.Moves.Any(m => m.Seat.Night == night && m.Seat.Watch == breach.Watch)
            orderby added.Month, breach.Night ?? LocalDate.MinIsoValue
            select breach;
    }

    /// <summary>
    /// Whether somebody takes a seat on which they may not be at all: an absence that stood against their seat on a watch is no leave to take another
    /// seat of it.
    /// </summary>
    private static bool IsTaken(Breach breach, PublishedMonths after, RotaChange change) =>
        change.Moves.Any(m =>
            m.To is { } to
            && (m.Seat.Night, m.Seat.Watch) == (breach.Night, breach.Watch)
            && breach.Who.Contains(to)
            && after.Of(m.Seat.Night)!.Problem is var problem
            && problem.Terms.Rules.All.FirstOrDefault(r => r.Key == breach.Rule) is { LooksAtOtherNights: false } rule
            && problem.Resident(to) is { } resident
            && !rule.Allows(resident, problem.Watch(m.Seat.Night, m.Seat.Watch)!, m.Seat.Post)
        );

    /// <summary>Pinned residents whom the change moves without leave.</summary>
    private static IEnumerable<Breach> Pinned(PublishedMonths after, PublishedMonths before, RotaChange change) =>
        from move in change.Moves
        where
            move.From is { } holder
            && before.Of(move.Seat.Night)!.Pins.Contains((move.Seat, holder))
            && !after.Waivers.Any(w => w.LetsPinGo(move.Seat, holder))
        select new Breach(
            "pins",
            move.Seat.Night,
            [move.From!.Value],
            new("这一班是排班员指定的。", "The duty was pinned by an organiser.")
        )
        {
            Watch = move.Seat.Watch,
        };

    private static long CostOf(PublishedMonths before, PublishedMonths after, RotaChange change, LocalDateTime now) =>
        MonthsAudit.Cost(after)
        - MonthsAudit.Cost(before)
        - change
            .Moves.Where(m => IsGapNoMore(m, change.Kind, now))
            .Sum(m => PriceOfGap(before.Of(m.Seat.Night)!, m.Seat));
}
