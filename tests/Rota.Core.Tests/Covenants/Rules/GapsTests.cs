using Rota.Core.Covenants.Rules;
using Rota.Core.Rows;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class GapsTests
{
    private static ProblemBuilder Street =>
        new ProblemBuilder().Home("1", A.Man("Li")).Home("2", A.Man("Wang")).Home("3", A.Man("Zhao")).Only(1);

    [Fact]
    public void Gaps_WhereEverySeatIsFilled_CostNothing() =>
        Street.Rota("1 lead Li", "1 guard Wang", "1 standby Zhao").Costs("gaps", 0);

    [Theory]
    [InlineData("1 guard Wang", "1 standby Zhao", 1_000_000_010_000)]
    [InlineData("1 lead Wang", "1 standby Zhao", 1_000_010_000)]
    [InlineData("1 lead Wang", "1 guard Zhao", 10_002_000)]
    public void Gap_OfOnePost_CostsItsPriceAndThePointsNotStood(string one, string other, long price) =>
        Street.Rota(one, other).Costs("gaps", price);

    [Fact]
    public void Gaps_OfAWholeWatch_AddUp() => Street.Rota().Costs("gaps", 1_001_010_022_000);

    [Fact]
    public void Gaps_OfOnePost_CountEach() =>
        Street.Seats(1, 3, 0).Rota("1 lead Li", "1 guard2 Wang").Costs("gaps", 2_000_020_000);

    /// <summary>One guard for two nights: the holiday (30 points) is stood, however much dearer standing it is.</summary>
    [Fact]
    public void OneGapOfTwo_IsOnTheLighterNight()
    {
        var street = new ProblemBuilder().Home("1", A.Man("Li")).Seats(0, 1, 0).Only(1, 5).Holiday("国庆节", 1);
        Assert.True(street.Rota("1 guard Li").Audit.Cost < street.Rota("5 guard Li").Audit.Cost);
        Assert.Equal(1_000_010_000, street.Rota("1 guard Li").Price("gaps"));
        Assert.Equal(1_000_030_000, street.Rota("5 guard Li").Price("gaps"));
    }

    [Fact]
    public void Gaps_NotFallingFromLeadToStandby_AreMisset()
    {
        new Gaps(10, 10, 1).IsMisset("10");
        new Gaps(10, 5, 5).IsMisset("5");
        new Gaps(10, 5, 0).IsMisset("0");
        new Gaps(1_000_000_000_000_001).IsMisset("1000000000000001");
        new Gaps(10_000_000_000_000).IsWellSet();
        new Gaps(3, 2, 1).IsWellSet();
        new Gaps(3, 2, 1, -1).IsMisset("-1");
    }

    /// <summary>A standby of 2 points costs 4, a guard and a lead of 10 cost 100 each, and no lead costs 20 000.</summary>
    [Fact]
    public void GapPrices_NotAboveAllElse_AreNamed()
    {
        var without = Street.Rules(new Newcomers(0));
        var cheap = RowModel.From(without.Rules(new Gaps(1_000_000, 100_000, 20_204, 0)).Problem().Value).Shortfall();
        Assert.NotNull(cheap);
        Assert.Contains("20204", cheap.What.En, StringComparison.Ordinal);
        Assert.Null(RowModel.From(without.Rules(new Gaps(1_000_000, 100_000, 20_205, 0)).Problem().Value).Shortfall());
    }
}
