using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>
/// Turns the history of an import into ledger entries, month by month as if each had been published then: what fades, what
/// was assigned, what was missed, what was due. A month that has dues already takes only what is new. Nights before the first
/// covenant are weighed by the covenant of the office.
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
        var months = import.NewHistory.Select(s => s.Night.ToYearMonth()).Distinct().Order().ToList();
        foreach (var area in await reader.Areas.ListAsync(cancellation))
        {
            var terms = office.Covenant.For(area.Area.Code, area.Area.Community);
            var books = new Dictionary<HouseholdId, List<LedgerEntry>>();
            foreach (var month in months)
            {
                var register = await reader.Register.OfAreaAsync(area.Area.Id, month, cancellation);
                var stood = register!.Households.SelectMany(h => fresh[(h.Id, month)]).ToList();
                if (stood.Count == 0)
                {
                    continue;
                }

                if (books.Count == 0)
                {
                    var old = await reader.Ledger.OfAreaAsync(area.Area.Id, month, cancellation);
                    books = old.GroupBy(e => e.Household).ToDictionary(g => g.Key, g => g.ToList());
                }

                foreach (var entry in EntriesOf(month, terms, register, stood, books))
                {
                    entries.Add(entry);
                    Book(books, entry);
                }
            }
        }

        entries.AddRange(import.ChangedHistory.SelectMany(c => Correction(c.Before, c.After)));
        return entries;
    }

    private List<LedgerEntry> EntriesOf(
        YearMonth month,
        Terms terms,
        AreaRegister register,
        IReadOnlyList<StoodNight> stood,
        Dictionary<HouseholdId, List<LedgerEntry>> books
    )
    {
        var assigned = stood.Select(s => (s.Household, s.Night, PointsOf(s, terms))).ToList();
        var missed = stood
            .Where(s => !s.Attended)
            .Select(s => new LedgerEntry(s.Household, month, s.Night, LedgerReason.Missed, -PointsOf(s, terms)));
        var hasDues = register.Households.Any(h =>
            books.TryGetValue(h.Id, out var own) && own.Exists(e => e.Month == month && e.Reason == LedgerReason.Dues)
        );
        if (hasDues)
        {
            return
            [
                .. assigned.Select(a => new LedgerEntry(a.Household, month, a.Night, LedgerReason.Assigned, a.Item3)),
                .. missed,
            ];
        }

        var members = register.Residents.ToLookup(r => r.Household);
        var absences = register.Absences.ToLookup(a => a.Resident);
        var owing = register
            .Households.Select(h => (h.Id, Weight: Share.Weight(terms, h, members[h.Id], absences, month)))
            .Where(h => h.Weight > 0)
            .ToList();
        var openings = register
            .Households.Where(h => books.ContainsKey(h.Id))
            .Select(h => (h.Id, Ledger.Open(books[h.Id], month)))
            .ToList();
        return [.. Ledger.FirstEdition(month, assigned, owing, openings), .. missed];
    }

    /// <summary>What a duty told otherwise than before changes: the points it gave then, against those it gives now.</summary>
    private IEnumerable<LedgerEntry> Correction(StoodNight before, StoodNight after)
    {
        var terms = office.Covenant.Terms;
        var was = before.Attended ? PointsOf(before, terms) : Points.Zero;
        var now = after.Attended ? PointsOf(after, terms) : Points.Zero;
        if (now != was)
        {
            var reason = after.Attended ? LedgerReason.Correction : LedgerReason.Missed;
            yield return new LedgerEntry(after.Household, after.Night.ToYearMonth(), after.Night, reason, now - was);
        }
    }

    private Points PointsOf(StoodNight stood, Terms terms) =>
        NightReader.Read(stood.Night, terms, office.Calendar).PointsOf(stood.Post);

    private static void Book(Dictionary<HouseholdId, List<LedgerEntry>> books, LedgerEntry entry)
    {
        if (!books.TryGetValue(entry.Household, out var own))
        {
            books[entry.Household] = own = [];
        }

        own.Add(entry);
    }
}
