using CsCheck;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Xunit;

namespace Rota.Seeds.Tests.Neighbourhoods;

public sealed class StrengthTests
{
    /// <summary>A household stands one watch a month: so many can, and a month needs two for each night.</summary>
    [Fact]
    public void TwoGrids_CannotBeFilledAndTheOthersCan() =>
        Made.Whole.Sample(
            options =>
            {
                var intake = Street.Generate(options);
                var away = intake.Away();
                // The next October: far from Spring Festival, for which the village comes home.
                var nights = Month(new LocalDate(options.AsOf.Year + (options.AsOf.Month < 10 ? 0 : 1), 10, 1))
                    .ToList();
                foreach (var grid in intake.Residents.Where(r => r.Household.Length > 0).GroupBy(r => r.Grid))
                {
                    var able = grid.GroupBy(r => r.Household).Count(h => CanMostNights(h, nights, away));
                    if (Street.HardGrids.Contains(grid.Key))
                    {
                        Assert.True(able < 62, $"{grid.Key}: {able}");
                    }
                    else
                    {
                        Assert.True(able >= 80, $"{grid.Key}: {able}");
                    }
                }
            },
            iter: 2
        );

    [Fact]
    public void TheHardGrids_AreHardInTheFirstMonthThatIsDrafted()
    {
        var away = Made.Street.Away();
        var nights = Month(Made.StreetOptions.AsOf.PlusMonths(1)).ToList();
        var hard = Made.Street.Residents.Where(r => r.Household.Length > 0 && Street.HardGrids.Contains(r.Grid));
        Assert.All(
            hard.GroupBy(r => r.Grid),
            g => Assert.InRange(g.GroupBy(r => r.Household).Count(h => CanMostNights(h, nights, away)), 20, 61)
        );
    }

    [Fact]
    public void Street_HasAsManyWhoCanLeadAsItsRolesGive() =>
        Assert.All(
            Leads(Made.Street),
            g => Assert.InRange(g.PerMille, Street.HardGrids.Contains(g.Grid) ? 60 : 120, 200)
        );

    [Fact]
    public void Std_HasFewLeadsAndAFifthOfItsGridsTooFew()
    {
        var leads = Leads(Street.Generate(Made.StreetOptions with { Profile = SeedProfile.Std }));
        Assert.All(leads, g => Assert.InRange(g.PerMille, 120, 150));
        Assert.InRange(leads.Count(g => g.Households < 31), 15, 22);
        Assert.True(leads.Count(g => g.Households >= 33) >= 70);
    }

    [Fact]
    public void Ample_HasTwiceAsMany() =>
        Assert.All(
            Leads(Street.Generate(Made.StreetOptions with { Profile = SeedProfile.Ample })),
            g => Assert.InRange(g.PerMille, 238, 246)
        );

    private static IEnumerable<LocalDate> Month(LocalDate day)
    {
        var first = day.With(DateAdjusters.StartOfMonth);
        return Enumerable.Range(0, day.Calendar.GetDaysInMonth(day.Year, day.Month)).Select(first.PlusDays);
    }

    private static bool CanMostNights(
        IEnumerable<ResidentRow> household,
        List<LocalDate> nights,
        ILookup<string, (LocalDate From, LocalDate To)> away
    ) => nights.Count(n => household.Any(r => r.MayGuard(n) && !away[r.Resident].Covers(n))) * 2 > nights.Count;

    private static List<(string Grid, int PerMille, int Households)> Leads(RegisterIntake intake) =>
        [
            .. intake
                .Residents.Where(r => r.Household.Length > 0)
                .GroupBy(r => r.Grid)
                .Select(g =>
                {
                    var leads = g.Where(r => r.CanLead).ToList();
                    var adults = g.Count(r => Made.StreetOptions.AsOf.Year - r.BirthYear >= 19);
                    return (g.Key, leads.Count * 1000 / adults, leads.DistinctBy(r => r.Household).Count());
                }),
        ];
}
