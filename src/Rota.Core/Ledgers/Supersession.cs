using NodaTime;
using Rota.Core.Registers;

namespace Rota.Core.Ledgers;

/// <summary>
/// What an edition that supersedes another writes into the ledger, so that the month's entries sum up for each household as if the later
/// rota had been published first: what was released, what was assigned, and where owing households carry another sum of points than before, the
/// difference of dues that are divided anew among them by the weights as they were booked.
/// </summary>
public static class Supersession
{
    /// <summary>A household's weight is found again from booked dues where it is no more than so many times the least.</summary>
    private const int MostParts = 12;

    /// <summary>The entries.</summary>
    /// <param name="month">The month.</param>
    /// <param name="before">Household, night and frozen points of each duty of the edition in force.</param>
    /// <param name="after">The same of the edition that supersedes it.</param>
    /// <param name="owing">Households of the area with their weights as they would be fixed now, 0 for none, in the order of their codes.</param>
    /// <param name="due">What each household is due for the month as the ledger has it, counted up; 0 or more.</param>
    public static IReadOnlyList<LedgerEntry> Of(
        YearMonth month,
        IReadOnlyList<(HouseholdId Household, LocalDate Night, Points Points)> before,
        IReadOnlyList<(HouseholdId Household, LocalDate Night, Points Points)> after,
        IReadOnlyList<(HouseholdId Household, int Weight)> owing,
        IReadOnlyDictionary<HouseholdId, Points> due
    )
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(owing);
        ArgumentNullException.ThrowIfNull(due);
        var entries = new List<LedgerEntry>();
        entries.AddRange(
            Without(before, after)
                .Select(d => new LedgerEntry(d.Household, month, d.Night, LedgerReason.Released, -d.Points))
        );
        entries.AddRange(
            Without(after, before)
                .Select(d => new LedgerEntry(d.Household, month, d.Night, LedgerReason.Assigned, d.Points))
        );
        var shares = Booked(owing, due);
        var owes = shares.Select(s => s.Household).ToHashSet();
        var pool = Sum(after.Where(d => owes.Contains(d.Household)).Select(d => d.Points));
        if (pool == Sum(shares.Select(s => due.GetValueOrDefault(s.Household))))
        {
            return entries;
        }

        var parts = Ledger.Dues(pool, [.. shares.Select(s => s.Weight)]);
        entries.AddRange(
            shares
                .Zip(parts, (share, part) => (share.Household, More: part - due.GetValueOrDefault(share.Household)))
                .Where(d => d.More != Points.Zero)
                .Select(d => new LedgerEntry(d.Household, month, null, LedgerReason.Dues, -d.More))
        );
        return entries;
    }

    /// <summary>
    /// The households that owe in a month, with the weights by which its dues were divided: those of now where they give the same dues, since
    /// a weight is fixed on the first whatever is said of the household later; else the smallest whole numbers that do. Null where none do:
    /// the dues were corrected by hand.
    /// </summary>
    /// <param name="owing">Households of the area with their weights as they would be fixed now, 0 for none, in the order of their codes.</param>
    /// <param name="due">What each household is due for the month as the ledger has it, counted up; 0 or more.</param>
    public static IReadOnlyList<(HouseholdId Household, int Weight)>? Shares(
        IReadOnlyList<(HouseholdId Household, int Weight)> owing,
        IReadOnlyDictionary<HouseholdId, Points> due
    )
    {
        ArgumentNullException.ThrowIfNull(owing);
        ArgumentNullException.ThrowIfNull(due);
        var now = owing.Where(o => o.Weight > 0).ToList();
        var households = Owed(owing, due);
        if (households.Count == 0 || Gives(now, due))
        {
            return now;
        }

        var least = households.Min(h => due[h].Thousandths);
        for (var parts = 1; parts <= MostParts; parts++)
        {
            var tried = households
                .Select(h => (h, Weight: (int)Round.HalfAway(due[h].Thousandths * parts, least)))
                .ToList();
            if (Gives(tried, due))
            {
                return tried;
            }
        }

        return null;
    }

    /// <summary>Dues that no weights divide were corrected by hand; by their own proportion they are carried on.</summary>
    private static IReadOnlyList<(HouseholdId Household, int Weight)> Booked(
        IReadOnlyList<(HouseholdId Household, int Weight)> owing,
        IReadOnlyDictionary<HouseholdId, Points> due
    ) => Shares(owing, due) ?? [.. Owed(owing, due).Select(h => (h, (int)Math.Min(int.MaxValue, due[h].Thousandths)))];

    /// <summary>Who has dues in the books: households of the area in the order of their codes, then those that have left it.</summary>
    private static List<HouseholdId> Owed(
        IReadOnlyList<(HouseholdId Household, int Weight)> owing,
        IReadOnlyDictionary<HouseholdId, Points> due
    )
    {
        var booked = due.Where(d => d.Value != Points.Zero).Select(d => d.Key).ToHashSet();
        var known = owing.Select(o => o.Household).ToHashSet();
        return
        [
            .. owing.Select(o => o.Household).Where(booked.Contains),
            .. booked.Where(h => !known.Contains(h)).OrderBy(h => h.Value),
        ];
    }

    private static bool Gives(
        IReadOnlyList<(HouseholdId Household, int Weight)> shares,
        IReadOnlyDictionary<HouseholdId, Points> due
    )
    {
        var total = Sum(due.Values);
        var parts = Ledger.Dues(total, [.. shares.Select(s => s.Weight)]);
        return Sum(parts) == total && shares.Zip(parts).All(p => due.GetValueOrDefault(p.First.Household) == p.Second);
    }

    /// <summary>What is in one list and not in the other, each as often as it is there more often.</summary>
    private static IEnumerable<(HouseholdId Household, LocalDate Night, Points Points)> Without(
        IReadOnlyList<(HouseholdId, LocalDate, Points)> duties,
        IReadOnlyList<(HouseholdId, LocalDate, Points)> others
    )
    {
        var left = others.GroupBy(d => d).ToDictionary(g => g.Key, g => g.Count());
        foreach (var duty in duties)
        {
            if (left.GetValueOrDefault(duty) is var count and > 0)
            {
                left[duty] = count - 1;
            }
            else
            {
                yield return duty;
            }
        }
    }

    private static Points Sum(IEnumerable<Points> points) => points.Aggregate(Points.Zero, (sum, p) => sum + p);
}
