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
            .. moves
                .SelectMany(m => Of(months, m))
                .GroupBy(e => e.Household)
                .Select(g => new LedgerEffect(g.Key, Sum(g, e => e.Released), Sum(g, e => e.Assigned))),
        ];

    private static IEnumerable<LedgerEffect> Of(PublishedMonths months, Move move)
    {
        var month = months.Of(move.Seat.Night)!;
        if (month.Duty(move.Seat) is { } given)
        {
            yield return new LedgerEffect(given.Household, given.Points, Points.Zero);
        }

        if (move.To is { } taker)
        {
            var points = month.Problem.Watch(move.Seat.Night, move.Seat.Watch)!.Night.PointsOf(move.Seat.Post);
            yield return new LedgerEffect(month.Problem.Resident(taker)!.Household.Id, Points.Zero, points);
        }
    }

    private static Points Sum(IEnumerable<LedgerEffect> effects, Func<LedgerEffect, Points> points) =>
        effects.Aggregate(Points.Zero, (sum, e) => sum + points(e));
}
