using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Notices;
using Rota.Store.Notices;
using Rota.Store.Registers;
using Xunit;

namespace Rota.Worker.Tests.Notices;

/// <summary>Who is asked for something is told so: once, while an answer is waited for, with the duties and without who asks.</summary>
public sealed class AskedNoticeTests
{
    private static CancellationToken Stop => WorkedStreet.Stop;

    private readonly Postman postman = new(canDeduplicate: true, () => Trip.Arrives);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhoIsAskedForAnExchange_IsToldBothDuties_AndNotWhoAsks(bool onServer)
    {
        await using var street = await PublishedAsync(onServer);
        var (number, asker, asked) = await ExchangeAsync(street);

        var notice = Assert.Single(await SentAsync(street));

        Assert.Equal("asked", notice.Kind);
        var cards = await CardsAsync(street, asker.Resident, asked.Resident);
        Assert.Equal(cards[asked.Resident].Number.ToString(), notice.WatchNumber);
        Assert.Contains($"您的 {Day(asked)}", notice.Text.Zh, StringComparison.Ordinal);
        Assert.Contains($"您改为 {Day(asker)}", notice.Text.Zh, StringComparison.Ordinal);
        Assert.Contains($"第 {number} 号提议", notice.Text.Zh, StringComparison.Ordinal);
        Assert.Contains($"proposal {number}.", notice.Text.En, StringComparison.Ordinal);
        foreach (var said in new[] { notice.Text.Zh, notice.Text.En })
        {
            Assert.DoesNotContain(cards[asker.Resident].Name!, said, StringComparison.Ordinal);
            Assert.DoesNotContain(cards[asker.Resident].Number.ToString(), said, StringComparison.Ordinal);
        }

        // Told once; the next edition tells both of them what they have then.
        Assert.Empty(await SentAsync(street));
        Assert.True(
            (await new AnswerProposal(street.Office).RunAsync(number, new(asked.Resident, true), Stop)).Succeeded
        );
        Assert.Equal(["moved", "moved"], (await SentAsync(street)).Select(n => n.Kind));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("withdrawn")]
    [InlineData("expired")]
    public async Task WhatNoLongerWaitsForAnAnswer_IsAskedOfNobody(string end)
    {
        await using var street = await PublishedAsync(onServer: false);
        var (number, _, asked) = await ExchangeAsync(street);
        var answering = new AnswerProposal(street.Office);
        switch (end)
        {
            case "refused":
                Assert.True((await answering.RunAsync(number, new(asked.Resident, false), Stop)).Succeeded);
                break;
            case "withdrawn":
                Assert.True((await answering.WithdrawAsync(number, Stop)).Succeeded);
                break;
            default:
                await using (var reader = await street.Office.Database.ReadAsync(Stop))
                {
                    street.Clock.Reset((await reader.Proposals.FindAsync(number, Stop))!.ExpiresAt);
                }

                break;
        }

        Assert.Empty(await SentAsync(street));
        await using var books = await street.Office.Database.ReadAsync(Stop);
        var all = await books.Notices.InAsync(Enum.GetValues<NoticeState>(), Stop);
        Assert.Equal(NoticeState.Cancelled, Assert.Single(all, n => n.Kind == NoticeKind.Asked).State);
    }

    /// <summary>An open call asks nobody by name; whose duty it is may be asked once somebody has taken it.</summary>
    [Fact]
    public async Task AnOpenCall_AsksWhoseDutyItIsOnceItIsTaken()
    {
        await using var street = await PublishedAsync(onServer: false);
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        var area = (await reader.Areas.ListAsync(Stop))[0].Area.Id;
        var duties = await DutiesAsync(street);
        foreach (var duty in duties)
        {
            var proposing = new ProposeChange(street.Office);
            var register = (await reader.Register.OfAreaAsync(area, WorkedStreet.December, Stop))!;
            foreach (var taker in register.Residents.Select(r => r.Id).Where(r => r != duty.Resident))
            {
                var change = RotaChange.StandIn(duty.Seat, duty.Resident, taker);
                if (!(await proposing.PreviewAsync(area, change, Stop)).Succeeded)
                {
                    continue;
                }

                var call = (await proposing.CallAsync(area, duty.Seat, null, Stop)).Value.Proposal;
                Assert.Empty(await SentAsync(street));
                var taken = await new AnswerProposal(street.Office).TakeAsync(call.Number, new(taker, true), Stop);
                Assert.True(taken.Succeeded);
                var sent = await SentAsync(street);
                var numbers = await CardsAsync(street, duty.Resident);
                Assert.Single(sent, n => n.Kind == "asked");
                Assert.All(
                    sent.Where(n => n.Kind == "asked"),
                    n => Assert.Equal(numbers[duty.Resident].Number.ToString(), n.WatchNumber)
                );
                return;
            }
        }

        Assert.Fail("Nobody can stand in.");
    }

    /// <summary>The standby who is asked to go out is asked that, and not for an exchange.</summary>
    [Fact]
    public async Task WhoIsAskedToGoOutFromStandby_IsToldBothPosts()
    {
        await using var street = await PublishedAsync(onServer: false);
        var area = await AreaAsync(street);
        foreach (var duty in (await DutiesAsync(street)).Where(d => d.Seat.Post != Post.Standby))
        {
            var ways = (await new SuggestChanges(street.Office).RunAsync(area, duty.Seat, 3, Stop)).Value.Best;
            if (ways.FirstOrDefault(w => w.Change.Kind == ChangeKind.Promotion) is not { } way)
            {
                continue;
            }

            var made = await new ProposeChange(street.Office).RunAsync(
                area,
                way.Change,
                [new(duty.Resident, true)],
                Stop
            );
            Assert.True(made.Succeeded);
            var sent = await SentAsync(street);
            var asked = way.Change.Moves.Select(m => m.To).OfType<ResidentId>().Distinct().ToList();
            Assert.Equal(asked.Count, sent.Count);
            Assert.All(sent, n => Assert.Contains("请您换个岗位顶上", n.Text.Zh, StringComparison.Ordinal));
            Assert.Contains(sent, n => n.Text.Zh.Contains("备班，改为", StringComparison.Ordinal));
            Assert.DoesNotContain(sent, n => n.Text.En.Contains("exchange", StringComparison.Ordinal));
            return;
        }

        Assert.Fail("No standby can go out.");
    }

    /// <summary>A channel that begins asks what waits for an answer, and what it has asked it asks no more.</summary>
    [Fact]
    public async Task AChannelThatBegins_AsksWhatWaits_Once()
    {
        await using var street = await PublishedAsync(onServer: false);
        var sending = new SendNotices(street.Office);
        await sending.UseAsync([], Stop);
        var (_, _, asked) = await ExchangeAsync(street);
        street.Clock.Advance(Duration.FromMinutes(1));

        await sending.UseAsync([postman], Stop);
        var notice = Assert.Single(await SentAsync(street));
        Assert.Equal("asked", notice.Kind);
        var number = (await CardsAsync(street, asked.Resident))[asked.Resident].Number;
        Assert.Equal(number.ToString(), notice.WatchNumber);

        await sending.UseAsync([], Stop);
        street.Clock.Advance(Duration.FromMinutes(1));
        await sending.UseAsync([postman], Stop);
        Assert.Empty(await SentAsync(street));
    }

    /// <summary>December published, and everybody told of it.</summary>
    private async Task<WorkedStreet> PublishedAsync(bool onServer)
    {
        var street = await WorkedStreet.OpenAsync(onServer, areas: 1, households: 12);
        street.At(25);
        await new SendNotices(street.Office).UseAsync([postman], Stop);
        await ToldMonth.PublishAsync(street);
        await SentAsync(street);
        return street;
    }

    /// <summary>One asks another for an exchange that keeps every rule.</summary>
    private static async Task<(int Number, Duty Asker, Duty Asked)> ExchangeAsync(WorkedStreet street)
    {
        var area = await AreaAsync(street);
        var duties = await DutiesAsync(street);
        var proposing = new ProposeChange(street.Office);
        foreach (var (one, other) in duties.SelectMany(d => duties.Select(e => (d, e))).Where(p => p.d != p.e))
        {
            if (one.Resident == other.Resident)
            {
                continue;
            }

            var change = RotaChange.Around((one.Seat, one.Resident), (other.Seat, other.Resident));
            var made = await proposing.RunAsync(area, change, [new(one.Resident, true)], Stop);
            if (made.Succeeded)
            {
                return (made.Value.Proposal.Number, one, other);
            }
        }

        throw new InvalidOperationException("No two can trade.");
    }

    private static async Task<AreaId> AreaAsync(WorkedStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return (await reader.Areas.ListAsync(Stop))[0].Area.Id;
    }

    private static async Task<IReadOnlyList<Duty>> DutiesAsync(WorkedStreet street)
    {
        var sheets = await new ReadSheets(street.Office).RunAsync(WorkedStreet.December, AreaChoice.All, Stop);
        return Assert.Single(sheets.Value).Rota.Duties;
    }

    private static async Task<IReadOnlyDictionary<ResidentId, ResidentCard>> CardsAsync(
        WorkedStreet street,
        params ResidentId[] residents
    )
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return await reader.People.OfAsync(residents, Stop);
    }

    /// <summary>What is sent now.</summary>
    private async Task<IReadOnlyList<NoticeText>> SentAsync(WorkedStreet street)
    {
        postman.Arrived.Clear();
        await new SendNotices(street.Office).RunAsync(postman, Stop);
        return [.. postman.Arrived];
    }

    private static string Day(Duty duty) => $"{duty.Seat.Night.Month}月{duty.Seat.Night.Day}日";
}
