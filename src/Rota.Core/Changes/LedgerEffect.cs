using Rota.Core.Ledgers;
using Rota.Core.Registers;

namespace Rota.Core.Changes;

/// <summary>What a change does to a household's ledger.</summary>
/// <param name="Household">The household.</param>
/// <param name="Released">Points of the duties it gives up; zero or more.</param>
/// <param name="Assigned">Points of the duties it takes; zero or more.</param>
public sealed record LedgerEffect(HouseholdId Household, Points Released, Points Assigned)
{
    /// <summary>By how much its balance grows.</summary>
    public Points Net => Assigned - Released;

    /// <summary>The effects on every household that a change touches, in the order in which it names them.</summary>
    /// <param name="months">The months before the change.</param>
    /// <param name="moves">Moves that the months can make.</param>
    internal static IReadOnlyList<LedgerEffect> Of(PublishedMonths months, IReadOnlyList<Move> moves) =>
        [
            .. Entries(months, moves, keepEqual: true)
                .GroupBy(e => e.Household)
                .Select(g => new LedgerEffect(g.Key, -Sum(g, LedgerReason.Released), Sum(g, LedgerReason.Assigned))),
        ];

    /// <summary>The entries that a change writes. Where a duty stays in its household with what it weighs, it writes none.</summary>
    /// <param name="months">The months before the change.</param>
    /// <param name="moves">Moves that the months can make.</param>
    /// <param name="keepEqual">Whether to give the entries that cancel each other all the same.</param>
    internal static IEnumerable<LedgerEntry> Entries(
        PublishedMonths months,
        IReadOnlyList<Move> moves,
        bool keepEqual = false
    )
    {
        foreach (var (seat, _, to) in moves)
        {
            var month = months.Of(seat.Night)!;
            var given = month.Duty(seat);
            var points = month.Problem.Watch(seat.Night, seat.Watch)!.Night.PointsOf(seat.Post);
            var taker = to is { } id ? month.Problem.Resident(id)!.Household : null;
            if (!keepEqual && given is not null && given.Household == taker?.Id && given.Points == points)
            {
                continue;
            }

            if (given is not null)
            {
                yield return new LedgerEntry(
                    given.Household,
                    month.Month,
                    seat.Night,
                    LedgerReason.Released,
                    -given.Points
                );
            }

            if (taker is not null)
            {
                yield return new LedgerEntry(taker.Id, month.Month, seat.Night, LedgerReason.Assigned, points);
            }
        }
    }

    private static Points Sum(IEnumerable<LedgerEntry> entries, LedgerReason reason) =>
        entries.Where(e => e.Reason == reason).Aggregate(Points.Zero, (sum, e) => sum + e.Amount);
}
