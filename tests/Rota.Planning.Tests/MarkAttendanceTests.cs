using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rotas;
using Rota.Testing.Registers;
using Xunit;
using static Rota.Planning.Tests.AttendedStreet;

namespace Rota.Planning.Tests;

/// <summary>
/// Who came: a household's night in the ledger always comes to the points of its duties in force that were not missed, whatever was marked,
/// imported and changed in which order.
/// </summary>
public sealed class MarkAttendanceTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task MissedTakesTheDutysPointsOnce_AndCameGivesThemBack()
    {
        await using var street = await BegunAsync();
        var duty = (await NightAsync(street))[0].Duty;
        var before = await street.LedgerAsync();
        var edition = await street.EditionAsync(December);

        Assert.Equal([(LedgerReason.Missed, -duty.Points)], await MarkedAsync(street, missed: [duty.Resident]));
        var once = street.Fingerprint();
        Assert.Empty(await MarkedAsync(street, missed: [duty.Resident]));
        Assert.Equal(once, street.Fingerprint());
        Assert.Equal([(LedgerReason.Correction, duty.Points)], await MarkedAsync(street, allCame: true));
        once = street.Fingerprint();
        Assert.Empty(await MarkedAsync(street, came: [duty.Resident], allCame: true));

        Assert.Equal(once, street.Fingerprint());
        var after = await street.LedgerAsync();
        Assert.All(before, h => Assert.Equal(h, after[h.Key].Take(h.Count())));
        Assert.Equal(edition.Head.Number, (await street.EditionAsync(December)).Head.Number);
    }

    [Fact]
    public async Task TheTrailSaysWatchNumbersAndOnWhoseWord_AndTheAreasVersionMoves()
    {
        await using var street = await BegunAsync();
        var duties = await NightAsync(street);
        var (lead, guard) = (On(duties, Post.Lead), On(duties, Post.Guard));
        var version = await VersionAsync(street);

        await MarkedAsync(street, missed: [guard.Resident], allCame: true, byLead: true);

        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var act = (await reader.Trail.LastAsync(1, Stop))[0];
        var people = await reader.People.OfAsync(duties.Select(d => d.Duty.Resident), Stop);
        var came = duties.Where(d => d.Duty != guard).Select(d => people[d.Duty.Resident].Number);
        Assert.Equal(("attend", "G1 2026-12-05"), (act.Verb, act.Subject));
        Assert.Equal(
            $"came {string.Join(", ", came)}; missed {people[guard.Resident].Number}; by word of lead {people[lead.Resident].Number}",
            act.Details
        );
        Assert.Equal(version + 1, await VersionAsync(street));
    }

    [Fact]
    public async Task WhatCannotBeMarked_IsToldAndWritesNothing()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duties = await NightAsync(street);
        var (lead, other) = (On(duties, Post.Lead), (await OnAsync(street, Evening.PlusDays(7)))[0].Duty);
        var before = street.Fingerprint();

        var early = await RunAsync(street, new([], [lead.Resident], AllCame: false, ByLead: false));
        street.Clock.Reset(Instant.FromUtc(2026, 12, 5, 11, 30));
        AttendanceTold[] wrong =
        [
            new([], [other.Resident], false, false),
            new([lead.Resident], [lead.Resident], false, false),
            new([], [lead.Resident], AllCame: true, ByLead: true),
        ];
        foreach (var told in wrong)
        {
            Assert.NotEmpty((await RunAsync(street, told)).Faults);
        }

        var empty = await new MarkAttendance(street.Office).ReadAsync("G1", Evening.PlusDays(1), Stop);

        Assert.Contains("has not begun", Assert.Single(early.Faults).Sentence.En, StringComparison.Ordinal);
        Assert.Equal("--night", Assert.Single(empty.Faults).Where.Source);
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task HistoryOfTheSameNightAgreesWithTheMarks()
    {
        await using var street = await BegunAsync();
        var duties = await NightAsync(street);
        var guard = On(duties, Post.Guard);
        await MarkedAsync(street, missed: [guard.Resident], allCame: true);
        street.Clock.Reset(Instant.FromUtc(2027, 1, 3, 4, 0));
        var history = await HistoryAsync(street, duties, guard);

        Assert.Equal(0, (await street.ImportAsync(history)).LedgerEntries);
        await AssertNightsAsync(street);

        var all = history with { History = [.. history.History.Select(h => h with { Attended = true })] };
        Assert.Equal(1, (await street.ImportAsync(all)).LedgerEntries);
        await AssertNightsAsync(street);
        Assert.Equal([(LedgerReason.Missed, -guard.Points)], await MarkedAsync(street, missed: [guard.Resident]));
        await AssertNightsAsync(street);
    }

    [Fact]
    public async Task NoLaterEditionGivesMissedPointsBackOrTakesThemTwice()
    {
        await using var street = await BegunAsync(households: 40);
        var guard = On(await NightAsync(street), Post.Guard);
        var later = (await OnAsync(street, Evening.PlusDays(14)))[0].Duty;
        var way = (await street.WaysAsync(later.Seat)).First(w => w.Change.Kind == ChangeKind.StandIn);
        var done = (await street.AgreeAsync(way.Change)).Value;
        await MarkedAsync(street, missed: [guard.Resident], allCame: true);
        var missed = await NightOfAsync(street, guard.Household);

        var undone = await new UndoChange(street.Office).RunAsync(done.Number, Stop);
        var absent = street.Office with { By = "again" };
        await street.ImportAsync(
            SmallRegister.Of(1, 40).Absent(await CodeAsync(street, later), later.Seat.Night, later.Seat.Night).Build()
        );
        var shown = (await new ResolveMonth(absent).PreviewAsync(December, "G1", cancellation: Stop)).Value;
        var resolved = await new ResolveMonth(absent).RunAsync(shown, Stop);

        Assert.True(undone.Succeeded && resolved.Succeeded);
        Assert.Equal(4, (await street.EditionAsync(December)).Head.Number);
        Assert.Equal(0, missed);
        Assert.Equal(missed, await NightOfAsync(street, guard.Household));
        await AssertNightsAsync(street);
    }

    [Theory]
    [InlineData(Post.Guard, false)]
    [InlineData(Post.Lead, false)]
    [InlineData(Post.Guard, true)]
    [InlineData(Post.Lead, true)]
    public async Task AStandbyWhoGoesOutForSomebodyMissing_HasTheirPoints_AndTheMissingTheirsOnceLess(
        Post post,
        bool isStandbyMarked
    )
    {
        await using var street = await BegunAsync();
        var duties = await NightAsync(street);
        var (gone, standby) = (On(duties, post), On(duties, Post.Standby));
        await MarkedAsync(street, missed: [gone.Resident], allCame: isStandbyMarked);
        var way = (await street.WaysAsync(gone.Seat)).First(w => w.Change.Kind == ChangeKind.Promotion);

        Assert.True((await street.AgreeAsync(way.Change)).Succeeded);

        await AssertNightsAsync(street);
        Assert.Equal(0, await NightOfAsync(street, gone.Household));
        Assert.Equal(gone.Points.Thousandths, await NightOfAsync(street, standby.Household));
        var now = await NightAsync(street);
        Assert.DoesNotContain(now, d => d.Duty.Resident == gone.Resident);
        await MarkedAsync(street, allCame: true);
        await AssertNightsAsync(street);
        Assert.True(Watch.IsOut(On(now, standby.Resident).Seat.Post));
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var told = await reader.Attendance.OfNightAsync([gone.Resident, standby.Resident], Evening, Stop);
        Assert.False(told[gone.Resident].Attended);
        Assert.Equal(On(now, standby.Resident).Seat.Post, told[standby.Resident].Post);
    }

    [Fact]
    public async Task MarksOfWhoCame_ChangeNothingForAnybodysNextNight()
    {
        await using var street = await BegunAsync();
        var later = (await OnAsync(street, Evening.PlusDays(14)))[0].Duty;
        var before = (await street.WaysAsync(later.Seat)).Select(w => (w.Change.Kind, w.Cost, w.Change.Moves[0].To));

        await MarkedAsync(street, allCame: true);

        Assert.Equal(
            before,
            (await street.WaysAsync(later.Seat)).Select(w => (w.Change.Kind, w.Cost, w.Change.Moves[0].To))
        );
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task WhoMissedANight_MayTakeAnotherOneOfTheMonth()
    {
        await using var street = await BegunAsync();
        var guard = On(await NightAsync(street), Post.Guard);
        var later = (await OnAsync(street, Evening.PlusDays(14))).First(d => d.Duty.Seat.Post == Post.Guard).Duty;
        async Task<bool> MayAsync() =>
            (await street.WaysAsync(later.Seat, 500)).Any(w =>
                w.Change.Kind == ChangeKind.StandIn && w.Change.Moves[0].To == guard.Resident
            );
        Assert.False(await MayAsync());

        await MarkedAsync(street, missed: [guard.Resident]);

        Assert.True(await MayAsync());
        Assert.True(
            (await street.AgreeAsync(RotaChange.StandIn(later.Seat, later.Resident, guard.Resident))).Succeeded
        );
        await AssertNightsAsync(street);
    }

    [Fact]
    public async Task AfterAnyMarksChangesAndImports_EachNightComesToTheDutiesThatWereStood()
    {
        await using var street = await BegunAsync(households: 40);
        var chance = new Random(8128);
        for (var operation = 0; operation < 40; operation++)
        {
            if (operation == 20)
            {
                street.Clock.Reset(Instant.FromUtc(2026, 12, 12, 12, 30));
            }

            var night = operation < 20 ? Evening : Evening.PlusDays(7 * chance.Next(2));
            var duties = await OnAsync(street, night);
            var duty = duties[chance.Next(duties.Count)].Duty;
            switch (chance.Next(5))
            {
                case 0:
                    await RunAsync(street, new([duty.Resident], [], chance.Next(2) == 0, false), night);
                    break;
                case 1 when operation >= 20:
                    await street.ImportAsync(await HistoryAsync(street, duties, duty));
                    break;
                case 2:
                    // Whatever may still be done while the watch is under way: the standby goes out, somebody stands in.
                    if (await street.WaysAsync(duty.Seat, 5) is { Count: > 0 } ways)
                    {
                        await street.AgreeAsync(ways[chance.Next(ways.Count)].Change);
                    }

                    break;
                default:
                    await RunAsync(street, new([], [duty.Resident], false, false), night);
                    break;
            }

            await AssertNightsAsync(street);
        }
    }
}
