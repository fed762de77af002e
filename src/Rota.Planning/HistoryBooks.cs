using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>
/// Turns the history of an import into ledger entries, month by month as if each had been published then: what fades, what
/// was assigned, what was missed, what was due. A month that has dues already takes only what is new, and a
/// duty that an edition in force assigned only what attendance changes. Nights before the first covenant are
/// weighed by the covenant of the office.
/// </summary>
internal sealed class HistoryBooks(Office office, StreetReader reader)
{
    /// <summary>The entries of an import's history.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(ImportResult import, CancellationToken cancellation)
    {
        if (import.NewHistory.Count == 0 && import.ChangedHistory.Count == 0)
        {
            return [];
        }

        var entries = new List<LedgerEntry>();
        var fresh = import.NewHistory.ToLookup(s => (s.Household, Month: s.Night.ToYearMonth()));
        var retold = import.ChangedHistory.ToLookup(c => (c.After.Household, Month: c.After.Night.ToYearMonth()));
        var told = import.NewHistory.Concat(import.ChangedHistory.Select(c => c.After));
        var months = told.Select(s => s.Night.ToYearMonth()).Distinct().Order().ToList();
        foreach (var area in await reader.Areas.ListAsync(cancellation))
        {
            var books = new Dictionary<HouseholdId, List<LedgerEntry>>();
            var registers = await reader.Register.OfAreaAsync(area.Area.Id, months, cancellation);
            foreach (var month in months)
            {
                var register = registers[month];
                var stood = register.Households.SelectMany(h => fresh[(h.Id, month)]).ToList();
                var changed = register.Households.SelectMany(h => retold[(h.Id, month)]).ToList();
                if (stood.Count == 0 && changed.Count == 0)
                {
                    continue;
                }

                if (books.Count == 0)
                {
                    var old = await reader.Ledger.OfAreaAsync(area.Area.Id, month, cancellation);
                    books = old.GroupBy(e => e.Household).ToDictionary(g => g.Key, g => g.ToList());
                }

                var scale = await NightScale.OfAsync(office, reader, area.Area, month, cancellation);
                List<LedgerEntry> added =
                [
                    .. stood.Count == 0 ? [] : EntriesOf(month, scale, register, stood, books),
                    .. changed.SelectMany(c => AttendanceEntries.Retold(c.Before, c.After, scale)),
                ];
                entries.AddRange(added);
                added.ForEach(e => Book(books, e));
            }
        }

        return entries;
    }

    private static List<LedgerEntry> EntriesOf(
        YearMonth month,
        NightScale scale,
        AreaRegister register,
        IReadOnlyList<StoodNight> stood,
        Dictionary<HouseholdId, List<LedgerEntry>> books
    )
    {
        var assigned = stood
            .Where(s => scale.Published(s) is null)
            .Select(s => (s.Household, s.Night, scale.Of(s)))
            .ToList();
        var told = stood.SelectMany(s => AttendanceEntries.Told(s, scale));
        if (register.Households.Any(h => books.TryGetValue(h.Id, out var own) && HasDues(own, month)))
        {
            return
            [
                .. assigned.Select(a => new LedgerEntry(a.Household, month, a.Night, LedgerReason.Assigned, a.Item3)),
                .. told,
            ];
        }

        var members = register.Residents.ToLookup(r => r.Household);
        var absences = register.Absences.ToLookup(a => a.Resident);
        var owing = register
            .Households.Select(h => (h.Id, Weight: Share.Weight(scale.Terms, h, members[h.Id], absences, month)))
            .Where(h => h.Weight > 0)
            .ToList();
        var openings = register
            .Households.Where(h => books.ContainsKey(h.Id))
            .Select(h => (h.Id, Ledger.Open(books[h.Id], month)))
            .ToList();
        return [.. Ledger.FirstEdition(month, assigned, owing, openings), .. told];
    }

    /// <summary>Dues that a withdrawn edition gave back are none.</summary>
    private static bool HasDues(IEnumerable<LedgerEntry> entries, YearMonth month) =>
        entries
            .Where(e => e.Month == month && e.Reason == LedgerReason.Dues)
            .Aggregate(Points.Zero, (sum, e) => sum + e.Amount) != Points.Zero;

    private static void Book(Dictionary<HouseholdId, List<LedgerEntry>> books, LedgerEntry entry)
    {
        if (!books.TryGetValue(entry.Household, out var own))
        {
            books[entry.Household] = own = [];
        }

        own.Add(entry);
    }
}
