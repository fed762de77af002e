using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Store.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Ledgers;

/// <summary>Reads the ledger.</summary>
public sealed class LedgerReader
{
    private const int Portion = 400;

    private readonly StreetContext context;

    internal LedgerReader(StreetContext context) => this.context = context;

    /// <summary>All entries of the households an area has in a month, household by household, in the order they were written.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> OfAreaAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation = default
    )
    {
        var households = (await AreaScope.LoadAsync(context, area, month, cancellation)).HouseholdIds;
        return await EntriesAsync(context.LedgerEntries.Where(e => households.Contains(e.HouseholdId)), cancellation);
    }

    /// <summary>
    /// All entries of the households that the area's grids of the last month had on any night of some months in a row, household by
    /// household, in the order they were written; of other months and other areas too.
    /// </summary>
    public async Task<IReadOnlyList<LedgerEntry>> OfAreaAsync(
        AreaId area,
        YearMonth first,
        YearMonth last,
        CancellationToken cancellation = default
    )
    {
        var households = (await AreaScope.LoadAsync(context, area, first, last, cancellation)).HouseholdIds;
        return await EntriesAsync(context.LedgerEntries.Where(e => households.Contains(e.HouseholdId)), cancellation);
    }

    /// <summary>
    /// The entries of some months in a row that say what these households did and were due; what faded is left out. In the order of the other
    /// reading, of which a year's is the larger part.
    /// </summary>
    public async Task<IReadOnlyList<LedgerEntry>> DoneAndDueAsync(
        AreaId area,
        YearMonth first,
        YearMonth last,
        CancellationToken cancellation = default
    )
    {
        var households = (await AreaScope.LoadAsync(context, area, first, last, cancellation)).HouseholdIds;
        return await EntriesAsync(
            context.LedgerEntries.Where(e =>
                households.Contains(e.HouseholdId)
                && e.Month >= first
                && e.Month <= last
                && e.Reason != LedgerReason.Faded
            ),
            cancellation
        );
    }

    /// <summary>What some households were due in some months in a row, in the order of the other readings.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> DuesAsync(
        IEnumerable<HouseholdId> households,
        YearMonth first,
        YearMonth last,
        CancellationToken cancellation = default
    )
    {
        var due = new List<LedgerEntry>();
        foreach (var portion in households.Select(h => h.Value).Distinct().Order().Chunk(Portion))
        {
            due.AddRange(
                await EntriesAsync(
                    context.LedgerEntries.Where(e =>
                        portion.Contains(e.HouseholdId)
                        && e.Month >= first
                        && e.Month <= last
                        && e.Reason == LedgerReason.Dues
                    ),
                    cancellation
                )
            );
        }

        return due;
    }

    /// <summary>All entries of a household, in the order they were written.</summary>
    public Task<IReadOnlyList<LedgerEntry>> OfHouseholdAsync(
        HouseholdId household,
        CancellationToken cancellation = default
    ) => EntriesAsync(context.LedgerEntries.Where(e => e.HouseholdId == household.Value), cancellation);

    /// <summary>Whether the ledger has any entry at all.</summary>
    public Task<bool> HasEntriesAsync(CancellationToken cancellation = default) =>
        context.LedgerEntries.AnyAsync(cancellation);

    private static async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(
        IQueryable<StoredLedgerEntry> entries,
        CancellationToken cancellation
    ) =>
        await entries
            .OrderBy(e => e.HouseholdId)
            .ThenBy(e => e.Id)
            .Select(e => new LedgerEntry(
                new HouseholdId(e.HouseholdId),
                e.Month,
                e.Night,
                e.Reason,
                new Points(e.Thousandths)
            ))
            .ToListAsync(cancellation);
}
