using NodaTime;

namespace Rota.Core.Ledgers;

/// <summary>A line of a household's account.</summary>
/// <param name="Entry">The entry; fading that no edition has booked yet is among them.</param>
/// <param name="IsToCome">Whether its night, or its month, is still to come.</param>
/// <param name="Running">The balance after it.</param>
public sealed record LedgerLine(LedgerEntry Entry, bool IsToCome, Points Running);

/// <summary>
/// A household's ledger laid out line by line: what is done first, then what is to come; in each month first what fades, then what is due,
/// then the nights. The lines sum to what planning opens the next month with, before that month's fading.
/// </summary>
/// <param name="Lines">The lines.</param>
/// <param name="Next">The month after all that is in the books and after today's.</param>
public sealed record LedgerAccount(IReadOnlyList<LedgerLine> Lines, YearMonth Next)
{
    /// <summary>The balance: the sum of the lines.</summary>
    public Points Balance => Lines.Count == 0 ? Points.Zero : Lines[^1].Running;

    /// <summary>The sum of what is done, or of what is to come.</summary>
    public Points Sum(bool isToCome) =>
        Lines.Where(l => l.IsToCome == isToCome).Aggregate(Points.Zero, (sum, l) => sum + l.Entry.Amount);

    /// <summary>Lays an account out.</summary>
    /// <param name="entries">All entries of one household, in the order in which they were written.</param>
    /// <param name="today">Today; a night of today is done.</param>
    public static LedgerAccount Of(IReadOnlyList<LedgerEntry> entries, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var now = today.ToYearMonth();
        if (entries.Count == 0)
        {
            return new([], now.PlusMonths(1));
        }

        var last = entries.Select(e => e.Month).Append(now).Max();
        var faded = Ledger
            .Open(entries, last)
            .Unbooked.Select(f => new LedgerEntry(entries[0].Household, f.Month, null, LedgerReason.Faded, f.Fading));
        var ordered = entries
            .Concat(faded)
            .Select(e => (Entry: e, IsToCome: e.Night is { } night ? night > today : e.Month > now))
            .OrderBy(e => e.IsToCome)
            .ThenBy(e => e.Entry.Month)
            .ThenBy(e =>
                e.Entry.Reason switch
                {
                    LedgerReason.Faded => 0,
                    LedgerReason.Dues => 1,
                    _ => 2,
                }
            )
            .ThenBy(e => e.Entry.Night ?? e.Entry.Month.OnDayOfMonth(1));
        var lines = new List<LedgerLine>();
        var running = Points.Zero;
        foreach (var (entry, isToCome) in ordered)
        {
            running += entry.Amount;
            lines.Add(new LedgerLine(entry, isToCome, running));
        }

        return new(lines, last.PlusMonths(1));
    }
}
