using CsCheck;
using NodaTime;
using Rota.Core.Ledgers;
using Xunit;

namespace Rota.Core.Tests.Ledgers;

/// <summary>What is left to make up is the least that any division of later duties leaves, and no point counts twice.</summary>
public sealed class MadeUpTests
{
    private static readonly LocalDate First = new(2026, 12, 1);

    private static readonly Gen<(LocalDate Night, Points Points)[]> Duties = Gen.Select(
        Gen.Int[0, 12],
        Gen.Int[1, 5],
        (day, points) => (First.PlusDays(day), Points.Of(points))
    ).Array[0, 6];

    [Fact]
    public void WhatIsLeftIsTheLeastThatAnyDivisionLeaves()
    {
        Gen.Select(Duties, Duties)
            .Sample(
                (some, taken) =>
                {
                    var missed = some.OrderBy(m => m.Night).ToList();
                    var left = MadeUp.Left(missed, taken);

                    Assert.All(
                        left.Zip(missed),
                        l => Assert.InRange(l.First.Thousandths, 0, l.Second.Points.Thousandths)
                    );
                    // Hall: of the duties missed from a night on, nothing helps but what was taken after it.
                    var lack = missed
                        .Select(m => m.Night)
                        .Select(from => Sum(missed.Where(m => m.Night >= from)) - Sum(taken.Where(t => t.Night > from)))
                        .Append(0)
                        .Max();
                    Assert.Equal(lack, left.Sum(l => l.Thousandths));
                }
            );
    }

    [Fact]
    public void TheEarliestIsMadeUpFirst_AndTheSameNightMakesUpNothing()
    {
        (LocalDate, Points)[] missed = [(First, Points.Of(10)), (First.PlusDays(7), Points.Of(10))];

        Assert.Equal([Points.Of(10), Points.Of(10)], MadeUp.Left(missed, [(First, Points.Of(30))]));
        Assert.Equal([Points.Zero, Points.Of(5)], MadeUp.Left(missed, [(First.PlusDays(8), Points.Of(15))]));
        Assert.Equal([Points.Zero, Points.Of(10)], MadeUp.Left(missed, [(First.PlusDays(7), Points.Of(15))]));
    }

    private static long Sum(IEnumerable<(LocalDate, Points Points)> duties) => duties.Sum(d => d.Points.Thousandths);
}
