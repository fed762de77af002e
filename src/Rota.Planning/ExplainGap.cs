using System.Diagnostics;
using NodaTime;
using Rota.Core;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Why a seat stays empty, and what fills it.</summary>
/// <param name="Gap">The gap.</param>
/// <param name="Bound">What keeps it empty.</param>
/// <param name="Smallest">The smallest set of seats that cannot all be filled; null where counting does not explain the gap.</param>
/// <param name="Repairs">What fills it, the gentlest first, then the cheapest.</param>
public sealed record GapExplained(Gap Gap, GapBound Bound, HallSet? Smallest, IReadOnlyList<Repair> Repairs);

/// <summary>Gaps of an area's month, explained.</summary>
/// <param name="Area">The area.</param>
/// <param name="Edition">The edition's number; null for a draft.</param>
/// <param name="Month">The month.</param>
/// <param name="AllOut">All seats that are out and compete with gaps for the same households; null where counting explains none.</param>
/// <param name="AllStandby">The same of standby.</param>
/// <param name="Gaps">The gaps asked about, in seat order.</param>
/// <param name="UnsettledJoins">Neighbouring areas of which it did not come out within the effort allowed whether keeping one watch with them fills anything.</param>
/// <param name="Training">Who would have to learn to lead to fill the month's open lead seats, one for each that this fills; told of a whole month.</param>
/// <param name="WithoutLead">Lead seats with somebody on them who cannot lead.</param>
/// <param name="People">Whoever is named in a repair, or holds a lead seat without being able to lead.</param>
/// <param name="HasChanged">The books are not what the rota was made from; all that is told goes by the books as they are now.</param>
/// <param name="HasNewCovenant">Another covenant governs the month by now; all that is told goes by the one that the rota was made under.</param>
/// <param name="ConflictSeconds">How long it took to find the conflicts.</param>
/// <param name="BoundSeconds">How long it took to find what binds where the conflicts do not show it.</param>
/// <param name="RepairSeconds">How long it took to find and confirm the repairs.</param>
public sealed record GapsExplained(
    WatchArea Area,
    int? Edition,
    YearMonth Month,
    HallSet? AllOut,
    HallSet? AllStandby,
    IReadOnlyList<GapExplained> Gaps,
    IReadOnlyList<string> UnsettledJoins,
    IReadOnlyList<Repair> Training,
    IReadOnlyList<Duty> WithoutLead,
    IReadOnlyDictionary<ResidentId, ResidentCard> People,
    bool HasChanged,
    bool HasNewCovenant,
    double ConflictSeconds,
    double BoundSeconds,
    double RepairSeconds
);

/// <summary>Explains to an organiser why seats of an area's month stay empty, and finds what fills them. It names nobody's reason.</summary>
/// <param name="office">What it works with.</param>
/// <param name="solve">What solves; the solver when null.</param>
public sealed class ExplainGap(Office office, Solve? solve = null)
{
    /// <summary>
    /// Explains gaps of the edition in force, or of the draft where there is none. Null when the area has neither; fails when what is
    /// asked about is no gap.
    /// </summary>
    /// <param name="month">The month.</param>
    /// <param name="areaCode">The area, by its code or that of a grid in it.</param>
    /// <param name="asked">Which of its gaps; null for all of the month, which are told without their repairs.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    public async Task<Outcome<GapsExplained>?> RunAsync(
        YearMonth month,
        string areaCode,
        SeatAsked? asked,
        CancellationToken cancellation = default
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var all = await reader.Areas.MonthAsync(month, cancellation);
        var chosen = new AreaChoice(null, [areaCode]).Pick(all, a => a.State);
        if (!chosen.Succeeded)
        {
            return Outcome<GapsExplained>.Failed(chosen.Faults);
        }

        var at = chosen
            .Value.OrderBy(a => a.Edition is null)
            .FirstOrDefault(a => a.Edition is not null || a.Draft is not null);
        if (at is null)
        {
            return null;
        }

        var loaded = await RotaInHand.AsOfNowAsync(office, reader, at, month, cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<GapsExplained>.Failed(loaded.Faults);
        }

        var hand = loaded.Value;
        var gaps = hand.Rota.Gaps.Where(g => asked?.Means(g.Seat) != false).ToList();
        return gaps.Count == 0 && asked is not null
            ? Outcome<GapsExplained>.Failed(NoGap(hand, asked))
            : Outcome<GapsExplained>.Of(
                await ExplainAsync(
                    reader,
                    hand,
                    await BooksSince.OfAsync(office, reader, at, hand, cancellation),
                    all,
                    gaps,
                    asked is not null,
                    cancellation
                )
            );
    }

    private async Task<GapsExplained> ExplainAsync(
        StreetReader reader,
        RotaInHand hand,
        BooksSince since,
        IReadOnlyList<AreaMonth> all,
        List<Gap> gaps,
        bool withRepairs,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var conflicts = new GapConflicts(hand.Problem, hand.Rota);
        var found = gaps.ConvertAll(g => conflicts.Of(g.Seat));
        var (allOut, allStandby) = (conflicts.AllOut(), conflicts.AllStandby());
        var conflictSeconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var isBest = hand.Standing.Status == RotaStatus.Optimal && !since.HasChanged;
        var binding = new GapBounds(hand.Problem, hand.Rota, isBest, solve);
        var bounds = found.ConvertAll(c => binding.Of(c, cancellation));
        var boundSeconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var joins = withRepairs ? await new JoinAreas(office, reader, solve).FindAsync(hand, all, cancellation) : null;
        var repairs = gaps.ConvertAll(g => withRepairs ? RepairsOf(hand, g.Seat, joins?.Best) : []);
        var training = withRepairs ? [] : Repairs.Training(hand.Problem, hand.Rota, LivesHere(hand.Facts));
        var repairSeconds = clock.Elapsed.TotalSeconds;
        var explained = gaps.Select((g, i) => new GapExplained(g, bounds[i], found[i].Smallest, repairs[i])).ToList();
        var withoutLead = hand.Rota.Duties.Where(d => d.LacksLead).ToList();
        return new GapsExplained(
            hand.Area,
            hand.Edition,
            hand.Rota.Month,
            allOut,
            allStandby,
            explained,
            joins?.Unsettled ?? [],
            training,
            withoutLead,
            await PeopleAsync(
                reader,
                [.. explained.SelectMany(g => g.Repairs), .. training],
                withoutLead,
                cancellation
            ),
            since.HasChanged,
            since.HasNewCovenant,
            conflictSeconds,
            boundSeconds,
            repairSeconds
        );
    }

    private static IReadOnlyList<Repair> RepairsOf(RotaInHand hand, Seat gap, JoinedAreas? joined)
    {
        var alone = Repairs.Of(hand.Problem, hand.Rota, gap, LivesHere(hand.Facts));
        return joined?.Fills(hand.Rota, gap) is { } join ? [.. alone, join] : alone;
    }

    private static Func<ResidentMonth, LocalDate, bool> LivesHere(ProblemFacts facts)
    {
        var residents = facts.Residents.ToDictionary(r => r.Id);
        return (who, night) => residents[who.Id].IsHere(night);
    }

    private static async Task<IReadOnlyDictionary<ResidentId, ResidentCard>> PeopleAsync(
        StreetReader reader,
        IEnumerable<Repair> repairs,
        IEnumerable<Duty> withoutLead,
        CancellationToken cancellation
    )
    {
        var asked =
            from repair in repairs
            where repair.Who is not null
            select (repair.Who!.Id, repair.Who.Household.Id, repair.Seat.Night);
        var cards = await reader.People.OfAsync(
            asked.Concat(withoutLead.Select(d => (d.Resident, d.Household, d.Seat.Night))),
            cancellation
        );
        return cards.GroupBy(c => c.Key.Resident).ToDictionary(g => g.Key, g => g.First().Value);
    }

    private static Fault NoGap(RotaInHand hand, SeatAsked asked)
    {
        var month = hand.Rota.Month;
        return hand.Problem.Seats().Any(asked.Means)
            ? new Fault(
                new Place("--gap"),
                new($"{hand.Area.Code} 的 {asked} 没有空着的席位", $"no seat of {asked} in {hand.Area.Code} is open"),
                new(
                    $"rota why --gaps {month:uuuu-MM} --area {hand.Area.Code} 列出本月待补的席位",
                    $"See the open seats of the month: rota why --gaps {month:uuuu-MM} --area {hand.Area.Code}"
                )
            )
            : new Fault(
                new Place("--gap"),
                new($"{hand.Area.Code} 没有 {asked} 这样的席位", $"{hand.Area.Code} has no seat {asked}"),
                new(
                    $"rota show {month:uuuu-MM} --area {hand.Area.Code} 可查看有哪些班和席位",
                    $"See which watches and seats there are: rota show {month:uuuu-MM} --area {hand.Area.Code}"
                )
            );
    }
}
