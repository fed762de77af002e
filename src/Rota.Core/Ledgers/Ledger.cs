using NodaTime;
using Rota.Core.Registers;

namespace Rota.Core.Ledgers;

/// <summary>
/// The arithmetic of the ledger, exact to the thousandth of a point. Balance = points done less points due, and of
/// what is carried into a month a twelfth fades, so that a year later it hardly weighs. Why not a plain sum over the last
/// twelve months: levelling a moving sum makes each month repeat the one that drops out, and the same households meet
/// the same holiday every year.
/// </summary>
public static class Ledger
{
    /// <summary>Of what is carried into a month, one part in so many fades.</summary>
    public const int FadingParts = 12;

    /// <summary>What fades of a balance carried into a month: a twelfth, with the sign that brings it nearer to nothing.</summary>
    public static Points Fading(Points carried) => -carried.DividedBy(FadingParts);

    /// <summary>
    /// The balance with which a household opens a month, and the fading that is not yet in the books for the months up
    /// to and including it. Months are walked one by one from the household's first entry; a month whose fading is booked
    /// is taken as booked.
    /// </summary>
    /// <param name="entries">All entries of one household, in any order. Entries after the month do not count.</param>
    /// <param name="month">The month that is opened.</param>
    public static OpeningBalance Open(IEnumerable<LedgerEntry> entries, YearMonth month)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var months = new SortedDictionary<YearMonth, (Points Sum, Points? Faded)>();
        foreach (var entry in entries)
        {
            if (entry.Month > month || (entry.Month == month && entry.Reason != LedgerReason.Faded))
            {
                continue;
            }

            var (sum, faded) = months.GetValueOrDefault(entry.Month);
            months[entry.Month] =
                entry.Reason == LedgerReason.Faded
                    ? (sum, (faded ?? Points.Zero) + entry.Amount)
                    : (sum + entry.Amount, faded);
        }

        if (months.Count == 0)
        {
            return new OpeningBalance(Points.Zero, []);
        }

        var balance = Points.Zero;
        var unbooked = new List<(YearMonth, Points)>();
        for (var at = months.First().Key; at <= month; at = at.PlusMonths(1))
        {
            var (sum, faded) = months.GetValueOrDefault(at);
            var fading = faded ?? Fading(balance);
            if (faded is null && fading != Points.Zero)
            {
                unbooked.Add((at, fading));
            }

            balance = balance + fading + sum;
        }

        return new OpeningBalance(balance, unbooked);
    }

    /// <summary>The balance of a household when a month ends: what it opened with and all that is booked for the month.</summary>
    /// <param name="entries">All entries of one household, in any order. Entries after the month do not count.</param>
    /// <param name="month">The month that ends.</param>
    public static Points Close(IEnumerable<LedgerEntry> entries, YearMonth month)
    {
        var all = entries.ToList();
        var booked = all.Where(e => e.Month == month && e.Reason != LedgerReason.Faded);
        return booked.Aggregate(Open(all, month).Balance, (sum, e) => sum + e.Amount);
    }

    /// <summary>
    /// Divides a month's points among households by weight, so that the parts add up exactly: each gets its whole
    /// thousandths, and those left over go one each to the largest remainders, earlier households first among equals.
    /// </summary>
    /// <param name="assigned">The points that owing households were assigned in the month; not negative.</param>
    /// <param name="weights">Weight n of each owing household, above zero, in the order of their codes.</param>
    /// <returns>Each household's part, in the same order; their sum is <paramref name="assigned"/>.</returns>
    public static IReadOnlyList<Points> Dues(Points assigned, IReadOnlyList<int> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(assigned, Points.Zero);
        var total = weights.Sum(w => (long)w);
        if (total == 0)
        {
            return [.. weights.Select(_ => Points.Zero)];
        }

        var parts = weights.Select(w => assigned.Thousandths * w / total).ToArray();
        var left = (int)(assigned.Thousandths - parts.Sum());
        var luckiest = Enumerable
            .Range(0, weights.Count)
            .OrderByDescending(i => assigned.Thousandths * weights[i] % total)
            .ThenBy(i => i)
            .Take(left);
        foreach (var i in luckiest)
        {
            parts[i]++;
        }

        return [.. parts.Select(p => new Points(p))];
    }

    /// <summary>The entries that a month's first edition writes: what fades, what was assigned, what is due.</summary>
    /// <param name="month">The month.</param>
    /// <param name="assigned">Each duty's household, night and points.</param>
    /// <param name="owing">Households that owe, with weight n above zero, in the order of their codes.</param>
    /// <param name="openings">Opening balances of every household with entries, for the fading that is not yet booked.</param>
    public static IReadOnlyList<LedgerEntry> FirstEdition(
        YearMonth month,
        IReadOnlyList<(HouseholdId Household, LocalDate Night, Points Points)> assigned,
        IReadOnlyList<(HouseholdId Household, int Weight)> owing,
        IReadOnlyList<(HouseholdId Household, OpeningBalance Opening)> openings
    )
    {
        ArgumentNullException.ThrowIfNull(assigned);
        ArgumentNullException.ThrowIfNull(owing);
        ArgumentNullException.ThrowIfNull(openings);
        var entries = new List<LedgerEntry>();
        foreach (var (household, opening) in openings)
        {
            entries.AddRange(
                opening.Unbooked.Select(f => new LedgerEntry(household, f.Month, null, LedgerReason.Faded, f.Fading))
            );
        }

        entries.AddRange(
            assigned.Select(a => new LedgerEntry(a.Household, month, a.Night, LedgerReason.Assigned, a.Points))
        );
        var owes = owing.Select(o => o.Household).ToHashSet();
        var pool = assigned.Where(a => owes.Contains(a.Household)).Aggregate(Points.Zero, (sum, a) => sum + a.Points);
        var parts = Dues(pool, [.. owing.Select(o => o.Weight)]);
        entries.AddRange(
            owing
                .Zip(parts)
                .Where(p => p.Second != Points.Zero)
                .Select(p => new LedgerEntry(p.First.Household, month, null, LedgerReason.Dues, -p.Second))
        );
        return entries;
    }
}

/// <summary>The balance with which a household opens a month.</summary>
/// <param name="Balance">The balance, after fading.</param>
/// <param name="Unbooked">Fading up to this month that no entry holds yet, in order of months.</param>
public sealed record OpeningBalance(Points Balance, IReadOnlyList<(YearMonth Month, Points Fading)> Unbooked);
