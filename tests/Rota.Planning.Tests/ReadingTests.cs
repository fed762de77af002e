using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Ledgers;
using Rota.Core.Rotas;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>What is read back is what was planned, counted right.</summary>
public sealed class ReadingTests
{
    private static readonly YearMonth December = PlannedStreet.December;

    [Fact]
    public async Task ASummarySaysWhatOneCountsOnTheSheets()
    {
        var register = SmallRegister.Of(2, 6);
        for (var home = 1; home <= 5; home++)
        {
            register.With(SmallRegister.Row(3, home, 2) with { Community = "柳树下" });
        }

        await using var street = await PlannedStreet.OpenAsync(register.Build());
        await street.DraftAsync(December);
        await new PublishMonth(street.Office).RunAsync(
            December,
            new(Community: null, ["G1"]),
            cancellation: PlannedStreet.Stop
        );

        var summary = (await new SummariseMonth(street.Office).RunAsync(December, PlannedStreet.Stop)).Value;

        var sheets = await street.SheetsAsync(December);
        Assert.Equal(3, sheets.Count);
        Assert.Equal(["丽景", "柳树下"], summary.Communities.Select(c => c.Name));
        AssertLine(summary.Street, sheets);
        foreach (var line in summary.Communities)
        {
            AssertLine(line, [.. sheets.Where(s => s.Area.Community == line.Name)]);
        }

        Assert.True(summary.Street.Counts.WithoutLead > 0);
        var balances = (await street.LedgerAsync())
            .Where(h => h.Key.StartsWith("G1", StringComparison.Ordinal))
            .Select(h => Ledger.Close(h, December).DividedBy(2))
            .ToList();
        Assert.Equal((balances.Min(), balances.Max()), (summary.Communities[0].Lowest, summary.Communities[0].Highest));
        // A draft has booked nothing yet.
        Assert.Equal((Points.Zero, Points.Zero), (summary.Communities[1].Lowest, summary.Communities[1].Highest));
    }

    [Fact]
    public async Task ASheetShowsEveryNightOfTheMonthSuspendedOnesToo()
    {
        var saturdays = PlannedStreet.Saturdays;
        var off = new LocalDate(2026, 12, 12);
        var covenant = saturdays with
        {
            Terms = saturdays.Terms with { Exceptions = [new DatedException(off, off, [], new Words("停", "off"))] },
        };
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 6).Build(), covenant);
        await street.KeepAsync(December);

        var sheet = Assert.Single(await street.SheetsAsync(December));

        Assert.Equal(December.ToDateInterval(), sheet.Nights.Select(n => n.Date));
        Assert.Equal([5, 19, 26], sheet.Watches.Select(w => w.Night.Date.Day));
        Assert.DoesNotContain(sheet.Rota.Duties, d => d.Seat.Night == off);
        Assert.All(sheet.Rota.Duties, d => Assert.Contains(d.Resident, sheet.People));
    }

    [Fact]
    public async Task WhatIsPublishedKeepsItsPointsWhenTheCovenantChanges()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.KeepAsync(December);
        var before = Assert.Single(await street.SheetsAsync(December));
        var covenant = street.Office.Covenant;
        var points = covenant.Terms.Points with { BeforeDayOff = 99, Ordinary = 77 };
        street.Office = street.Office with
        {
            Covenant = covenant with { Terms = covenant.Terms with { Points = points } },
        };

        await street.KeepAsync(PlannedStreet.January);

        var after = Assert.Single(await street.SheetsAsync(December));
        Assert.Equal(before.Rota.Duties, after.Rota.Duties);
        Assert.Equal(before.CovenantVersion, after.CovenantVersion);
        Assert.Equal(before.Nights, after.Nights);
        var january = Assert.Single(await street.SheetsAsync(PlannedStreet.January));
        Assert.Contains(january.Rota.Duties, d => d.Points == Points.Of(77) || d.Points == Points.Of(99));
        await street.AssertCleanAsync(December);
    }

    [Fact]
    public async Task PeopleAreFoundByCodeByNumberAndByNameWithTheirBuilding()
    {
        const string name = "陈一";
        var register = SmallRegister
            .Of(1, 12)
            .Change(SmallRegister.Resident(1, 1, 1), r => r with { Name = name })
            .Change(SmallRegister.Resident(1, 12, 1), r => r with { Name = name });
        await using var street = await PlannedStreet.OpenAsync(register.Build());
        var find = new FindPeople(street.Office);

        var first = Assert.Single(await find.RunAsync("R1-0001-1", PlannedStreet.Stop));
        var second = Assert.Single(await find.RunAsync("R1-0012-1", PlannedStreet.Stop));

        Assert.Equal([first], await find.RunAsync(first.Number.ToString(), PlannedStreet.Stop));
        Assert.Equal([first, second], await find.RunAsync(name, PlannedStreet.Stop));
        Assert.Equal([second], await find.RunAsync($"{name} 2栋", PlannedStreet.Stop));
        Assert.Equal([first], await find.RunAsync($"1栋 {name}", PlannedStreet.Stop));
        Assert.Empty(await find.RunAsync($"{name} 3栋", PlannedStreet.Stop));
        Assert.Empty(await find.RunAsync("王五", PlannedStreet.Stop));
    }

    [Fact]
    public async Task EachPersonsDutiesOfAMonthTogetherAreTheRota()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(1, 8).Build());
        await street.KeepAsync(December);
        await street.KeepAsync(PlannedStreet.January);
        var find = new FindPeople(street.Office);
        var sheet = Assert.Single(await street.SheetsAsync(December));

        var duties = new List<Duty>();
        foreach (var resident in sheet.People.Keys)
        {
            duties.AddRange((await find.DutiesAsync(resident, December, PlannedStreet.Stop)).Select(d => d.Duty));
        }

        Assert.Equal(sheet.Rota.Duties, duties.OrderBy(d => d.Seat));
    }

    [Fact]
    public async Task AForecastLooksAtEachAreaChosenAndAnUnknownNameIsAFault()
    {
        await using var street = await PlannedStreet.OpenAsync(SmallRegister.Of(3, 6).Build());
        var forecast = new ForecastYear(street.Office);

        var two = await forecast.RunAsync(December, new AreaChoice("丽", ["G3", "g1"]), PlannedStreet.Stop);
        var none = await forecast.RunAsync(December, new AreaChoice("柳树下", ["G1", "G9"]), PlannedStreet.Stop);

        Assert.Equal(["G1", "G3"], two.Value.Select(f => f.Counts.Area));
        Assert.All(two.Value, f => Assert.Equal((6, 104), (f.Counts.Households, f.Year.OutSeats)));
        Assert.Equal(["--community", "--area"], none.Faults.Select(f => f.Where.Source));
        Assert.Contains("G9", none.Faults[1].What.En, StringComparison.Ordinal);
    }

    private static void AssertLine(SummaryLine line, IReadOnlyList<RotaSheet> sheets)
    {
        Assert.Equal(sheets.Count, line.Areas);
        Assert.Equal(sheets.Sum(s => s.Area.Grids.Count), line.Grids);
        Assert.Equal(sheets.Sum(s => s.Watches.Count), line.Counts.Watches);
        Assert.Equal(sheets.Sum(s => s.Rota.Duties.Count), line.Counts.Duties);
        Assert.Equal(sheets.Sum(s => s.Rota.Gaps.Count), line.Counts.Gaps);
        Assert.Equal(sheets.Sum(s => s.WatchesWithoutLead), line.Counts.WithoutLead);
        Assert.Equal(sheets.Count(s => s.Standing.Status == RotaStatus.Optimal), line.Optimal);
    }
}
