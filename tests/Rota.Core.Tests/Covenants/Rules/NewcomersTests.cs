using Rota.Core.Covenants.Rules;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class NewcomersTests
{
    private static ProblemBuilder Street =>
        new ProblemBuilder()
            .Home("1", A.Man("Li"))
            .Home("2", A.Man("Wang"))
            .Home("3", A.Man("Zhao"))
            .Home("4", A.Man("Old"))
            .Stood("Old", 1);

    [Fact]
    public void Newcomers_AmongThemselves_CostOnceAWatch() =>
        Street.Rota("1 lead Li", "1 guard Wang").Costs("newcomers", 200);

    [Theory]
    [InlineData("1 lead Old", "1 guard Wang")]
    [InlineData("1 lead Wang", "1 guard Old")]
    public void Newcomers_WithSomebodyWhoHasStoodOnce_CostNothing(string one, string other) =>
        Street.Rota(one, other).Costs("newcomers", 0);

    [Fact]
    public void Newcomer_AloneOnAWatch_Costs() => Street.Rota("1 guard Li").Costs("newcomers", 200);

    [Fact]
    public void Newcomers_OnTwoWatches_CostTwice() => Street.Rota("1 lead Li", "2 lead Wang").Costs("newcomers", 400);

    [Fact]
    public void Experience_AtHomeOnStandby_IsNoHelp() =>
        Street.Rota("1 lead Li", "1 standby Old").Costs("newcomers", 200);

    [Fact]
    public void Watch_WithNobodyOut_CostsNothing() => Street.Rota("1 standby Li").Costs("newcomers", 0);

    [Fact]
    public void Newcomers_OnSeveralSeats_NeedButOne()
    {
        var wide = Street.Seats(1, 3, 0);
        wide.Rota("1 lead Li", "1 guard1 Wang", "1 guard2 Zhao").Costs("newcomers", 200);
        wide.Rota("1 lead Li", "1 guard1 Wang", "1 guard2 Zhao", "1 guard3 Old").Costs("newcomers", 0);
        wide.Rota("1 guard2 Old", "1 guard1 Wang").Costs("newcomers", 0);
        wide.Rota("1 guard1 Li", "1 guard3 Wang").Costs("newcomers", 200);
    }

    [Fact]
    public void Newcomers_BelowNothing_AreMisset()
    {
        new Newcomers(-1).IsMisset("-1");
        new Newcomers(0).IsWellSet();
    }
}
