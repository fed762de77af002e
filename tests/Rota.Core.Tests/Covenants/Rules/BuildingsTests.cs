using Rota.Core.Covenants.Rules;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class BuildingsTests
{
    private static ProblemBuilder Street =>
        new ProblemBuilder()
            .Home("1", "G-01", "3栋", A.Man("Li"))
            .Home("2", "G-01", "3栋", A.Man("Wang"))
            .Home("3", "G-01", "7栋", A.Man("Zhao"))
            .Home("4", "G-01", "7栋", A.Man("Tao"))
            .Home("5", "G-01", null, A.Man("Hai"))
            .Home("6", "G-01", null, A.Man("Bo"))
            .Home("7", "G-02", "3栋", A.Man("Far"));

    [Fact]
    public void Building_OfBothLeadAndGuard_Costs() => Street.Rota("1 lead Li", "1 guard Wang").Costs("buildings", 20);

    [Fact]
    public void Buildings_ThatDiffer_CostNothing() => Street.Rota("1 lead Li", "1 guard Zhao").Costs("buildings", 0);

    [Fact]
    public void Buildings_OfOneNameInTwoGrids_AreTwo() => Street.Rota("1 lead Li", "1 guard Far").Costs("buildings", 0);

    [Fact]
    public void Buildings_ThatAreNotKnown_CostNothing() =>
        Street.Rota("1 lead Hai", "1 guard Bo").Costs("buildings", 0);

    [Fact]
    public void Building_OfLeadAndStandby_CostsNothing() =>
        Street.Rota("1 lead Li", "1 standby Wang").Costs("buildings", 0);

    [Fact]
    public void Building_OfTwoNights_CostsNothing() => Street.Rota("1 lead Li", "2 guard Wang").Costs("buildings", 0);

    [Fact]
    public void Building_OfTwoGuards_CostsNothing() =>
        Street.Seats(1, 2, 0).Rota("1 lead Zhao", "1 guard1 Li", "1 guard2 Wang").Costs("buildings", 0);

    [Fact]
    public void Building_OfALeadAndTwoGuards_CostsOnce() =>
        Street
            .Home("8", "G-01", "3栋", A.Man("Min"))
            .Seats(1, 2, 0)
            .Rota("1 lead Min", "1 guard1 Li", "1 guard2 Wang")
            .Costs("buildings", 20);

    [Fact]
    public void Buildings_CostEach()
    {
        var wide = Street.Seats(2, 2, 0);
        wide.Rota("1 lead1 Li", "1 lead2 Zhao", "1 guard1 Wang", "1 guard2 Tao").Costs("buildings", 40);
        wide.Rota("1 lead1 Li", "1 lead2 Wang", "1 guard1 Zhao", "1 guard2 Tao").Costs("buildings", 0);
        wide.Rota("1 lead1 Li", "1 lead2 Hai", "1 guard2 Wang").Costs("buildings", 20);
    }

    [Fact]
    public void Buildings_BelowNothing_AreMisset()
    {
        new Buildings(-1).IsMisset("-1");
        new Buildings(0).IsWellSet();
    }
}
