using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

/// <summary>The 1st and the 8th are Thursdays.</summary>
public sealed class WishesTests
{
    private static ProblemBuilder Street => new ProblemBuilder().Home("1", A.Man("Li")).Home("2", A.Man("Wang"));

    [Theory]
    [InlineData("lead")]
    [InlineData("guard")]
    [InlineData("standby")]
    public void Wish_AgainstANight_Costs(string post) =>
        Street.Avoids("Li", 1).Rota($"1 {post} Li").Costs("wishes", 40);

    [Fact]
    public void Wish_ForANight_Pays() => Street.Likes("Li", 1).Rota("1 lead Li").Costs("wishes", -20);

    [Fact]
    public void Wish_AboutAnotherNight_CostsNothing() => Street.Avoids("Li", 2).Rota("1 lead Li").Costs("wishes", 0);

    [Fact]
    public void Wish_OfSomebodyElse_CostsNothing() => Street.Avoids("Wang", 1).Rota("1 lead Li").Costs("wishes", 0);

    [Fact]
    public void Wish_ThatIsGranted_CostsNothing() => Street.Avoids("Li", 1).Rota("1 lead Wang").Costs("wishes", 0);

    [Fact]
    public void Wish_AboutAWeekday_IsAboutEachOfThem() =>
        Street.Avoids("Li", IsoDayOfWeek.Thursday).Rota("8 lead Li").Costs("wishes", 40);

    [Fact]
    public void Wish_AboutADate_CountsBeforeOneAboutTheWeekday() =>
        Street.Avoids("Li", IsoDayOfWeek.Thursday).Likes("Li", 8).Rota("8 lead Li").Costs("wishes", -20);

    [Fact]
    public void Wishes_ForAndAgainstOneNight_CountAsAgainst() =>
        Street.Likes("Li", 8).Avoids("Li", 8).Rota("8 lead Li").Costs("wishes", 40);

    [Fact]
    public void Wishes_AddUp() =>
        Street.Avoids("Li", 1).Likes("Wang", 1).Rota("1 lead Li", "1 guard Wang").Costs("wishes", 20);

    /// <summary>A weekday duty of 10 points weighs 10 · 10 = 100.</summary>
    [Fact]
    public void Wishes_AboveOneWeekdayDuty_AreMisset()
    {
        new Wishes(101).IsMisset("101");
        new Wishes(40, 101).IsMisset("101");
        new Wishes(-1).IsMisset("-1");
        new Wishes(40, -1).IsMisset("-1");
        new Wishes(100, 100).IsWellSet();
        new Wishes(0, 0).IsWellSet();
    }
}
