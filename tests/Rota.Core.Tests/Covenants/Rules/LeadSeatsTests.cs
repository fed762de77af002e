using Rota.Core.Covenants.Rules;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class LeadSeatsTests
{
    private static ProblemBuilder Street => new ProblemBuilder().Home("1", A.Man("Li")).Home("2", A.Lead("Wang"));

    [Fact]
    public void LeadSeat_WithSomebodyWhoCannotLead_Costs() => Street.Rota("1 lead Li").Costs("lead", 20_000);

    [Fact]
    public void LeadSeat_WithSomebodyWhoCanLead_CostsNothing() => Street.Rota("1 lead Wang").Costs("lead", 0);

    [Fact]
    public void LeadSeats_CostEach() => Street.Rota("1 lead Li", "1 guard Wang").Costs("lead", 20_000);

    [Theory]
    [InlineData(2, 20_000)]
    [InlineData(3, 0)]
    public void LeadSeat_WithSomebodyWhoHasStoodThreeWatches_CostsNothing(int watches, long price) =>
        Street.Stood("Li", watches).Rota("1 lead Li").Costs("lead", price);

    [Theory]
    [InlineData("guard")]
    [InlineData("standby")]
    public void OtherSeats_AskForNoLead(string post) => Street.Rota($"1 {post} Li").Costs("lead", 0);

    [Fact]
    public void LeadSeat_WhereALeadIsRequired_TakesNobodyElse()
    {
        var street = Street.Rules(new LeadSeats(Required: true));
        street.Rota("1 lead Li").Breaks("lead");
        street.Rota("1 lead Wang").Costs("lead", 0);
        street.Rota("1 guard Li").IsKept();
    }

    [Fact]
    public void LeadSeats_BelowNothing_AreMisset()
    {
        new LeadSeats(false, -1).IsMisset("-1");
        new LeadSeats(false, 0).IsWellSet();
    }
}
