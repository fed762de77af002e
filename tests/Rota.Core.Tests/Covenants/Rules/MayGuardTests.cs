using NodaTime;
using Rota.Core.Registers;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class MayGuardTests
{
    [Fact]
    public void MayGuard_WhenAbsentThatNight_IsBroken() =>
        Only(A.Man("Li")).Away("Li", 5).Rota("5 lead Li").Breaks("may_guard");

    [Fact]
    public void MayGuard_OnStandbyWhenAbsentThatNight_IsBroken() =>
        Only(A.Man("Li")).Away("Li", 5).Rota("5 standby Li").Breaks("may_guard");

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void MayGuard_OnTheNightsAroundAnAbsence_IsKept(int day) =>
        Only(A.Man("Li")).Away("Li", 5, 7).Rota($"{day} lead Li").IsKept();

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void MayGuard_OnTheFirstAndLastNightOfAnAbsence_IsBroken(int day) =>
        Only(A.Man("Li")).Away("Li", 5, 7).Rota($"{day} lead Li").Breaks("may_guard");

    [Fact]
    public void MayGuard_BeforeMovingIn_IsBroken() =>
        Only(A.Man("Li") with { MovedIn = Day(5) }).Rota("4 lead Li").Breaks("may_guard");

    [Fact]
    public void MayGuard_OnTheNightOfMovingIn_IsKept() =>
        Only(A.Man("Li") with { MovedIn = Day(5) }).Rota("5 lead Li").IsKept();

    [Fact]
    public void MayGuard_OnTheNightOfMovingOut_IsBroken() =>
        Only(A.Man("Li") with { MovedOut = Day(5) }).Rota("5 lead Li").Breaks("may_guard");

    [Fact]
    public void MayGuard_OnTheNightBeforeMovingOut_IsKept() =>
        Only(A.Man("Li") with { MovedOut = Day(5) }).Rota("4 lead Li").IsKept();

    [Fact]
    public void MayGuard_OnTheLastExemptNight_IsBroken() =>
        Only(A.Man("Li") with { ExemptUntil = Day(5) }).Rota("5 lead Li").Breaks("may_guard");

    [Fact]
    public void MayGuard_OnTheNightAfterAnExemption_IsKept() =>
        Only(A.Man("Li") with { ExemptUntil = Day(5) }).Rota("6 lead Li").IsKept();

    [Theory]
    [InlineData(Participation.Joins, 19)]
    [InlineData(Participation.Joins, 65)]
    [InlineData(Participation.Volunteer, 19)]
    [InlineData(Participation.Volunteer, 70)]
    public void MayGuard_AtTheEdgesOfTheAges_IsKept(Participation participation, int age) =>
        Aged(participation, age).Rota("5 lead Li").IsKept();

    [Theory]
    [InlineData(Participation.Joins, 18)]
    [InlineData(Participation.Joins, 66)]
    [InlineData(Participation.Volunteer, 18)]
    [InlineData(Participation.Volunteer, 71)]
    [InlineData(Participation.None, 40)]
    public void MayGuard_PastTheEdgesOfTheAges_IsBroken(Participation participation, int age) =>
        Aged(participation, age).Rota("5 lead Li").Breaks("may_guard");

    [Fact]
    public void MayGuard_WhenSomebodyCanNeverGuardInTheMonth_IsAStrangerToIt() =>
        Only(A.Man("Li") with { Participation = Participation.None }).Rota("5 lead Li").Breaks("seats");

    /// <summary>One of two carers, so that the month knows the resident although no night is open.</summary>
    private static ProblemBuilder Aged(Participation participation, int age) =>
        Only(A.Carer("Li") with { Participation = participation, BirthYear = 2026 - age }, A.Carer("Hong"));

    private static ProblemBuilder Only(params IEnumerable<Resident> people) => new ProblemBuilder().Home("1", people);

    private static LocalDate Day(int day) => new(2026, 10, day);
}
