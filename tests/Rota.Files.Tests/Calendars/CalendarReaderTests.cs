using NodaTime;
using Rota.Core.Calendars;
using Rota.Files.Calendars;
using Rota.Testing;
using Xunit;

namespace Rota.Files.Tests.Calendars;

public class CalendarReaderTests
{
    private static readonly DayCalendar Shipped = CalendarReader.Read(ProjectFiles.At("config", "calendars")).Value;

    [Theory]
    [InlineData(2025)]
    [InlineData(2026)]
    public void TheShippedYears_SayWhatThePublicDataSetSays(int year)
    {
        var own = Of($"cn-{year}.yaml", ProjectFiles.At("config", "calendars", $"cn-{year}.yaml"));
        var theirs = Of($"{year}.json", HolidayCn(year));
        Assert.True(own.IsAnnounced && theirs.IsAnnounced);
        Assert.Equal(theirs.Days.OrderBy(d => d.Date), own.Days.OrderBy(d => d.Date));
        Assert.NotEmpty(own.Days);
    }

    [Fact]
    public void AYearNotAnnounced_HasTheStatutoryDaysOfLawAndMoon()
    {
        const int Year = 2027;
        var spring = Lunar.DateOf(Lunar.NewYearsEve, Year);
        LocalDate[] days =
        [
            new(Year, 1, 1),
            .. Enumerable.Range(0, 4).Select(spring.PlusDays),
            new(Year, 4, 5),
            new(Year, 5, 1),
            new(Year, 5, 2),
            Lunar.DateOf("端午节", Year),
            Lunar.DateOf("中秋节", Year),
            new(Year, 10, 1),
            new(Year, 10, 2),
            new(Year, 10, 3),
        ];
        var year = Of("cn-2027.yaml", ProjectFiles.At("config", "calendars", "cn-2027.yaml"));
        Assert.Equal(days, year.Days.Select(d => d.Date));
        Assert.All(year.Days, d => Assert.True(d.IsOff));
        Assert.False(year.IsAnnounced);
        Assert.False(Shipped.IsAnnounced(Year));
        Assert.True(Shipped.IsAnnounced(2026));
    }

    [Fact]
    public void AnAnnouncementLaidIntoTheFolder_TakesThePlaceOfLawAndMoon()
    {
        using var folder = new Folder();
        folder.Write(
            "cn-2027.yaml",
            "year: 2027\nannounced: false\nfestivals:\n  - { name: 元旦, off: [2027-01-01, 2027-01-05] }"
        );
        folder.Write("2027.json", """{"year":2027,"papers":[],"days":[]}""");
        var before = CalendarReader.Read(folder.Path).Value;
        Assert.True(before.IsHoliday(new LocalDate(2027, 1, 5)) && !before.IsAnnounced(2027));

        folder.Write(
            "2027.json",
            """{"year":2027,"papers":["p"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2026-12-27","isOffDay":false}]}"""
        );
        var after = CalendarReader.Read(folder.Path).Value;
        Assert.True(after.IsAnnounced(2027));
        Assert.False(after.IsHoliday(new LocalDate(2027, 1, 5)));
        Assert.False(after.IsDayOff(new LocalDate(2026, 12, 27)), "a notice may speak of the year before");
    }

    [Fact]
    public void TwoFilesThatContradictEachOther_AreAFault()
    {
        using var folder = new Folder();
        folder.Write("a.yaml", "year: 2026\nannounced: true\nfestivals:\n  - { name: 元旦, off: [2026-01-03] }");
        folder.Write(
            "b.yaml",
            "year: 2026\nannounced: true\nfestivals:\n  - { name: 元旦, off: [], work: [2026-01-03] }"
        );
        var fault = Assert.Single(CalendarReader.Read(folder.Path).Faults);
        Assert.Equal("b.yaml", fault.Where.Source);
        Assert.Contains("a.yaml", fault.What.En);
    }

    [Theory]
    [InlineData("2026-02-30", 4, "24", "is no date")]
    [InlineData("2026-01-03..2026-01-01", 4, "24", "is no date")]
    [InlineData("2026-01-01..2026-12-31", 4, "24", "days long")]
    [InlineData("2024-01-01", 4, "24", "too far")]
    [InlineData("2026-01-01, 2026-01-01", 4, "36", "twice")]
    [InlineData("2026-01-01], works: [2026-01-04", 4, "37", "works")]
    [InlineData("2026-01-01], work: [2026-01-05", 4, "44", "no weekend day")]
    [InlineData("2026-01-01], off: [2026-01-02", 4, "37", "off twice")]
    public void AFault_NamesThePlace(string days, int line, string column, string what)
    {
        var text = $"year: 2026\nannounced: true\nfestivals:\n  - {{ name: 元旦, off: [ {days}] }}";
        var fault = Assert.Single(CalendarReader.Parse(text, "cn-2026.yaml").Faults);
        Assert.Contains(what, fault.What.En);
        Assert.Equal((line, column), (fault.Where.Line, fault.Where.Column));
    }

    [Theory]
    [InlineData("""{"year": 2026}""", "lacks days")]
    [InlineData("""{"year": "2026", "days": []}""", "2026")]
    [InlineData("""{"year": 2026, "days": [{"name": "元旦", "date": "1/1/2026", "isOffDay": true}]}""", "1/1/2026")]
    [InlineData("""{"year": 2026, "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": 1}]}""", "1")]
    [InlineData("""{"year": 2026, "days": [""", "not YAML")]
    public void ABrokenJsonFile_IsAFault(string text, string what) =>
        Assert.Contains(what, Assert.Single(CalendarReader.Parse(text, "2026.json").Faults).What.En);

    [Fact]
    public void AFolderWithoutCalendars_IsAFault()
    {
        using var folder = new Folder();
        Assert.Contains("no calendar file", Assert.Single(CalendarReader.Read(folder.Path).Faults).What.En);
        Assert.Contains(
            "no such folder",
            Assert.Single(CalendarReader.Read(Path.Combine(folder.Path, "none")).Faults).What.En
        );
    }

    private static CalendarYear Of(string name, string path) =>
        CalendarReader.Parse(File.ReadAllText(path), name).Value;

    private static string HolidayCn(int year) =>
        ProjectFiles.At("tests", "Rota.Files.Tests", "Calendars", "holiday-cn", $"{year}.json");

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("rota-calendars-").FullName;

        public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
