using CsCheck;
using NodaTime;
using Rota.Core.Calendars;
using Xunit;

namespace Rota.Core.Tests.Calendars;

public class LunarTests
{
    [Theory]
    [InlineData("除夕", 2025, "2025-01-28")]
    [InlineData("除夕", 2026, "2026-02-16")]
    [InlineData("除夕", 2027, "2027-02-05")]
    [InlineData("春节", 2026, "2026-02-17")]
    [InlineData("元宵节", 2026, "2026-03-03")]
    [InlineData("端午节", 2026, "2026-06-19")]
    [InlineData("端午节", 2027, "2027-06-09")]
    [InlineData("中秋节", 2026, "2026-09-25")]
    [InlineData("中秋节", 2027, "2027-09-15")]
    [InlineData("重阳节", 2026, "2026-10-18")]
    [InlineData("端午节", 2025, "2025-05-31")]
    [InlineData("七夕", 2025, "2025-08-29")]
    [InlineData("中元节", 2025, "2025-09-06")]
    [InlineData("中秋节", 2025, "2025-10-06")]
    [InlineData("中秋节", 2023, "2023-09-29")]
    [InlineData("中秋节", 2020, "2020-10-01")]
    [InlineData("端午节", 2020, "2020-06-25")]
    [InlineData("腊八节", 2025, "2026-01-26")]
    public void KnownFestivals_FallWhereTheAlmanacHasThem(string festival, int year, string date)
    {
        var known = NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value;
        Assert.Equal(known, Lunar.DateOf(festival, year));
        Assert.True(Lunar.Is(festival, known));
    }

    [Fact]
    public void ALeapMonth_HasNoFestival()
    {
        // 2025 has a leap sixth month (25 July to 22 August); 2023 a leap second, 2020 a leap fourth.
        var leap = new DateInterval(new LocalDate(2025, 7, 25), new LocalDate(2025, 8, 22));
        Assert.DoesNotContain(leap, d => Lunar.Names.Any(n => Lunar.Is(n, d)));
    }

    [Fact]
    public void EachFestival_ComesOnceALunarYear_OnTheDateThatIsTold() =>
        Gen.Select(Gen.Int[1902, 2099], Gen.Int[0, Lunar.Names.Count - 1])
            .Sample(
                (year, index) =>
                {
                    var festival = Lunar.Names.ElementAt(index);
                    var eve = Lunar.DateOf(Lunar.NewYearsEve, year);
                    var next = Lunar.DateOf(Lunar.NewYearsEve, year + 1);
                    var found = new DateInterval(eve, next.PlusDays(-1)).Where(d => Lunar.Is(festival, d)).ToList();
                    Assert.Equal([Lunar.DateOf(festival, year)], found);
                }
            );
}
