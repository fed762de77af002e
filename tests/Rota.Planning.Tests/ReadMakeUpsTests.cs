using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>Who missed a duty is asked until a later one is taken over, and is offered what may be taken and nothing else.</summary>
public sealed class ReadMakeUpsTests
{
    private static readonly LocalDate Night = new(2026, 12, 5);

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task AMissedDutyIsAskedFor_UntilADutyOfLaterIsTakenOver_AndAgainWhenThatIsUndoneOrMissedToo()
    {
        await using var street = await MissedAsync();
        var (guard, later) = (
            await OnAsync(street, Night, Post.Guard),
            await OnAsync(street, Night.PlusDays(14), Post.Guard)
        );

        var made = Assert.Single(await MakeUpsAsync(street));
        Assert.Equal((guard.Resident, Night), (made.Missed.Resident, made.Missed.Night));
        Assert.Equal((guard.Points, guard.Points), (made.Points, made.Left));

        var stand = RotaChange.StandIn(later.Seat, later.Resident, guard.Resident);
        var done = (await street.AgreeAsync(stand)).Value;
        Assert.Empty(await MakeUpsAsync(street));
        Assert.True((await new UndoChange(street.Office).RunAsync(done.Number, Stop)).Succeeded);
        Assert.Single(await MakeUpsAsync(street));

        await street.AgreeAsync(stand);
        street.Clock.Reset(Instant.FromUtc(2026, 12, 19, 12, 30));
        await MarkAsync(street, later.Seat.Night, new([], [guard.Resident], false, false));
        Assert.Equal([Night, later.Seat.Night], (await MakeUpsAsync(street)).Select(m => m.Missed.Night));

        await MarkAsync(street, later.Seat.Night, new([guard.Resident], [], false, false));
        Assert.Empty(await MakeUpsAsync(street));
    }

    [Fact]
    public async Task WhoTakesAnOpenCallOfTheOwnHousehold_HasMadeUpForNothing()
    {
        await using var street = await SwappedStreet.PublishedAsync(households: 12, hasJanuary: true);
        var next = (await street.DutiesAsync(PlannedStreet.January)).Select(d => d.Duty).ToList();
        var missed = (await street.DutiesAsync(PlannedStreet.December))
            .Select(d => d.Duty)
            .First(d => Watch.IsOut(d.Seat.Post) && next.Exists(n => n.Household == d.Household));
        street.Clock.Reset(missed.Seat.Night.PlusDays(1).AtMidnight().InUtc().ToInstant());
        await MarkAsync(street, missed.Seat.Night, new([], [missed.Resident], AllCame: true, ByLead: false));
        var made = Assert.Single(await MakeUpsAsync(street));
        var called = next.First(n => n.Household == missed.Household);

        var area = await street.AreaAsync();
        var holder = new Answering(called.Resident, Consents: true);
        var call = await new ProposeChange(street.Office).CallAsync(area, called.Seat, holder, Stop);
        var own = (await street.WaysAsync(called.Seat)).First(w => w.Change.Kind == ChangeKind.HouseholdMember);
        var taker = new Answering(own.Change.Moves[0].To!.Value, Consents: true);
        var taken = await new AnswerProposal(street.Office).TakeAsync(call.Value.Proposal.Number, taker, Stop);

        Assert.Equal(ProposalState.Done, taken.Value.State);
        Assert.Equal(
            (made.Missed, made.Left),
            Assert.Single(await MakeUpsAsync(street)) is var now ? (now.Missed, now.Left) : default
        );
    }

    [Fact]
    public async Task WhoCameAfterAll_AndWhoMissedLongAgo_IsNotAsked()
    {
        await using var street = await MissedAsync();
        Assert.Single(await MakeUpsAsync(street));

        street.Clock.Reset(Instant.FromUtc(2027, 3, 5, 4, 0));
        Assert.Single(await MakeUpsAsync(street));
        street.Clock.Reset(Instant.FromUtc(2027, 3, 6, 4, 0));
        Assert.Empty(await MakeUpsAsync(street));

        street.Clock.Reset(Instant.FromUtc(2026, 12, 6, 4, 0));
        await MarkAsync(street, Night, new([], [], AllCame: true, false));
        Assert.Empty(await MakeUpsAsync(street));
    }

    [Fact]
    public async Task WhatIsOfferedIsWhatMayBeTaken_OfCallsGapsAndOpenProblems()
    {
        await using var street = await MissedAsync(Register(24));
        var area = await street.AreaAsync();
        var called = await OnAsync(street, Night.PlusDays(14), Post.Guard);
        var away = await OnAsync(street, Night.PlusDays(21), Post.Guard);
        var call = (await new ProposeChange(street.Office).CallAsync(area, called.Seat, null, Stop)).Value.Proposal;
        await using (var reader = await street.Office.Database.ReadAsync(Stop))
        {
            var card = (await reader.People.OfAsync([away.Resident], Stop))[away.Resident];
            await street.ImportAsync(Register(24).Absent(card.Code, away.Seat.Night, away.Seat.Night).Build());
        }

        var edition = await street.EditionAsync(PlannedStreet.December);
        var open = edition
            .Sheet.Rota.Gaps.Select(g => g.Seat)
            .Append(called.Seat)
            .Append(away.Seat)
            .Where(s => s.Night > Night)
            .Order()
            .ToList();
        var made = Assert.Single(await MakeUpsAsync(street));

        var legal = new List<Seat>();
        foreach (var seat in open)
        {
            var holder = edition.Sheet.Rota.Duties.FirstOrDefault(d => d.Seat == seat)?.Resident;
            var change = RotaChange.StandIn(seat, holder, made.Missed.Resident);
            if ((await new ProposeChange(street.Office).PreviewAsync(area, change, Stop)).Succeeded)
            {
                legal.Add(seat);
            }
        }

        Assert.Equal(legal, made.Ways.Select(w => w.Seat));
        Assert.Contains(made.Ways, w => w.Seat == called.Seat && w.Call == call.Number);
        Assert.Contains(made.Ways, w => w.Seat == away.Seat && w.Holder?.Resident == away.Resident);
        Assert.Equal(edition.Sheet.Rota.Gaps.Count > 0, open.Count > 2);
    }

    private static SmallRegister Register(int households) => SmallRegister.Of(1, households);

    /// <summary>A street on the day after its first watch of December, whose guard did not come.</summary>
    private static async Task<PlannedStreet> MissedAsync(SmallRegister? register = null)
    {
        var street = await SwappedStreet.PublishedAsync(register: register);
        street.Clock.Reset(Instant.FromUtc(2026, 12, 6, 4, 0));
        var guard = await OnAsync(street, Night, Post.Guard);
        await MarkAsync(street, Night, new([], [guard.Resident], AllCame: true, ByLead: false));
        return street;
    }

    private static async Task MarkAsync(PlannedStreet street, LocalDate night, AttendanceTold told) =>
        Assert.True((await new MarkAttendance(street.Office).RunAsync("G1", night, told, Stop)).Succeeded);

    private static async Task<IReadOnlyList<MakeUp>> MakeUpsAsync(PlannedStreet street) =>
        (await new ReadMakeUps(street.Office).RunAsync(AreaChoice.All, Stop)).Value;

    private static async Task<Duty> OnAsync(PlannedStreet street, LocalDate night, Post post) =>
        (await street.DutiesAsync(night.ToYearMonth()))
            .First(d => d.Duty.Seat.Night == night && d.Duty.Seat.Post == post)
            .Duty;
}
