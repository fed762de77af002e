using NodaTime;
using Rota.Planning;
using Rota.Planning.Notices;
using Rota.Store.Notices;
using Xunit;

namespace Rota.Worker.Tests.Notices;

/// <summary>Channels that begin and end: who has duties to come is told of them by each, once.</summary>
public sealed class ChannelTests
{
    private static CancellationToken Stop => WorkedStreet.Stop;

    /// <summary>A month that was published by hand, then a worker: everybody is told of it once, however often the channel goes and comes.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AChannelThatBegins_TellsEverybodyOfWhatTheyHaveAlready(bool onServer)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 1);
        street.At(25);
        await ToldMonth.PublishAsync(street);
        var postman = new Postman(canDeduplicate: true, () => Trip.Arrives);
        var sending = new SendNotices(street.Office);
        await sending.UseAsync([postman], Stop);
        // It ends before anything is sent, and begins again, twice.
        await sending.UseAsync([], Stop);
        street.Clock.Advance(Duration.FromMinutes(1));
        await sending.UseAsync([postman], Stop);
        await sending.RunAsync(postman, Stop);
        await ToldMonth.AssertBelievedAsync(street, postman);
        Assert.NotEmpty(postman.Arrived);
        var all = postman.Arrived.Count;
        Assert.All(postman.Arrived, a => Assert.Equal("given", a.Kind));

        await sending.UseAsync([], Stop);
        street.Clock.Advance(Duration.FromMinutes(1));
        await sending.UseAsync([postman], Stop);
        await sending.RunAsync(postman, Stop);
        Assert.Equal(all, postman.Arrived.Count);

        // Who changes nothing is told nothing by the next edition.
        await ToldMonth.TradeAsync(street, chance: 3);
        await sending.RunAsync(postman, Stop);
        await ToldMonth.AssertBelievedAsync(street, postman);
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
        await ToldMonth.PublishAsync(street);
        street.Clock.Reset(new LocalDateTime(2027, 1, 2, 12, 0).InZoneLeniently(street.Office.Zone).ToInstant());
        await new SendNotices(street.Office).UseAsync([new Postman(canDeduplicate: true, () => Trip.Arrives)], Stop);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        Assert.Empty(await reader.Notices.CountsAsync(Stop));
    }

    /// <summary>What was told, and was withdrawn while the channel was away, is off: told once.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatWasTakenBackWhileAChannelWasAway_IsToldWhenItComesBack(bool onServer)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer, areas: 1);
        street.At(25);
        var postman = new Postman(canDeduplicate: true, () => Trip.Arrives);
        var sending = new SendNotices(street.Office);
        await sending.UseAsync([postman], Stop);
        await ToldMonth.PublishAsync(street);
        await sending.RunAsync(postman, Stop);
        var told = postman.Arrived.Select(a => a.WatchNumber).Order().ToList();
        await sending.UseAsync([], Stop);
        await new WithdrawMonth(street.Office).RunAsync(WorkedStreet.December, AreaChoice.All, Stop);
        postman.Arrived.Clear();

        for (var time = 0; time < 2; time++)
        {
            street.Clock.Advance(Duration.FromMinutes(1));
            await sending.UseAsync([postman], Stop);
            await sending.RunAsync(postman, Stop);
            Assert.Equal(told, postman.Arrived.Select(a => a.WatchNumber).Order());
            Assert.All(postman.Arrived, a => Assert.Equal("off", a.Kind));
            await sending.UseAsync([], Stop);
        }
    }

    /// <summary>Whoever stops gives back what it took and has not begun: nobody has to ask whether that arrived.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ASenderThatStops_LeavesNothingHalfSent(bool canDeduplicate)
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: false, areas: 1);
        street.At(25);
        using var stop = new CancellationTokenSource();
        var postman = new Postman(
            canDeduplicate,
            () =>
            {
                stop.Cancel();
                return Trip.Arrives;
            }
        );
        var sending = new SendNotices(street.Office);
        await sending.UseAsync([postman], Stop);
        await ToldMonth.PublishAsync(street);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.RunAsync(postman, stop.Token));

        Assert.Single(postman.Arrived);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var all = await reader.Notices.InAsync(Enum.GetValues<NoticeState>(), Stop);
        Assert.Equal(NoticeState.Sent, Assert.Single(all, n => n.State != NoticeState.Queued).State);
    }

    /// <summary>A channel that is closed is not tried with everything that waits, and one that cannot be sent keeps no other waiting.</summary>
    [Fact]
    public async Task ARefusalEndsTheRound_AndTheNextBeginsWithAnother()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: false, areas: 1);
        street.At(25);
        var postman = new Postman(canDeduplicate: true, () => Trip.Refused);
        var sending = new SendNotices(street.Office);
        await sending.UseAsync([postman], Stop);
        await ToldMonth.PublishAsync(street);

        Assert.Equal(1, (await sending.RunAsync(postman, Stop)).Refused);
        Assert.Equal(1, (await sending.RunAsync(postman, Stop)).Refused);

        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var all = await reader.Notices.InAsync(Enum.GetValues<NoticeState>(), Stop);
        Assert.All(all, n => Assert.Equal(NoticeState.Queued, n.State));
        Assert.Equal([1, 1], all.Where(n => n.Tries > 0).Select(n => n.Tries));
    }

    [Fact]
    public async Task WithoutAChannelNobodyIsWrittenTo()
    {
        await using var street = await WorkedStreet.OpenAsync(onServer: false, areas: 1);
        street.At(25);
        await ToldMonth.PublishAsync(street);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        Assert.Empty(await reader.Notices.CountsAsync(Stop));
    }
}
