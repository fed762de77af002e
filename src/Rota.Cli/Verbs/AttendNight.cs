using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Shows who was on duty on a night and how each is marked, and marks them.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
internal sealed class AttendNight(Call call, Office office, bool isNamed)
{
    private readonly Screen screen = call.Screen;

    /// <summary>Shows a night. Writes nothing.</summary>
    public async Task<ExitCode> ShowAsync(string area, LocalDate night)
    {
        var read = await new MarkAttendance(office).ReadAsync(area, night, call.Stop);
        if (!read.Succeeded)
        {
            return call.Refuse(read.Faults);
        }

        Show(read.Value);
        if (read.Value.Duties.All(d => !d.HasBegun))
        {
            screen.Say("这一班还没有开始，开始之后再记。", "The watch has not begun; mark it once it has.");
        }
        else if (read.Value.Duties.Any(d => d is { HasBegun: true, Attended: null }))
        {
            screen.Say(
                "记到岗：加 --all-came；谁没有到，加 --missed 和守望号。",
                "To mark it, add --all-came; for who did not come, --missed and the watch number."
            );
        }

        screen.Document(Document(read.Value));
        return ExitCode.Done;
    }

    /// <summary>Marks a night, then says what changed and, for who did not come, what is next.</summary>
    public async Task<ExitCode> MarkAsync(string area, LocalDate night, AttendanceTold told)
    {
        var done = await new MarkAttendance(office).RunAsync(area, night, told, call.Stop);
        if (!done.Succeeded)
        {
            return call.Refuse(done.Faults);
        }

        var marked = done.Value;
        Show(marked.Night);
        if (marked.Changed.Count == 0)
        {
            screen.Say("原来就是这样记的，没有改动。", "It was marked so already; nothing is changed.");
        }
        else
        {
            screen.Say(
                $"记下了 {marked.Changed.Count} 人。{(told.ByLead ? "（据带班的人说）" : "")}",
                $"{StateWords.Some(marked.Changed.Count, "person", "people")} marked{(told.ByLead ? ", by the lead's word" : "")}."
            );
        }

        foreach (var entry in marked.Entries)
        {
            var home = HomeOf(marked.Night, entry.Household);
            var (why, points) = (LedgerWords.Of(entry.Reason), LedgerWords.Signed(entry.Amount));
            screen.Say($"守望账 {home}：{why.Zh} {points} 分。", $"Ledger of {home}: {why.En}, {points} points.");
        }

        Hints(marked.Night, told.Missed);
        var makeUps =
            told.Missed.Count == 0
                ? []
                : await new AttendMakeUp(call, office, isNamed).OfAsync(marked.Night.Area.Code, told.Missed);
        screen.Document(
            new
            {
                Night = Document(marked.Night),
                Changed = marked.Changed.Select(r => marked.Night.People[r].Number.ToString()),
                Ledger = marked.Entries.Select(e => new
                {
                    Household = HomeOf(marked.Night, e.Household),
                    e.Reason,
                    Points = e.Amount.ToString(),
                }),
                MakeUps = makeUps,
            }
        );
        return ExitCode.Done;
    }

    /// <summary>Whoever is left alone on a watch under way needs somebody to call.</summary>
    private void Hints(NightAttended night, IReadOnlyList<ResidentId> missed)
    {
        foreach (var duty in night.Duties.Where(d => d.IsRunning && missed.Contains(d.Standing.Duty.Resident)))
        {
            var number = night.People[duty.Standing.Duty.Resident].Number;
            var asked = $"rota swap --resident {number} --night {StateWords.Of(night.Night)} --phones";
            screen.Say($"这一班还在进行，找人顶上：{asked}", $"The watch is under way; whom to call: {asked}");
        }
    }

    private void Show(NightAttended night)
    {
        screen.Line(
            $"{night.Area.Code} {StateWords.Of(night.Night)} {screen.In(StateWords.Of(night.Night.DayOfWeek))}"
        );
        var isOne = night.Duties.Select(d => d.Standing.Duty.Seat.Watch).Distinct().Count() == 1;
        var listing = new Listing(screen.Language);
        if (!isOne)
        {
            listing.Column("班", "Watch");
        }

        listing
            .Column("岗位", "Post")
            .Column("姓名", "name")
            .Number("守望号", "number")
            .Column("楼栋", "building")
            .Column("到岗", "came");
        foreach (var duty in night.Duties)
        {
            var card = night.People[duty.Standing.Duty.Resident];
            string[] watch = isOne ? [] : [duty.Standing.Duty.Seat.Watch];
            listing.Row([
                .. watch,
                screen.In(SeatWords.Of(duty.Standing.Duty.Seat.Post)),
                OneResident.NameOf(screen, card, isNamed),
                card.Number.ToString(),
                card.Building ?? "-",
                screen.In(Said(duty)),
            ]);
        }

        screen.Show(listing);
    }

    private static Words Said(DutyAttended duty) =>
        duty switch
        {
            { Attended: true } => new("到岗", "came"),
            { Attended: false } => new("未到", "did not come"),
            { HasBegun: false } => new("未开始", "not begun"),
            _ => new("未记", "not marked"),
        };

    private static string HomeOf(NightAttended night, HouseholdId household)
    {
        var duty = night.Duties.First(d => d.Standing.Duty.Household == household).Standing.Duty;
        return night.People[duty.Resident].Household.ToString();
    }

    private object Document(NightAttended night) =>
        new
        {
            Area = night.Area.Code,
            Night = StateWords.Of(night.Night),
            Duties = night.Duties.Select(d => new
            {
                d.Standing.Duty.Seat.Watch,
                d.Standing.Duty.Seat.Post,
                Seat = d.Standing.Duty.Seat.Number,
                WatchNumber = night.People[d.Standing.Duty.Resident].Number.ToString(),
                Name = OneResident.NameOf(screen, night.People[d.Standing.Duty.Resident], isNamed),
                Points = d.Standing.Duty.Points.ToString(),
                d.HasBegun,
                d.Attended,
            }),
        };
}
