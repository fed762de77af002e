using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Measures;
using Rota.Core.Registers;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>
/// What the ledger says of a watch area over some months. The area is the grids it has in the last of them; what a household did
/// and was due counts from the night on which it belongs to them up to the one on which it no longer does.
/// </summary>
/// <param name="Area">The area.</param>
/// <param name="Entries">The entries of its households in these months, while they belonged to it.</param>
/// <param name="All">All entries of these households, of whatever month and area; those of the months alone, without what faded, where no more was asked for.</param>
/// <param name="Months">The months in which something was done or due, in order.</param>
internal sealed record AreaBooks(
    WatchArea Area,
    ILookup<HouseholdId, LedgerEntry> Entries,
    ILookup<HouseholdId, LedgerEntry> All,
    IReadOnlyList<YearMonth> Months
)
{
    private ILookup<HouseholdId, Stay> Stays { get; init; } = Enumerable.Empty<Stay>().ToLookup(s => s.Household);

    /// <summary>Reads an area's books.</summary>
    /// <param name="reader">The books at one moment.</param>
    /// <param name="area">The area.</param>
    /// <param name="span">The months.</param>
    /// <param name="withBalances">Whether balances are asked for, which hang on every entry there ever was.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<AreaBooks> LoadAsync(
        StreetReader reader,
        WatchArea area,
        FairnessSpan span,
        bool withBalances,
        CancellationToken cancellation
    )
    {
        var stays = (await reader.Register.StaysAsync(area.Id, span.First, span.Last, cancellation)).ToLookup(s =>
            s.Household
        );
        var all = withBalances
            ? await reader.Ledger.OfAreaAsync(area.Id, span.First, span.Last, cancellation)
            : await reader.Ledger.DoneAndDueAsync(area.Id, span.First, span.Last, cancellation);
        var own = all.Where(e => span.Holds(e.Month))
            .Where(e => stays[e.Household].Any(s => s.Holds(e.Night ?? e.Month.OnDayOfMonth(1))))
            .ToList();
        // What a withdrawn edition took back leaves nothing.
        var months = own.Where(e => IsDone(e) || e.Reason == LedgerReason.Dues)
            .GroupBy(e => (e.Month, e.Household, e.Night, e.Reason == LedgerReason.Dues))
            .Where(g => Sum(g) != Points.Zero)
            .Select(g => g.Key.Month)
            .Distinct()
            .Order()
            .ToList();
        return new AreaBooks(area, own.ToLookup(e => e.Household), all.ToLookup(e => e.Household), months)
        {
            Stays = stays,
        };
    }

    /// <summary>Whether an entry says what a household did; else what it was due, or what faded.</summary>
    public static bool IsDone(LedgerEntry entry) => entry.Reason is not (LedgerReason.Dues or LedgerReason.Faded);

    /// <summary>Whether a household belonged to the area on a night.</summary>
    public bool Holds(HouseholdId household, LocalDate night) => Stays[household].Any(s => s.Holds(night));

    /// <summary>What a household was due: its dues, counted up.</summary>
    public Points DueOf(HouseholdId household, YearMonth? month = null) =>
        -Sum(Entries[household].Where(e => e.Reason == LedgerReason.Dues && (month is not { } m || e.Month == m)));

    /// <summary>What a household did.</summary>
    public Points DoneBy(HouseholdId household) => Sum(Entries[household].Where(IsDone));

    /// <summary>What a household's duties of a night came to.</summary>
    public Points DoneBy(HouseholdId household, LocalDate night) =>
        Sum(Entries[household].Where(e => e.Night == night && IsDone(e)));

    private static Points Sum(IEnumerable<LedgerEntry> entries) =>
        entries.Aggregate(Points.Zero, (sum, e) => sum + e.Amount);
}
