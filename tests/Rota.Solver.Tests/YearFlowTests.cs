using CsCheck;
using Rota.Benchmarks.Flows;
using Rota.Benchmarks.Instances;
using Rota.Benchmarks.Measures;
using Rota.Core.Problems;
using Rota.Testing;
using Xunit;

namespace Rota.Solver.Tests;

/// <summary>What the flow over several months says that no rotas can undercut.</summary>
public sealed class YearFlowTests
{
    /// <summary>Months in a row, each rota entered before the next is solved: ledger, rest, experience and festivals carried over.</summary>
    [Fact]
    public void Months_HaveNoFewerGapsAndSpreadNoLessThanTheFlowAllows() =>
        SmallGrid.Any.Sample(
            grid =>
            {
                const int months = 4;
                var books = grid.Books();
                var flow = new YearFlow(books.Outlook(Instance.Month, months));
                var bounds = Bounds.Of(AreaYear.Keep(books, months), flow);
                Assert.InRange(bounds.FewestGaps, 0, bounds.Gaps);
                Assert.InRange(bounds.LeastSpread, 0, bounds.Spread + 1e-9);
            },
            iter: 12
        );

    /// <summary>Tiny streets have pairs, helpers, several watches a night and posts of several seats, and often nobody for them.</summary>
    [Fact]
    public void TinyStreets_HaveNoFewerGapsThanTheFlowAllows() =>
        Gen.Int[0, int.MaxValue]
            .Sample(
                seed =>
                {
                    var solving = Solving.Of(TinyStreet.Facts(seed));
                    var flow = new YearFlow([solving.Problem]);
                    Assert.InRange(flow.FewestGaps(), 0, solving.Rota!.Gaps.Count);
                },
                iter: 300
            );

    /// <summary>Three households for five seats out, none of them able to be out twice; of the standbys they can keep three.</summary>
    [Fact]
    public void WhereOnlyNumbersCount_TheFlowFindsEveryGap()
    {
        var street = new ProblemBuilder()
            .Home("1", A.Man("Li"))
            .Home("2", A.Man("Wang"))
            .Home("3", A.Man("Zhang"))
            .Seats(leads: 0, guards: 1, standbys: 1)
            .Only(1, 8, 15, 22, 29);

        Assert.Equal(4, new YearFlow([street.Problem().Value]).FewestGaps());
        Assert.Equal(4, Solving.Of(street.Facts()).Rota!.Gaps.Count);
    }

    /// <summary>Two who stand together fill two seats by being out once.</summary>
    [Fact]
    public void WhoStandTogether_CountAsManySeatsAsTheyAre()
    {
        var street = new ProblemBuilder()
            .Home("1", A.Man("Li") with { Together = "T" }, A.Woman("Wang") with { Together = "T" })
            .Seats(leads: 0, guards: 2, standbys: 0)
            .Only(1);

        Assert.Equal(0, new YearFlow([street.Problem().Value]).FewestGaps());
    }
}
