using Rota.Core.Covenants.Rules;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class PinsTests
{
    private static ProblemBuilder Street =>
        new ProblemBuilder()
            .Home("1", A.Man("Li"), A.Man("Bo"))
            .Home("2", A.Man("Wang"))
            .Home("3", A.Asker("Mei"))
            .Home("4", A.Man("Hai") with { Together = "T1" })
            .Home("5", A.Man("Tao") with { Together = "T1" });

    [Fact]
    public void Pin_ThatIsKept_IsKept() => Street.Pin("1 lead Li").Rota("1 lead Li", "2 lead Wang").IsKept();

    [Theory]
    [InlineData("1 guard Li")]
    [InlineData("2 lead Li")]
    [InlineData("1 lead Wang")]
    public void Pin_ThatIsNotKept_IsBroken(string duty) => Street.Pin("1 lead Li").Rota(duty).Breaks("pins");

    [Fact]
    public void Pin_OnASeatOfItsOwn_IsBrokenOnTheNextSeat()
    {
        var verdict = Street.Seats(1, 2, 0).Pin("1 guard2 Li").Rota("1 guard1 Li");

        // Seats of a post are alike to rows; the rota that is made of them puts a pinned resident where the pin says.
        Assert.Equal(["pins"], verdict.Breaches);
        Assert.True(verdict.Rows.IsAllowed);
    }

    [Fact]
    public void Pin_OfNobody_IsAFault() => Faulty(Street.Pin("1 lead Nobody"), "not of this area and month");

    [Theory]
    [InlineData("1 guard2 Li")]
    [InlineData("1 night lead Li")]
    public void Pin_OfNoSeat_IsAFault(string pin) => Faulty(Street.Pin(pin), "not of this area and month");

    [Fact]
    public void Pins_OfTwoOnOneSeat_AreAFault() =>
        Faulty(Street.Pin("1 lead Li", "1 lead Wang"), "two residents are pinned to one seat");

    [Fact]
    public void Pin_ThatIsSaidTwice_IsNoFault() => Assert.Empty(Street.Pin("1 lead Li", "1 lead Li").Problem().Faults);

    [Theory]
    [InlineData("1 lead Li", "1 guard Li", "two seats on one night")]
    [InlineData("1 lead Li", "31 lead Bo", "out on 2 watches this month")]
    [InlineData("1 lead Li", "1 guard Bo", "without having asked")]
    [InlineData("5 lead Li", "8 standby Bo", "within 3 nights")]
    [InlineData("1 standby Li", "31 standby Li", "on standby 2 times")]
    public void Pins_ThatBreakARuleBetweenThem_AreAFault(string one, string other, string what) =>
        Faulty(Street.Pin(one, other), what);

    [Fact]
    public void Pins_TooCloseForRest_AreAFault() =>
        Faulty(Street.Rules(new Month(2)).Pin("1 lead Li", "21 lead Bo"), "Fewer than 20 free nights");

    [Fact]
    public void Pins_OfHouseholdsKeptApart_AreAFault() =>
        Faulty(Street.Apart("1", "2").Pin("1 lead Li", "1 guard Wang"), "cannot be on one watch");

    [Fact]
    public void Pin_OnAnAbsence_IsAFault() => Faulty(Street.Away("Li", 1).Pin("1 lead Li"), "cannot be assigned");

    [Fact]
    public void Pin_TooCloseToLastMonth_IsAFault() =>
        Faulty(Street.Known("Bo", 9, 30, Post.Lead).Pin("1 lead Li"), "Fewer than 20 free nights");

    [Fact]
    public void Pin_OfTheOnlyCarer_IsAFault() =>
        Faulty(new ProblemBuilder().Home("1", A.Carer("Li")).Pin("1 lead Li"), "stay at home");

    [Fact]
    public void Pin_OfSomebodyWhoCannotLeadWhereThatIsRequired_IsAFault() =>
        Faulty(Street.Rules(new LeadSeats(true)).Pin("1 lead Li"), "cannot lead");

    /// <summary>What more duties could still set right is no fault of the pins.</summary>
    [Theory]
    [InlineData("1 lead Hai", "2 lead Wang")]
    [InlineData("1 lead Mei", "2 guard Wang")]
    public void Pins_ThatTheRestCanSetRight_AreNoFault(string one, string other) =>
        Assert.Empty(Street.Pin(one, other).Problem().Faults);

    private static void Faulty(ProblemBuilder street, string what)
    {
        var faults = street.Problem().Faults;
        Assert.Contains(faults, f => f.What.En.Contains(what, StringComparison.Ordinal));
        Assert.All(faults, f => Assert.Contains("pin", f.Where.Source, StringComparison.Ordinal));
        Assert.All(faults, f => Assert.NotEmpty(f.What.Zh));
        Assert.All(faults, f => Assert.NotEmpty(f.Right.Zh));
    }
}
