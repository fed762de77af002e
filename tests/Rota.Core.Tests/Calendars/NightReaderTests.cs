using NodaTime;
using NodaTime.Text;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Rotas;
using Rota.Files.Calendars;
using Rota.Files.Covenants;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Calendars;

public class NightReaderTests
{
    private static readonly Terms Terms = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value.Terms;
    private static readonly DayCalendar China = CalendarReader.Read(ProjectFiles.At("config", "calendars")).Value;

    [Theory]
    [InlineData("2026-02-16", NightKind.Eve, 50, "除夕", "除夕 is a holiday too, and weighs as an eve")]
    [InlineData("2027-02-05", NightKind.Eve, 50, "除夕", "known by the moon without an announcement")]
    [InlineData("2026-02-17", NightKind.Holiday, 30, "春节", "the first day")]
    [InlineData("2026-02-23", NightKind.Holiday, 30, "春节", "its last day, a Monday before a workday")]
    [InlineData("2026-02-14", NightKind.BeforeDayOff, 15, null, "a Saturday worked, before a day off")]
    [InlineData("2026-02-13", NightKind.Ordinary, 10, null, "a Friday before an adjusted workday")]
    [InlineData("2026-02-27", NightKind.Ordinary, 10, null, "a Friday before an adjusted workday")]
    [InlineData("2026-02-28", NightKind.BeforeDayOff, 15, null, "a Saturday worked, before Sunday")]
    [InlineData("2026-01-03", NightKind.Holiday, 30, "元旦", "a holiday's night before an adjusted workday")]
    [InlineData("2026-01-04", NightKind.Ordinary, 10, null, "a Sunday worked")]
    [InlineData("2026-11-06", NightKind.BeforeDayOff, 15, null, "a Friday")]
    [InlineData("2026-11-07", NightKind.BeforeDayOff, 15, null, "a Saturday")]
    [InlineData("2026-11-08", NightKind.Ordinary, 10, null, "a Sunday")]
    [InlineData("2026-12-31", NightKind.BeforeDayOff, 15, null, "before a holiday of the next year")]
    [InlineData("2025-10-06", NightKind.Holiday, 30, "国庆节、中秋节", "two festivals under one name")]
    [InlineData("2030-07-05", NightKind.BeforeDayOff, 15, null, "a Friday of a year no file speaks of")]
    public void ANight_IsOfTheHighestKindThatApplies(
        string date,
        NightKind kind,
        int points,
        string? festival,
        string because
    )
    {
        var night = NightReader.Read(LocalDatePattern.Iso.Parse(date).Value, Terms, China);
        Assert.True(
            (kind, Points.Of(points), festival) == (night.Kind, night.Points, night.Festival),
            $"{because}: {night}"
        );
        Assert.Equal(points * 200, night.StandbyPoints.Thousandths);
    }

    [Fact]
    public void AnEveThatTheCovenantLists_WeighsAsOne()
    {
        var terms = Terms with { Eves = ["除夕", "中秋节"] };
        var night = NightReader.Read(new LocalDate(2026, 9, 25), terms, China);
        Assert.Equal((NightKind.Eve, "中秋节"), (night.Kind, night.Festival));
    }

    [Theory]
    [InlineData("国庆节、中秋节", "中秋节", true)]
    [InlineData("国庆节", "国庆节、中秋节", true)]
    [InlineData("国庆节", "中秋节", false)]
    [InlineData("除夕", "春节", false)]
    public void JoinedNames_SpeakOfBothFestivals(string a, string b, bool same) =>
        Assert.Equal(same, NightReader.SameFestival(a, b));
}
