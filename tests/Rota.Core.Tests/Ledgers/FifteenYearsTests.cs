using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Xunit;

namespace Rota.Core.Tests.Ledgers;

/// <summary>
/// What residents are promised, seen over fifteen years of one grid. A holiday duty is a night out on an eve or a public holiday. It
/// comes back when the same household stood the same festival the year before; the share of those that do, from the sixth year on, when
/// every memory is full, is what is measured.
/// </summary>
public sealed class FifteenYearsTests
{
    private const int MeasuredFrom = 2031;
    private static readonly Lazy<LongStreet> AsCovenanted = new(() => LongStreet.ByLedger(remembersFestivals: true));
    private static readonly Lazy<LongStreet> LedgerAlone = new(() => LongStreet.ByLedger(remembersFestivals: false));
    private static readonly Lazy<LongStreet> MovingSum = new(() => LongStreet.ByMovingSum(remembersFestivals: false));

    [Fact]
    public void NobodysHoliday_ComesBackEveryYear()
    {
        var street = AsCovenanted.Value;
        Assert.InRange(ShareThatComesBack(street), 0, 0.01);
        Assert.InRange(LongestRun(street), 1, 2);
    }

    /// <summary>Chance alone would bring a tenth of them back: 14 of 150 households stand a Spring Festival.</summary>
    [Fact]
    public void TheLedgerByItself_DoesNotBringHolidaysBack() =>
        Assert.InRange(ShareThatComesBack(LedgerAlone.Value), 0, 0.2);

    /// <summary>The contrast that shows that the measure tells: levelling a moving sum repeats the month that drops out.</summary>
    [Fact]
    public void APlainSumOverTwelveMonths_WouldBringHolidaysBack()
    {
        Assert.InRange(ShareThatComesBack(MovingSum.Value), 0.5, 1);
        Assert.True(LongestRun(MovingSum.Value) >= 8, $"The longest run is {LongestRun(MovingSum.Value)} years.");
    }

    [Fact]
    public void EveryMonth_IsFilledAndBreaksNothing() =>
        Assert.All(
            AsCovenanted.Value.Kept,
            m =>
            {
                Assert.Empty(m.Audit.Breaches);
                Assert.DoesNotContain(m.Audit.Charges, c => c.Rule == "gaps");
            }
        );

    [Fact]
    public void EveryMonth_DuesAreExactlyWhatOwingHouseholdsWereAssigned() =>
        Assert.All(
            AsCovenanted.Value.Kept,
            m =>
            {
                var assigned = m.Entries.Where(e =>
                    e.Reason == LedgerReason.Assigned && m.Owing.ContainsKey(e.Household)
                );
                var dues = m.Entries.Where(e => e.Reason == LedgerReason.Dues).ToList();
                Assert.Equal(0, assigned.Concat(dues).Sum(e => e.Amount.Thousandths));
                Assert.All(dues, d => Assert.True(m.Owing.ContainsKey(d.Household)));
            }
        );

    [Fact]
    public void EveryBalance_IsWhatWasDoneLessWhatWasDueLessWhatFaded()
    {
        var street = AsCovenanted.Value;
        var books = new Dictionary<HouseholdId, long>();
        foreach (var month in street.Kept)
        {
            // A month opens after its fading and before its duties.
            Book(month, e => e.Reason == LedgerReason.Faded);
            Assert.All(month.Openings, o => Assert.Equal(books.GetValueOrDefault(o.Key), o.Value.Thousandths));
            Book(month, e => e.Reason != LedgerReason.Faded);
        }

        void Book(MonthKept month, Func<LedgerEntry, bool> which)
        {
            foreach (var entry in month.Entries.Where(which))
            {
                books[entry.Household] = books.GetValueOrDefault(entry.Household) + entry.Amount.Thousandths;
            }
        }
    }

    [Fact]
    public void Fading_IsBookedOnceAHouseholdAndMonth() =>
        Assert.Distinct(
            AsCovenanted
                .Value.Kept.SelectMany(m => m.Entries)
                .Where(e => e.Reason == LedgerReason.Faded)
                .Select(e => (e.Household, e.Month))
        );

    /// <summary>The heaviest night weighs 50: nobody is ever further from level than that, and it does not grow.</summary>
    [Fact]
    public void Balances_StayWithinOneHeavyNight() =>
        Assert.All(
            AsCovenanted.Value.Kept.SelectMany(m => m.Openings),
            o => Assert.InRange(o.Value.Thousandths, -50_000, 50_000)
        );

    [Fact]
    public void Joiners_AreNotAskedToCatchUp()
    {
        var year = AsCovenanted.Value.Kept.Skip(90).Take(12).ToList();
        Assert.Equal(LongStreet.JoinMonth, year[0].Month);
        foreach (var joiner in LongStreet.Joiners.Select(j => new HouseholdId(j)))
        {
            Assert.Equal(Points.Zero, year[0].Openings[joiner]);
            DoesItsShare(year, joiner);
        }

        var (done, due) = Totals(year, LongStreet.Joiners);
        Assert.InRange(done, due * 0.85, due * 1.15);
    }

    [Fact]
    public void AnExemptYear_LeavesNoDebt()
    {
        var street = AsCovenanted.Value;
        var year = street.Kept.Where(m => m.Month.Year == LongStreet.ExemptYear).ToList();
        var next = street.Kept.Where(m => m.Month.Year == LongStreet.ExemptYear + 1).ToList();
        foreach (var exempt in LongStreet.Exempt.Select(e => new HouseholdId(e)))
        {
            Assert.All(
                year.SelectMany(m => m.Entries).Where(e => e.Household == exempt),
                e => Assert.Equal(LedgerReason.Faded, e.Reason)
            );
            Assert.True(
                Math.Abs(next[0].Openings[exempt].Thousandths) <= Math.Abs(year[0].Openings[exempt].Thousandths) * 0.4,
                "What stood before the year has faded through it, and nothing was added."
            );
            DoesItsShare(next, exempt);
        }

        var (done, due) = Totals(next, LongStreet.Exempt);
        Assert.InRange(done, due * 0.85, due * 1.15);
    }

    [Fact]
    public void Volunteers_AreNeverAskedForDues() =>
        Assert.All(
            LongStreet.Volunteers.Select(v => new HouseholdId(v)),
            v => Assert.Equal(0, AsCovenanted.Value.Kept.Sum(m => m.Sum(v, LedgerReason.Dues)))
        );

    /// <summary>A year's points are near the year's dues: nights come whole, so "near" is one holiday's 30.</summary>
    private static void DoesItsShare(List<MonthKept> year, HouseholdId household)
    {
        var done = year.Sum(m => m.Sum(household, LedgerReason.Assigned));
        var due = -year.Sum(m => m.Sum(household, LedgerReason.Dues));
        Assert.True(due > 0, "A household that owes has dues.");
        Assert.InRange(done, due - 30_000, due + 30_000);
    }

    private static (double Done, double Due) Totals(List<MonthKept> year, IReadOnlyList<int> households) =>
        (
            households.Sum(h => year.Sum(m => m.Sum(new HouseholdId(h), LedgerReason.Assigned))),
            -households.Sum(h => year.Sum(m => m.Sum(new HouseholdId(h), LedgerReason.Dues)))
        );

    private static double ShareThatComesBack(LongStreet street)
    {
        var stood = FestivalYears(street);
        var measured = street.Duties.Where(d => d.IsFestivalOut && d.Night.Year >= MeasuredFrom).ToList();
        var back = measured.Count(d =>
            d.Festival!.Split('、').Any(f => stood.Contains((d.Household, f, d.Night.Year - 1)))
        );
        return back / (double)measured.Count;
    }

    /// <summary>The greatest number of years in a row in which one household stood one festival.</summary>
    private static int LongestRun(LongStreet street)
    {
        var stood = FestivalYears(street);
        return stood.Max(s =>
            Enumerable.Range(0, 20).TakeWhile(y => stood.Contains((s.Household, s.Festival, s.Year + y))).Count()
        );
    }

    private static HashSet<(HouseholdId Household, string Festival, int Year)> FestivalYears(LongStreet street) =>
        [
            .. street
                .Duties.Where(d => d.IsFestivalOut)
                .SelectMany(d => d.Festival!.Split('、').Select(f => (d.Household, f, d.Night.Year))),
        ];
}
