using CsCheck;
using NodaTime;
using Rota.Planning;
using Rota.Planning.Notices;
using Rota.Store.Notices;
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
            await ToldMonth.TradeAsync(street, chance.Next(1000));
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
        await ToldMonth.PublishAsync(street);

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
        await ToldMonth.PublishAsync(street);
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
        await ToldMonth.TradeAsync(street, chance: 1);
        await sending.RunAsync(postman, Stop);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var area = (await reader.Areas.ListAsync(Stop))[0].Area.Id;
        var night = new LocalDate(2026, 12, 5);
        var standing = await reader.Duties.OfAreaAsync(area, night, night, Stop);
        var cards = await reader.People.OfAsync(standing.Select(d => d.Duty.Resident), Stop);
        var numbers = cards.Values.Select(c => c.Number.ToString()).ToHashSet();
        Assert.All(postman.Arrived.Where(a => a.Kind == "reminder"), a => Assert.Contains(a.WatchNumber, numbers));
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
                    Act.Trade => ToldMonth.TradeAsync(street, chance + index),
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
            await ToldMonth.AssertBelievedAsync(street, postman);
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

    private static async Task<long> LastIdAsync(WorkedStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var all = await reader.Notices.InAsync(Enum.GetValues<NoticeState>(), Stop);
        return all.Count == 0 ? 0 : all[^1].Id;
    }

    private static async Task WithdrawAsync(WorkedStreet street) =>
        await new WithdrawMonth(street.Office).RunAsync(December, AreaChoice.All, Stop);

    internal enum Act
    {
        Trade,
        Send,
        Withdraw,
        TradeAgain = Trade,
    }
}
