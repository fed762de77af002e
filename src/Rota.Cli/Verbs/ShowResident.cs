using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Store.Registers;

namespace Rota.Cli.Verbs;

/// <summary>Shows a resident's duties of a month: when, on which post, with whom, where to meet.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="month">The month.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
internal sealed class ShowResident(Call call, Office office, YearMonth month, bool isNamed)
{
    private readonly Screen screen = call.Screen;

    /// <summary>Finds who is meant and shows their duties.</summary>
    public async Task<ExitCode> RunAsync(string who)
    {
        var (found, ended) = await new OneResident(call, office, isNamed).FindAsync(who);
        if (found is not { } card)
        {
            return ended;
        }

        var sheets = await SheetsAsync(card);
        if (!sheets.Succeeded)
        {
            return call.Refuse(sheets.Faults);
        }

        if (sheets.Value.Count == 0)
        {
            return call.Nothing(NotThere.Rotas(month));
        }

        var duties = sheets.Value.SelectMany(s => DutiesOf(s, card.Resident));
        Tell(card, [.. duties.OrderBy(d => d.Duty.Seat.Night).ThenBy(d => WatchOf(d.Sheet, d.Duty).Begins)]);
        return ExitCode.Done;
    }

    /// <summary>The rotas on which the resident may be: their grid's area, and any other that has published them.</summary>
    private async Task<Outcome<IReadOnlyList<RotaSheet>>> SheetsAsync(ResidentCard card)
    {
        var elsewhere = await new FindPeople(office).DutiesAsync(card.Resident, month, call.Stop);
        await using var reader = await office.Database.ReadAsync(call.Stop);
        var codes = (await reader.Areas.MonthAsync(month, call.Stop)).ToDictionary(
            a => a.State.Area.Id,
            a => a.State.Area.Code
        );
        string[] areas = [card.Household.Grid, .. elsewhere.Select(d => codes[d.Area])];
        return await new ReadSheets(office).RunAsync(month, new AreaChoice(null, areas), call.Stop);
    }

    private static IEnumerable<(RotaSheet Sheet, Duty Duty)> DutiesOf(RotaSheet sheet, ResidentId resident) =>
        sheet.Rota.Duties.Where(d => d.Resident == resident).Select(d => (sheet, d));

    private void Tell(ResidentCard card, IReadOnlyList<(RotaSheet Sheet, Duty Duty)> duties)
    {
        screen.Line(
            $"{OneResident.NameOf(screen, card, isNamed)} {card.Number} {card.Household} {card.Building} {StateWords.Of(month)}"
        );
        if (duties.Count == 0)
        {
            screen.Say("这个月没有班次。", "No duty this month.");
        }
        else
        {
            var listing = new Listing(screen.Language)
                .Column("日期", "Night")
                .Column("", "")
                .Column("时间", "hours")
                .Column("岗位", "post")
                .Column("同班", "with")
                .Column("集合地点", "meet at")
                .Column("片区", "area")
                .Column("版次", "edition");
            foreach (var (sheet, duty) in duties)
            {
                listing.Row(Cells(sheet, duty));
            }

            screen.Show(listing);
        }

        screen.Document(
            new
            {
                Resident = card.Code,
                WatchNumber = card.Number.ToString(),
                Name = OneResident.NameOf(screen, card, isNamed),
                Household = card.Household.ToString(),
                card.Building,
                Month = StateWords.Of(month),
                Duties = duties.Select(d => Document(d.Sheet, d.Duty)),
            }
        );
    }

    private string[] Cells(RotaSheet sheet, Duty duty)
    {
        var watch = WatchOf(sheet, duty);
        return
        [
            StateWords.Of(duty.Seat.Night),
            screen.In(StateWords.Of(duty.Seat.Night.DayOfWeek)),
            $"{StateWords.Of(watch.Start)}-{StateWords.Of(watch.End)}",
            screen.In(SeatWords.Of(duty.Seat.Post)),
            string.Join(screen.In("、", ", "), With(sheet, duty)),
            sheet.Area.MeetingPoint ?? "-",
            sheet.Area.Code,
            screen.In(StateWords.Edition(sheet.Edition)),
        ];
    }

    private object Document(RotaSheet sheet, Duty duty)
    {
        var watch = WatchOf(sheet, duty);
        return new
        {
            Area = sheet.Area.Code,
            sheet.Edition,
            Night = StateWords.Of(duty.Seat.Night),
            duty.Seat.Watch,
            Start = StateWords.Of(watch.Start),
            End = StateWords.Of(watch.End),
            duty.Seat.Post,
            Seat = duty.Seat.Number,
            Points = duty.Points.ToString(),
            With = With(sheet, duty),
            sheet.Area.MeetingPoint,
        };
    }

    private IEnumerable<string> With(RotaSheet sheet, Duty duty) =>
        sheet
            .Rota.Duties.Where(d =>
                d.Seat.Night == duty.Seat.Night && d.Seat.Watch == duty.Seat.Watch && d.Seat != duty.Seat
            )
            .Select(d =>
                $"{ShowSheet.Who(sheet.People[d.Resident], isNamed)} ({screen.In(SeatWords.Of(d.Seat.Post))})"
            );

    private static Watch WatchOf(RotaSheet sheet, Duty duty) =>
        sheet.Watches.First(w => w.Night.Date == duty.Seat.Night && w.Name == duty.Seat.Watch);
}
