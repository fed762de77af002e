using Rota.Core.Registers;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

/// <summary>A duty of w points costs w(2B + w)/n. The 1st is a Thursday (10 points), the 2nd a Friday (15).</summary>
public sealed class FairnessTests
{
    [Theory]
    [InlineData(0, 100)] // 10 · (0 + 10)
    [InlineData(12, 340)] // 10 · (24 + 10)
    [InlineData(-30, -500)] // 10 · (−60 + 10): who owes is paid for
    [InlineData(-5, 0)] // 10 · (−10 + 10)
    public void Fairness_OfOneAdult_IsTheGrowthOfTheSquare(int balance, long price) =>
        One.Balance("1", balance).Rota("1 lead Li").Costs("fairness", price);

    [Fact]
    public void Fairness_OfTwoAdults_IsHalf() => Two.Rota("1 lead Li").Costs("fairness", 50);

    [Fact]
    public void Fairness_OfThreeAdults_IsThatOfTwo() =>
        new ProblemBuilder().Home("1", A.Man("Li"), A.Man("Bo"), A.Man("Tao")).Rota("1 lead Li").Costs("fairness", 50);

    [Fact]
    public void Fairness_OfSomebodyWhoOwesNothing_WeighsOne() =>
        new ProblemBuilder()
            .Home("1", A.Man("Li") with { Participation = Participation.Volunteer })
            .Rota("1 lead Li")
            .Costs("fairness", 100);

    [Theory]
    [InlineData(0, 113)] // 15 · 15 / 2 = 112.5
    [InlineData(-15, -113)] // 15 · (−30 + 15) / 2 = −112.5
    public void Fairness_RoundsHalvesAwayFromNothing(int balance, long price) =>
        Two.Balance("1", balance).Rota("2 lead Li").Costs("fairness", price);

    [Fact]
    public void Fairness_OfStandby_WeighsAFifthOfTheNight() => One.Rota("1 standby Li").Costs("fairness", 4); // 2 · 2

    [Fact]
    public void Fairness_OfAHoliday_WeighsThirty() =>
        One.Holiday("国庆节", 1).Rota("1 guard Li").Costs("fairness", 900); // 30 · 30

    [Fact]
    public void Fairness_ChargesTwoDutiesEachByItself() =>
        One.Balance("1", 12).Rota("1 lead Li", "8 standby Li").Costs("fairness", 340 + 52); // 2 · (24 + 2)

    [Fact]
    public void Fairness_OfNobody_IsNothing() => One.Rota().Costs("fairness", 0);

    private static ProblemBuilder One => new ProblemBuilder().Home("1", A.Man("Li"));

    private static ProblemBuilder Two => new ProblemBuilder().Home("1", A.Man("Li"), A.Man("Bo"));
}
