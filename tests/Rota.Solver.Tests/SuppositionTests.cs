using CsCheck;
using Rota.Core;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Testing;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>What another choice would have cost is what trying every rota says.</summary>
public sealed class SuppositionTests
{
    [Fact]
    public void TheNextBestWithoutAHousehold_CostsWhatBruteForceSays() =>
        OnDuties(
            (problem, duty) =>
                Agrees(
                    problem,
                    DutyReason.WithoutHousehold(problem, duty),
                    rota => !rota.Duties.Any(d => d.Household == duty.Household && IsThere(d, duty))
                )
        );

    [Fact]
    public void TheBestWithAnotherOfTheHousehold_CostsWhatBruteForceSays() =>
        OnDuties(
            (problem, duty) =>
            {
                if (DutyReason.AnotherOfIt(problem, duty) is { } supposed)
                {
                    Agrees(
                        problem,
                        supposed,
                        rota =>
                            !rota.Duties.Any(d => d.Resident == duty.Resident && IsThere(d, duty))
                            && rota.Duties.Any(d => d.Household == duty.Household && IsThere(d, duty))
                    );
                }
            }
        );

    [Fact]
    public void TheBestWithSomebodyOnANight_CostsWhatBruteForceSays() =>
        OnProblems(problem =>
        {
            foreach (var resident in problem.Residents)
            {
                var night = problem.Watches[0].Night.Date;
                Agrees(
                    problem,
                    OffDutyReason.Having(resident.Id, night),
                    rota =>
                        rota.Duties.Any(d =>
                            d.Resident == resident.Id && d.Seat.Night == night && Watch.IsOut(d.Seat.Post)
                        )
                );
            }
        });

    /// <summary>Two duties that are kept, possible or not: of one household, of two, on one night or on two.</summary>
    [Fact]
    public void TheBestThatKeepsDuties_CostsWhatBruteForceSays() =>
        OnProblems(problem =>
        {
            if (problem.Residents.Count == 0)
            {
                return;
            }

            var post = Watch.Posts.First(p => problem.Watches[0].Seats(p) > 0);
            var kept = new[] { problem.Residents[0], problem.Residents[^1] }
                .Zip(new[] { problem.Watches[0], problem.Watches[^1] }, (who, watch) => (who, watch))
                .ToList();
            Agrees(
                problem,
                new Supposition { Keeps = (r, w, p) => p == post && kept.Contains((r, w)) },
                rota =>
                    kept.TrueForAll(k =>
                        rota.Duties.Any(d =>
                            d.Resident == k.who.Id
                            && d.Seat.Night == k.watch.Night.Date
                            && d.Seat.Watch == k.watch.Name
                            && d.Seat.Post == post
                        )
                    )
            );
        });

    [Fact]
    public void TheBestThatLeavesASeatOpen_CostsWhatBruteForceSays() =>
        OnProblems(problem =>
        {
            var watch = problem.Watches[0];
            foreach (var post in Watch.Posts.Where(p => watch.Seats(p) > 0))
            {
                Agrees(
                    problem,
                    new Supposition { LeavesOpen = (w, p) => w == watch && p == post ? 1 : 0 },
                    rota =>
                        rota.Gaps.Any(g =>
                            g.Seat.Night == watch.Night.Date && g.Seat.Watch == watch.Name && g.Seat.Post == post
                        )
                );
            }
        });

    [Fact]
    public void ASetOfSeatsThatCannotAllBeFilled_IsFilledByNoRota()
    {
        var found = 0;
        OnProblems(problem =>
        {
            var rota = Rotas.Best(problem);
            var conflicts = new GapConflicts(problem, rota);
            foreach (var gap in rota.Gaps)
            {
                if (conflicts.Of(gap.Seat) is { Smallest: { } set, BesideOut: false })
                {
                    found++;
                    var seats = set.Seats.ToHashSet();
                    var filled = new BruteForce(
                        problem,
                        counts: other => !other.Gaps.Any(g => seats.Contains(g.Seat))
                    ).Run();
                    Assert.Equal(0, filled.Allowed);
                }
            }
        });
        Assert.True(found > 100, $"Only {found} sets were found.");
    }

    private static bool IsThere(Duty a, Duty b) =>
        (a.Seat.Night, a.Seat.Watch, Watch.IsOut(a.Seat.Post))
        == (b.Seat.Night, b.Seat.Watch, Watch.IsOut(b.Seat.Post));

    private static void OnDuties(Action<RotaProblem, Duty> law) =>
        OnProblems(problem =>
        {
            foreach (var duty in Rotas.Best(problem).Duties)
            {
                law(problem, duty);
            }
        });

    private static void OnProblems(Action<RotaProblem> law) =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var problem = RotaProblem.From(TinyStreet.Facts(seed)).Value;
                    if (Math.Pow(problem.Residents.Count + 1, problem.Seats().Count()) <= 20_000)
                    {
                        law(problem);
                    }
                },
                iter: 250
            );

    private static void Agrees(RotaProblem problem, Supposition supposed, Func<WatchRota, bool> counts)
    {
        var brute = new BruteForce(problem, counts: counts).Run();
        var model = RowModel.From(problem, supposed);
        var outcome = new RotaSolver().Solve(model, TestContext.Current.CancellationToken);
        if (brute.Best is null)
        {
            Assert.IsType<SolveOutcome.Contradiction>(outcome);
            return;
        }

        var solved = Assert.IsType<SolveOutcome.Solved>(outcome);
        var rota = model.ToRota(solved.Chosen, _ => Words.Same("-"));
        Assert.True(counts(rota));
        Assert.Equal(brute.Best, solved.Cost);
        Assert.Equal(brute.Best, Audit.Of(problem, rota).Cost);
    }
}
