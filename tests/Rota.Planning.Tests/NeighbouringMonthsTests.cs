using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>A month is planned with what stands before, after and years ago.</summary>
public sealed class NeighbouringMonthsTests
{
    private static readonly YearMonth December = PlannedStreet.December;
    private static readonly YearMonth January = PlannedStreet.January;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DistancesHoldAcrossTheMonthsEndWhicheverMonthComesFirst(bool isJanuaryFirst)
    {
        // So few households that a month alone would use each of them.
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 10).Build());
        await street.KeepAsync(isJanuaryFirst ? January : December);
        await street.KeepAsync(isJanuaryFirst ? December : January);

        // What January cost is read with the ledger as it is now; a December that came later has changed it.
        await street.AssertCleanAsync(December);
        await street.AssertCleanAsync(January, isCostKept: !isJanuaryFirst);
        RotaSheet[] sheets = [.. await street.SheetsAsync(December), .. await street.SheetsAsync(January)];
        foreach (var household in sheets.SelectMany(s => s.Rota.Duties).GroupBy(d => d.Household))
        {
            var nights = household.ToLookup(d => Watch.IsOut(d.Seat.Post), d => d.Seat.Night);
            var pairs = nights[true].SelectMany(a => nights[true].Where(b => a < b).Select(b => b - a));
            Assert.All(pairs, p => Assert.True(p.Days + (p.Months * 28) + (p.Weeks * 7) > 20));
            var near = nights[false].SelectMany(s => nights[true].Select(o => Period.DaysBetween(s, o)));
            Assert.All(near, n => Assert.True(Math.Abs(n) > 3));
        }
    }

    [Fact]
    public async Task WhoServedMoreOpensTheNextMonthHigher()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 12).Build());
        await street.KeepAsync(December);

        var sheet = Assert.Single(await street.SheetsAsync(December));
        var openings = await street.OpeningsAsync(January);
        var served = openings.Keys.ToDictionary(
            h => h,
            h =>
                sheet
                    .Rota.Duties.Where(d => sheet.People[d.Resident].HouseholdCode == h)
                    .Sum(d => d.Points.Thousandths),
            StringComparer.Ordinal
        );

        Assert.Equal(12, openings.Count);
        Assert.NotEqual(served.Values.Min(), served.Values.Max());
        Assert.All(
            openings.Keys.SelectMany(a => openings.Keys.Select(b => (a, b))).Where(p => served[p.a] > served[p.b]),
            p => Assert.True(openings[p.a] > openings[p.b], $"{p.a} {p.b}")
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhoStoodTheEveLastYearIsSpared(bool remembers)
    {
        // The others have served more since, so that only the memory of the eve speaks for the two who stood it.
        var register = SmallRegister.Of(1, 12);
        var eve = new LocalDate(2026, 2, 16);
        register.Stood(SmallRegister.Household(1, 1), SmallRegister.Resident(1, 1, 1), eve, Post.Lead);
        register.Stood(SmallRegister.Household(1, 2), SmallRegister.Resident(1, 2, 1), eve, Post.Guard);
        for (var home = 3; home <= 12; home++)
        {
            for (var week = 0; week < 4; week++)
            {
                var night = new LocalDate(2026, 10, 9).PlusWeeks(week);
                register.Stood(SmallRegister.Household(1, home), SmallRegister.Resident(1, home, 1), night, Post.Guard);
            }
        }

        var fridays = PlannedStreet.On(IsoDayOfWeek.Friday);
        var rules = fridays.Terms.Rules.Replacing(new FestivalMemory(Years: remembers ? 5 : 0));
        var covenant = fridays with { Terms = fridays.Terms with { Rules = rules } };
        await using var street = await PlannedStreet.OpenAsync(register.Build(), covenant);
        var february = new YearMonth(2027, 2);
        await street.KeepAsync(february);

        var sheet = Assert.Single(await street.SheetsAsync(february));
        var night2027 = sheet.Watches[0].Night;
        Assert.Equal((new LocalDate(2027, 2, 5), NightKind.Eve), (night2027.Date, night2027.Kind));
        var stood = sheet
            .Rota.Duties.Where(d => d.Seat.Night == night2027.Date && Watch.IsOut(d.Seat.Post))
            .Select(d => sheet.People[d.Resident].Household)
            .ToList();
        Assert.Equal(2, stood.Count);
        Assert.Equal(remembers ? 0 : 2, stood.Count(h => h is "0001" or "0002"));
        await street.AssertCleanAsync(february);
    }

    [Fact]
    public async Task GridsThatKeepOneWatchHaveOneRota()
    {
        var covenant = PlannedStreet.Saturdays with
        {
            Areas = [new AreaPlan("P1", ["G1", "G2"], MeetingPoint: "东门", Phone: null)],
        };
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(3, 6).Build(), covenant);

        await street.KeepAsync(December);

        var sheets = await street.SheetsAsync(December);
        Assert.Equal(["G3", "P1"], sheets.Select(s => s.Area.Code));
        Assert.Equal(["G1", "G2"], sheets[1].Area.Grids);
        Assert.Equal(
            ["G1", "G2"],
            sheets[1].People.Values.Select(p => p.Grid).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(sheets[1].Watches.Count * 3, sheets[1].Rota.Duties.Count + sheets[1].Rota.Gaps.Count);
        await street.AssertCleanAsync(December);

        var byGrid = await new WithdrawMonth(street.Office).RunAsync(
            December,
            new AreaChoice(Community: null, ["g2"]),
            PlannedStreet.Stop
        );
        Assert.Equal("P1", Assert.Single(byGrid.Value).Area.Code);
        Assert.Equal(["G3"], (await street.SheetsAsync(December)).Select(s => s.Area.Code));
    }
}
