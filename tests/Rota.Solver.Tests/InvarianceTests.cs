using CsCheck;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>
/// What must not change when the input says the same in another way, and which way it may change when it says less: on tiny streets,
/// where everything is odd, and on small grids, where a thousand rotas tie.
/// </summary>
public sealed class InvarianceTests
{
    private const int TinyStreets = 400;
    private const int SmallGrids = 12;

    private static readonly Gen<(ProblemFacts Facts, int Chance)> Tiny = Gen.Select(
        Gen.Int[0, int.MaxValue].Select(WithPins),
        Gen.Int[0, int.MaxValue]
    );

    private static readonly Gen<(ProblemFacts Facts, int Chance)> Small = Gen.Select(
        SmallGrid.Any.Select(g => g.Facts()),
        Gen.Int[0, int.MaxValue]
    );

    [Fact]
    public void AnAbsenceMore_NeverMakesTheMonthCheaper()
    {
        Gen.Int[0, int.MaxValue]
            .Select(TinyStreet.Facts)
            .Select(Gen.Int[0, int.MaxValue])
            .Sample((facts, pick) => IsNoCheaperWithout(facts, pick), iter: TinyStreets);
        Small.Sample((facts, pick) => IsNoCheaperWithout(facts, pick), iter: SmallGrids);
    }

    [Fact]
    public void OtherCodes_CostTheSame()
    {
        Tiny.Sample(CostsTheSame, iter: TinyStreets);
        Small.Sample(CostsTheSame, iter: SmallGrids);

        static bool CostsTheSame(ProblemFacts facts, int chance) =>
            CostOf(Solving.Of(Retold.UnderOtherCodes(facts, new Random(chance)))) == CostOf(Solving.Of(facts));
    }

    [Fact]
    public void RowsInAnotherOrder_MakeTheSameRota()
    {
        Tiny.Sample(IsTheSame, iter: TinyStreets);
        Small.Sample(IsTheSame, iter: SmallGrids);

        static void IsTheSame(ProblemFacts facts, int chance) =>
            AreSame(Solving.Of(facts), Solving.Of(Retold.InAnotherOrder(facts, new Random(chance))));
    }

    [Fact]
    public void OtherIds_MakeTheSameRota()
    {
        Tiny.Sample(IsTheSame, iter: TinyStreets / 2);
        Small.Sample(IsTheSame, iter: SmallGrids);

        static void IsTheSame(ProblemFacts facts, int chance)
        {
            var (one, other) = (Solving.Of(facts), Solving.Of(Retold.UnderOtherIds(facts, new Random(chance))));
            Assert.Equal(one.Outcome.GetType(), other.Outcome.GetType());
            if (one.Rota is not null)
            {
                Assert.Equal(one.Solved.Chosen, other.Solved.Chosen);
                Assert.Equal(one.Duties, other.Duties);
            }
        }
    }

    [Fact]
    public void TheSameInput_OnSeveralThreadsAtOnce_MakesTheSameRota() =>
        Tiny.Sample(
            (facts, _) =>
            {
                var solved = new Solving[3];
                Parallel.For(0, solved.Length, i => solved[i] = Solving.Of(facts));
                AreSame(solved[0], solved[1]);
                AreSame(solved[0], solved[2]);
                AreSame(solved[0], Solving.Of(facts));
            },
            iter: TinyStreets / 2
        );

    /// <summary>
    /// One night, of one resident. What the household can carry stays as it is: an absence of the whole month would lower it, and
    /// with it what a duty of a household that is behind gains.
    /// </summary>
    private static bool IsNoCheaperWithout(ProblemFacts facts, int pick)
    {
        var before = Solving.Of(facts);
        var resident = facts.Residents[pick % facts.Residents.Count];
        var night = before.Problem.Watches[pick % before.Problem.Watches.Count].Night.Date;
        var away = facts with { Absences = [.. facts.Absences, new Absence(resident.Id, night, night)] };
        var after = Solving.Of(away);
        var keepsShares = before
            .Problem.Households.Zip(after.Problem.Households)
            .All(p => p.First.OwingWeight == p.Second.OwingWeight);
        return !keepsShares || CostOf(after) >= CostOf(before);
    }

    /// <summary>The cost, or more than any where pins contradict each other.</summary>
    private static long CostOf(Solving solving) =>
        solving.Outcome is SolveOutcome.Contradiction ? long.MaxValue : solving.Cost;

    private static void AreSame(Solving a, Solving b)
    {
        Assert.Equal(a.Outcome.GetType(), b.Outcome.GetType());
        if (a.Outcome is SolveOutcome.Solved one && b.Outcome is SolveOutcome.Solved other)
        {
            Assert.Equal(one.Chosen, other.Chosen);
            Assert.Equal((one.Cost, one.Bound, one.Status), (other.Cost, other.Bound, other.Status));
            Assert.Equal(one.Prices, other.Prices);
        }

        Assert.Equal(a.Rota?.Duties, b.Rota?.Duties);
        Assert.Equal(a.Rota?.Gaps, b.Rota?.Gaps);
    }

    /// <summary>A tiny street, with pins where they can be kept.</summary>
    private static ProblemFacts WithPins(int seed)
    {
        var facts = TinyStreet.Facts(seed);
        var pins = TinyStreet.Pins(seed, RotaProblem.From(facts).Value);
        var pinned = facts with { Pins = pins };
        return RotaProblem.From(pinned).Succeeded ? pinned : facts;
    }
}
