using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>Somebody cannot come: what becomes of the duties that are published, and who is found for them.</summary>
public sealed class AbsenceTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task ADutyStaysTheResidents_UntilSomebodyHasTakenIt_AndIsAnOpenProblemTillThen()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duty = await FirstAsync(street);

        var told = (await ReportAsync(street, [duty.Resident], duty.Seat.Night)).Value;

        var mine = Assert.Single(told.Duties);
        Assert.Equal((duty.Seat, duty.Resident), (mine.At.Seat, mine.At.Holder));
        Assert.False(mine.IsEmergency);
        Assert.Equal(1, (await street.EditionAsync(December)).Head.Number);
        Assert.Contains(await ProblemsAsync(street), p => p.Seat == duty.Seat && p.Resident == duty.Resident);

        var way = (await street.WaysAsync(duty.Seat)).First(w => w.Change.Kind == ChangeKind.StandIn);
        Assert.Equal(ProposalState.Done, (await street.AgreeAsync(way.Change)).Value.State);
        Assert.DoesNotContain(await ProblemsAsync(street), p => p.Resident == duty.Resident);
    }

    [Fact]
    public async Task ADeathInTheFamilyAtSix_ReleasesAllDutiesOfTheHousehold_AndWhoeverAgreesByPhoneComes()
    {
        var covenant = SwappedStreet.Terms(rest: 9, new(Approval: true, 2, 24));
        await using var street = await SwappedStreet.PublishedAsync(covenant: covenant);
        var duty = await FirstAsync(street);
        street.Clock.Reset(duty.Seat.Night.At(new LocalTime(18, 0)).InZoneLeniently(street.Office.Zone).ToInstant());
        var home = await HomeAsync(street, duty);
        var before = await street.SumsAsync();
        var open = (await street.ProposeAsync((await street.WaysAsync(duty.Seat))[0].Change)).Value.Proposal;

        var told = (
            await ReportAsync(street, home, duty.Seat.Night, nights: 49, isExcused: true, isCalled: true)
        ).Value;

        // One edition, every duty of theirs empty with a reason, in the ledger no more, and offered to everybody.
        Assert.Equal([("G1", new MadeEdition(December, 2))], told.Editions);
        Assert.All(told.Duties, d => Assert.Null(d.At.Holder));
        Assert.All(told.Duties, d => Assert.NotNull(d.Call));
        Assert.DoesNotContain(
            await street.DutiesAsync(December),
            d => d.Duty.Household == duty.Household && d.Ends > street.Office.Now
        );
        var gap = (await street.EditionAsync(December)).Sheet.Rota.Gaps.Single(g => g.Seat == duty.Seat);
        Assert.NotEqual("", gap.Reason.Zh);
        Assert.NotEqual(before, await street.SumsAsync());
        Assert.Equal(ProposalState.Stale, await StateAsync(street, open.Number));

        var tonight = told.Duties.Single(d => d.At.Seat == duty.Seat);
        Assert.True(tonight.IsEmergency);
        var list = (await new ReadCallList(street.Office).RunAsync(tonight.At, 20, Stop)).Value;
        Assert.DoesNotContain(list.Entries, e => home.Contains(e.Resident));
        Assert.All(list.Entries, e => Assert.NotNull(list.People[e.Resident].Phone));
        var standby = list.Entries[0];
        Assert.Equal(CallReason.Standby, standby.Reason);

        // Consent by phone, recorded by whoever called; no approval waits, though the covenant asks for one.
        var by = list.Entries.First(e => e.Reason != CallReason.Standby);
        var done = await new ProposeChange(street.Office).RunAsync(
            await street.AreaAsync(),
            RotaChange.StandIn(duty.Seat, null, by.Resident),
            [new Answering(by.Resident, Consents: true, "caller", ByPhone: true)],
            Stop
        );
        Assert.Equal(ProposalState.Done, done.Value.Proposal.State);
        Assert.Contains(
            await street.DutiesAsync(December),
            d => d.Duty.Seat == duty.Seat && d.Duty.Resident == by.Resident
        );
        Assert.Equal(ProposalState.Stale, await StateAsync(street, tonight.Call!.Value));
    }

    [Fact]
    public async Task InAnEmergencyWhoeverComesIsExcused_AndItIsOnRecord_BeforeItNobodyIs()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var area = await street.AreaAsync();
        var duties = (await street.DutiesAsync(December))
            .Select(d => d.Duty)
            .Where(d => Watch.IsOut(d.Seat.Post))
            .ToList();
        var (asked, twice) = (
            duties[0],
            duties.First(d => d.Seat.Night != duties[0].Seat.Night && d.Household != duties[0].Household)
        );
        var change = RotaChange.StandIn(asked.Seat, asked.Resident, twice.Resident);
        Assert.False((await new ProposeChange(street.Office).PreviewAsync(area, change, Stop)).Succeeded);

        street.Clock.Reset(asked.Seat.Night.At(LocalTime.Noon).InZoneLeniently(street.Office.Zone).ToInstant());
        Assert.Equal(ProposalState.Done, (await street.AgreeAsync(change)).Value.State);

        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var waivers = await reader.Waivers.OfAreaAsync(area, asked.Seat.Night, asked.Seat.Night, Stop);
        Assert.Contains(waivers, w => w.Rule == "month" && w.Resident == twice.Resident && w.Seat == asked.Seat);
        Assert.All(waivers, w => Assert.NotEqual("", w.Reason));
        // What is waived is no breach to the audit either, and a re-solve undoes none of it.
        await street.AssertCleanAsync(December);
        var resolved = await new ResolveMonth(street.Office).PreviewAsync(
            December,
            "G1",
            asked.Seat.Night.PlusDays(1),
            cancellation: Stop
        );
        Assert.Empty(resolved.Value.Changes);
    }

    [Fact]
    public async Task ADutyThatSomebodyIsSoughtForAlready_IsNotOfferedTwice_AndTheAbsenceIsRecordedAllTheSame()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duty = await FirstAsync(street);
        var asker = new Answering(duty.Resident, Consents: true);
        var call = await new ProposeChange(street.Office).CallAsync(await street.AreaAsync(), duty.Seat, asker, Stop);

        var told = (await ReportAsync(street, [duty.Resident], duty.Seat.Night, isCalled: true)).Value;

        Assert.Equal(1, told.Recorded);
        Assert.Equal(call.Value.Proposal.Number, Assert.Single(told.Duties).Call);
    }

    [Fact]
    public async Task APinThatAnAbsenceHasOvertaken_HidesNoRotaFromTheAudit()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duty = await FirstAsync(street);
        street.Write(
            "INSERT INTO pin (street_id, area_id, night, watch, post, seat, resident_id) "
                + $"SELECT street_id, area_id, night, watch, post, seat, resident_id FROM duty_in_force WHERE resident_id = {duty.Resident.Value} "
                + $"AND night = '{duty.Seat.Night:uuuu-MM-dd}'"
        );

        await ReportAsync(street, [duty.Resident], duty.Seat.Night);
        var way = (await street.WaysAsync(duty.Seat)).First(w => w.Change.Kind == ChangeKind.StandIn);
        Assert.Equal(ProposalState.Done, (await street.AgreeAsync(way.Change)).Value.State);

        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task SomebodyOfTheHousehold_WhoTakesTheCall_WaitsForNoApproval()
    {
        var covenant = SwappedStreet.Terms(rest: 9, new(Approval: true, 2, 24));
        await using var street = await SwappedStreet.PublishedAsync(covenant: covenant);
        foreach (var duty in (await street.DutiesAsync(December)).Select(d => d.Duty))
        {
            if (
                (await street.WaysAsync(duty.Seat)).FirstOrDefault(w => w.Change.Kind == ChangeKind.HouseholdMember) is
                { } way
            )
            {
                var asker = new Answering(duty.Resident, Consents: true);
                var area = await street.AreaAsync();
                var call = (await new ProposeChange(street.Office).CallAsync(area, duty.Seat, asker, Stop))
                    .Value
                    .Proposal;
                var taker = new Answering(way.Change.Moves[0].To!.Value, Consents: true);

                var taken = await new AnswerProposal(street.Office).TakeAsync(call.Number, taker, Stop);

                Assert.Equal(ProposalState.Done, taken.Value.State);
                return;
            }
        }

        Assert.Fail("No other adult of a household could go.");
    }

    [Fact]
    public async Task TakenBack_TheResidentMayComeAgain_AndNothingElseMoves()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duty = await FirstAsync(street);
        await ReportAsync(street, [duty.Resident], duty.Seat.Night);
        var report = new ReportAbsence(street.Office);
        var nights = new AbsenceAsked([duty.Resident], duty.Seat.Night, duty.Seat.Night);

        Assert.Equal(1, (await report.TakeBackAsync(nights, Stop)).Value.Recorded);

        Assert.Empty(await ProblemsAsync(street));
        Assert.Equal(1, (await street.EditionAsync(December)).Head.Number);
        var before = street.Fingerprint();
        Assert.Equal(0, (await report.TakeBackAsync(nights, Stop)).Value.Recorded);
        Assert.Equal(before, street.Fingerprint());
    }

    [Theory]
    [InlineData(5, 4, "--to")]
    [InlineData(-40, -30, "rota attend")]
    [InlineData(0, 1000, "名册")]
    public async Task NightsThatAreNone_AreRefusedInWords_AndNothingIsWritten(int first, int last, string word)
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var duty = await FirstAsync(street);
        var before = street.Fingerprint();

        var refused = await new ReportAbsence(street.Office).RunAsync(
            new AbsenceAsked([duty.Resident], street.Office.Today.PlusDays(first), street.Office.Today.PlusDays(last)),
            Stop
        );

        var fault = Assert.Single(refused.Faults);
        Assert.Contains(word, fault.Where.Source + fault.Right.Zh, StringComparison.Ordinal);
        Assert.Equal(before, street.Fingerprint());
    }

    [Fact]
    public async Task AnOrganisersWaiver_IsOnRecordWithItsReason_OnceTheChangeIsCarriedOut()
    {
        await using var street = await SwappedStreet.PublishedAsync();
        var area = await street.AreaAsync();
        var duties = (await street.DutiesAsync(December))
            .Select(d => d.Duty)
            .Where(d => Watch.IsOut(d.Seat.Post))
            .ToList();
        var (asked, twice) = (
            duties[0],
            duties.First(d => d.Seat.Night != duties[0].Seat.Night && d.Household != duties[0].Household)
        );
        var change = RotaChange.StandIn(asked.Seat, asked.Resident, twice.Resident) with
        {
            Waivers =
            [
                new Waiver("month", asked.Seat, twice.Resident, "本人愿意"),
                new Waiver("rest", asked.Seat, twice.Resident, "本人愿意"),
            ],
        };
        var made = (await street.ProposeAsync(change)).Value.Proposal;
        await using (var reader = await street.Office.Database.ReadAsync(Stop))
        {
            Assert.Empty(await reader.Waivers.OfAreaAsync(area, asked.Seat.Night, asked.Seat.Night, Stop));
        }

        var last = await street.AgreedButOneAsync(made);
        Assert.Equal(ProposalState.Done, (await street.AnswerAsync(made.Number, last)).Value.State);

        await using var after = await street.Office.Database.ReadAsync(Stop);
        Assert.Equal(change.Waivers, await after.Waivers.OfAreaAsync(area, asked.Seat.Night, asked.Seat.Night, Stop));
    }

    private static async Task<Duty> FirstAsync(PlannedStreet street)
    {
        foreach (
            var duty in (await street.DutiesAsync(December)).Select(d => d.Duty).Where(d => Watch.IsOut(d.Seat.Post))
        )
        {
            if ((await street.WaysAsync(duty.Seat)).Any(w => w.Change.Kind == ChangeKind.StandIn))
            {
                return duty;
            }
        }

        throw new InvalidOperationException("Nobody could stand in.");
    }

    private static async Task<IReadOnlyList<ResidentId>> HomeAsync(PlannedStreet street, Duty duty)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var register = await reader.Register.OfAreaAsync(await street.AreaAsync(), December, Stop);
        return [.. register!.Residents.Where(r => r.Household == duty.Household).Select(r => r.Id)];
    }

    private static Task<Outcome<AbsenceReported>> ReportAsync(
        PlannedStreet street,
        IReadOnlyList<ResidentId> who,
        LocalDate first,
        int nights = 1,
        bool isExcused = false,
        bool isCalled = false
    ) =>
        new ReportAbsence(street.Office).RunAsync(
            new AbsenceAsked(who, first, first.PlusDays(nights - 1), isExcused, isCalled),
            Stop
        );

    private static async Task<IReadOnlyList<OpenProblem>> ProblemsAsync(PlannedStreet street) =>
        (await new ReadOpenProblems(street.Office).RunAsync(AreaChoice.All, Stop)).Value.SingleOrDefault()?.Problems
        ?? [];

    private static async Task<ProposalState> StateAsync(PlannedStreet street, int number)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return (await reader.Proposals.FindAsync(number, Stop))!.State;
    }
}
