using Rota.Core.Covenants.Rules;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class MonthTests
{
    private static ProblemBuilder Street => new ProblemBuilder().Home("1", A.Man("Li"), A.Woman("Mei"));

    private static ProblemBuilder Couple =>
        new ProblemBuilder().Home("1", A.Man("Li") with { Together = "T1" }, A.Woman("Mei") with { Together = "T1" });

    [Fact]
    public void Month_WhenOutOnce_IsKept() => Street.Rota("1 lead Li").IsKept();

    [Fact]
    public void Month_WhenOneResidentIsOutTwice_IsBroken() => Street.Rota("1 lead Li", "31 lead Li").Breaks("month");

    [Fact]
    public void Month_WhenTwoOfAHouseholdAreOutOnTwoNights_IsBroken() =>
        Street.Rota("1 lead Li", "31 guard Mei").Breaks("month");

    [Fact]
    public void Month_WhenTwoAreAllowed_IsKeptByTwoAndBrokenByThree()
    {
        var street = Street.Rules(new Month(2), new Rest(5));
        street.Rota("1 lead Li", "31 lead Mei").IsKept();
        street.Rota("1 lead Li", "15 guard Mei", "31 lead Li").Breaks("month");
    }

    [Fact]
    public void Month_WhenTwoAdultsStandOneWatchUnasked_IsBroken() =>
        Street.Rota("1 lead Li", "1 guard Mei").Breaks("month");

    [Fact]
    public void Month_WhenTwoAreAllowed_StillSendsOneAdultATime() =>
        Street.Rules(new Month(2)).Rota("1 lead Li", "1 guard Mei").Breaks("month");

    [Fact]
    public void Month_WhenACoupleAskedToStandTogether_IsOneHouseholdNight() =>
        Couple.Rota("1 lead Li", "1 guard Mei").IsKept();

    [Fact]
    public void Month_WhenACoupleIsOutTogetherTwice_IsBroken() =>
        Couple.Rota("1 lead Li", "1 guard Mei", "31 lead Li", "31 guard Mei").Breaks("month");

    [Fact]
    public void Month_WhenAThirdOfTheHouseholdGoesWithACouple_IsBroken() =>
        new ProblemBuilder()
            .Home("1", A.Man("Li") with { Together = "T1" }, A.Woman("Mei") with { Together = "T1" }, A.Man("Bo"))
            .Seats(1, 2, 0)
            .Rota("1 lead Li", "1 guard1 Mei", "1 guard2 Bo")
            .Breaks("month");

    [Fact]
    public void Month_DoesNotCountStandby() => Street.Rota("1 lead Li", "5 standby Li").IsKept();

    [Fact]
    public void Month_EndsWithTheMonth() =>
        Street.Known("Li", 9, 1, Post.Lead).Known("Li", 11, 30, Post.Guard).Rota("15 lead Li").IsKept();

    [Fact]
    public void Month_OfNoWatchAtAll_IsMisset()
    {
        new Month(0).IsMisset("0");
        new Month(1).IsWellSet();
    }
}
