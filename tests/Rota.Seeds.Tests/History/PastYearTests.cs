using CsCheck;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Xunit;

namespace Rota.Seeds.Tests.History;

/// <summary>The covenant's usual rules, read from the rows alone.</summary>
public sealed class PastYearTests
{
    [Fact]
    public void History_KeepsTheRules() => Made.Few.Sample(o => AssertKept(Street.Generate(o), o.AsOf), iter: 30);

    [Fact]
    public void TheStreetsHistory_KeepsTheRules() => AssertKept(Made.Street, Made.StreetOptions.AsOf);

    [Fact]
    public void TheStreetsHistory_FillsEveryNightButInTheHardGrids()
    {
        var seats = Made.Street.History.GroupBy(h => h.Household.Grid).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(
            seats,
            g =>
            {
                if (Street.HardGrids.Contains(g.Key))
                {
                    Assert.InRange(g.Value, 300, (365 * 3) - 30);
                }
                else
                {
                    Assert.Equal(365 * 3, g.Value);
                }
            }
        );
    }

    [Fact]
    public void TheStreetsHistory_IsFairlySpreadAndMostlyAttended()
    {
        var missed = Made.Street.History.Count(h => !h.Attended);
        Assert.InRange(missed * 1000 / Made.Street.History.Count, 7, 13);
        var stood = Made.Street.History.Where(h => h.Post != Post.Standby).ToLookup(h => h.Household);
        Assert.All(stood, h => Assert.InRange(h.Count(), 1, 24));
        // Of the households that stood at all, hardly any stood every month.
        Assert.True(stood.Count(h => h.Count() > 11) * 20 < stood.Count);
    }

    private static void AssertKept(RegisterIntake intake, LocalDate asOf)
    {
        var from = asOf.With(DateAdjusters.StartOfMonth).PlusMonths(-12);
        var to = asOf.With(DateAdjusters.StartOfMonth).PlusDays(-1);
        var people = intake.Residents.ToDictionary(r => r.Resident);
        var away = intake.Away();
        foreach (var duty in intake.History)
        {
            var who = people[duty.Resident];
            Assert.Equal(duty.Household, new HouseholdCode(who.Grid, who.Household));
            Assert.True(from <= duty.Night && duty.Night <= to);
            Assert.True(who.MayGuard(duty.Night), $"{duty}");
            Assert.False(away[duty.Resident].Covers(duty.Night), $"{duty}");
        }

        var carers = intake.Residents.Where(r => r.IsCarer).ToLookup(r => new HouseholdCode(r.Grid, r.Household));
        Assert.All(
            intake.History.Where(h => h.Post != Post.Standby && people[h.Resident].IsCarer),
            h =>
                Assert.Contains(carers[h.Household], c => c.Resident != h.Resident && !away[c.Resident].Covers(h.Night))
        );
        var seats = intake.History.Select(h => (h.Household.Grid, h.Night, h.Post)).ToList();
        Assert.Equal(seats.Count, seats.Distinct().Count());
        Assert.All(intake.History.GroupBy(h => h.Household), AssertHouseholdRested);
        var apart = intake.Apart.SelectMany(a => new[] { (a.A, a.B), (a.B, a.A) }).ToHashSet();
        foreach (
            var watch in intake.History.Where(h => h.Post != Post.Standby).GroupBy(h => (h.Household.Grid, h.Night))
        )
        {
            AssertPaired([.. watch], people, apart);
        }
    }

    private static void AssertHouseholdRested(IEnumerable<HistoryRow> duties)
    {
        var nights = duties.Where(d => d.Post != Post.Standby).Select(d => d.Night).Distinct().Order().ToList();
        var home = duties.Where(d => d.Post == Post.Standby).Select(d => d.Night).ToList();
        Assert.All(nights.Zip(nights.Skip(1)), p => Assert.True(Period.DaysBetween(p.First, p.Second) >= 21));
        Assert.Equal(nights.Count, nights.DistinctBy(n => (n.Year, n.Month)).Count());
        Assert.Equal(home.Count, home.DistinctBy(n => (n.Year, n.Month)).Count());
        Assert.All(home, h => Assert.DoesNotContain(nights, o => Math.Abs(Period.DaysBetween(h, o)) <= 3));
    }

    private static void AssertPaired(
        List<HistoryRow> watch,
        Dictionary<string, ResidentRow> people,
        HashSet<(HouseholdCode, HouseholdCode)> apart
    )
    {
        foreach (var duty in watch)
        {
            var who = people[duty.Resident];
            var others = watch.Where(d => d != duty).ToList();
            Assert.All(others, o => Assert.DoesNotContain((duty.Household, o.Household), apart));
            Assert.True(who.Together is null || others.Exists(o => people[o.Resident].Together == who.Together));
            Assert.True(
                others.TrueForAll(o => o.Household != duty.Household || people[o.Resident].Together is not null)
            );
            Assert.False(
                who.WantsCompanion
                    && others.Exists(o => people[o.Resident].Sex == Sex.Man)
                    && !others.Exists(o => people[o.Resident].Sex == Sex.Woman || o.Household == duty.Household)
            );
        }
    }
}
