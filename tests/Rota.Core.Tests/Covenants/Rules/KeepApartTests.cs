using Rota.Core.Covenants.Rules;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class KeepApartTests
{
    private static ProblemBuilder Street =>
        new ProblemBuilder()
            .Home("1", A.Man("Li"), A.Man("Bo"))
            .Home("2", A.Man("Wang"))
            .Home("3", A.Man("Zhao"))
            .Apart("1", "2");

    [Fact]
    public void Apart_WhenOutOnOneWatch_IsBroken() => Street.Rota("1 lead Wang", "1 guard Li").Breaks("apart");

    [Fact]
    public void Apart_HoldsForEverybodyOfTheHouseholds() => Street.Rota("1 lead Wang", "1 guard Bo").Breaks("apart");

    [Fact]
    public void Apart_WhenRegisteredTheOtherWayRound_IsTheSame() =>
        new ProblemBuilder()
            .Home("1", A.Man("Li"))
            .Home("2", A.Man("Wang"))
            .Apart("2", "1")
            .Rota("1 lead Wang", "1 guard Li")
            .Breaks("apart");

    [Fact]
    public void Apart_OnTwoNights_IsKept() => Street.Rota("1 lead Li", "2 lead Wang").IsKept();

    [Fact]
    public void Apart_OnTwoWatchesOfOneNight_IsKept() =>
        Street
            .Watches(A.Watch("dusk", 17, 19, 1, 0, 0), A.Watch("night", 22, 23, 1, 0, 0))
            .Rota("1 dusk lead Li", "1 night lead Wang")
            .IsKept();

    [Fact]
    public void Apart_WhenOneIsAtHomeOnStandby_IsKept() => Street.Rota("1 lead Li", "1 standby Wang").IsKept();

    [Fact]
    public void Apart_WithAThirdHousehold_IsKept() => Street.Rota("1 lead Li", "1 guard Zhao").IsKept();

    [Fact]
    public void Apart_WhenAThirdIsOutToo_IsStillBroken() =>
        Street.Seats(1, 2, 0).Rota("1 lead Zhao", "1 guard1 Li", "1 guard2 Wang").Breaks("apart");

    [Fact]
    public void Apart_WhenAHouseholdOfTheTwoMayStandTwice_IsKeptOnOtherNights() =>
        Street.Rules(new Month(2), new Rest(0)).Rota("1 lead Li", "2 lead Wang", "3 lead Bo").IsKept();
}
