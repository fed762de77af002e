using NodaTime;
using Rota.Cli.Screens;
using Rota.Core.Rotas;

namespace Rota.Cli.Verbs;

/// <summary>Shows an area's month, night by night.</summary>
/// <param name="screen">Where.</param>
/// <param name="sheet">The rota.</param>
/// <param name="isNamed">Whether full names are shown; else masked ones.</param>
internal sealed class ShowSheet(Screen screen, RotaSheet sheet, bool isNamed)
{
    /// <summary>Shows it.</summary>
    public void Tell()
    {
        var area = sheet.Area;
        screen.Line(
            $"{sheet.Street} {area.Community} {area.Code} {StateWords.Of(sheet.Month)} "
                + screen.In(
                    sheet.IsPosted
                        ? new("征求意见稿，尚未生效", "posted for comment, not yet in force")
                        : StateWords.Edition(sheet.Edition)
                )
        );
        if (OnlyHours is { } hours)
        {
            screen.Say($"值守时间：{hours}", $"Hours: {hours}");
        }

        if (area.MeetingPoint is { } point)
        {
            screen.Say($"集合地点：{point}", $"Meet at: {point}");
        }

        if (area.Phone is { } phone)
        {
            screen.Say($"联系电话：{phone}", $"Phone: {phone}");
        }

        screen.Show(Table());
        foreach (var gap in sheet.Rota.Gaps)
        {
            var seat = SeatWords.Of(gap.Seat);
            screen.Say($"待补 {seat.Zh}：{gap.Reason.Zh}", $"open {seat.En}: {gap.Reason.En}");
        }

        screen.Line();
    }

    /// <summary>When every watch of the month is at the same time, it is said once, and the table is the narrower for it.</summary>
    private string? OnlyHours =>
        sheet.Watches.Select(w => (w.Name, Hours(w))).Distinct().ToList() is [var (_, hours)] ? hours : null;

    private Listing Table()
    {
        var watches = sheet.Watches.ToLookup(w => w.Night.Date);
        var isTimed = OnlyHours is null;
        var listing = new Listing(screen.Language).Column("日期", "Night").Column("", "").Column("类别", "kind");
        _ = isTimed ? listing.Column("时间", "hours") : listing;
        listing.Column("带班", "lead").Column("值守员", "guard").Column("备班", "standby");
        foreach (var night in sheet.Nights)
        {
            string[] when =
            [
                StateWords.Of(night.Date),
                screen.In(StateWords.Of(night.Date.DayOfWeek)),
                night.Festival ?? screen.In(SeatWords.Of(night.Kind)),
            ];
            foreach (var watch in watches[night.Date])
            {
                string[] hours = isTimed ? [$"{watch.Name} {Hours(watch)}"] : [];
                listing.Row([.. when, .. hours, .. Watch.Posts.Select(p => Seats(watch, p))]);
            }

            if (!watches.Contains(night.Date))
            {
                string[] none = isTimed ? ["", ""] : [""];
                listing.Row([.. when, screen.In("停值", "no watch"), .. none, ""]);
            }
        }

        return listing;
    }

    private static string Hours(Watch watch) => $"{StateWords.Of(watch.Start)}-{StateWords.Of(watch.End)}";

    private string Seats(Watch watch, Post post) =>
        string.Join(
            screen.In("、", ", "),
            Enumerable.Range(1, watch.Seats(post)).Select(n => Cell(new Seat(watch.Night.Date, watch.Name, post, n)))
        );

    private string Cell(Seat seat) =>
        sheet.Rota.Duties.FirstOrDefault(d => d.Seat == seat) is { } duty
            ? Who(sheet.People[duty.Resident], isNamed) + (duty.LacksLead ? screen.In("（无带班）", " (no lead)") : "")
            : screen.In("待补", "open");

    /// <summary>Somebody on a rota: name, watch number, building.</summary>
    internal static string Who(SheetPerson person, bool isNamed) =>
        string.Join(
            ' ',
            ((string?[])[isNamed ? person.Name : person.Masked, person.Number.ToString(), person.Building]).Where(p =>
                !string.IsNullOrEmpty(p)
            )
        );
}
