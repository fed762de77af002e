using NodaTime;
using Rota.Core.Calendars;
using Xunit;

namespace Rota.Core.Tests.Calendars;

public class DayCalendarTests
{
    private static readonly LocalDate Day = new(2026, 12, 31);

    [Fact]
    public void ANoticeForTheNextYear_MayChangeADayOfThisOne()
    {
        var calendar = new DayCalendar([
            new CalendarYear(2027, true, [new NoticeDay(Day, "元旦", true)]),
            new CalendarYear(2026, true, [new NoticeDay(Day, "元旦", false)]),
        ]);
        Assert.True(calendar.IsHoliday(Day));
    }

    [Fact]
    public void WhatIsAnnounced_CountsBeforeWhatLawAndMoonGive()
    {
        var calendar = new DayCalendar([
            new CalendarYear(2027, false, [new NoticeDay(Day, "元旦", true)]),
            new CalendarYear(2026, true, [new NoticeDay(Day, "元旦", false)]),
        ]);
        Assert.False(calendar.IsHoliday(Day));
        Assert.Equal((true, false), (calendar.IsAnnounced(2026), calendar.IsAnnounced(2027)));
    }

    [Fact]
    public void AnAdjustedWorkday_IsNoHolidayOfItsFestival()
    {
        var sunday = new LocalDate(2026, 1, 4);
        var calendar = new DayCalendar([new CalendarYear(2026, true, [new NoticeDay(sunday, "元旦", false)])]);
        Assert.Null(calendar.FestivalOf(sunday));
        Assert.False(calendar.IsDayOff(sunday));
        Assert.True(calendar.IsDayOff(sunday.PlusDays(7)));
    }
}
