using CsCheck;
using Rota.Core.Covenants.Rules;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>Whatever repair of a gap is listed: applied to the problem and solved, the seat is filled and no other is emptied for it.</summary>
public sealed class RepairTests
{
    [Fact]
    public void EveryListedRepair_FillsTheGap()
    {
        var kinds = new Dictionary<RepairKind, int>();
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var facts = TinyStreet.Facts(seed);
                    var problem = RotaProblem.From(facts).Value;
                    var rota = Rotas.Best(problem);
                    foreach (var gap in rota.Gaps.Take(2))
                    {
                        foreach (var repair in Repairs.Of(problem, rota, gap.Seat))
                        {
                            Assert.NotEqual(RepairKind.Come, repair.Kind);
                            kinds[repair.Kind] = kinds.GetValueOrDefault(repair.Kind) + 1;
                            Applied(facts, problem, rota, repair);
                        }
                    }
                },
                iter: 400,
                threads: 1
            );
        Assert.All(
            (RepairKind[])[RepairKind.Waive, RepairKind.Ask, RepairKind.Train, RepairKind.FewerSeats],
            k => Assert.True(kinds.GetValueOrDefault(k) > 10, $"Only {kinds.GetValueOrDefault(k)} of {k}.")
        );
    }

    [Fact]
    public void WhatKeepsNeighboursApartOrGivesCompany_IsNeverOffered()
    {
        // She asked for company and he is a man of another house; they live apart from each other besides.
        var problem = new ProblemBuilder()
            .Seats(1, 1, 0)
            .Only(1)
            .Home("1", A.Man("Li"))
            .Home("2", A.Asker("Wang"))
            .Home("3", A.Man("Zhao"))
            .Apart("1", "3")
            .Problem()
            .Value;
        var rota = Rotas.Best(problem);
        var gap = Assert.Single(rota.Gaps);

        Assert.Equal([RepairKind.FewerSeats], Repairs.Of(problem, rota, gap.Seat).Select(r => r.Kind));
    }

    [Fact]
    public void WhoLearnsToLead_FillsAsManyLeadSeatsAsIsSaid()
    {
        // Eight nights, five households that can lead, four that cannot yet, one of these away.
        var street = new ProblemBuilder()
            .Seats(1, 0, 0)
            .Only(1, 2, 3, 4, 5, 6, 7, 8)
            .Rules(new LeadSeats(Required: true));
        for (var home = 1; home <= 9; home++)
        {
            street.Home($"{home}", home <= 5 ? A.Lead($"R{home}") : A.Man($"R{home}"));
        }

        street.Away("R9", 1, 31);
        var problem = street.Problem().Value;
        var rota = Rotas.Best(problem);

        var learners = Repairs.Training(problem, rota).Select(r => r.Who!).ToList();

        Assert.Equal(["R6", "R7", "R8"], learners.Select(r => r.Code).Order());
        var facts = street.Facts();
        var ids = learners.Select(r => r.Id).ToHashSet();
        var learned = facts with
        {
            Residents = [.. facts.Residents.Select(r => r with { CanLead = r.CanLead || ids.Contains(r.Id) })],
        };
        Assert.Equal(3, rota.Gaps.Count);
        Assert.Empty(Rotas.Best(RotaProblem.From(learned).Value).Gaps);
    }

    private static void Applied(ProblemFacts facts, RotaProblem problem, WatchRota rota, Repair repair)
    {
        var price = problem.Terms.Rules.Get<Gaps>().PriceOf(repair.Seat.Post);
        var before = Rotas.PriceOfGaps(problem, rota);
        if (repair.Kind == RepairKind.FewerSeats)
        {
            var lighter = RotaProblem
                .From(facts with { Frozen = [.. problem.Watches.Select(w => Without(w, repair.Seat))] })
                .Value;
            Assert.Equal(before - price, Rotas.PriceOfGaps(lighter, Rotas.Best(lighter)));
            return;
        }

        var repaired = Rotas.Best(problem, repair.Supposed);
        var who = repair.Who!;
        Assert.Contains(
            repaired.Duties,
            d =>
                d.Resident == who.Id
                && (d.Seat.Night, d.Seat.Watch, d.Seat.Post) == (repair.Seat.Night, repair.Seat.Watch, repair.Seat.Post)
        );
        Assert.True(
            Rotas.PriceOfGaps(problem, repaired) <= before - price,
            $"A seat was emptied for it: {repair.Kind} of {string.Join(' ', repair.Rules)}."
        );

        // The repaired rota breaks nothing but what is said, and that for this one household.
        var broken = Audit.Of(problem, repaired).Breaches;
        Assert.All(broken, b => Assert.Contains(b.Rule, repair.Rules));
        Assert.All(
            broken,
            b =>
                Assert.Contains(
                    b.Who,
                    id => problem.Resident(id)!.Household == who.Household || repair.Rules[0] == "together"
                )
        );
        AssertCost(problem, rota, repair);
    }

    /// <summary>The cost that is said is that of the rota in hand with the one duty more.</summary>
    private static void AssertCost(RotaProblem problem, WatchRota rota, Repair repair)
    {
        var duties = rota.Duties.Select(d => (d.Seat, d.Resident)).Append((repair.Seat, repair.Who!.Id));
        var now = Audit.Of(problem, ProblemBuilder.RotaOf(problem, duties));
        var gap = Audit
            .Of(problem, rota)
            .Charges.First(c =>
                c.Rule == "gaps"
                && c.Night == repair.Seat.Night
                && c.Amount >= problem.Terms.Rules.Get<Gaps>().PriceOf(repair.Seat.Post)
            );
        var price = problem.Terms.Rules.Get<Gaps>();
        var its =
            price.PriceOf(repair.Seat.Post)
            + price.WeightOf(problem.Nights[repair.Seat.Night.Day - 1], repair.Seat.Post);
        Assert.True(gap.Amount >= its);
        Assert.Equal(now.Cost, Audit.Of(problem, rota).Cost - its + repair.Cost);
        Assert.Equal(repair.Rules.Order(), now.Breaches.Select(b => b.Rule).Distinct().Order());
    }

    private static Watch Without(Watch watch, Seat seat) =>
        watch.Night.Date != seat.Night || watch.Name != seat.Watch ? watch
        : seat.Post == Post.Lead ? watch with { Leads = watch.Leads - 1 }
        : seat.Post == Post.Guard ? watch with { Guards = watch.Guards - 1 }
        : watch with { Standbys = watch.Standbys - 1 };
}
