using System.CommandLine;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Planning;
using Rota.Planning.Notices;
using Rota.Store;
using Rota.Store.Notices;

namespace Rota.Cli.Verbs;

/// <summary>Shows how far notices to residents are, and lets a person decide about those that are stuck.</summary>
internal sealed class NoticesVerb : Verb
{
    private readonly Option<bool> stuck;
    private readonly Option<int?> resend;
    private readonly Option<int?> drop;

    public NoticesVerb(VerbTools tools)
        : base(
            "notices",
            tools,
            new(
                "给居民的通知发到哪一步了。发到一半程序断了、不知对方收没收到的，不会自动重发，等您问清楚再定。",
                "How far notices to residents are. One that broke off half sent, so that nobody knows whether it arrived, is not sent again by itself: find out, then say."
            ),
            "rota notices",
            "rota notices --stuck",
            "rota notices --resend 12"
        )
    {
        stuck = new Option<bool>("--stuck")
        {
            Description = new Words("列出卡住的", "List those that are stuck").In(Language),
        };
        resend = Number("--resend", "没收到，再发一次：通知的序号", "It did not arrive: send this one again");
        drop = Number("--drop", "已经收到，或不用发了：通知的序号", "It arrived, or need not: give this one up");
        Options.Add(stuck);
        Options.Add(resend);
        Options.Add(drop);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Call call) =>
        call.Value(resend) is { } again
            ? OpenOffice.AndAsync(call, StreetAccess.Write, o => SettleAsync(call, o, again, isAgain: true))
        : call.Value(drop) is { } gone
            ? OpenOffice.AndAsync(call, StreetAccess.Write, o => SettleAsync(call, o, gone, isAgain: false))
        : OpenOffice.AndAsync(
            call,
            StreetAccess.Read,
            o => call.Value(stuck) ? StuckAsync(call, o) : CountAsync(call, o)
        );

    private static async Task<ExitCode> SettleAsync(Call call, Office office, int id, bool isAgain)
    {
        var settling = new SettleNotice(office);
        var settled = isAgain ? await settling.ResendAsync(id, call.Stop) : await settling.DropAsync(id, call.Stop);
        if (!settled.Succeeded)
        {
            return call.Refuse(settled.Faults);
        }

        if (isAgain)
        {
            call.Screen.Say($"通知 {id} 会再发一次。", $"Notice {id} will be sent again.");
        }
        else
        {
            call.Screen.Say($"通知 {id} 不再发。", $"Notice {id} is given up.");
        }

        call.Screen.Document(new { Notice = id, Resent = isAgain });
        return ExitCode.Done;
    }

    private static async Task<ExitCode> CountAsync(Call call, Office office)
    {
        await using var reader = await office.Database.ReadAsync(call.Stop);
        var channels = await reader.Notices.ChannelsAsync(call.Stop);
        var counts = await reader.Notices.CountsAsync(call.Stop);
        var screen = call.Screen;
        if (channels.Count == 0 && counts.Count == 0)
        {
            screen.Say(
                "还没有发通知的渠道：rota serve 运行后才会写通知。",
                "There is no channel yet: notices are written once rota serve has run."
            );
        }
        else
        {
            var listing = new Listing(screen.Language).Column("渠道", "channel");
            foreach (var state in Enum.GetValues<NoticeState>())
            {
                listing.Number(Of(state).Zh, Of(state).En);
            }

            foreach (var channel in channels.Union(counts.Keys.Select(k => k.Channel), StringComparer.Ordinal))
            {
                var cells = Enum.GetValues<NoticeState>()
                    .Select(s => StateWords.Whole(counts.GetValueOrDefault((channel, s))));
                listing.Row([channel, .. cells]);
            }

            screen.Show(listing);
        }

        screen.Document(
            new
            {
                Notices = counts.Select(c => new
                {
                    c.Key.Channel,
                    c.Key.State,
                    Count = c.Value,
                }),
            }
        );
        return ExitCode.Done;
    }

    private static async Task<ExitCode> StuckAsync(Call call, Office office)
    {
        var found = await new SettleNotice(office).StuckAsync(call.Stop);
        var screen = call.Screen;
        if (found.Count == 0)
        {
            screen.Say("没有卡住的通知。", "No notice is stuck.");
        }
        else
        {
            var listing = new Listing(screen.Language)
                .Number("序号", "No.")
                .Column("片区", "area")
                .Column("月份", "month")
                .Column("给谁", "to")
                .Column("守望号", "number")
                .Column("内容", "what")
                .Column("渠道", "channel")
                .Column("状态", "state");
            foreach (var one in found)
            {
                listing.Row(
                    StateWords.Whole(one.Notice.Id),
                    one.Area,
                    StateWords.Of(one.Notice.Month),
                    one.MaskedName ?? screen.In("已注销", "erased"),
                    one.WatchNumber ?? "-",
                    screen.In(Of(one.Notice.Kind)),
                    one.Notice.Channel,
                    screen.In(Of(one.Notice.State))
                );
            }

            screen.Show(listing);
            screen.Say(
                "问清楚后：没收到就 rota notices --resend 序号，收到了就 rota notices --drop 序号。",
                "Find out, then: rota notices --resend N where it did not arrive, rota notices --drop N where it did."
            );
        }

        screen.Document(
            new
            {
                Stuck = found.Select(s => new
                {
                    s.Notice.Id,
                    s.Area,
                    Month = StateWords.Of(s.Notice.Month),
                    s.WatchNumber,
                    s.Notice.Kind,
                    s.Notice.Channel,
                    s.Notice.State,
                }),
            }
        );
        return ExitCode.Done;
    }

    private Option<int?> Number(string name, string zh, string en) =>
        Asked.Whole(name, 1, int.MaxValue, Language, new Words(zh, en));

    private static Words Of(NoticeState state) =>
        state switch
        {
            NoticeState.Queued => new("待发", "queued"),
            NoticeState.Sending => new("发送中", "sending"),
            NoticeState.Sent => new("已发", "sent"),
            NoticeState.Cancelled => new("已取消", "cancelled"),
            _ => new("没发成", "failed"),
        };

    private static Words Of(NoticeKind kind) =>
        kind switch
        {
            NoticeKind.Given => new("轮到您", "duties given"),
            NoticeKind.Moved => new("班次有变", "duties moved"),
            NoticeKind.Off => new("班次取消", "duties off"),
            NoticeKind.Asked => new("等您答复", "an answer asked for"),
            _ => new("提醒", "reminder"),
        };
}
