using CsCheck;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Testing;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>What must not change when the input says the same in another way, and which way it may change when it says less.</summary>
public sealed class InvarianceTests
{
    private const int Streets = 400;

    [Fact]
    public void AnAbsenceMore_NeverMakesTheMonthCheaper() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue])
            .Sample(
                (seed, pick) =>
                {
                    var facts = TinyStreet.Facts(seed);
                    var problem = RotaProblem.From(facts).Value;
                    var resident = facts.Residents[pick % facts.Residents.Count];
                    var night = problem.Watches[pick % problem.Watches.Count].Night.Date;
                    var away = facts with { Absences = [.. facts.Absences, new Absence(resident.Id, night, night)] };
                    return CostOf(Solve(away)) >= CostOf(Solve(facts));
                },
                iter: Streets
            );

    [Fact]
    public void OtherCodes_CostTheSame() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue])
            .Sample(
                (seed, names) =>
                {
                    var facts = TinyStreet.Facts(seed);
                    var chance = new Random(names);
                    var renamed = facts with
                    {
                        Households = [.. facts.Households.Select(h => h with { Code = $"{chance.Next()}-{h.Code}" })],
                        Residents =
                        [
                            .. facts.Residents.Select(r =>
                                r with
                                {
                                    Code = $"{chance.Next()}-{r.Code}",
                                    Together = r.Together is { } code ? $"again {code}" : null,
                                }
                            ),
                        ],
                    };
                    return CostOf(Solve(renamed)) == CostOf(Solve(facts));
                },
                iter: Streets
            );

    [Fact]
    public void RowsInAnotherOrder_MakeTheSameRota() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue])
            .Sample(
                (seed, order) =>
                {
                    var facts = TinyStreet.Facts(seed);
                    facts = facts with { Pins = KeepablePins(facts, seed) };
                    var chance = new Random(order);
                    var shuffled = facts with
                    {
                        Grids = Shuffled(facts.Grids, chance),
                        Households = Shuffled(facts.Households, chance),
                        Residents = Shuffled(facts.Residents, chance),
                        Absences = Shuffled(facts.Absences, chance),
                        Wishes = Shuffled(facts.Wishes, chance),
                        Apart = [.. Shuffled(facts.Apart, chance).Select(p => new Apart(p.B, p.A))],
                        Balances = Shuffled([.. facts.Balances], chance).ToDictionary(),
                        Around = Shuffled(facts.Around, chance),
                        FestivalsStood = Shuffled(facts.FestivalsStood, chance),
                        WatchesStood = Shuffled([.. facts.WatchesStood], chance).ToDictionary(),
                        Pins = Shuffled(facts.Pins, chance),
                    };
                    AreSame(Solve(facts), Solve(shuffled));
                },
                iter: Streets
            );

    [Fact]
    public void TheSameInput_OnSeveralThreadsAtOnce_MakesTheSameRota() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var facts = TinyStreet.Facts(seed);
                    var solved = new (SolveOutcome, WatchRota?)[3];
                    Parallel.For(0, solved.Length, i => solved[i] = Solve(facts));
                    AreSame(solved[0], solved[1]);
                    AreSame(solved[0], solved[2]);
                    AreSame(solved[0], Solve(facts));
                },
                iter: Streets / 2
            );

    private static (SolveOutcome Outcome, WatchRota? Rota) Solve(ProblemFacts facts)
    {
        var model = RowModel.From(RotaProblem.From(facts).Value);
        var outcome = new RotaSolver().Solve(model, TestContext.Current.CancellationToken);
        return (
            outcome,
            outcome is SolveOutcome.Solved solved ? model.ToRota(solved.Chosen, _ => Words.Same("-")) : null
        );
    }

    private static long CostOf((SolveOutcome Outcome, WatchRota? Rota) solve) =>
        Assert.IsType<SolveOutcome.Solved>(solve.Outcome).Cost;

    private static void AreSame((SolveOutcome Outcome, WatchRota? Rota) a, (SolveOutcome Outcome, WatchRota? Rota) b)
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

    private static IReadOnlyList<(Seat Seat, ResidentId Resident)> KeepablePins(ProblemFacts facts, int seed)
    {
        var pins = TinyStreet.Pins(seed, RotaProblem.From(facts).Value);
        return RotaProblem.From(facts with { Pins = pins }).Succeeded ? pins : [];
    }

    private static List<T> Shuffled<T>(IReadOnlyList<T> list, Random chance) => [.. list.OrderBy(_ => chance.Next())];
}
