using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants.Rules;

public sealed class SeatsTests
{
    private static ProblemBuilder Street => new ProblemBuilder().Home("1", A.Man("Li")).Home("2", A.Man("Wang"));

    [Fact]
    public void Seats_EachWithADutyOrAGap_AreKept() => Street.Rota("1 lead Li", "1 guard Wang").IsKept();

    [Fact]
    public void Seats_WhenTwoResidentsHaveOne_AreBroken() => Street.Rota("1 lead Li", "1 lead Wang").Breaks("seats");

    [Fact]
    public void Seats_WhenTheWatchHasNoSuchSeat_AreBroken() => Street.Rota("1 guard2 Li").Breaks("seats");

    [Fact]
    public void Seats_WhenOneIsNeitherDutyNorGap_AreBroken()
    {
        var whole = Street.Rota("1 lead Li");
        var rota = whole.Rota with { Gaps = [.. whole.Rota.Gaps.Skip(1)] };
        Verdict.Of(whole.Problem, rota).Breaks("seats");
    }

    [Fact]
    public void Seats_WhenOneIsBothDutyAndGap_AreBroken()
    {
        var whole = Street.Rota("1 lead Li");
        var twice = new Gap(new Seat(new LocalDate(2026, 10, 1), "evening", Post.Lead, 1), Words.Same("-"));
        Verdict.Of(whole.Problem, whole.Rota with { Gaps = [.. whole.Rota.Gaps, twice] }).Breaks("seats");
    }

    [Fact]
    public void Seats_WhenAStrangerHasOne_AreBroken() => Street.Rota("1 lead Nobody").Breaks("seats");

    [Fact]
    public void Seats_WhenLeadAndGuardAreOnePerson_AreBroken() =>
        Street.Rota("1 lead Li", "1 guard Li").Breaks("seats");

    [Fact]
    public void Seats_WhenTwoSeatsOfAPostAreOnePerson_AreBroken() =>
        Street.Seats(1, 2, 0).Rota("1 guard1 Li", "1 guard2 Li").Breaks("seats");

    [Fact]
    public void Seats_WhenSomebodyStandsTwoWatchesOfANight_AreBrokenThoughTheyDoNotOverlap() =>
        Street
            .Watches(A.Watch("dusk", 17, 19, 1, 0, 0), A.Watch("night", 22, 23, 1, 0, 0))
            .Rules(new Month(2), new Rest(0))
            .Rota("1 dusk lead Li", "1 night lead Li")
            .Breaks("seats", "rest");

    [Fact]
    public void Seats_WhenAWatchReachesIntoTheNextNights_AreBroken() =>
        DayAndEvening(to: 20).Rota("1 day lead Li", "2 evening lead Li").Breaks("seats");

    [Fact]
    public void Seats_WhenAWatchEndsAsTheNextNightsBegins_AreKept() =>
        DayAndEvening(to: 19).Rota("1 day lead Li", "2 evening lead Li").IsKept();

    /// <summary>Out until 20:30 on the day on whose evening one is on standby from 19:30.</summary>
    [Fact]
    public void Seats_WhenStandbyOverlapsADayWatchOfTheNightBefore_AreBroken() =>
        DayAndEvening(to: 20)
            .Rules(new Month(1), new Standby(0))
            .Rota("1 day lead Li", "2 evening standby Li")
            .Breaks("seats");

    /// <summary>A watch that begins at 8:30 belongs to the night before, so it ends on the next night's evening.</summary>
    private static ProblemBuilder DayAndEvening(int to) =>
        Street
            .Watches(A.Watch("evening", 19, 22, 1, 0, 1), A.Watch("day", 8, to, 1, 0, 0))
            .Rules(new Month(2), new Rest(0));
}
