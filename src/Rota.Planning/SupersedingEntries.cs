using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;

namespace Rota.Planning;

/// <summary>What is booked for a published month, and what an edition with another rota books besides.</summary>
internal static class SupersedingEntries
{
    /// <summary>The entries that an edition writes which puts another rota in the place of the one in force.</summary>
    /// <param name="reader">The books at one moment.</param>
    /// <param name="area">The area.</param>
    /// <param name="problem">The month's problem, for who owes.</param>
    /// <param name="before">The rota in force.</param>
    /// <param name="after">The other one.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<IReadOnlyList<LedgerEntry>> OfAsync(
        StreetReader reader,
        AreaId area,
        RotaProblem problem,
        WatchRota before,
        WatchRota after,
        CancellationToken cancellation
    ) =>
        Supersession.Of(
            problem.Month,
            [.. before.Duties.Select(d => (d.Household, d.Seat.Night, d.Points))],
            [.. after.Duties.Select(d => (d.Household, d.Seat.Night, d.Points))],
            [.. problem.Households.Select(h => (h.Id, h.OwingWeight))],
            await DuesAsync(reader, area, problem.Month, cancellation)
        );

    /// <summary>What each household of an area owes for a month, by all that is booked: zero where it was given back.</summary>
    public static async Task<Dictionary<HouseholdId, Points>> DuesAsync(
        StreetReader reader,
        AreaId area,
        YearMonth month,
        CancellationToken cancellation
    ) =>
        Dues(
            (await reader.Ledger.OfAreaAsync(area, month, cancellation)).Where(e =>
                e.Month == month && e.Reason == LedgerReason.Dues
            )
        );

    /// <summary>What each household owes by the dues of a month that are booked.</summary>
    public static Dictionary<HouseholdId, Points> Dues(IEnumerable<LedgerEntry> booked) =>
        booked
            .GroupBy(e => e.Household)
            .ToDictionary(g => g.Key, g => -g.Aggregate(Points.Zero, (sum, e) => sum + e.Amount));
}
