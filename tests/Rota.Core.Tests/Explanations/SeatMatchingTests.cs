using CsCheck;
using Rota.Core.Covenants.Rules;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Explanations;

/// <summary>A Hall set is a violator, nobody outside it can take its seats, and no smaller set of them violates.</summary>
public sealed class SeatMatchingTests
{
    [Fact]
    public void AViolatorIsOne_AndIsSmallest()
    {
        var found = 0;
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var problem = RotaProblem.From(TinyStreet.Facts(seed)).Value;
                    var rota = Greedy(problem, seed);
                    foreach (var isOut in (bool[])[true, false])
                    {
                        var matching = SeatMatching.Of(problem, rota, isOut);
                        foreach (var seat in rota.Gaps.Select(g => g.Seat).Where(s => Watch.IsOut(s.Post) == isOut))
                        {
                            if (matching.Violator(seat) is { } set)
                            {
                                found++;
                                AssertSmallest(problem, matching, set, seat);
                            }
                            else
                            {
                                Assert.True(CouldBeFilled(matching, rota, seat));
                            }
                        }
                    }
                },
                iter: 3000,
                threads: 1
            );
        Assert.True(found > 500, $"Only {found} sets were found.");
    }

    [Fact]
    public void ThirtyOneNightsWithTwentySevenHouseholdsThatCanLead_AreToldSo()
    {
        var street = new ProblemBuilder().Seats(1, 0, 0).Rules(new LeadSeats(Required: true));
        for (var home = 1; home <= 40; home++)
        {
            var code = $"R{home:00}";
            street.Home($"{home:00}", home <= 27 ? A.Lead(code) : A.Man(code));
        }

        var problem = street.Problem().Value;
        var rota = ProblemBuilder.RotaOf(
            problem,
            problem.Seats().Take(27).Select((s, i) => (s, problem.Households[i].Residents[0].Id))
        );

        var conflicts = new GapConflicts(problem, rota);
        var all = Assert.IsType<HallSet>(conflicts.AllOut());
        var one = Assert.IsType<HallSet>(conflicts.Of(rota.Gaps[0].Seat).Smallest);

        Assert.Equal((31, 27, 4), (all.Seats.Count, all.Households.Count, all.Lacking));
        Assert.Equal((28, 27, 1), (one.Seats.Count, one.Households.Count, one.Lacking));
        Assert.Equal(
            "The 31 lead seats of 31 nights have only 27 households that can lead, each out once a month at most: 27 seats at most, so 4 stay empty.",
            all.Words.En
        );
        Assert.Equal(
            "31 夜的 31 个带班席位只有 27 户能带班，每户每月至多值守 1 次，最多排满 27 席：总有 4 席空着。",
            all.Words.Zh
        );
    }

    [Fact]
    public void WhoServesTogether_MakesRoomForBoth()
    {
        var problem = new ProblemBuilder()
            .Seats(1, 1, 0)
            .Only(1, 8)
            .Home("1", A.Man("Li") with { Together = "T" }, A.Woman("Wang") with { Together = "T" })
            .Problem()
            .Value;
        var rota = ProblemBuilder.RotaOf(problem, []);

        var matching = SeatMatching.Of(problem, rota, isOut: true);

        Assert.Equal(2, matching.Room(problem.Households[0]));
        Assert.Null(matching.Violator(problem.Seats().First()));
    }

    /// <summary>The month's limit counts watches of a household: two who serve together fill two seats on one of them.</summary>
    [Fact]
    public void WhereSomeServeTogether_TheSentenceSaysHowTheyCount()
    {
        var problem = new ProblemBuilder()
            .Seats(1, 1, 0)
            .Only(1, 8)
            .Home("1", A.Man("Li") with { Together = "T" }, A.Woman("Wang") with { Together = "T" })
            .Problem()
            .Value;
        var rota = ProblemBuilder.RotaOf(
            problem,
            problem.Seats().Take(2).Zip(problem.Residents, (seat, who) => (seat, who.Id))
        );

        var set = Assert.IsType<HallSet>(new GapConflicts(problem, rota).AllOut());

        Assert.Equal((4, 1, 2), (set.Seats.Count, set.Households.Count, set.Room));
        Assert.Equal(
            "The 4 lead and guard seats of 2 nights have only 1 household that can come, each out once a month at most (those of a household who asked to serve together count once and fill a seat each): 2 seats at most, so 2 stay empty.",
            set.Words.En
        );
        Assert.Equal(
            "2 夜的 4 个带班、值守员席位只有 1 户能来，每户每月至多值守 1 次（要求同班的家人同去算一次，各占一席），最多排满 2 席：总有 2 席空着。",
            set.Words.Zh
        );
    }

    private static void AssertSmallest(RotaProblem problem, SeatMatching matching, HallSet set, Seat gap)
    {
        Assert.Contains(gap, set.Seats);
        Assert.Equal(1, set.Lacking);
        Assert.Equal(set.Households.Sum(matching.Room), set.Room);

        // Nobody else can take any of them, by the rules about single duties themselves.
        var rules = problem.Terms.Rules.All.ToList();
        foreach (var seat in set.Seats)
        {
            var watch = problem.Watch(seat.Night, seat.Watch)!;
            var able = problem.Households.Where(h =>
                matching.Room(h) > 0
                && h.Residents.Any(r => r.Group is null && rules.TrueForAll(rule => rule.Allows(r, watch, seat.Post)))
            );
            Assert.Subset(set.Households.ToHashSet(), able.ToHashSet());
        }

        for (var part = 1; part < (1 << set.Seats.Count) - 1; part++)
        {
            var seats = set.Seats.Where((_, i) => (part & (1 << i)) != 0).ToList();
            var room = seats.SelectMany(matching.Takers).Distinct().Sum(matching.Room);
            Assert.True(room >= seats.Count, $"{seats.Count} of the {set.Seats.Count} seats violate already.");
        }
    }

    /// <summary>Whether the empty seat could be filled together with those that are, trying all ways.</summary>
    private static bool CouldBeFilled(SeatMatching matching, WatchRota rota, Seat empty)
    {
        var seats = matching.Seats.Where(s => s == empty || rota.Duties.Any(d => d.Seat == s)).ToList();
        var left = seats.SelectMany(matching.Takers).Distinct().ToDictionary(h => h, matching.Room);
        return From(0);

        bool From(int at)
        {
            if (at == seats.Count)
            {
                return true;
            }

            foreach (var household in matching.Takers(seats[at]).Where(h => left[h] > 0))
            {
                left[household]--;
                if (From(at + 1))
                {
                    return true;
                }

                left[household]++;
            }

            return false;
        }
    }

    /// <summary>A rota that breaks nothing by itself: seats in turn to whoever may still take them, some left open by chance.</summary>
    private static WatchRota Greedy(RotaProblem problem, int seed)
    {
        var chance = new Random(seed);
        var duties = new List<(Seat, ResidentId)>();
        foreach (var seat in problem.Seats())
        {
            var who = problem.Residents.Skip(chance.Next(3)).FirstOrDefault(r => Fits([.. duties, (seat, r.Id)]));
            if (who is not null)
            {
                duties.Add((seat, who.Id));
            }
        }

        return ProblemBuilder.RotaOf(problem, duties);

        bool Fits(List<(Seat, ResidentId)> some)
        {
            var reading = new Reading(problem, ProblemBuilder.RotaOf(problem, some));
            return !problem.Terms.Rules.All.Any(r => r.CheckPart(reading).Any());
        }
    }
}
