using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Explanations;

/// <summary>
/// Finds what fills an empty seat while every other duty stays: each resident is put on the seat, and the finished rota is read rule by
/// rule. What keeps neighbours apart or gives a woman company is never offered: it is theirs to take back.
/// </summary>
public static class Repairs
{
    /// <summary>Limits that an organiser may let go for one duty.</summary>
    private static readonly string[] Limits = ["month", "rest", "standby"];

    /// <summary>What somebody may be asked about in private.</summary>
    private static readonly string[] Private = ["may_guard", "carers", "together"];

    /// <summary>
    /// Every repair of a gap by one resident, one for each household and kind, and the one of doing without the seat: in order of
    /// kinds, then of how much is asked, then of cost.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="rota">A rota of it.</param>
    /// <param name="empty">One of its gaps.</param>
    /// <param name="livesHere">Whether somebody is on the register that night, so that nobody is asked who has left; null: everybody is.</param>
    public static IReadOnlyList<Repair> Of(
        RotaProblem problem,
        WatchRota rota,
        Seat empty,
        Func<ResidentMonth, LocalDate, bool>? livesHere = null
    )
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rota);
        var watch = problem.Watch(empty.Night, empty.Watch);
        if (watch is null || !rota.Gaps.Any(g => g.Seat == empty))
        {
            return [];
        }

        var stands = new Trial(problem, rota, watch, empty);
        var found = new List<Repair>();
        foreach (var household in problem.Households)
        {
            found.AddRange(
                household
                    .Residents.Where(r => livesHere is null || livesHere(r, empty.Night))
                    .Select(stands.With)
                    .OfType<Repair>()
                    .OrderBy(Asked)
                    .ThenBy(r => r.Cost)
                    .DistinctBy(r => r.Kind)
            );
        }

        if (empty.Post == Post.Standby || watch.OutSeats > 1)
        {
            found.Add(new Repair { Kind = RepairKind.FewerSeats, Seat = empty });
        }

        return [.. found.OrderBy(r => r.Kind).ThenBy(Asked).ThenBy(r => r.Cost).ThenBy(r => r.Who?.Index ?? 0)];
    }

    /// <summary>
    /// Who would have to learn to lead so that lead seats that are open get filled: a repair for each seat that can be, one after the
    /// other on the same rota, so that together they hold.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="rota">A rota of it.</param>
    /// <param name="livesHere">As of <see cref="Of"/>.</param>
    public static IReadOnlyList<Repair> Training(
        RotaProblem problem,
        WatchRota rota,
        Func<ResidentMonth, LocalDate, bool>? livesHere = null
    )
    {
        ArgumentNullException.ThrowIfNull(rota);
        var found = new List<Repair>();
        foreach (var gap in rota.Gaps.Where(g => g.Seat.Post == Post.Lead))
        {
            if (Of(problem, rota, gap.Seat, livesHere).FirstOrDefault(r => r.Kind == RepairKind.Train) is { } repair)
            {
                found.Add(repair);
                rota = Filled(problem, rota, gap.Seat, repair.Who!);
            }
        }

        return found;
    }

    /// <summary>The rota with somebody on an empty seat.</summary>
    private static WatchRota Filled(RotaProblem problem, WatchRota rota, Seat empty, ResidentMonth who)
    {
        var points = problem.Watch(empty.Night, empty.Watch)!.Night.PointsOf(empty.Post);
        var duty = new Duty(empty, who.Id, who.Household.Id, points, who.CanLead);
        return rota with
        {
            Duties = [.. rota.Duties.Append(duty).OrderBy(d => d.Seat)],
            Gaps = [.. rota.Gaps.Where(g => g.Seat != empty)],
        };
    }

    /// <summary>How much is asked: one limit before two, and of rests the longest first.</summary>
    private static int Asked(Repair repair) => (repair.Rules.Count * 100) - (repair.FreeNights ?? 0);

    /// <summary>Puts residents on one empty seat of a rota.</summary>
    private sealed class Trial(RotaProblem problem, WatchRota rota, Watch watch, Seat empty)
    {
        private readonly Rule[] rules = [.. problem.Terms.Rules.All];
        private readonly (Dictionary<string, int> Broken, long Cost) before = Read(problem, rota);

        /// <summary>What putting a resident there takes; null where it takes more than may be asked.</summary>
        public Repair? With(ResidentMonth resident)
        {
            var alone = rules.Where(r => !r.Allows(resident, watch, empty.Post)).Select(r => r.Key).ToList();
            if (KindOf(alone) is null)
            {
                return null;
            }

            var whole = Filled(problem, rota, empty, resident);
            var now = Read(problem, whole);
            var more = rules.Select(r => r.Key).Where(k => now.Broken[k] > before.Broken[k]).ToList();
            return KindOf(more) is not { } kind || IsTooNear(resident.Household)
                ? null
                : new Repair
                {
                    Kind = kind,
                    Seat = empty,
                    Who = resident,
                    Rules = more,
                    FreeNights = more.Contains("rest", StringComparer.Ordinal) ? FreeNights(resident.Household) : null,
                    Turn = more.Contains("month", StringComparer.Ordinal) ? Turn(resident.Household) : null,
                    Cost = now.Cost - before.Cost + PriceOfGap,
                    Supposed = Supposed(resident, more),
                };
        }

        private long PriceOfGap
        {
            get
            {
                var gaps = problem.Terms.Rules.Get<Gaps>();
                return gaps.PriceOf(empty.Post) + gaps.WeightOf(watch.Night, empty.Post);
            }
        }

        private static RepairKind? KindOf(List<string> rules) =>
            rules.Count == 0 ? RepairKind.Come
            : rules.TrueForAll(r => Limits.Contains(r, StringComparer.Ordinal)) ? RepairKind.Waive
            : rules.Count > 1 ? null
            : Private.Contains(rules[0], StringComparer.Ordinal) ? RepairKind.Ask
            : rules[0] == "lead" ? RepairKind.Train
            : null;

        /// <summary>What the audit of a rota finds: how often each rule is broken, and the cost.</summary>
        private static (Dictionary<string, int> Broken, long Cost) Read(RotaProblem problem, WatchRota rota)
        {
            var reading = new Reading(problem, rota);
            return (
                problem.Terms.Rules.All.ToDictionary(r => r.Key, r => r.Check(reading).Count()),
                problem.Terms.Rules.All.Sum(r => r.Charges(reading).Sum(c => c.Amount))
            );
        }

        /// <summary>Whether the household is out this month so near that nobody of it is asked to come again: as near as a standby may not be.</summary>
        private bool IsTooNear(HouseholdMonth household) =>
            Watch.IsOut(empty.Post)
            && rota.Duties.Any(d =>
                d.Household == household.Id
                && Watch.IsOut(d.Seat.Post)
                && Math.Abs(Period.DaysBetween(d.Seat.Night, empty.Night))
                    <= problem.Terms.Rules.Get<Standby>().NightsApart
            );

        /// <summary>Free nights between the empty seat's night and the household's nearest night out, in this month or beside it.</summary>
        private int FreeNights(HouseholdMonth household) =>
            rota.Duties.Where(d => d.Household == household.Id && Watch.IsOut(d.Seat.Post))
                .Select(d => d.Seat.Night)
                .Concat(household.OutNights)
                .Min(n => Math.Abs(Period.DaysBetween(n, empty.Night))) - 1;

        /// <summary>The how many-th watch of the month it is for the household, members who serve together counted once.</summary>
        private int Turn(HouseholdMonth household) =>
            1
            + rota.Duties.Where(d => d.Household == household.Id && Watch.IsOut(d.Seat.Post))
                .Select(d => (d.Seat.Night, d.Seat.Watch))
                .Distinct()
                .Count();

        /// <summary>This duty, which the rules named leave alone, and no other of the household that does not go with it.</summary>
        private Supposition Supposed(ResidentMonth who, List<string> waived)
        {
            var clashing = new Lazy<HashSet<(int, int, Post)>>(() => Clashing(who, waived));
            return new Supposition
            {
                Requires = (r, w, p) => r == who && w.Index == watch.Index && p == empty.Post,
                Waives = (rule, r, w, p) =>
                    r == who
                    && w.Index == watch.Index
                    && p == empty.Post
                    && waived.Contains(rule.Key, StringComparer.Ordinal),
                Forbids = (r, w, p) => r.Household == who.Household && clashing.Value.Contains((r.Index, w.Index, p)),
            };
        }

        private HashSet<(int, int, Post)> Clashing(ResidentMonth who, List<string> waived)
        {
            var kept = rules.Where(r => !waived.Contains(r.Key, StringComparer.Ordinal)).ToArray();
            var first = DutyOf(who, watch, empty.Post, empty.Number);
            var clashing = new HashSet<(int, int, Post)>();
            foreach (var resident in who.Household.Residents)
            {
                foreach (var other in problem.Watches)
                {
                    foreach (var post in Watch.Posts.Where(p => other.Seats(p) > 0))
                    {
                        if (resident == who && other.Index == watch.Index && post == empty.Post)
                        {
                            continue;
                        }

                        var second = DutyOf(resident, other, post, post == empty.Post ? empty.Number + 1 : 1);
                        var both = new Reading(problem, new WatchRota(problem.Month, [first, second], []));
                        if (Array.Exists(kept, r => r.CheckPart(both).Any(b => b.Who.Contains(who.Id))))
                        {
                            clashing.Add((resident.Index, other.Index, post));
                        }
                    }
                }
            }

            return clashing;
        }

        private static Duty DutyOf(ResidentMonth resident, Watch on, Post post, int number) =>
            new(
                new Seat(on.Night.Date, on.Name, post, number),
                resident.Id,
                resident.Household.Id,
                on.Night.PointsOf(post),
                resident.CanLead
            );
    }
}
