using Rota.Core.Covenants.Rules;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class StandbyTests
{
    private static ProblemBuilder Street => new ProblemBuilder().Home("1", A.Man("Li"), A.Woman("Mei"));

    [Fact]
    public void Standby_ThreeNightsBeforeANightOut_IsBroken() =>
        Street.Rota("5 standby Li", "8 lead Li").Breaks("standby");

    [Fact]
    public void Standby_FourNightsBeforeANightOut_IsKept() => Street.Rota("5 standby Li", "9 lead Li").IsKept();

    [Fact]
    public void Standby_ThreeNightsAfterANightOut_IsBroken() =>
        Street.Rota("5 lead Li", "8 standby Li").Breaks("standby");

    [Fact]
    public void Standby_FourNightsAfterANightOut_IsKept() => Street.Rota("5 lead Li", "9 standby Li").IsKept();

    [Fact]
    public void Standby_IsTheHouseholds_NotTheResidents()
    {
        Street.Rota("5 lead Li", "8 standby Mei").Breaks("standby");
        Street.Rota("5 lead Li", "5 standby Mei").Breaks("standby");
    }

    [Fact]
    public void Standby_TwiceAMonth_IsBroken()
    {
        Street.Rota("1 standby Li", "31 standby Li").Breaks("standby");
        Street.Rota("1 standby Li", "31 standby Mei").Breaks("standby");
    }

    [Fact]
    public void Standby_OnceEachMonth_IsKept() =>
        Street.Known("Li", 9, 30, Post.Standby).Known("Li", 11, 1, Post.Standby).Rota("1 standby Li").IsKept();

    [Fact]
    public void Standby_ThreeNightsAfterLastMonthsNightOut_IsBroken() =>
        Street.Known("Mei", 9, 30, Post.Lead).Rota("3 standby Li").Breaks("standby");

    [Fact]
    public void Standby_FourNightsAfterLastMonthsNightOut_IsKept() =>
        Street.Known("Mei", 9, 30, Post.Lead).Rota("4 standby Li").IsKept();

    [Fact]
    public void NightOut_ThreeNightsBeforeAStandbyPublishedForNextMonth_IsBroken() =>
        Street.Known("Mei", 11, 1, Post.Standby).Rota("29 lead Li").Breaks("standby");

    [Fact]
    public void NightOut_FourNightsBeforeAStandbyPublishedForNextMonth_IsKept() =>
        Street.Known("Mei", 11, 1, Post.Standby).Rota("28 lead Li").IsKept();

    [Fact]
    public void Standby_WithNoNightsApart_IsOnlyKeptOffTheNightItself()
    {
        Street.Rules(new Standby(0)).Rota("5 lead Li", "6 standby Li").IsKept();
        Street.Rules(new Standby(0)).Rota("5 lead Li", "5 standby Mei").Breaks("standby");
    }

    /// <summary>Where two nights out may lie closer than the window, the rows are written another way; the meaning is the same.</summary>
    [Fact]
    public void Standby_WhereNightsOutMayLieClose_MeansTheSame()
    {
        var street = Street.Rules(new Month(2), new Rest(0));
        street.Rota("5 lead Li", "6 lead Li", "10 standby Mei").IsKept();
        street.Rota("5 lead Li", "6 lead Li", "9 standby Mei").Breaks("standby");
    }

    [Fact]
    public void Standby_OutsideItsRange_IsMisset()
    {
        new Standby(-1).IsMisset("-1");
        new Standby(31).IsMisset("31");
        new Standby(0).IsWellSet();
        new Standby(30).IsWellSet();
    }
}
