using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class TogetherTests
{
    private static ProblemBuilder Friends =>
        new ProblemBuilder()
            .Home("1", A.Man("Li") with { Together = "T1" })
            .Home("2", A.Man("Wang") with { Together = "T1" })
            .Home("3", A.Man("Zhao"));

    [Fact]
    public void Together_OnOneWatch_IsKept() => Friends.Rota("1 lead Li", "1 guard Wang").IsKept();

    [Fact]
    public void Together_WhenNeitherIsOut_IsKept() => Friends.Rota("1 lead Zhao").IsKept();

    [Fact]
    public void Together_WhenOneIsOutAlone_IsBroken() => Friends.Rota("1 lead Li").Breaks("together");

    [Fact]
    public void Together_WhenOneIsOutWithSomebodyElse_IsBroken() =>
        Friends.Rota("1 lead Zhao", "1 guard Wang").Breaks("together");

    [Fact]
    public void Together_OnTwoNights_IsBroken() => Friends.Rota("1 lead Li", "2 lead Wang").Breaks("together");

    [Fact]
    public void Together_OnTwoWatchesOfOneNight_IsBroken() =>
        Friends
            .Watches(A.Watch("dusk", 17, 19, 1, 1, 0), A.Watch("night", 22, 23, 1, 0, 0))
            .Rota("1 dusk lead Li", "1 night lead Wang")
            .Breaks("together");

    [Fact]
    public void Together_WhenOneIsOnStandby_EachIsForHimself()
    {
        Friends.Rota("1 standby Li").IsKept();
        Friends.Rota("1 lead Li", "1 standby Wang").Breaks("together");
    }

    [Fact]
    public void Together_WhenOneIsAbsent_NeitherIsOut()
    {
        Friends.Away("Wang", 1).Rota("1 lead Li").Breaks("together");
        Friends.Away("Wang", 1).Rota("1 lead Li", "1 guard Wang").Breaks("may_guard");
        Friends.Away("Wang", 1).Rota("2 lead Li", "2 guard Wang").IsKept();
    }

    [Fact]
    public void Together_WhenThePartnerHasLeftTheMonth_BindsNobody() =>
        new ProblemBuilder().Home("1", A.Man("Li") with { Together = "T1" }).Rota("1 lead Li").IsKept();

    [Fact]
    public void Together_WhenThreeMeetTwoSeats_KeepsThemAllAtHome()
    {
        var street = new ProblemBuilder()
            .Home("1", A.Man("Li") with { Together = "T1" })
            .Home("2", A.Man("Wang") with { Together = "T1" })
            .Home("3", A.Man("Zhao") with { Together = "T1" });
        street.Rota("1 lead Li", "1 guard Wang").Breaks("together");
        street.Seats(1, 2, 0).Rota("1 lead Li", "1 guard1 Wang", "1 guard2 Zhao").IsKept();
    }

    [Fact]
    public void Together_OnTwoSeatsOfOnePost_IsKept() =>
        Friends.Seats(1, 2, 0).Rota("1 guard1 Li", "1 guard2 Wang").IsKept();
}
