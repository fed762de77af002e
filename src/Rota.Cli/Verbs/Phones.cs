using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>Shows whom to call for a duty, names and phones in full: whoever calls needs them. Reading it is on record.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
internal sealed class Phones(Call call, Office office)
{
    /// <summary>How many people a list has when nobody says otherwise: more than anybody calls in an evening.</summary>
    public const int ByDefault = 8;

    private readonly Screen screen = call.Screen;

    /// <summary>Shows the list.</summary>
    public async Task<ExitCode> ListAsync(SeatHeld seat, int most)
    {
        var list = await ReadAsync(seat, most);
        if (!list.Succeeded)
        {
            return call.Refuse(list.Faults);
        }

        Show(list.Value);
        screen.Document(ToDocument(list.Value));
        return ExitCode.Done;
    }

    /// <summary>Reads the list.</summary>
    public Task<Outcome<PhoneList>> ReadAsync(SeatHeld seat, int most) =>
        new ReadCallList(office).RunAsync(seat, most, call.Stop);

    /// <summary>Shows it, with the command that records who agreed.</summary>
    public void Show(PhoneList list)
    {
        var seat = SeatWords.Of(list.At.Seat);
        var times = $"{StateWords.Of(list.Watch.Begins.TimeOfDay)}–{StateWords.Of(list.Watch.Ends.TimeOfDay)}";
        screen.Say(
            $"{list.Area.Code} {seat.Zh} {times}：可以打电话找 {list.Count} 人，列出 {list.Entries.Count} 人。",
            $"{list.Area.Code} {seat.En} {times}: {StateWords.Some(list.Count, "person", "people")} may be called, {StateWords.Whole(list.Entries.Count)} listed."
        );
        if (list.Entries.Count == 0)
        {
            screen.Say(
                "没有人能接。可以请别的片区帮忙，或停值一夜。",
                "Nobody may take it: ask another area for help, or suspend the watch."
            );
            return;
        }

        var listing = new Listing(screen.Language)
            .Number("序号", "No.")
            .Column("姓名", "name")
            .Column("守望号", "number")
            .Column("电话", "phone")
            .Column("楼栋", "building")
            .Column("能带班", "can lead")
            .Column("先找的缘由", "why first");
        foreach (var (entry, index) in list.Entries.Select((e, i) => (e, i)))
        {
            var card = list.People.GetValueOrDefault(entry.Resident);
            listing.Row(
                StateWords.Whole(index + 1),
                card is null ? screen.In("已注销", "erased") : OneResident.NameOf(screen, card, isNamed: true),
                card?.Number.ToString() ?? "-",
                card?.Phone ?? screen.In("没有电话", "no phone"),
                card?.Building ?? "-",
                entry.CanLead ? screen.In("能", "yes") : "",
                screen.In(Why(entry))
            );
        }

        screen.Show(listing);
        var first = list.People.GetValueOrDefault(list.Entries[0].Resident)?.Number.ToString() ?? "";
        screen.Say($"谁在电话里答应了，就记：{Command(list, first)}", $"Record whoever agrees: {Command(list, first)}");
    }

    /// <summary>The same for machines.</summary>
    public static object ToDocument(PhoneList list) =>
        new
        {
            Area = list.Area.Code,
            Seat = SeatWords.Of(list.At.Seat).En,
            list.Count,
            People = list.Entries.Select(e =>
            {
                var card = list.People.GetValueOrDefault(e.Resident);
                return new
                {
                    Resident = card?.Code,
                    WatchNumber = card?.Number.ToString(),
                    card?.Name,
                    card?.Phone,
                    card?.Building,
                    e.CanLead,
                    e.Reason,
                    IsExcused = e.Reason != CallReason.Standby && e.Change.Waivers.Count > 0,
                };
            }),
        };

    private static string Command(PhoneList list, string who)
    {
        var holder = list.At.Holder is { } id ? list.People.GetValueOrDefault(id) : null;
        var seat = list.At.Seat;
        var which = holder is { } card
            ? $"--resident {card.Number} --night {StateWords.Of(seat.Night)}"
            : $"--area {list.Area.Code} --seat {SeatAsked.Of(seat)}";
        return $"rota swap {which} --with {who} --agreed --by-phone";
    }

    private static Words Why(CallEntry entry)
    {
        var reason = entry.Reason switch
        {
            CallReason.Standby => new Words("本班备班", "standby of the watch"),
            CallReason.Household => new Words("同户", "same household"),
            CallReason.Building => new Words("与值守的人同楼", "building of the watch"),
            CallReason.LikesNight => new Words("愿意这一夜", "likes the night"),
            _ => new Words("可以接", "may take it"),
        };
        var excused = entry.Reason != CallReason.Standby && entry.Change.Waivers.Count > 0;
        return new(
            reason.Zh
                + (excused ? "（本月多守一夜，或离上次较近）" : "")
                + (entry.Dislikes ? "（不太愿意这一夜）" : ""),
            reason.En + (excused ? " (an extra or close night)" : "") + (entry.Dislikes ? " (would rather not)" : "")
        );
    }
}
