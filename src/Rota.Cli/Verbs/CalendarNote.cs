using NodaTime;
using Rota.Cli.Screens;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Says when a month is drafted before its holidays are announced.</summary>
internal static class CalendarNote
{
    /// <summary>Notes it; nothing where the month's year is announced.</summary>
    public static void Tell(Screen screen, Office office, YearMonth month)
    {
        if (!office.Calendar.IsAnnounced(month.Year))
        {
            screen.Note(
                $"{month.Year} 年放假安排尚未公布：按法定节日和农历起草，公布后再起草一次即可。",
                $"The holidays of {month.Year} are not announced yet: drafted by what law and moon give; draft again once they are."
            );
            return;
        }

        // What a night weighs depends on the day after it, and that of the last night is in the next month.
        var after = month.OnDayOfMonth(1).PlusMonths(1);
        if (!office.Calendar.IsAnnounced(after.Year))
        {
            screen.Note(
                $"{after.Year} 年放假安排尚未公布：{month.Month} 月最后一夜按法定节日计分。",
                $"The holidays of {after.Year} are not announced yet: the last night of {StateWords.Of(month)} weighs what the law gives."
            );
        }
    }
}
