using Rota.Core.Covenants.Rules;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class FestivalMemoryTests
{
    private static ProblemBuilder Street =>
        new ProblemBuilder()
            .Home("1", A.Man("Li"))
            .Home("2", A.Man("Wang"))
            .Holiday("国庆节", 1, 2)
            .StoodFestival("1", "国庆节");

    [Fact]
    public void Festival_ThatTheHouseholdStood_Costs() => Street.Rota("1 lead Li").Costs("festival_memory", 10_000);

    [Fact]
    public void Festival_OnAnotherOfItsNights_CostsTheSame() =>
        Street.Rota("2 guard Li").Costs("festival_memory", 10_000);

    [Fact]
    public void Festival_ThatAnotherHouseholdStood_CostsNothing() =>
        Street.Rota("1 lead Wang").Costs("festival_memory", 0);

    [Fact]
    public void Festival_OnStandby_CostsNothing() => Street.Rota("1 standby Li").Costs("festival_memory", 0);

    [Fact]
    public void CommonNight_AfterAFestival_CostsNothing() => Street.Rota("3 lead Li").Costs("festival_memory", 0);

    [Fact]
    public void Festival_OfAnotherName_CostsNothing() =>
        new ProblemBuilder()
            .Home("1", A.Man("Li"))
            .Holiday("国庆节", 1)
            .StoodFestival("1", "春节")
            .Rota("1 lead Li")
            .Costs("festival_memory", 0);

    [Fact]
    public void Festival_OfAJoinedName_IsEitherOfThem() =>
        new ProblemBuilder()
            .Home("1", A.Man("Li"))
            .Holiday("国庆节、中秋节", 1)
            .StoodFestival("1", "中秋节")
            .Rota("1 lead Li")
            .Costs("festival_memory", 10_000);

    [Fact]
    public void Festivals_StoodTwice_CostOnce() =>
        Street.StoodFestival("1", "国庆节").Rota("1 lead Li").Costs("festival_memory", 10_000);

    [Fact]
    public void FestivalMemory_OutOfRange_IsMisset()
    {
        new FestivalMemory(-1).IsMisset("-1");
        new FestivalMemory(21).IsMisset("21");
        new FestivalMemory(5, -1).IsMisset("-1");
        new FestivalMemory(0, 0).IsWellSet();
        new FestivalMemory(20).IsWellSet();
    }
}
