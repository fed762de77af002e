using CsCheck;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Testing;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>
/// A tiny street's best rota is published; then some cannot come, balances are others, the first watches have begun. Every rota that
/// keeps these and breaks nothing besides what stands is tried.
/// </summary>
public sealed class SolvedAgainTests
{
    private static readonly Words NoReason = Words.Same("-");

    [Fact]
    public void OfAllThatMayBe_ItHasTheFewestGaps_ThenTheFewestChanges_ThenTheLeastCost()
    {
        var (cases, changed, frozen) = (0, 0, 0);
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var (problem, baseline) = Published(seed);
                    if (!IsTiny(problem))
                    {
                        return;
                    }

                    var solved = Again(problem, baseline);
                    Assert.Equal(BestOf(problem, baseline), Measure(problem, baseline, solved));
                    Interlocked.Increment(ref cases);
                    Interlocked.Add(ref changed, baseline.Changed(solved));
                    Interlocked.Add(ref frozen, problem.Watches.Any(baseline.IsFrozen) ? 1 : 0);
                },
                iter: 1200
            );
        Assert.True(cases > 200 && changed > cases / 4 && frozen > cases / 4, $"{cases} {changed} {frozen}");
    }

    [Fact]
    public void WatchesThatMayNotChange_AreAsTheyWerePublished() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var (problem, baseline) = Published(seed);
                    var solved = Again(problem, baseline);
                    bool IsFact(Seat seat) => baseline.IsFrozen(problem.Watch(seat.Night, seat.Watch)!);
                    Assert.Equal(
                        baseline.Rota.Duties.Where(d => IsFact(d.Seat)),
                        solved.Duties.Where(d => IsFact(d.Seat))
                    );
                    Assert.Equal(baseline.Rota.Gaps.Where(g => IsFact(g.Seat)), solved.Gaps.Where(g => IsFact(g.Seat)));
                },
                iter: 300
            );

    [Fact]
    public void WhoStays_StaysOnTheSameSeat() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var (problem, baseline) = Published(seed);
                    var solved = Again(problem, baseline);
                    foreach (var duty in solved.Duties)
                    {
                        var same = baseline.Rota.Duties.Where(d =>
                            d.Resident == duty.Resident
                            && (d.Seat with { Number = 0 }) == (duty.Seat with { Number = 0 })
                        );
                        Assert.All(same, d => Assert.Equal(d, duty));
                    }

                    Assert.Equal(
                        problem.Seats().Order(),
                        solved.Duties.Select(d => d.Seat).Concat(solved.Gaps.Select(g => g.Seat)).Order()
                    );
                },
                iter: 300
            );

    [Fact]
    public void WhereNothingHasChanged_NothingChanges() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var problem = RotaProblem.From(TinyStreet.Facts(seed)).Value;
                    var rota = Rotas.Best(problem);
                    Assert.Equal(
                        0,
                        new Baseline(problem, rota, _ => false).Changed(
                            Again(problem, new Baseline(problem, rota, _ => false))
                        )
                    );
                },
                iter: 200
            );

    /// <summary>The problem as the books have it later, and what was published before.</summary>
    private static (RotaProblem Problem, Baseline Baseline) Published(int seed)
    {
        var chance = new Random(seed ^ 0xBA5E);
        var facts = TinyStreet.Facts(seed);
        var rota = Rotas.Best(RotaProblem.From(facts).Value);
        var nights = rota
            .Duties.Select(d => d.Seat.Night)
            .Concat(rota.Gaps.Select(g => g.Seat.Night))
            .Distinct()
            .ToList();
        List<Absence> absences =
        [
            .. from resident in facts.Residents
            where chance.Next(3) == 0 && nights.Count > 0
            let night = nights[chance.Next(nights.Count)]
            select new Absence(resident.Id, night, night),
        ];
        var problem = RotaProblem
            .From(
                facts with
                {
                    Absences = [.. facts.Absences, .. absences],
                    Balances = facts.Households.ToDictionary(h => h.Id, _ => new Points(chance.Next(-60_000, 60_000))),
                    Apart =
                        chance.Next(4) == 0 && facts.Households.Count > 1
                            ? [new Apart(facts.Households[0].Id, facts.Households[1].Id)]
                            : facts.Apart,
                    OnDuty = rota.Duties.Select(d => d.Resident).ToHashSet(),
                }
            )
            .Value;
        var begun = chance.Next(2) * chance.Next(problem.Watches.Count + 1);
        return (problem, new Baseline(problem, rota, w => w.Index < begun));
    }

    private static WatchRota Again(RotaProblem problem, Baseline baseline)
    {
        var model = RowModel.From(problem, baseline: baseline);
        Assert.Null(model.CountingChanges().Shortfall());
        var again = SolvedAgain.Of(model, TestContext.Current.CancellationToken)!;
        Assert.Equal((RotaStatus.Optimal, true), (again.Chosen.Status, again.IsFewest));
        return baseline.Seat(model.ToRota(again.Chosen.Chosen, _ => NoReason));
    }

    private static bool IsTiny(RotaProblem problem) =>
        Math.Pow(problem.Residents.Count + 1, problem.Seats().Count()) <= 4_000;

    private static (long Gaps, int Changed, long Cost) Measure(RotaProblem problem, Baseline baseline, WatchRota rota)
    {
        // Reasons are charged nothing, and watches that may not change cost the same in every rota.
        Assert.True(Adds(problem, baseline, rota) is null, Adds(problem, baseline, rota)?.ToString());
        return (Rotas.PriceOfGaps(problem, rota), baseline.Changed(rota), Audit.Of(problem, rota).Cost);
    }

    /// <summary>A breach of a rota that does not stand already by the watches that may not change; null when there is none.</summary>
    private static Breach? Adds(RotaProblem problem, Baseline baseline, WatchRota rota)
    {
        var facts = new WatchRota(
            problem.Month,
            [.. baseline.Rota.Duties.Where(d => baseline.IsFrozen(problem.Watch(d.Seat.Night, d.Seat.Watch)!))],
            []
        );
        var standing = Audit.Of(problem, facts).Breaches.Where(b => b.Rule != "seats" || b.Who.Count > 0).ToList();
        return Audit
            .Of(problem, rota)
            .Breaches.FirstOrDefault(b =>
                !standing.Exists(s => (s.Rule, s.Night) == (b.Rule, b.Night) && b.Who.All(s.Who.Contains))
            );
    }

    private static (long Gaps, int Changed, long Cost) BestOf(RotaProblem problem, Baseline baseline)
    {
        var rotas = new List<(long, int, long)>();
        var seats = problem.Seats().Where(s => !baseline.IsFrozen(problem.Watch(s.Night, s.Watch)!)).ToList();
        var duties = baseline.Rota.Duties.Where(d => !seats.Contains(d.Seat)).ToList();
        var gaps = baseline.Rota.Gaps.Where(g => !seats.Contains(g.Seat)).ToList();
        From(0);
        return rotas.Min();

        void From(int at)
        {
            if (at == seats.Count)
            {
                var rota = new WatchRota(problem.Month, [.. duties], [.. gaps]);
                if (Adds(problem, baseline, rota) is null)
                {
                    rotas.Add((Rotas.PriceOfGaps(problem, rota), baseline.Changed(rota), Audit.Of(problem, rota).Cost));
                }

                return;
            }

            var watch = problem.Watch(seats[at].Night, seats[at].Watch)!;
            foreach (
                var resident in problem.Residents.Where(r =>
                    problem.Terms.Rules.All.All(rule => rule.Allows(r, watch, seats[at].Post))
                )
            )
            {
                duties.Add(
                    new Duty(
                        seats[at],
                        resident.Id,
                        resident.Household.Id,
                        watch.Night.PointsOf(seats[at].Post),
                        resident.CanLead
                    )
                );
                From(at + 1);
                duties.RemoveAt(duties.Count - 1);
            }

            gaps.Add(new Gap(seats[at], NoReason));
            From(at + 1);
            gaps.RemoveAt(gaps.Count - 1);
        }
    }
}
