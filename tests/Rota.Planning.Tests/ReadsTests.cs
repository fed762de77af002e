using NodaTime;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Core.Ledgers;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Planning.Visits;
using Rota.Testing;
using Rota.Testing.Databases;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Planning.Tests;

/// <summary>What pages ask of the database does not grow with the street, nor month by month with the year.</summary>
public sealed class ReadsTests
{
    private static readonly FairnessSpan Year = FairnessSpan.Of(2026);

    private static CancellationToken Stop => PlannedStreet.Stop;

    [Fact]
    public async Task TheTableOfAYear_IsThoseOfItsMonths_AddedUp()
    {
        var seed = Laboratory.Asked("ROTA_SEED", 4711);
        TestContext.Current.TestOutputHelper!.WriteLine($"ROTA_SEED={seed}");
        await using var street = await StoodAsync(new Random(seed));

        var year = await TableAsync(street, Year);

        var months = new List<StoodTable>();
        foreach (var month in year.Months)
        {
            months.Add(await TableAsync(street, FairnessSpan.Of(month)));
        }

        Assert.True(months.Count > 6);
        Assert.Equal(
            months
                .SelectMany(m => m.Rows)
                .GroupBy(r => (r.Number, r.Masked, r.Building))
                .OrderBy(g => g.Key.Number.Value)
                .Select(g => new StoodRow(
                    g.Key.Number,
                    g.Key.Masked,
                    g.Key.Building,
                    g.Sum(r => r.Nights),
                    g.Sum(r => r.Standbys),
                    g.Aggregate(Points.Zero, (sum, r) => sum + r.Points)
                )),
            year.Rows
        );
        Assert.Equal(months.Aggregate(Points.Zero, (sum, m) => sum + m.AverageOfShare!.Value), year.AverageOfShare);
    }

    [Fact]
    public async Task AYearTakesHardlyMoreStatementsThanAMonth()
    {
        await using var street = await StoodAsync(new Random(1));
        var months = (await TableAsync(street, Year)).Months;
        var household = new HouseholdCode("G1", "0001");
        Assert.True((await new ExplainLedger(street.Office).RunAsync(household, Stop)).Value.Shares.Count > 6);

        async Task<int> CountAsync(Func<Task> read)
        {
            using var asked = new Statements();
            await read();
            return asked.Count;
        }

        // Which grids were the area's is asked of each month, by two statements at most; the night of each month's edition by one more.
        var month = await CountAsync(() => TableAsync(street, FairnessSpan.Of(months[^1])));
        var year = await CountAsync(() => TableAsync(street, Year));
        Assert.InRange(year, month, month + (2 * months.Count));
        var ledger = await CountAsync(() => new ExplainLedger(street.Office).RunAsync(household, Stop));
        Assert.InRange(ledger, 1, 45 + (3 * months.Count));
    }

    [Fact]
    public async Task WhoAsksForOneAreaOrOnePerson_WalksThroughNoTableOfPeople()
    {
        await using var street = await StoodAsync(new Random(2));
        var card = Assert.Single(await new FindPeople(street.Office).RunAsync("R1-0001-1", Stop));
        var visitor = new Visitor(card, card.Household, await AreaAsync(street), Token: 0);

        using var asked = new Statements();
        await TableAsync(street, Year);
        await new ReadMyDuties(street.Office).RunAsync(visitor, Stop);
        await new ReadMyOffers(street.Office).RunAsync(visitor, Stop);
        await new ReadMyYear(street.Office).RunAsync(visitor, Stop);
        await new ReadTonight(street.Office).RunAsync(visitor, Stop);
        await new ExplainLedger(street.Office).RunAsync(card.Household, Stop);
        await new ReadFeed(street.Office).ResidentAsync(card.Resident, Stop);
        await new ReadMyData(street.Office).RunAsync(visitor, Stop);

        Assert.True(asked.Count > 30);
        var walks = street.Walks(asked);
        Assert.True(walks.Count == 0, string.Join('\n', walks));
    }

    /// <summary>A grid with a year of history, people who come, go and are away, and December published.</summary>
    private static async Task<PlannedStreet> StoodAsync(Random chance)
    {
        var register = SmallRegister.Of(1, 24);
        for (var night = new LocalDate(2026, 1, 3); night.Month < 11; night = night.PlusDays(14))
        {
            foreach (var post in Enum.GetValues<Post>())
            {
                // A household is on duty once in a while, and never twice on a night.
                var home = 1 + (8 * (int)post) + chance.Next(8);
                register.Stood(
                    SmallRegister.Household(1, home),
                    SmallRegister.Resident(1, home, 1 + chance.Next(2)),
                    night,
                    post,
                    attended: chance.Next(8) > 0
                );
            }
        }

        for (var n = 0; n < 8; n++)
        {
            var (home, first) = (1 + chance.Next(24), new LocalDate(2026, 1 + chance.Next(9), 1));
            register.Absent(SmallRegister.Resident(1, home, 1), first, first.PlusDays(40 + chance.Next(60)));
            register.Change(
                SmallRegister.Resident(1, 1 + chance.Next(24), 2),
                r => r with { ExemptUntil = first.PlusDays(chance.Next(100)) }
            );
        }

        var street = await PlannedStreet.OpenAsync(register.Build());
        await street.KeepAsync(PlannedStreet.December);
        return street;
    }

    private static async Task<StoodTable> TableAsync(PlannedStreet street, FairnessSpan span) =>
        Assert.Single((await new ReadStood(street.Office).TablesAsync(span, AreaChoice.All, Stop)).Value);

    private static async Task<WatchArea> AreaAsync(PlannedStreet street)
    {
        await using var reader = await street.Office.Database.ReadAsync(Stop);
        return (await reader.Areas.FindAsync("G1", Stop))!.Area;
    }
}
