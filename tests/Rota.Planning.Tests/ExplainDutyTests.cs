using CsCheck;
using NodaTime;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;
using Rota.Testing;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>What a resident is told is about their own household, and true: of neighbours it holds numbers alone.</summary>
public sealed class ExplainDutyTests
{
    /// <summary>Words of what people have told of themselves; who may hear of an absence is only who is kept away by their own.</summary>
    private static readonly string[] Private = ["结伴", "回避", "免排期", "companion", "kept apart", "company"];

    [Fact]
    public void NoExplanationHoldsAnythingOfANeighbour() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var problem = RotaProblem.From(TinyStreet.Facts(seed)).Value;
                    var rota = Solved(problem);
                    foreach (var resident in problem.Residents)
                    {
                        foreach (var night in problem.Watches.Select(w => w.Night.Date).Distinct())
                        {
                            var text = Text(problem, rota, resident.Id, night);
                            Assert.All(
                                problem.Residents,
                                r => Assert.DoesNotContain(r.Code, text, StringComparison.Ordinal)
                            );
                            Assert.All(
                                problem.Households,
                                h => Assert.DoesNotContain(h.Code, text, StringComparison.Ordinal)
                            );
                            Assert.All(
                                Private,
                                w => Assert.DoesNotContain(w, text, StringComparison.OrdinalIgnoreCase)
                            );
                            Assert.True(
                                !resident.MayGuard(night)
                                    || !text.Contains("absence", StringComparison.Ordinal)
                                        && !text.Contains("请假", StringComparison.Ordinal),
                                text
                            );
                        }
                    }
                },
                iter: 60
            );

    /// <summary>Away until the last watch, or exempt as long: who reads their own explanation cannot tell which a neighbour is.</summary>
    [Fact]
    public void WhyANeighbourCannotCome_ChangesNoWordOfAnExplanation() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var facts = TinyStreet.Facts(seed);
                    var one = facts.Residents.FirstOrDefault(r => !r.IsCarer && r.Together is null);
                    var last = RotaProblem.From(facts).Value.Watches[^1].Night.Date;
                    if (one is null)
                    {
                        return;
                    }

                    var from = facts.Month.OnDayOfMonth(1);
                    var away = facts with { Absences = [.. facts.Absences, new Absence(one.Id, from, last)] };
                    var exempt = facts with
                    {
                        Residents = [.. facts.Residents.Select(r => r == one ? r with { ExemptUntil = last } : r)],
                    };
                    Assert.Equal(Told(away, one.Id), Told(exempt, one.Id));
                },
                iter: 40
            );

    [Fact]
    public void ATie_IsCalledOne()
    {
        // Two men alike in all, one seat: whoever has it, the other would have cost the same.
        var problem = new ProblemBuilder()
            .Seats(1, 0, 0)
            .Only(1)
            .Home("1", A.Lead("Li"))
            .Home("2", A.Lead("Wang"))
            .Problem()
            .Value;
        var rota = Solved(problem);
        var on = problem.Resident(Assert.Single(rota.Duties).Resident)!;
        var off = problem.Residents.Single(r => r != on);

        Assert.Contains(
            "it was a tie",
            Text(problem, rota, on.Id, new LocalDate(2026, 10, 1)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "按固定次序定下",
            Text(problem, rota, off.Id, new LocalDate(2026, 10, 1)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WhatTheNextBestCosts_IsSaidInSquarePoints_OrAsASeatThatStaysEmpty()
    {
        // 10 points at a balance of −10 cost 10 × (−20 + 10) = −100, at 0 they cost 100: the next best is 200 dearer.
        var two = new ProblemBuilder()
            .Seats(1, 0, 0)
            .Only(5)
            .Home("1", A.Lead("Li"))
            .Home("2", A.Lead("Wang"))
            .Balance("1", -10)
            .Problem()
            .Value;
        var alone = new ProblemBuilder().Seats(1, 0, 0).Only(5).Home("1", A.Lead("Li")).Problem().Value;
        var night = new LocalDate(2026, 10, 5);

        var choice = Text(two, Solved(two), two.Residents[0].Id, night);
        var need = Text(alone, Solved(alone), alone.Residents[0].Id, night);

        Assert.Contains(
            "Without your household on this watch the month would be 200 square points dearer.",
            choice,
            StringComparison.Ordinal
        );
        Assert.Contains("若这一班不排您家，全月总代价多 200 平方分。", choice, StringComparison.Ordinal);
        Assert.Contains("1 more lead seat would stay empty", need, StringComparison.Ordinal);
        Assert.Contains(
            "With you on this night the month would be 200 square points dearer.",
            Text(two, Solved(two), two.Residents[1].Id, night),
            StringComparison.Ordinal
        );
    }

    /// <summary>Two nights, one household: without it on one it has the other. One night, two: the other household has it.</summary>
    [Fact]
    public void WhereTheHouseholdStandsInTheOtherRota_IsReadOffIt()
    {
        var needed = new ProblemBuilder().Seats(1, 0, 0).Only(5, 6).Home("1", A.Lead("Li")).Problem().Value;
        var spared = new ProblemBuilder()
            .Seats(1, 0, 0)
            .Only(5)
            .Home("1", A.Lead("Li"))
            .Home("2", A.Lead("Wang"))
            .Balance("1", -10)
            .Problem()
            .Value;
        var on = Assert.Single(Solved(needed).Duties);
        var other = on.Seat.Night.Day == 5 ? 6 : 5;

        var elsewhere = Text(needed, Solved(needed), on.Resident, on.Seat.Night);
        var nowhere = Text(spared, Solved(spared), spared.Residents[0].Id, new LocalDate(2026, 10, 5));

        Assert.Contains($"那样排，您家本月在10月{other}日值守。", elsewhere, StringComparison.Ordinal);
        Assert.Contains(
            $"In that rota your household is out on 2026-10-0{other} this month.",
            elsewhere,
            StringComparison.Ordinal
        );
        Assert.Contains("那样排，您家本月就不用值守。", nowhere, StringComparison.Ordinal);
        Assert.Contains("your household is not out at all this month", nowhere, StringComparison.Ordinal);
        Assert.Contains("1 seat stays empty still", elsewhere, StringComparison.Ordinal);
        Assert.DoesNotContain("1 households", elsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereEveryHouseholdIsNeeded_ItIsSaidSo()
    {
        // Three nights, two households: both are out however high their balance is.
        var problem = new ProblemBuilder()
            .Seats(1, 0, 0)
            .Only(5, 6, 7)
            .Home("1", A.Lead("Li"))
            .Home("2", A.Lead("Wang"))
            .Balance("2", 90)
            .Problem()
            .Value;
        var rota = Solved(problem);
        var duty = rota.Duties.Single(d => d.Resident == problem.Residents[1].Id);

        var text = Text(problem, rota, duty.Resident, duty.Seat.Night);

        Assert.Contains(
            "3 seats have only 2 households that can come: each of them is needed, yours too",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("户户都要来，您家也在内，仍空 1 席", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoIsKeptAwayByTheirOwn_IsToldTheRule()
    {
        var street = new ProblemBuilder()
            .Seats(1, 1, 0)
            .Only(5)
            .Home("1", A.Man("Li"))
            .Home("2", A.Man("Wang"))
            .Home("3", A.Carer("Zhao"))
            .Away("Li", 5)
            .Known("Wang", 9, 20, Post.Guard);
        var problem = street.Problem().Value;
        var rota = Solved(problem);
        var night = new LocalDate(2026, 10, 5);

        Assert.Contains(
            "an absence or exemption recorded for you",
            Text(problem, rota, problem.Residents[0].Id, night),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "您家9月20日值守，前后至少空 20 夜",
            Text(problem, rota, problem.Residents[1].Id, night),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "needed at home",
            Text(problem, rota, problem.Residents[2].Id, night),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WhatDoesNotComeOut_IsNotToldAsImpossible()
    {
        var problem = new ProblemBuilder()
            .Seats(1, 0, 0)
            .Only(1)
            .Home("1", A.Lead("Li"), A.Lead("Sun"))
            .Home("2", A.Lead("Wang"))
            .Balance("2", 90)
            .Problem()
            .Value;
        var night = problem.Watches[0].Night.Date;
        var duty = Assert.Single(Solved(problem).Duties);
        Solve outOfTime = (_, _) => new SolveOutcome.OutOfTime();

        var on = ExplainDuty.On(problem, Solved(problem), duty, outOfTime, PlannedStreet.Stop);
        var off = ExplainDuty.Off(
            problem,
            Solved(problem),
            problem.Residents[^1].Id,
            night,
            outOfTime,
            PlannedStreet.Stop
        );

        Assert.Equal(2, on.Sentences.Count(s => s.En.EndsWith("could not be settled.", StringComparison.Ordinal)));
        Assert.Single(off.Sentences, s => s.En.EndsWith("could not be settled.", StringComparison.Ordinal));
        Assert.DoesNotContain(
            on.Sentences.Concat(off.Sentences),
            s => s.En.Contains("no rota", StringComparison.Ordinal) || s.En.Contains("nobody", StringComparison.Ordinal)
        );
        Assert.Contains(
            ExplainDuty
                .Off(problem, Solved(problem), problem.Residents[^1].Id, night, cancellation: PlannedStreet.Stop)
                .Sentences,
            s => s.En.StartsWith("With you on this night", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task TheRotaInForceIsExplained_ElseTheDraft_AndWhatIsNotThereIsTold()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 30).Build());
        var card = (await new FindPeople(street.Office).RunAsync("R1-0001-1", PlannedStreet.Stop))[0];
        var saturday = new LocalDate(2026, 12, 5);
        var explain = new ExplainDuty(street.Office);
        Assert.Null(await explain.RunAsync(card, saturday, PlannedStreet.Stop));

        await street.DraftAsync(PlannedStreet.December);
        Assert.Null((await explain.RunAsync(card, saturday, PlannedStreet.Stop))!.Value.Edition);
        await street.PublishAsync(PlannedStreet.December);
        var told = (await explain.RunAsync(card, saturday, PlannedStreet.Stop))!;
        Assert.Equal(1, told.Value.Edition);
        Assert.True(told.Value.IsOptimal);
        Assert.False(told.Value.HasChanged);

        var sunday = (await explain.RunAsync(card, saturday.PlusDays(1), PlannedStreet.Stop))!;
        Assert.Equal("--night", Assert.Single(sunday.Faults).Where.Source);
    }

    [Fact]
    public async Task WhatWasRecordedSince_IsSaid()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 30).Build());
        await street.KeepAsync(PlannedStreet.December);
        var sheet = Assert.Single(await street.SheetsAsync(PlannedStreet.December));
        var duty = sheet.Rota.Duties[0];
        var who = sheet.People[duty.Resident].Resident;
        await street.ImportAsync(DraftMonthTests.AbsentAll(who));
        var card = (await new FindPeople(street.Office).RunAsync(who, PlannedStreet.Stop))[0];

        var told = await new ExplainDuty(street.Office).RunAsync(card, duty.Seat.Night, PlannedStreet.Stop);

        Assert.True(told!.Value.HasChanged);
    }

    private static string Told(ProblemFacts facts, ResidentId without)
    {
        var problem = RotaProblem.From(facts).Value;
        var rota = Solved(problem);
        return string.Join(
            '\n',
            from resident in problem.Residents
            where resident.Id != without
            from night in problem.Watches.Select(w => w.Night.Date).Distinct()
            select Text(problem, rota, resident.Id, night)
        );
    }

    private static string Text(RotaProblem problem, WatchRota rota, ResidentId resident, LocalDate night)
    {
        var duty = rota.Duties.FirstOrDefault(d => d.Resident == resident && d.Seat.Night == night);
        var sentences = duty is null
            ? ExplainDuty.Off(problem, rota, resident, night, cancellation: PlannedStreet.Stop).Sentences
            : ExplainDuty.On(problem, rota, duty, cancellation: PlannedStreet.Stop).Sentences;
        return string.Join('\n', sentences.Select(s => s.Zh + "\n" + s.En));
    }

    private static WatchRota Solved(RotaProblem problem)
    {
        var model = RowModel.From(problem);
        var outcome = new RotaSolver().Solve(model, PlannedStreet.Stop);
        return model.ToRota(Assert.IsType<SolveOutcome.Solved>(outcome).Chosen, _ => Words.Same("-"));
    }
}
