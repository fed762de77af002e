using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Intake;
using Rota.Core.Rotas;
using Rota.Seeds;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>Drafts are clean, whole, made from what is in the books when they are saved, and depend on nothing else.</summary>
public sealed class DraftMonthTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    [Fact]
    public async Task NeitherTheOrderOfRowsNorTheNumberOfWorkersChangesARota()
    {
        var options = new SeedOptions
        {
            AsOf = new LocalDate(2026, 11, 20),
            Profile = SeedProfile.Std,
            Grids = 2,
        };
        var register = Street.Generate(options);
        await using var one = await PlannedStreet.OpenAsync(register, PlannedStreet.Nightly);
        await using var two = await PlannedStreet.OpenAsync(Shuffled(register), PlannedStreet.Nightly);

        await one.DraftAsync(December, workers: 1);
        await two.DraftAsync(December, workers: 2);

        Assert.Equal(await one.SeatedAsync(December), await two.SeatedAsync(December));
        Assert.Equal(await one.OpeningsAsync(December), await two.OpeningsAsync(December));
        await one.AssertCleanAsync(December);
        await two.AssertCleanAsync(December);
    }

    [Fact]
    public async Task APublishedMonthIsNotTouched()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.KeepAsync(December);
        var before = street.Fingerprint();

        var drafted = Assert.Single(await street.DraftAsync(December));

        Assert.Equal((DraftState.AlreadyPublished, null), (drafted.State, drafted.Counts));
        Assert.Equal(before, street.Fingerprint());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAreaThatCannotBeDraftedSaysWhyAndTheOthersComeOut(bool byPins)
    {
        var register = SmallRegister.Of(3, 6);
        if (byPins)
        {
            // One household on two nights of a month; each pin alone would do.
            register.Pinned("G2", SeatOn(5), SmallRegister.Resident(2, 1, 1));
            register.Pinned("G2", SeatOn(26), SmallRegister.Resident(2, 1, 1));
        }

        var covenant = byPins
            ? PlannedStreet.Saturdays
            : PlannedStreet.Replacing(
                PlannedStreet.Saturdays,
                "G2",
                t => t with { Rules = t.Rules.Replacing(new Gaps(Lead: 3, Guard: 2, Standby: 1)) }
            );
        await using var street = await PlannedStreet.OpenAsync(register.Build(), covenant);

        var drafted = await street.DraftAsync(December, workers: 2);

        Assert.Equal([DraftState.Drafted, DraftState.Failed, DraftState.Drafted], drafted.Select(d => d.State));
        var reason = Assert.NotNull(drafted[1].Reason);
        Assert.Contains(byPins ? "R2-0001-1" : "covenant, gaps", reason.En, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", reason.En, StringComparison.Ordinal);
        Assert.Equal(["G1", "G3"], (await street.SheetsAsync(December)).Select(s => s.Area.Code));
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task AnAreaThatChangesWhileItIsSolvedIsReadAgain()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.DraftAsync(December);
        var sheet = Assert.Single(await street.SheetsAsync(December));
        var who = sheet.People[sheet.Rota.Duties[0].Resident].Resident;
        var office = street.Office;

        // The office asks the time when it records the covenant, when the try begins, and again when it saves: by then the area has changed.
        var writes = 0;
        void Change()
        {
            if (++writes == 3)
            {
                new ImportRegister(office).RunAsync("", AbsentAll(who), PlannedStreet.Stop).GetAwaiter().GetResult();
            }
        }

        var drafted = await new DraftMonth(office with { Clock = new HookedClock(office.Clock, Change) }).RunAsync(
            December,
            AreaChoice.All,
            cancellation: PlannedStreet.Stop
        );

        Assert.Equal(DraftState.Drafted, Assert.Single(drafted.Value).State);
        Assert.Equal(5, writes);
        var again = Assert.Single(await street.SheetsAsync(December));
        Assert.DoesNotContain(again.Rota.Duties, d => again.People[d.Resident].Resident == who);
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task AnAreaThatNeverStandsStillFailsInTheEndAndKeepsItsDraft()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.DraftAsync(December);
        var before = await street.SeatedAsync(December);
        var office = street.Office;
        var writes = 0;
        void Change()
        {
            if (++writes is > 2 and < 6)
            {
                var who = SmallRegister.Resident(1, writes, 1);
                new ImportRegister(office).RunAsync("", AbsentAll(who), PlannedStreet.Stop).GetAwaiter().GetResult();
            }
        }

        var drafted = await new DraftMonth(office with { Clock = new HookedClock(office.Clock, Change) }).RunAsync(
            December,
            AreaChoice.All,
            cancellation: PlannedStreet.Stop
        );

        var failed = Assert.Single(drafted.Value);
        Assert.Equal(DraftState.Failed, failed.State);
        Assert.NotNull(failed.Reason);
        Assert.Equal(before, await street.SeatedAsync(December));
    }

    [Fact]
    public async Task ACancelledRunKeepsWhatIsDoneAndLeavesNoHalfDraft()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(3, 6).Build());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(PlannedStreet.Stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new DraftMonth(street.Office).RunAsync(
                December,
                AreaChoice.All,
                1,
                new Told(stop.Cancel),
                cancellation: stop.Token
            )
        );

        var sheet = Assert.Single(await street.SheetsAsync(December));
        Assert.Equal("G1", sheet.Area.Code);
        Assert.Equal(sheet.Watches.Count * 3, sheet.Rota.Duties.Count + sheet.Rota.Gaps.Count);
        await street.AssertCleanAsync(December);
    }

    internal static RegisterIntake AbsentAll(string who) =>
        SmallRegister.Of(0, 0).Absent(who, December.OnDayOfMonth(1), December.OnDayOfMonth(31)).Build();

    private static Seat SeatOn(int day) => new(December.OnDayOfMonth(day), "evening", Post.Lead, 1);

    private static RegisterIntake Shuffled(RegisterIntake intake)
    {
        var chance = new Random(7);
        return intake with
        {
            Residents = Mixed(intake.Residents),
            Absences = Mixed(intake.Absences),
            Wishes = Mixed(intake.Wishes),
            Apart = Mixed(intake.Apart),
            History = Mixed(intake.History),
        };

        T[] Mixed<T>(IReadOnlyList<T> rows)
        {
            T[] all = [.. rows];
            chance.Shuffle(all);
            return all;
        }
    }

    private sealed class HookedClock(IClock clock, Action hook) : IClock
    {
        public Instant GetCurrentInstant()
        {
            hook();
            return clock.GetCurrentInstant();
        }
    }

    private sealed class Told(Action hook) : IProgress<AreaDrafted>
    {
        public void Report(AreaDrafted value) => hook();
    }
}
