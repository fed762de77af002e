using CsCheck;
using NodaTime;
using Rota.Core.Covenants;
using Rota.Planning.Cycles;
using Xunit;

namespace Rota.Planning.Tests.Cycles;

/// <summary>The cycle of a month, for every calendar and every state an area can be in, beside a plain model that lives through the days.</summary>
public sealed class MonthlyCycleTests
{
    private static readonly Gen<Cycle> Cycles = Gen.Select(Gen.Int[1, 27], Gen.Int[0, 26], Gen.Int[1, 27])
        .Select(
            (draft, post, publish) =>
            {
                var posted = Math.Min(27, draft + post);
                return new Cycle(draft, posted, Math.Min(28, posted + publish));
            }
        );

    private static readonly Gen<YearMonth> Months = Gen.Select(Gen.Int[2000, 2099], Gen.Int[1, 12])
        .Select((year, month) => new YearMonth(year, month));

    private static readonly Gen<AreaProgress> States = Gen.Select(
            Gen.Int[0, 127],
            Gen.Int[0, 3],
            Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false)))
        )
        .Select(
            (bits, tries, isToCome) =>
                new AreaProgress(
                    HasEdition: (bits & 1) > 0,
                    WasWithdrawn: (bits & 2) > 0,
                    IsElsewhere: (bits & 4) > 0,
                    HasDraft: (bits & 8) > 0,
                    IsHeld: (bits & 16) > 0,
                    IsPosted: (bits & 32) > 0,
                    tries,
                    isToCome,
                    KeptBefore: (bits & 64) > 0
                )
        );

    /// <summary>A table read from the covenant's words, day number by day number, has the same answer everywhere.</summary>
    [Fact]
    public void AStepIsWhatTheCovenantsDaysSay() =>
        Gen.Select(Cycles, Months, Gen.Int[-40, 70], States)
            .Sample(
                (cycle, month, days, area) =>
                {
                    var today = month.OnDayOfMonth(1).PlusDays(days);
                    Assert.Equal(Expected(cycle, month, today, area), MonthlyCycle.StepOf(cycle, month, today, area));
                }
            );

    /// <summary>What is told to come next is what an area that is up to date is first asked for on a later day.</summary>
    [Fact]
    public void WhatComesNextIsWhatIsFirstAskedForOnALaterDay() =>
        Gen.Select(Cycles, Months, Gen.Int[-40, 70])
            .Sample(
                (cycle, month, days) =>
                {
                    var today = month.OnDayOfMonth(1).PlusDays(days);

                    var (day, step, of) = MonthlyCycle.Next(cycle, today);

                    Assert.True(day > today, $"{day} is not after {today}.");
                    Assert.Equal((step, of), AskedFor(day));
                    for (var between = today.PlusDays(1); between < day; between = between.PlusDays(1))
                    {
                        Assert.Null(AskedFor(between));
                    }

                    // The first thing that turns up on a day for an area of which all is done that was due the day before.
                    (DueStep, YearMonth)? AskedFor(LocalDate on)
                    {
                        var next = on.ToYearMonth().PlusMonths(1);
                        var area = new AreaProgress(false, false, false, false, false, false, 0, true, true);
                        DueStep Step(LocalDate when) => MonthlyCycle.StepOf(cycle, next, when, area).Step;
                        while (Step(on.PlusDays(-1)) is var due and not DueStep.Nothing)
                        {
                            area = After(area, due);
                        }

                        return Step(on) is var found and not DueStep.Nothing ? (found, next) : null;
                    }
                }
            );

    /// <summary>
    /// Days on which a worker runs and days on which it is down, drawn at random: nothing is done before its day, each thing once, and on every
    /// day that it runs it comes as far as the days allow, whatever it missed.
    /// </summary>
    [Fact]
    public void AWorkerThatWasDownCatchesUpAndDoesNothingTwiceOrEarly() =>
        Gen.Select(Cycles, Months, Gen.Bool.Array[62], Gen.Bool)
            .Sample(
                (cycle, month, runs, kept) =>
                {
                    var area = new AreaProgress(false, false, false, false, false, false, 0, true, kept);
                    var before = month.PlusMonths(-1);
                    var done = new List<(DueStep Step, LocalDate On)>();
                    var first = before.OnDayOfMonth(1);
                    foreach (var today in Enumerable.Range(0, runs.Length).Where(d => runs[d]).Select(first.PlusDays))
                    {
                        area = area with { HasWatchesToCome = today < month.ToDateInterval().End };
                        for (var step = Next(); step != DueStep.Nothing; step = Next())
                        {
                            Assert.NotEqual(DueStep.Wait, step);
                            done.Add((step, today));
                            area = After(area, step);
                        }

                        DueStep Next() => MonthlyCycle.StepOf(cycle, month, today, area).Step;
                        var mayBegin = today.ToYearMonth() < month || kept || area.HasDraft;
                        var isInTime = area.HasWatchesToCome && mayBegin;
                        Assert.Equal(
                            isInTime && today >= before.OnDayOfMonth(cycle.Publish),
                            area.HasEdition && isInTime
                        );
                        Assert.True(!isInTime || today < before.OnDayOfMonth(cycle.Draft) || area.HasDraft);
                    }

                    Assert.Equal(done.Count, done.Select(d => d.Step).Distinct().Count());
                    Assert.All(
                        done,
                        d =>
                            Assert.True(
                                d.On
                                    >= before.OnDayOfMonth(
                                        d.Step switch
                                        {
                                            DueStep.Draft => cycle.Draft,
                                            DueStep.Post => cycle.Post,
                                            _ => cycle.Publish,
                                        }
                                    )
                            )
                    );
                }
            );

    private static AreaProgress After(AreaProgress area, DueStep step) =>
        step switch
        {
            DueStep.Draft => area with { HasDraft = true },
            DueStep.Post => area with { IsPosted = true },
            _ => area with { HasEdition = true },
        };

    private static (DueStep, WaitReason) Expected(Cycle cycle, YearMonth month, LocalDate today, AreaProgress area)
    {
        // Days are counted from the first of the month before; the months after it lie beyond its 28th whatever they are.
        var day = Period.DaysBetween(month.PlusMonths(-1).OnDayOfMonth(1), today) + 1;
        var runs = today >= month.OnDayOfMonth(1);
        if (area.HasEdition || !area.HasWatchesToCome || day < cycle.Draft)
        {
            return (DueStep.Nothing, WaitReason.None);
        }

        if (runs && !area.HasDraft && !area.KeptBefore)
        {
            return (DueStep.Nothing, WaitReason.None);
        }

        if (area.IsElsewhere)
        {
            return (DueStep.Wait, WaitReason.PublishedElsewhere);
        }

        if (area.WasWithdrawn)
        {
            return (DueStep.Wait, WaitReason.Withdrawn);
        }

        if (!area.HasDraft)
        {
            return area.DeadTries >= 2 ? (DueStep.Wait, WaitReason.Failed) : (DueStep.Draft, WaitReason.None);
        }

        if (area.IsHeld)
        {
            return (DueStep.Wait, WaitReason.Held);
        }

        var step =
            day >= cycle.Publish ? DueStep.Publish
            : day >= cycle.Post && !area.IsPosted ? DueStep.Post
            : DueStep.Nothing;
        return (step, WaitReason.None);
    }
}
