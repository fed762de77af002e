using CsCheck;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Notices;
using Rota.Store;
using Rota.Store.Notices;
using Rota.Store.Rotas;
using Rota.Testing;
using Xunit;

namespace Rota.Worker.Tests.Notices;

/// <summary>Who is told what: everybody of what holds for them, nobody twice, nothing that is overtaken, through deaths at every step.</summary>
public sealed class NoticeTests(ITestOutputHelper output)
{
    private static readonly YearMonth December = WorkedStreet.December;

    private static CancellationToken Stop => WorkedStreet.Stop;

    /// <summary>
    /// Editions, withdrawals and rounds of two senders at once in any order, with channels that refuse and die. In the end, once what is stuck was settled by
    /// a person who asked around, what arrived last at each resident is what holds, and no notice arrived twice.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatArrivedLastIsWhatHolds(bool onServer)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 1);
        street.At(20);
        var rounds = Environment.GetEnvironmentVariable("ROTA_NOTICES") is { } many ? int.Parse(many, null) : 8;
        await Gen.Select(Gen.Enum<Act>().Array[6, 12], Gen.Enum<Trip>().Array[40], Gen.Int[1, 1_000_000])
            .SampleAsync((acts, trips, chance) => LiveAsync(street, acts, trips, chance), iter: rounds, threads: 1);
    }

    /// <summary>
    /// One call in ten is refused or dies before or after the notice arrives, and an organiser who knows nothing sends again whatever is stuck.
    /// <c>ROTA_LETTERS=10000</c> sends so many.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OfManyNoticesNoneIsMissed_AndNoMoreComeTwiceThanSendersDied(bool onServer)
    {
        var (wanted, seed) = (Laboratory.Asked("ROTA_LETTERS", 150), Environment.TickCount);
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 1);
        street.At(20);
        var chance = new Random(seed);
        var (deaths, calls) = (0, 0);
        Trip Next()
        {
            calls++;
            var trip = chance.Next(100) switch
            {
                < 4 => Trip.Refused,
                < 7 => Trip.DiesBefore,
                < 10 => Trip.DiesAfter,
                _ => Trip.Arrives,
            };
            deaths += trip is Trip.DiesBefore or Trip.DiesAfter ? 1 : 0;
            return trip;
        }

        Postman[] postmen = [new(canDeduplicate: true, Next), new(canDeduplicate: false, Next)];
        await new SendNotices(street.Office).UseAsync(postmen, Stop);
        while (postmen.Sum(p => p.Arrived.Count) < wanted)
        {
            await TradeAsync(street, chance.Next(1000));
            await SendAllAsync(street, postmen);
        }

        output.WriteLine($"seed {seed}: {calls} calls, {deaths} deaths, {postmen.Sum(p => p.Arrived.Count)} arrived");
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var all = await reader.Notices.InAsync(Enum.GetValues<NoticeState>(), Stop);
        Assert.All(all, n => Assert.True(n.State is NoticeState.Sent or NoticeState.Cancelled, $"{n.State}"));
        foreach (var postman in postmen)
        {
            var arrived = postman.Arrived.Select(a => a.Id).ToHashSet();
            var sent = all.Where(n => n.Channel == postman.Name && n.State == NoticeState.Sent).Select(n => n.Id);
            Assert.DoesNotContain(sent, id => !arrived.Contains(id));
            Assert.InRange(postman.Arrived.Count - arrived.Count, 0, postman.CanDeduplicate ? 0 : deaths);
        }
    }

    /// <summary>Sends until nothing waits; what is stuck is sent again, whether it arrived or not.</summary>
    private static async Task SendAllAsync(WorkedStreet street, Postman[] postmen)
    {
        var (sending, settling) = (new SendNotices(street.Office), new SettleNotice(street.Office));
        for (var isLeft = true; isLeft; )
        {
            street.Clock.Advance(Duration.FromMinutes(3));
            foreach (var postman in postmen)
            {
                await sending.RunAsync(postman, Stop);
            }

            foreach (var stuck in await settling.StuckAsync(Stop))
            {
                if (
                    !postmen.Single(p => p.Name == stuck.Notice.Channel).CanDeduplicate
                    || stuck.Notice.State == NoticeState.Failed
                )
                {
                    await settling.ResendAsync(stuck.Notice.Id, Stop);
                }
            }

            await using var reader = await street.Office.Database.ReadAsync(Stop);
            isLeft =
                (
                    await reader.Notices.InAsync([NoticeState.Queued, NoticeState.Sending, NoticeState.Failed], Stop)
                ).Count > 0;
        }
    }

    [Fact]
    public async Task ANoticeSaysTheResidentsOwnDutiesAndNobodyElses()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: false, areas: 1);
        street.At(25);
        var postman = new Postman(canDeduplicate: true, () => Trip.Arrives);
        var sending = new SendNotices(street.Office);
        await sending.UseAsync([postman], Stop);
        await PublishAsync(street);

        await sending.RunAsync(postman, Stop);

        var sheet = Assert.Single((await new ReadSheets(street.Office).RunAsync(December, AreaChoice.All, Stop)).Value);
        var people = sheet.Rota.Duties.GroupBy(d => d.Resident).ToList();
        Assert.Equal(people.Count, postman.Arrived.Count);
        foreach (var notice in postman.Arrived)
        {
            var mine = people.Single(p => sheet.People[p.Key].Number.ToString() == notice.WatchNumber);
            Assert.Equal("given", notice.Kind);
            Assert.All(
                mine,
                d =>
                    Assert.Contains(
                        $"{d.Seat.Night.Month}月{d.Seat.Night.Day}日",
                        notice.Text.Zh,
                        StringComparison.Ordinal
                    )
            );
            Assert.Equal(mine.Count(), notice.Text.Zh.Split("19:30–22:30").Length - 1);
            Assert.Contains(notice.To, notice.Text.Zh, StringComparison.Ordinal);
            Assert.DoesNotContain(notice.To, notice.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AReminderGoesOnceTheEveningBefore_ToWhoeverHasTheDutyThen()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: false, areas: 1);
        street.At(25);
        var postman = new Postman(canDeduplicate: false, () => Trip.Arrives);
        var sending = new SendNotices(street.Office);
        await sending.UseAsync([postman], Stop);
        await PublishAsync(street);
        await sending.RunAsync(postman, Stop);
        postman.Arrived.Clear();

        // The first Saturday of December is the 5th; its watch begins at 19:30.
        var eve = new LocalDateTime(2026, 12, 4, 19, 29).InZoneLeniently(street.Office.Zone).ToInstant();
        street.Clock.Reset(eve);
        Assert.Equal(0, await sending.RemindAsync(24, Stop));
        street.Clock.Advance(Duration.FromMinutes(1));
        var reminded = await sending.RemindAsync(24, Stop);
        Assert.Equal(3, reminded);
        Assert.Equal(0, await sending.RemindAsync(24, Stop));

        // One trades the duty away before the reminder is sent.
        await TradeAsync(street, chance: 1);
        await sending.RunAsync(postman, Stop);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var area = (await reader.Areas.ListAsync(Stop))[0].Area.Id;
        var night = new LocalDate(2026, 12, 5);
        var standing = await reader.Duties.OfAreaAsync(area, night, night, Stop);
        var cards = await reader.People.OfAsync(standing.Select(d => d.Duty.Resident), Stop);
        var numbers = cards.Values.Select(c => c.Number.ToString()).ToHashSet();
        Assert.All(postman.Arrived.Where(a => a.Kind == "reminder"), a => Assert.Contains(a.WatchNumber, numbers));
    }

    /// <summary>A month that was published by hand, then a worker: everybody is told of it once, however often the channel goes and comes.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AChannelThatBegins_TellsEverybodyOfWhatTheyHaveAlready(bool onServer)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 1);
        street.At(25);
        await PublishAsync(street);
        var postman = new Postman(canDeduplicate: true, () => Trip.Arrives);
        var sending = new SendNotices(street.Office);
        await sending.UseAsync([postman], Stop);
        // It ends before anything is sent, and begins again, twice.
        await sending.UseAsync([], Stop);
        street.Clock.Advance(Duration.FromMinutes(1));
        await sending.UseAsync([postman], Stop);
        await sending.RunAsync(postman, Stop);
        await AssertBelievedAsync(street, postman);
        Assert.NotEmpty(postman.Arrived);
        var all = postman.Arrived.Count;
        Assert.All(postman.Arrived, a => Assert.Equal("given", a.Kind));

        await sending.UseAsync([], Stop);
        street.Clock.Advance(Duration.FromMinutes(1));
        await sending.UseAsync([postman], Stop);
        await sending.RunAsync(postman, Stop);
        Assert.Equal(all, postman.Arrived.Count);

        // Who changes nothing is told nothing by the next edition.
        await TradeAsync(street, chance: 3);
        await sending.RunAsync(postman, Stop);
        await AssertBelievedAsync(street, postman);
        Assert.DoesNotContain(
            postman.Arrived.Skip(all),
            a => a.Kind == "given" && postman.Arrived.Take(all).Any(b => b.WatchNumber == a.WatchNumber)
        );
    }

    [Fact]
    public async Task AMonthThatIsOver_IsToldToNobodyWhenAChannelBegins()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: false, areas: 1);
        street.At(25);
        await PublishAsync(street);
        street.Clock.Reset(new LocalDateTime(2027, 1, 2, 12, 0).InZoneLeniently(street.Office.Zone).ToInstant());
        await new SendNotices(street.Office).UseAsync([new Postman(canDeduplicate: true, () => Trip.Arrives)], Stop);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        Assert.Empty(await reader.Notices.CountsAsync(Stop));
    }

    [Fact]
    public async Task WithoutAChannelNobodyIsWrittenTo()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: false, areas: 1);
        street.At(25);
        await PublishAsync(street);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        Assert.Empty(await reader.Notices.CountsAsync(Stop));
    }

    private static async Task LiveAsync(WorkedStreet street, Act[] acts, Trip[] trips, int chance)
    {
        var (step, isCalm) = (0, true);
        Trip Next() => isCalm ? Trip.Arrives : trips[Interlocked.Increment(ref step) % trips.Length];
        Postman[] postmen = [new(canDeduplicate: true, Next), new(canDeduplicate: false, Next)];
        var sending = new SendNotices(street.Office);
        var already = await LastIdAsync(street);
        await sending.UseAsync(postmen, Stop);
        await WithdrawAsync(street);
        await SettleAsync(street, postmen, already);

        // Nobody believes anything that an earlier life told: from here on channels die.
        isCalm = false;
        foreach (var (act, index) in acts.Select((a, i) => (a, i)))
        {
            await (
                act switch
                {
                    Act.Trade => TradeAsync(street, chance + index),
                    Act.Withdraw => WithdrawAsync(street),
                    _ => Task.WhenAll(postmen.Concat(postmen).Select(p => sending.RunAsync(p, Stop))),
                }
            );
        }

        isCalm = true;
        await SettleAsync(street, postmen, already);
        foreach (var postman in postmen)
        {
            Assert.Equal(postman.Arrived.Count, postman.Arrived.Select(a => a.Id).Distinct().Count());
            await AssertBelievedAsync(street, postman);
        }
    }

    /// <summary>Time goes by; whoever looks into the list asks whether what is stuck arrived, and says so; then all is sent.</summary>
    private static async Task SettleAsync(WorkedStreet street, Postman[] postmen, long already)
    {
        var (sending, settling) = (new SendNotices(street.Office), new SettleNotice(street.Office));
        for (var round = 0; round < 3; round++)
        {
            street.Clock.Advance(Duration.FromMinutes(3));
            foreach (var postman in postmen.Where(p => p.CanDeduplicate))
            {
                await sending.RunAsync(postman, Stop);
            }

            foreach (var stuck in await settling.StuckAsync(Stop))
            {
                var id = stuck.Notice.Id;
                var hasArrived = id <= already || postmen.Any(p => p.Arrived.Any(a => a.Id == id));
                Assert.True(
                    (await (hasArrived ? settling.DropAsync(id, Stop) : settling.ResendAsync(id, Stop))).Succeeded
                );
            }

            foreach (var postman in postmen)
            {
                await sending.RunAsync(postman, Stop);
            }
        }
    }

    /// <summary>What the last notice that arrived tells is what holds, for everybody who ever got one or has a duty.</summary>
    private static async Task AssertBelievedAsync(WorkedStreet street, Postman postman)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var area = (await reader.Areas.ListAsync(Stop))[0].Area.Id;
        var edition = await reader.Editions.HeadInForceAsync(area, December, Stop);
        var believed = new Dictionary<ResidentId, EditionId?>();
        foreach (var arrived in postman.Arrived)
        {
            var notice = (await reader.Notices.FindAsync(arrived.Id, Stop))!;
            believed[notice.Resident] = notice.Edition;
        }

        var duties = await reader.Duties.OfAreaAsync(area, December.OnDayOfMonth(1), December.OnDayOfMonth(31), Stop);
        foreach (var resident in duties.Select(d => d.Duty.Resident).Concat(believed.Keys).Distinct())
        {
            Assert.Equal(
                await ToldAsync(reader, edition?.Id, resident),
                await ToldAsync(reader, believed.GetValueOrDefault(resident), resident)
            );
        }
    }

    private static async Task<IReadOnlyList<ToldDuty>> ToldAsync(
        StreetReader reader,
        EditionId? edition,
        ResidentId resident
    ) => edition is { } id ? await reader.Notices.DutiesAsync(id, resident, Stop) : [];

    private static async Task<long> LastIdAsync(WorkedStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var all = await reader.Notices.InAsync(Enum.GetValues<NoticeState>(), Stop);
        return all.Count == 0 ? 0 : all[^1].Id;
    }

    private static async Task PublishAsync(WorkedStreet street)
    {
        await new DraftMonth(street.Office).RunAsync(December, AreaChoice.All, cancellation: Stop);
        await new PublishMonth(street.Office).RunAsync(December, AreaChoice.All, cancellation: Stop);
    }

    private static async Task WithdrawAsync(WorkedStreet street) =>
        await new WithdrawMonth(street.Office).RunAsync(December, AreaChoice.All, Stop);

    /// <summary>Publishes the month, or its next edition with residents in one another's places.</summary>
    private static async Task TradeAsync(WorkedStreet street, int chance)
    {
        await using var writer = await street.Office.Database.WriteAsync("t", street.Clock.GetCurrentInstant(), Stop);
        var area = (await writer.Read.Areas.ListAsync(Stop))[0];
        if (await writer.Read.Editions.InForceAsync(area.Area.Id, December, Stop) is not { } edition)
        {
            await writer.DisposeAsync();
            await PublishAsync(street);
            return;
        }

        var duties = edition.Sheet.Rota.Duties;
        var register = (await writer.Read.Register.OfAreaAsync(area.Area.Id, December, Stop))!;
        var all = register.Residents.Select(r => r.Id).ToList();
        var turn = 1 + (chance % (all.Count - 1));
        Duty Moved(Duty duty)
        {
            // Some turns leave some where they are: not everybody is told of every edition.
            var at = all.IndexOf(duty.Resident);
            var to = chance % 3 == 0 && at % 2 == 0 ? at : (at + (chance % 3 == 0 ? 2 * turn : turn)) % all.Count;
            return duty with { Resident = all[to], Household = register.Residents[to].Household };
        }

        var moved = duties.Select(Moved).ToList();
        if (moved.Select(d => (d.Resident, d.Seat.Night)).Distinct().Count() < moved.Count)
        {
            return;
        }

        var sheet = edition.Sheet with { Rota = edition.Sheet.Rota with { Duties = [.. moved] } };
        var next = new NewEdition(new EditionCause(edition.Head.Number, ChangeKind.Edit), edition.Head.Covenant, sheet);
        var outcome = await writer.Editions.PublishAsync(new(area.Area.Id, area.Version, [next], []), Stop);
        Assert.Equal(WriteOutcome.Done, outcome);
        await writer.CommitAsync(Stop);
    }

    internal enum Act
    {
        Trade,
        Send,
        Withdraw,
        TradeAgain = Trade,
    }
}
