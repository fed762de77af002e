using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;
using Rota.Testing;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A gap is told by what binds, and what fills it does.</summary>
public sealed class ExplainGapTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    [Fact]
    public void WhereThereAreHouseholdsEnough_TheRulesOfCompositionAreNamed()
    {
        // A woman who asked for company and two men who are kept apart: any one of them may come, no two of them together.
        var problem = new ProblemBuilder()
            .Seats(1, 1, 0)
            .Only(1)
            .Home("1", A.Man("Li"))
            .Home("2", A.Asker("Wang"))
            .Home("3", A.Man("Zhao"))
            .Apart("1", "3")
            .Problem()
            .Value;
        var rota = ProblemBuilder.RotaOf(problem, [(problem.Seats().First(), problem.Residents[0].Id)]);
        var gap = Assert.Single(rota.Gaps).Seat;

        var conflict = new GapConflicts(problem, rota).Of(gap);

        Assert.Null(conflict.Smallest);
        Assert.Equal(GapBound.Composition, new GapBounds(problem, rota, isBest: true).Of(conflict, PlannedStreet.Stop));
    }

    [Fact]
    public void AStandbyTooNearToNightsOut_IsToldSo()
    {
        // One household, out on the first: it could stand by on the second were it not out.
        var problem = new ProblemBuilder()
            .Watches(A.Watch("evening", 19, 22, 1, 0, 1))
            .Only(1)
            .Home("1", A.Man("Li"))
            .Problem()
            .Value;
        var rota = ProblemBuilder.RotaOf(problem, [(problem.Seats().First(), problem.Residents[0].Id)]);

        var conflict = new GapConflicts(problem, rota).Of(Assert.Single(rota.Gaps).Seat);

        Assert.NotNull(conflict.Smallest);
        Assert.Equal(
            GapBound.StandbyDistance,
            new GapBounds(problem, rota, isBest: true).Of(conflict, PlannedStreet.Stop)
        );
    }

    [Fact]
    public void ARuleThatFillsAnotherGap_IsNotNamedForThisOne()
    {
        // One man for two nights: his rest keeps a lead seat open, the distance of standby two more. Without the distance he stands
        // by on one of the nights, or leads on the other and stands by on the first: a lead seat stays open all the same.
        var problem = new ProblemBuilder()
            .Seats(1, 0, 1)
            .Only(1, 2)
            .Rules(new Month(AtMost: 2))
            .Home("1", A.Lead("Li"))
            .Problem()
            .Value;
        var rota = Solved(problem);
        var lead = Assert.Single(rota.Gaps, g => g.Seat.Post == Post.Lead).Seat;
        var conflict = new GapConflicts(problem, rota).Of(lead);

        Assert.Null(conflict.Smallest);
        Assert.Equal(GapBound.Several, new GapBounds(problem, rota, isBest: true).Of(conflict, PlannedStreet.Stop));
    }

    [Fact]
    public void WhatABetterRotaFills_IsBoundByNothing()
    {
        // The rota in hand has nobody on it, though each of the two could come.
        var problem = TwoLeads();
        var rota = ProblemBuilder.RotaOf(problem, []);
        var conflict = new GapConflicts(problem, rota).Of(rota.Gaps[0].Seat);

        Assert.Equal(GapBound.Nothing, new GapBounds(problem, rota, isBest: false).Of(conflict, PlannedStreet.Stop));
    }

    [Fact]
    public void WhatDoesNotComeOut_IsNotToldAsARule()
    {
        var problem = TwoLeads();
        var rota = ProblemBuilder.RotaOf(problem, []);
        var conflict = new GapConflicts(problem, rota).Of(rota.Gaps[0].Seat);

        Assert.Equal(
            GapBound.Unsettled,
            new GapBounds(problem, rota, isBest: false, OutOfTime).Of(conflict, PlannedStreet.Stop)
        );
    }

    [Fact]
    public void WhatDoesNotHangOnTheGap_IsSolvedOnceForAll()
    {
        // One man for three nights, of whom a rest keeps two open.
        var problem = new ProblemBuilder()
            .Seats(1, 0, 0)
            .Only(1, 2, 3)
            .Rules(new Month(AtMost: 3))
            .Home("1", A.Lead("Li"))
            .Problem()
            .Value;
        var rota = Solved(problem);
        var solves = 0;
        var bounds = new GapBounds(
            problem,
            rota,
            isBest: false,
            (model, stop) =>
            {
                solves++;
                return new RotaSolver().Solve(model, stop);
            }
        );
        var conflicts = new GapConflicts(problem, rota);

        Assert.Equal(2, rota.Gaps.Count);
        Assert.All(rota.Gaps, g => Assert.Equal(GapBound.Several, bounds.Of(conflicts.Of(g.Seat), PlannedStreet.Stop)));

        // The best and the one without distance, shared; one for the watch of each gap.
        Assert.Equal(4, solves);
    }

    [Fact]
    public async Task ANeighbourOfWhichItDoesNotComeOut_IsNotOffered_AndToldSo()
    {
        await using var street = await PlannedStreet.OpenAsync(Unequal(), WithoutStandby);
        await street.DraftAsync(December);
        var gap = (await ExplainAsync(street, null))!.Value.Gaps[0].Gap.Seat;

        var told = await new ExplainGap(street.Office, OutOfTime).RunAsync(
            December,
            "G1",
            new SeatAsked(gap.Night),
            PlannedStreet.Stop
        );

        Assert.Equal(["G2"], told!.Value.UnsettledJoins);
        Assert.DoesNotContain(told.Value.Gaps[0].Repairs, r => r.Kind == RepairKind.Join);
    }

    [Fact]
    public async Task AskingSomebodyOfficially_FillsTheGapInTheNextDraft()
    {
        // Four Saturdays with eight seats out, eight households, one of them away: once that one comes, all is filled.
        var register = SmallRegister.Of(1, 8, adults: 1).Absent("R1-0001-1", new(2026, 12, 5), new(2026, 12, 26));
        await using var street = await PlannedStreet.OpenAsync(register.Build(), WithoutStandby);
        await street.DraftAsync(December);

        var told = (await ExplainAsync(street, null))!.Value;
        var gap = Assert.Single(told.Gaps);
        var one = (await ExplainAsync(street, new SeatAsked(gap.Gap.Seat.Night)))!.Value;

        Assert.Equal(GapBound.Numbers, gap.Bound);
        Assert.Equal((8, 7), (told.AllOut!.Seats.Count, told.AllOut.Households.Count));
        var asked = Assert.Single(Assert.Single(one.Gaps).Repairs, r => r.Kind == RepairKind.Ask);
        Assert.Equal("R1-0001-1", asked.Who!.Code);
        Assert.Equal("R1-0001-1", one.People[asked.Who.Id].Code);
        Assert.DoesNotContain("absen", asked.Words(r => r.Code).En, StringComparison.Ordinal);

        await using var again = await PlannedStreet.OpenAsync(
            SmallRegister.Of(1, 8, adults: 1).Build(),
            WithoutStandby
        );
        await again.DraftAsync(December);
        Assert.Empty(Assert.Single(await again.SheetsAsync(December)).Rota.Gaps);
    }

    [Fact]
    public async Task NobodyWhoHasMovedAwayIsAsked()
    {
        var register = SmallRegister
            .Of(1, 8, adults: 1)
            .Change("R1-0001-1", r => r with { MovedOut = new LocalDate(2026, 12, 2) });
        await using var street = await PlannedStreet.OpenAsync(register.Build(), WithoutStandby);
        await street.DraftAsync(December);
        var gap = Assert.Single((await ExplainAsync(street, null))!.Value.Gaps).Gap.Seat;

        var told = (await ExplainAsync(street, new SeatAsked(gap.Night)))!.Value;

        Assert.DoesNotContain(Assert.Single(told.Gaps).Repairs, r => r.Who?.Code == "R1-0001-1");
    }

    [Fact]
    public async Task JoiningTheNeighbour_LeavesNoMoreOpenThanIsSaid()
    {
        var register = Unequal();
        await using var street = await PlannedStreet.OpenAsync(register, WithoutStandby);
        await street.DraftAsync(December);
        var gap = (await ExplainAsync(street, null))!.Value.Gaps[0].Gap.Seat;

        var told = (await ExplainAsync(street, new SeatAsked(gap.Night)))!.Value;

        var join = Assert.Single(told.Gaps[0].Repairs, r => r.Kind == RepairKind.Join);
        Assert.Equal("G2", join.Area);
        var together = WithoutStandby with
        {
            Areas = [new AreaPlan("G1", ["G1", "G2"], MeetingPoint: null, Phone: null)],
        };
        await using var joined = await PlannedStreet.OpenAsync(register, together);
        await joined.DraftAsync(December);
        var open = Assert.Single(await joined.SheetsAsync(December)).Rota.Gaps;
        Assert.True(open.Count <= join.Open!.Value.Together && open.Count < join.Open.Value.Apart);
    }

    [Fact]
    public async Task WhereADutyOfItsOwnCannotStayAnyMore_NoNeighbourIsOffered()
    {
        await using var street = await PlannedStreet.OpenAsync(Unequal(), WithoutStandby);
        await street.DraftAsync(December);
        var sheet = (await street.SheetsAsync(December))[0];
        var gap = sheet.Rota.Gaps[0].Seat;
        var away = sheet.People[sheet.Rota.Duties[0].Resident].Resident;
        Assert.Contains((await FillsAsync()).Gaps[0].Repairs, r => r.Kind == RepairKind.Join);

        await street.ImportAsync(DraftMonthTests.AbsentAll(away));
        var told = await FillsAsync();

        Assert.DoesNotContain(told.Gaps[0].Repairs, r => r.Kind == RepairKind.Join);
        Assert.Empty(told.UnsettledJoins);

        async Task<GapsExplained> FillsAsync() => (await ExplainAsync(street, new SeatAsked(gap.Night)))!.Value;
    }

    [Fact]
    public async Task WhatWasRecordedSince_AndAnotherCovenant_AreSaid()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 7, adults: 1).Build());
        await street.KeepAsync(December);
        var sheet = Assert.Single(await street.SheetsAsync(December));
        var before = (await ExplainAsync(street, null))!.Value;

        // Whoever is away now need not be on the rota: the gaps are told by the books all the same.
        await street.ImportAsync(DraftMonthTests.AbsentAll("R1-0007-1"));
        var after = (await ExplainAsync(street, null))!.Value;
        street.Office = street.Office with { Covenant = PlannedStreet.On(IsoDayOfWeek.Sunday) };
        await street.DraftAsync(PlannedStreet.January);
        var under = (await ExplainAsync(street, null))!.Value;

        Assert.NotEmpty(sheet.Rota.Gaps);
        Assert.Equal((false, false), (before.HasChanged, before.HasNewCovenant));
        Assert.Equal((true, false), (after.HasChanged, after.HasNewCovenant));
        Assert.Equal((true, true), (under.HasChanged, under.HasNewCovenant));
    }

    [Fact]
    public async Task WhatIsNoGap_OrNoSeat_OrHasNoRota_IsTold()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 20).Build());
        Assert.Null(await ExplainAsync(street, null));
        await street.DraftAsync(December);

        var filled = await ExplainAsync(street, new SeatAsked(new(2026, 12, 5), "evening", Post.Lead, 1));
        var unknown = await ExplainAsync(street, new SeatAsked(new(2026, 12, 6)));
        var nowhere = await new ExplainGap(street.Office).RunAsync(December, "X9", null, PlannedStreet.Stop);

        Assert.Contains("open", Assert.Single(filled!.Faults).What.En, StringComparison.Ordinal);
        Assert.Contains("no seat", Assert.Single(unknown!.Faults).What.En, StringComparison.Ordinal);
        Assert.Equal("--area", Assert.Single(nowhere!.Faults).Where.Source);
        Assert.Empty((await ExplainAsync(street, null))!.Value.Gaps);
    }

    private static RotaProblem TwoLeads() =>
        new ProblemBuilder().Seats(1, 0, 0).Only(1).Home("1", A.Lead("Li")).Home("2", A.Lead("Wang")).Problem().Value;

    private static SolveOutcome OutOfTime(RowModel model, CancellationToken stop) => new SolveOutcome.OutOfTime();

    private static WatchRota Solved(RotaProblem problem)
    {
        var model = RowModel.From(problem);
        var outcome = new RotaSolver().Solve(model, PlannedStreet.Stop);
        return model.ToRota(Assert.IsType<SolveOutcome.Solved>(outcome).Chosen, _ => Words.Same("-"));
    }

    private static Covenant WithoutStandby { get; } =
        PlannedStreet.Saturdays with
        {
            Terms = PlannedStreet.Saturdays.Terms with
            {
                Watches = [.. PlannedStreet.Saturdays.Terms.Watches.Select(w => w with { Standbys = 0 })],
            },
        };

    /// <summary>Two grids of one community: two households, and twelve.</summary>
    private static Core.Intake.RegisterIntake Unequal()
    {
        var register = SmallRegister.Of(0, 0);
        for (var h = 1; h <= 12; h++)
        {
            register.With(SmallRegister.Row(2, h, 1));
            _ = h <= 2 ? register.With(SmallRegister.Row(1, h, 1)) : register;
        }

        return register.Build();
    }

    private static Task<Outcome<GapsExplained>?> ExplainAsync(PlannedStreet street, SeatAsked? asked) =>
        new ExplainGap(street.Office).RunAsync(December, "G1", asked, PlannedStreet.Stop);
}
