using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class CompanionTests
{
    private static ProblemBuilder Street =>
        new ProblemBuilder()
            .Home("1", A.Asker("Mei"))
            .Home("2", A.Man("Wang"))
            .Home("3", A.Man("Zhao"))
            .Home("4", A.Woman("Lan"))
            .Home("5", A.Asker("Xia") with { Together = "T1" }, A.Man("Hai") with { Together = "T1" });

    [Theory]
    [InlineData("1 lead Mei", "1 guard Wang")]
    [InlineData("1 lead Wang", "1 guard Mei")]
    public void Companion_AloneWithAManFromOutside_IsBroken(string one, string other) =>
        Street.Rota(one, other).Breaks("companion");

    [Fact]
    public void Companion_WithAnotherWoman_IsKept() => Street.Rota("1 lead Mei", "1 guard Lan").IsKept();

    [Fact]
    public void Companion_WithTheManOfHerOwnHousehold_IsKept() => Street.Rota("1 lead Xia", "1 guard Hai").IsKept();

    [Fact]
    public void Companion_WhoDidNotAsk_IsOutWithAnybody() => Street.Rota("1 lead Lan", "1 guard Wang").IsKept();

    [Fact]
    public void Companion_WithAnEmptySeatBesideHer_IsKept() => Street.Rota("1 lead Mei").IsKept();

    [Fact]
    public void Companion_WithAManWhoIsAtHomeOnStandby_IsKept() => Street.Rota("1 lead Mei", "1 standby Wang").IsKept();

    [Fact]
    public void Companion_WhoIsAtHomeOnStandbyHerself_IsKept() => Street.Rota("1 lead Wang", "1 standby Mei").IsKept();

    [Fact]
    public void Companion_OnAnotherWatchOfTheNight_IsNoCompany() =>
        Street
            .Watches(A.Watch("dusk", 17, 19, 1, 1, 0), A.Watch("night", 22, 23, 1, 0, 0))
            .Rota("1 dusk lead Mei", "1 dusk guard Wang", "1 night lead Lan")
            .Breaks("companion");

    [Fact]
    public void Companion_OfThreeOut_WithTwoMen_IsBroken() =>
        Street.Seats(1, 2, 0).Rota("1 lead Wang", "1 guard1 Mei", "1 guard2 Zhao").Breaks("companion");

    [Fact]
    public void Companion_OfThreeOut_WithAManAndAWoman_IsKept() =>
        Street.Seats(1, 2, 0).Rota("1 lead Wang", "1 guard1 Mei", "1 guard2 Lan").IsKept();

    [Fact]
    public void Companion_OfThreeOut_WithAManAndAHusband_IsKept() =>
        Street.Seats(1, 2, 0).Rota("1 lead Wang", "1 guard1 Xia", "1 guard2 Hai").IsKept();

    [Fact]
    public void Companion_OfThreeOut_TwoWhoAskedAreCompanyForEachOther() =>
        new ProblemBuilder()
            .Home("1", A.Asker("Mei"))
            .Home("2", A.Asker("Xia"))
            .Home("3", A.Man("Wang"))
            .Seats(1, 2, 0)
            .Rota("1 lead Wang", "1 guard1 Mei", "1 guard2 Xia")
            .IsKept();

    [Fact]
    public void Companion_OfThreeOut_AHusbandIsNoManForOthersToBringCompanyAgainst() =>
        Street.Seats(2, 2, 0).Rota("1 lead1 Mei", "1 lead2 Xia", "1 guard1 Hai", "1 guard2 Wang").IsKept();

    [Fact]
    public void Companion_OnTwoLeadSeats_IsReadTheSame()
    {
        Street.Seats(2, 0, 0).Rota("1 lead1 Mei", "1 lead2 Wang").Breaks("companion");
        Street.Seats(2, 0, 0).Rota("1 lead1 Mei", "1 lead2 Lan").IsKept();
    }
}
