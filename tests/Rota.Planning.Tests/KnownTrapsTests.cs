using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>Faults that schedulers are known for, each held as a case. Others of them stand with their laws: month's end, midnight, drafts made before a swap.</summary>
public sealed class KnownTrapsTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task TheTwentyNinthOfFebruary_CanBeExchangedAgainstANightOfMarch()
    {
        var days = SwappedStreet.Roomy;
        // In 2028 the 29th of February is a Tuesday.
        var watches = days.Terms.Watches.Select(w => w with { Weekdays = [IsoDayOfWeek.Tuesday] });
        var covenant = days with { Terms = days.Terms with { Watches = [.. watches] } };
        await using var street = await SwappedStreet.PublishedAsync(40, covenant);
        var (february, march) = (new YearMonth(2028, 2), new YearMonth(2028, 3));
        street.Clock.Reset(Instant.FromUtc(2028, 1, 20, 4, 0));
        await street.KeepAsync(february);
        await street.KeepAsync(march);
        var leap = new LocalDate(2028, 2, 29);
        var duty = (await street.DutiesAsync(february)).Select(d => d.Duty).First(d => d.Seat.Night == leap);
        var way = (await street.WaysAsync(duty.Seat, 2000)).First(w =>
            w.Change.Kind == ChangeKind.Exchange && w.Change.Moves.Any(m => m.Seat.Night.ToYearMonth() == march)
        );

        var done = (await street.AgreeAsync(way.Change)).Value;

        Assert.Equal([new MadeEdition(february, 2), new MadeEdition(march, 2)], done.Editions);
        Assert.DoesNotContain(
            await street.DutiesAsync(february),
            d => d.Duty.Seat == duty.Seat && d.Duty.Resident == duty.Resident
        );
        await street.AssertCleanAsync(february);
    }

    [Fact]
    public async Task AnExchange_StaysWhereItWas_WhenHoursAndWeekdayOfItsWatchChange()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duty = (await street.DutiesAsync(December)).Select(d => d.Duty).First(d => Watch.IsOut(d.Seat.Post));
        var way = (await street.WaysAsync(duty.Seat, 500)).First(w => w.Change.Kind == ChangeKind.Exchange);
        var done = (await street.AgreeAsync(way.Change)).Value;
        var after = (await street.EditionAsync(December)).Sheet.Rota.Duties.ToHashSet();
        var terms = street.Office.Covenant.Terms;
        var later = street.Office.Covenant with
        {
            Terms = terms with
            {
                Watches =
                [
                    .. terms.Watches.Select(w =>
                        w with
                        {
                            Start = new LocalTime(21, 0),
                            End = new LocalTime(23, 59),
                            Weekdays = [IsoDayOfWeek.Sunday],
                        }
                    ),
                ],
            },
        };
        street.Office = street.Office with { Covenant = later };

        var shown = await new ResolveMonth(street.Office).PreviewAsync(December, "G1", null, cancellation: Stop);

        Assert.Empty(shown.Value.Changes);
        // What is published is looked for and traded by its own hours, too.
        Assert.True((await new UndoChange(street.Office).RunAsync(done.Number, Stop)).Succeeded);
        Assert.True((await street.AgreeAsync(way.Change)).Succeeded);
        Assert.True((await street.EditionAsync(December)).Sheet.Rota.Duties.ToHashSet().SetEquals(after));
        Assert.Equal(ProposalState.Done, done.State);
    }

    [Fact]
    public async Task AnOrganiserWhoAssignsWhileAResidentAccepts_AndTheResident_AreNotBothRight()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var area = await street.AreaAsync();
        var duty = (await street.DutiesAsync(December)).Select(d => d.Duty).First(d => Watch.IsOut(d.Seat.Post));
        var takers = (await street.WaysAsync(duty.Seat, 500))
            .Where(w => w.Change.Kind == ChangeKind.StandIn)
            .Select(w => w.Change)
            .Take(2)
            .ToList();
        var asker = new Answering(duty.Resident, Consents: true);
        var call = (await new ProposeChange(street.Office).CallAsync(area, duty.Seat, asker, Stop)).Value.Proposal;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ResidentId Taker(RotaChange change) => change.Moves[0].To!.Value;

        var accepts = Task.Run(
            () =>
                new AnswerProposal(street.Office, _ => ready.Task).TakeAsync(
                    call.Number,
                    new Answering(Taker(takers[0]), Consents: true),
                    Stop
                ),
            Stop
        );
        var assigns = Task.Run(
            async () =>
            {
                await ready.Task;
                return await new ProposeChange(street.Office).RunAsync(
                    area,
                    takers[1],
                    [asker, new Answering(Taker(takers[1]), Consents: true, "organiser")],
                    Stop
                );
            },
            Stop
        );
        ready.SetResult();
        var (resident, organiser) = (await accepts, await assigns);

        Assert.NotEqual(resident.Succeeded, organiser.Succeeded);
        Assert.NotEmpty((resident.Succeeded ? organiser.Faults : resident.Faults)[0].What.Zh);
        var holder = (await street.DutiesAsync(December)).Single(d => d.Duty.Seat == duty.Seat).Duty.Resident;
        Assert.Equal(resident.Succeeded ? Taker(takers[0]) : Taker(takers[1]), holder);
        Assert.Equal(2, (await street.EditionAsync(December)).Head.Number);
    }
}
