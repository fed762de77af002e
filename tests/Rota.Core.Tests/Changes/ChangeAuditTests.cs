using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Covenants.Rules;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Changes;

/// <summary>December 2026 and January 2027 of one street, in examples that a reader checks in the head.</summary>
public sealed class ChangeAuditTests
{
    private static readonly LocalDateTime Early = new(2026, 12, 1, 8, 0);

    [Fact]
    public void ADutyOf30DecemberAgainst5January_ThatBreaksRest_IsRefused()
    {
        // Wang is out on 14 December too: 30 December is a second watch of the month, and too near.
        var months = Months(("12-30 lead", "Li"), ("01-05 lead", "Wang"), ("12-14 lead", "Wang"));

        var audit = Judge(months, RotaChange.Around(Held(months, "12-30 lead"), Held(months, "01-05 lead")));

        Assert.False(audit.IsLegal);
        Assert.All(audit.Added, b => Assert.Contains(b.Rule, (string[])["rest", "month"]));
        Assert.NotEmpty(audit.Refusals);
    }

    [Fact]
    public void ADutyOf30DecemberAgainst5January_ThatKeepsRest_IsLegal_AndBooksBothMonths()
    {
        var months = Months(("12-30 lead", "Li"), ("01-05 lead", "Wang"));

        var audit = Judge(months, RotaChange.Around(Held(months, "12-30 lead"), Held(months, "01-05 lead")));

        Assert.True(audit.IsLegal);
        Assert.Equal([Points.Zero, Points.Zero], audit.Ledger.Select(l => l.Net));
        Assert.All(audit.Ledger, l => Assert.Equal((Points.Of(10), Points.Of(10)), (l.Released, l.Assigned)));
        var (december, january) = (audit.After.Months[0].Problem, audit.After.Months[1].Problem);
        Assert.Contains(new LocalDate(2027, 1, 5), december.Resident(Id("Li"))!.Household.OutNights);
        Assert.Contains(new LocalDate(2026, 12, 30), january.Resident(Id("Wang"))!.Household.OutNights);
        Assert.DoesNotContain(new LocalDate(2026, 12, 30), january.Resident(Id("Li"))!.Household.OutNights);
    }

    [Fact]
    public void AStaleChange_IsRefused()
    {
        var months = Months(("12-08 lead", "Li"), ("12-15 lead", "Wang"));
        var trade = RotaChange.Around(Held(months, "12-08 lead"), Held(months, "12-15 lead"));
        var moved = months.With(RotaChange.StandIn(At("12-15 lead"), Id("Wang"), Id("Zhao"))).Value;

        var fault = Assert.Single(ChangeAudit.Of(moved, trade, Early).Faults);

        Assert.Contains("moved since", fault.What.En, StringComparison.Ordinal);
    }

    [Fact]
    public void ABreachThatStandsAlready_BlocksNobodyElse()
    {
        // Zhao went away after the rota was published; Li and Wang trade on the very watch that he is missing from.
        var months = Months(
            s => s with { Absences = [new Absence(Id("Zhao"), new(2026, 12, 8), new(2026, 12, 8))] },
            ("12-08 guard", "Zhao"),
            ("12-08 lead", "Li"),
            ("12-15 lead", "Wang")
        );

        var problem = Assert.Single(OpenProblems.Of(months, Early));
        Assert.Equal((At("12-08 guard"), Id("Zhao"), "may_guard"), (problem.Seat, problem.Resident, problem.Rule));
        Assert.True(Judge(months, RotaChange.Around(Held(months, "12-08 lead"), Held(months, "12-15 lead"))).IsLegal);
        Assert.Empty(OpenProblems.Of(months, new LocalDateTime(2026, 12, 8, 20, 0)));
    }

    [Fact]
    public void WhoeverIsExcusedFromANight_MayBeGivenAnotherWhenTheMonthIsSolvedAgain()
    {
        var december = Months(("12-08 guard", "Li"), ("12-15 lead", "Wang")).Months[0];
        var after = december.Rota with
        {
            Duties =
            [
                .. december.Rota.Duties.Select(d =>
                    d.Seat == At("12-15 lead") ? d with { Resident = Id("Li"), Household = Home("Li") } : d
                ),
            ],
        };
        Waiver[] excused =
        [
            .. ((string[])["month", "rest"]).Select(r => new Waiver(r, At("12-08 guard"), Id("Li"), "did not come")),
        ];

        IEnumerable<string> Added(params Waiver[] waivers) =>
            ChangeAudit
                .AddedBetween(december.Problem, december.Rota, after, waivers)
                .Select(b => b.Rule)
                .Distinct()
                .Order();

        Assert.Equal(["month", "rest"], Added());
        Assert.Equal(["month"], Added(excused[1]));
        Assert.Empty(Added(excused));

        HouseholdId Home(string name) => december.Problem.Resident(Id(name))!.Household.Id;
    }

    [Fact]
    public void AnotherAdultOfTheHousehold_ChangesNothingInTheLedger()
    {
        var months = Months(("12-08 lead", "Li"));

        var audit = Judge(months, RotaChange.HouseholdMember(At("12-08 lead"), Id("Li"), Id("Mei")));

        Assert.True(audit.IsLegal);
        Assert.Equal(Points.Zero, Assert.Single(audit.Ledger).Net);
        Assert.Equal(
            ChangeKind.HouseholdMember,
            Suggestions.For(months, At("12-08 lead"), Early).Best(1).Single().Change.Kind
        );
    }

    [Fact]
    public void AWatchThatHasBegun_IsTradedNoMore_CanBeTakenUntilItEnds_AndIsNotJudgedAgain()
    {
        var months = Months(("12-08 lead", "Li"), ("12-20 lead", "Wang"));
        var during = new LocalDateTime(2026, 12, 8, 20, 0);

        var trade = RotaChange.Around((At("12-08 lead"), Id("Li")), (At("12-20 lead"), Id("Wang")));
        var taken = RotaChange.StandIn(At("12-08 lead"), Id("Li"), Id("Zhao"));
        Assert.False(ChangeAudit.Of(months, trade, during).Succeeded);
        Assert.True(Judge(months, taken, during).IsLegal);
        Assert.False(ChangeAudit.Of(months, taken, new LocalDateTime(2026, 12, 8, 22, 30)).Succeeded);
        Assert.Equal(0, Suggestions.For(months, At("12-08 lead"), during).CountOf(ChangeKind.Exchange));

        // Twelve nights later is too near for Li: the breach shows on the later night, which is judged.
        Assert.False(Judge(months, RotaChange.StandIn(At("12-20 lead"), Id("Wang"), Id("Li")), during).IsLegal);
    }

    [Fact]
    public void AWatchPastMidnightOnTheLastNight_CanBeTakenUntilItEnds()
    {
        var months = Months(
            s =>
                s with
                {
                    Terms = DefaultTerms.Of(
                        new Core.Covenants.WatchPattern("late", new(0, 30), new(2, 30), 1, 0, 0, [])
                    ),
                },
            ("12-31 late lead", "Li")
        );
        var change = RotaChange.StandIn(At("12-31 late lead"), Id("Li"), Id("Zhao"));

        Assert.True(Judge(months, change, new LocalDateTime(2027, 1, 1, 2, 29)).IsLegal);
        Assert.False(ChangeAudit.Of(months, change, new LocalDateTime(2027, 1, 1, 2, 30)).Succeeded);
        Assert.Equal(Id("Zhao"), Judge(months, change).After.Month(new(2026, 12))!.Holder(At("12-31 late lead")));
    }

    [Fact]
    public void AStandbyWhoMovesUp_IsExcusedFromMonthAndRest_AndLeavesNoGapFromNoonOn()
    {
        // Zhao cannot lead and is out on the 10th: he takes the guard's seat, and Wang, who can lead, moves up.
        var months = Months(
            ("12-20 lead", "Li"),
            ("12-20 guard", "Wang"),
            ("12-20 standby", "Zhao"),
            ("12-10 lead", "Zhao")
        );
        var during = new LocalDateTime(2026, 12, 20, 20, 0);

        var found = Assert.Single(
            Suggestions.For(months, At("12-20 lead"), during).All(),
            s => s.Change.Kind == ChangeKind.Promotion
        );

        Assert.Equal(
            [(Post.Lead, Id("Wang")), (Post.Guard, Id("Zhao")), (Post.Standby, null)],
            found.Change.Moves.Select(m => (m.Seat.Post, m.To))
        );
        var audit = Judge(months, found.Change, during);
        Assert.True(audit.IsLegal);
        Assert.Equal(audit.Cost, found.Cost);
        Assert.Equal(Points.Of(8), Net(audit, "Zhao"));
        Assert.True(Judge(months, found.Change, during.PlusDays(-1)).Cost > 9_000_000);
        Assert.Empty(OpenProblems.Of(audit.After, Early));
        Assert.False(ChangeAudit.Of(months, found.Change, during.PlusHours(4)).Succeeded);
    }

    [Fact]
    public void AWaiver_LetsOneRuleGoForOneDuty()
    {
        var months = Months(("12-08 lead", "Li"), ("12-20 lead", "Wang"));
        var change = RotaChange.StandIn(At("12-08 lead"), Id("Li"), Id("Wang"));
        Waiver Of(string rule) => new(rule, At("12-08 lead"), Id("Wang"), "-");

        Assert.Equal(["month", "rest"], Judge(months, change).Added.Select(b => b.Rule).Order());
        Assert.Equal(["month"], Judge(months, change with { Waivers = [Of("rest")] }).Added.Select(b => b.Rule));
        var both = Judge(months, change with { Waivers = [Of("rest"), Of("month")] });
        Assert.True(both.IsLegal);
        Assert.Empty(OpenProblems.Of(both.After, Early));
        Assert.False(ChangeAudit.Of(months, change with { Waivers = [Of("seats")] }, Early).Succeeded);
    }

    [Fact]
    public void WhoIsPinned_IsMovedByAWaiverAlone_AndNotHeldThereByAPinThatTheBooksOvertook()
    {
        var pin = (At("12-08 lead"), Id("Li"));
        var months = Months(s => s with { Pins = [pin] }, ("12-08 lead", "Li"));
        var change = RotaChange.StandIn(At("12-08 lead"), Id("Li"), Id("Zhao"));
        var away = Months(
            s => s with { Pins = [pin], Absences = [new Absence(Id("Li"), new(2026, 12, 8), new(2026, 12, 8))] },
            ("12-08 lead", "Li")
        );

        Assert.Equal("pins", Assert.Single(Judge(months, change).Added).Rule);
        Assert.Equal(0, Suggestions.For(months, At("12-08 lead"), Early).Count);
        var waiver = Waiver.Of("pins", change.Moves[0], "-");
        Assert.Equal(Id("Li"), waiver.Resident);
        Assert.True(Judge(months, change with { Waivers = [waiver] }).IsLegal);
        foreach (
            var other in (Waiver[])[waiver with { Resident = Id("Zhao") }, waiver with { Seat = At("12-09 lead") }]
        )
        {
            Assert.False(Judge(months, change with { Waivers = [other] }).IsLegal);
        }

        Assert.True(Judge(away, change).IsLegal);
    }

    private static Points Net(ChangeAudit audit, string who) =>
        audit.Ledger.Single(l => l.Household == Street.Residents.First(r => r.Code == who).Household).Net;

    private static ProblemFacts Street { get; } =
        new ProblemBuilder()
            .Home("1", A.Lead("Li"), A.Woman("Mei"))
            .Home("2", A.Lead("Wang"))
            .Home("3", A.Man("Zhao"))
            .Rules(new Month(1))
            .Facts();

    private static ResidentId Id(string code) => Street.Residents.First(r => r.Code == code).Id;

    /// <summary>A seat: "12-30 lead", or with its watch "12-31 late lead".</summary>
    private static Seat At(string seat)
    {
        var words = seat.Split(' ');
        var night = new AnnualDate(int.Parse(words[0][..2], null), int.Parse(words[0][3..], null));
        return new Seat(
            night.InYear(night.Month == 12 ? 2026 : 2027),
            words.Length == 3 ? words[1] : "evening",
            Enum.Parse<Post>(words[^1], ignoreCase: true),
            1
        );
    }

    private static (Seat, ResidentId) Held(PublishedMonths months, string seat) =>
        (At(seat), months.Of(At(seat).Night)!.Holder(At(seat))!.Value);

    private static PublishedMonths Months(params (string Seat, string Who)[] duties) => Months(s => s, duties);

    private static PublishedMonths Months(
        Func<ProblemFacts, ProblemFacts> change,
        params (string Seat, string Who)[] duties
    )
    {
        var street = change(Street);
        var first = street with { Month = new YearMonth(2026, 12) };
        var second = street with { Month = new YearMonth(2027, 1), Pins = [] };
        return new TwoMonths(first, second, duties.ToDictionary(d => At(d.Seat), d => Id(d.Who))).InHand;
    }

    private static ChangeAudit Judge(PublishedMonths months, RotaChange change, LocalDateTime? now = null) =>
        ChangeAudit.Of(months, change, now ?? Early).Value;
}
