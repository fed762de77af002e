using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Explanations;

/// <summary>
/// Who could take which seat, household by household, and who holds one by a rota: the matching from which it follows why a seat stays
/// empty. A household takes a seat where one of its residents may, as far as the rules about single duties go, and as many seats a month as
/// it may be out, or for each time as many as its members who asked to stand together; on standby, one. Settled seats are left out, and what
/// they take of a household's room. All this only ever allows more than the rules do.
/// </summary>
public sealed class SeatMatching
{
    private readonly RotaProblem problem;
    private readonly List<Seat> seats;
    private readonly Dictionary<Seat, int> places;
    private readonly List<int>[] takers;
    private readonly List<int>[] held;
    private readonly int[] room;

    private SeatMatching(RotaProblem problem, List<Seat> seats)
    {
        this.problem = problem;
        this.seats = seats;
        places = seats.Select((seat, place) => (seat, place)).ToDictionary(p => p.seat, p => p.place);
        takers = new List<int>[seats.Count];
        held = [.. problem.Households.Select(_ => new List<int>())];
        room = new int[problem.Households.Count];
    }

    /// <summary>The matching of a rota.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="rota">A rota of it.</param>
    /// <param name="isOut">Of the seats that are out; else of those of standby.</param>
    /// <param name="besideOut">
    /// Of standby: as the nights out of the rota stand, so that a household takes no seat too near to its own.
    /// </param>
    public static SeatMatching Of(RotaProblem problem, WatchRota rota, bool isOut, bool besideOut = false)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rota);
        var pinned = problem.Pins.Select(p => new Seat(p.Watch.Night.Date, p.Watch.Name, p.Post, p.Number)).ToHashSet();
        var of = problem.Seats().Where(s => Watch.IsOut(s.Post) == isOut && !pinned.Contains(s)).ToList();
        var matching = new SeatMatching(problem, of);
        matching.MakeRoom(isOut);
        matching.FindTakers(besideOut ? OutNights(rota) : null);
        foreach (var duty in rota.Duties)
        {
            if (problem.Resident(duty.Resident) is { } who && matching.places.TryGetValue(duty.Seat, out var place))
            {
                matching.Hold(place, who.Household.Index);
            }
        }

        return matching;
    }

    /// <summary>The seats, in order.</summary>
    public IReadOnlyList<Seat> Seats => seats;

    /// <summary>The households that can take a seat.</summary>
    public IEnumerable<HouseholdMonth> Takers(Seat seat) => takers[places[seat]].Select(h => problem.Households[h]);

    /// <summary>How many seats a household can fill in the month.</summary>
    public int Room(HouseholdMonth household)
    {
        ArgumentNullException.ThrowIfNull(household);
        return room[household.Index];
    }

    /// <summary>
    /// The smallest set of seats around an empty one that cannot all be filled: without any one of its seats, it could be. Null where
    /// households could change places until somebody is free for the seat, so that numbers alone do not explain why it is empty.
    /// </summary>
    public HallSet? Violator(Seat empty)
    {
        var reached = new bool[seats.Count];
        var asked = new bool[problem.Households.Count];
        return places.TryGetValue(empty, out var place) && Reach(place, reached, asked) ? SetOf(reached, asked) : null;
    }

    /// <summary>
    /// The sets of several empty seats taken together: all seats that compete for the same households, of which as many stay empty as
    /// are empty. Null where none of them is explained by numbers alone.
    /// </summary>
    public HallSet? Violators(IEnumerable<Seat> empty)
    {
        ArgumentNullException.ThrowIfNull(empty);
        var reached = new bool[seats.Count];
        var asked = new bool[problem.Households.Count];
        var isExplained = false;
        foreach (var seat in empty)
        {
            var (its, them) = ((bool[])reached.Clone(), (bool[])asked.Clone());
            if (places.TryGetValue(seat, out var place) && Reach(place, its, them))
            {
                (reached, asked, isExplained) = (its, them, true);
            }
        }

        return isExplained ? SetOf(reached, asked) : null;
    }

    private static ILookup<HouseholdId, LocalDate> OutNights(WatchRota rota) =>
        rota.Duties.Where(d => Watch.IsOut(d.Seat.Post)).ToLookup(d => d.Household, d => d.Seat.Night);

    private void MakeRoom(bool isOut)
    {
        var most = isOut ? problem.Terms.Rules.Get<Month>().AtMost : 1;
        foreach (var household in problem.Households)
        {
            var together = household.Residents.Where(r => r.Group is not null).CountBy(r => r.Group!).ToList();
            var atOnce = isOut && together.Count > 0 ? together.Max(g => g.Value) : 1;
            var settled = problem.Pins.Count(p => p.Resident.Household == household && Watch.IsOut(p.Post) == isOut);
            room[household.Index] = Math.Max(0, (most * atOnce) - settled);
        }
    }

    private void FindTakers(ILookup<HouseholdId, LocalDate>? outNights)
    {
        var rules = problem.Terms.Rules.All.ToArray();
        var apart = problem.Terms.Rules.Get<Standby>().NightsApart;
        var byPost = new Dictionary<(LocalDate, string, Post), List<int>>();
        for (var place = 0; place < seats.Count; place++)
        {
            var seat = seats[place];
            if (!byPost.TryGetValue((seat.Night, seat.Watch, seat.Post), out var able))
            {
                var watch = problem.Watch(seat.Night, seat.Watch)!;
                able = [];
                foreach (var household in problem.Households)
                {
                    if (
                        room[household.Index] > 0
                        && MayTake(rules, household, watch, seat.Post)
                        && outNights?[household.Id].Any(n => Math.Abs(Period.DaysBetween(n, seat.Night)) <= apart)
                            != true
                    )
                    {
                        able.Add(household.Index);
                    }
                }

                byPost.Add((seat.Night, seat.Watch, seat.Post), able);
            }

            takers[place] = able;
        }
    }

    private static bool MayTake(Rule[] rules, HouseholdMonth household, Watch watch, Post post)
    {
        foreach (var resident in household.Residents)
        {
            if (IsAllowed(rules, resident, watch, post) && (!Watch.IsOut(post) || GroupMayCome(rules, resident, watch)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Who serves with others can be out only where each of them may be, and where they find seats.</summary>
    private static bool GroupMayCome(Rule[] rules, ResidentMonth resident, Watch watch) =>
        resident.Group is not { } group
        || (
            group.Members.Count <= watch.OutSeats
            && group.Members.All(m => Watch.OutPosts.Any(p => watch.Seats(p) > 0 && IsAllowed(rules, m, watch, p)))
        );

    private static bool IsAllowed(Rule[] rules, ResidentMonth resident, Watch watch, Post post)
    {
        foreach (var rule in rules)
        {
            if (!rule.Allows(resident, watch, post))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Who holds a seat by the rota can take it, though the books may say otherwise by now.</summary>
    private void Hold(int place, int household)
    {
        held[household].Add(place);
        room[household] = Math.Max(room[household], held[household].Count);
        if (!takers[place].Contains(household))
        {
            takers[place] = [.. takers[place], household];
        }
    }

    /// <summary>
    /// Goes from an empty seat to all that could take it, from these to the seats they hold, and on. False when somebody with room to
    /// spare is met. Else the households met are just those that can take any of the seats met, all of them full.
    /// </summary>
    private bool Reach(int from, bool[] reached, bool[] asked)
    {
        var next = new Queue<int>([from]);
        reached[from] = true;
        while (next.TryDequeue(out var place))
        {
            foreach (var household in takers[place])
            {
                if (asked[household])
                {
                    continue;
                }

                if (held[household].Count < room[household])
                {
                    return false;
                }

                asked[household] = true;
                foreach (var its in held[household])
                {
                    if (!reached[its])
                    {
                        reached[its] = true;
                        next.Enqueue(its);
                    }
                }
            }
        }

        return true;
    }

    private HallSet SetOf(bool[] reached, bool[] asked)
    {
        var households = problem.Households.Where(h => asked[h.Index]).ToList();
        return new HallSet(
            problem,
            [.. seats.Where((_, place) => reached[place])],
            households,
            households.Sum(h => room[h.Index])
        );
    }
}
