using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class CarersTests
{
    private static ProblemBuilder Two => new ProblemBuilder().Home("1", A.Carer("Li"), A.Carer("Bo"), A.Woman("Mei"));

    private static ProblemBuilder Couple =>
        new ProblemBuilder()
            .Home("1", A.Carer("Li") with { Together = "T1" }, A.Carer("Bo") with { Together = "T1" })
            .Home("2", A.Man("Wang"));

    [Fact]
    public void Carers_WhenOneOfTwoIsOut_AreKept() => Two.Rota("1 lead Li").IsKept();

    [Fact]
    public void Carers_WhenBothAreOut_AreBroken() => Couple.Rota("1 lead Li", "1 guard Bo").Breaks("carers");

    [Fact]
    public void Carers_WhenAThirdIsAtHome_AreKept() =>
        new ProblemBuilder()
            .Home("1", A.Carer("Li") with { Together = "T1" }, A.Carer("Bo") with { Together = "T1" }, A.Carer("Mei"))
            .Rota("1 lead Li", "1 guard Bo")
            .IsKept();

    [Fact]
    public void Carers_WhenAnybodyElseIsAtHome_AreBrokenAllTheSame() =>
        new ProblemBuilder().Home("1", A.Carer("Li"), A.Woman("Mei")).Rota("1 lead Li").Breaks("carers");

    [Fact]
    public void Carers_WhenTheOnlyOneIsOut_AreBroken() =>
        new ProblemBuilder().Home("1", A.Carer("Li")).Rota("1 guard Li").Breaks("carers");

    [Fact]
    public void Carers_WhenTheOnlyOneIsOnStandby_AreKept() =>
        new ProblemBuilder().Home("1", A.Carer("Li")).Rota("1 standby Li").IsKept();

    [Fact]
    public void Carers_WhenTheOtherIsAbsent_AreBroken() => Two.Away("Bo", 5).Rota("5 lead Li").Breaks("carers");

    [Fact]
    public void Carers_WhenTheOtherIsAbsentAnotherNight_AreKept() => Two.Away("Bo", 5).Rota("6 lead Li").IsKept();

    [Fact]
    public void Carers_WhenTheOtherHasMovedOut_AreBroken() =>
        new ProblemBuilder()
            .Home("1", A.Carer("Li"), A.Carer("Bo") with { MovedOut = new LocalDate(2026, 10, 5) })
            .Rota("5 lead Li")
            .Breaks("carers");

    [Fact]
    public void Carers_WhenSomebodyElseOfTheHouseholdIsOut_AreKept() =>
        Two.Away("Bo", 5).Away("Li", 5).Rota("5 lead Mei").IsKept();

    [Fact]
    public void Carers_WhenTheOtherIsOnStandby_HeIsAtHome() =>
        Two.Rules(new Standby(0)).Rota("1 lead Li", "2 standby Bo").IsKept();

    [Fact]
    public void Carers_OnTwoNights_AreEachAtHomeForTheOther() =>
        Two.Rules(new Month(2), new Rest(0)).Rota("1 lead Li", "2 lead Bo").IsKept();
}
