using Rota.Core.Covenants.Rules;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class RestTests
{
    private static ProblemBuilder Street =>
        new ProblemBuilder().Home("1", A.Man("Li"), A.Woman("Mei")).Rules(new Month(2));

    [Fact]
    public void Rest_FromThe1stToThe21st_IsBroken() => Street.Rota("1 lead Li", "21 guard Li").Breaks("rest");

    [Fact]
    public void Rest_FromThe1stToThe22nd_IsKept() => Street.Rota("1 lead Li", "22 guard Li").IsKept();

    [Fact]
    public void Rest_IsTheHouseholds_NotTheResidents() => Street.Rota("1 lead Li", "21 guard Mei").Breaks("rest");

    [Fact]
    public void Rest_OfTwoHouseholds_IsEachItsOwn() =>
        Street.Home("2", A.Man("Wang")).Rota("1 lead Li", "2 lead Wang").IsKept();

    [Theory]
    [InlineData(20)]
    [InlineData(1)]
    public void Rest_FromLastMonthsNightTooCloseBefore_IsBroken(int day) =>
        Street.Known("Mei", 9, 30, Post.Guard).Rota($"{day} lead Li").Breaks("rest");

    [Fact]
    public void Rest_FromLastMonthsNightFarEnoughBefore_IsKept() =>
        Street.Known("Mei", 9, 30, Post.Guard).Rota("21 lead Li").IsKept();

    [Theory]
    [InlineData(12)]
    [InlineData(31)]
    public void Rest_BeforeANightPublishedForNextMonth_IsBroken(int day) =>
        Street.Known("Mei", 11, 1, Post.Lead).Rota($"{day} lead Li").Breaks("rest");

    [Fact]
    public void Rest_FarEnoughBeforeANightPublishedForNextMonth_IsKept() =>
        Street.Known("Mei", 11, 1, Post.Lead).Rota("11 lead Li").IsKept();

    [Fact]
    public void Rest_IsNotOwedAfterStandby() => Street.Known("Li", 9, 27, Post.Standby).Rota("1 lead Li").IsKept();

    [Fact]
    public void Rest_OfNoFreeNights_AllowsNightsInARow() =>
        Street.Rules(new Rest(0)).Rota("1 lead Li", "2 lead Li").IsKept();

    [Fact]
    public void Rest_OfNoFreeNights_StillForbidsTwoWatchesOfOneNight() =>
        Street
            .Rules(new Rest(0))
            .Watches(A.Watch("dusk", 17, 19, 1, 0, 0), A.Watch("night", 22, 23, 1, 0, 0))
            .Rota("1 dusk lead Li", "1 night lead Mei")
            .Breaks("rest");

    [Fact]
    public void Rest_IsOneNightForACoupleOnOneWatch() =>
        new ProblemBuilder()
            .Home("1", A.Man("Li") with { Together = "T1" }, A.Woman("Mei") with { Together = "T1" })
            .Rules(new Month(2))
            .Rota("1 lead Li", "1 guard Mei", "22 lead Mei", "22 guard Li")
            .IsKept();

    [Fact]
    public void Rest_OutsideItsRange_IsMisset()
    {
        new Rest(-1).IsMisset("-1");
        new Rest(61).IsMisset("61");
        new Rest(0).IsWellSet();
        new Rest(60).IsWellSet();
    }
}
