namespace Rota.Core.Rotas;

/// <summary>What is otherwise on one seat in a later rota of a month.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Leaves">Who had it and is not on that watch and post any more; null where it was open.</param>
/// <param name="Comes">Who has it now and was not on that watch and post; null where it is open, or there is no such seat any more.</param>
public sealed record SeatChange(Seat Seat, Duty? Leaves, Duty? Comes)
{
    /// <summary>
    /// What differs between two rotas of a month, in seat order. Seats of a post are alike: whoever is on the same watch and post in both has not
    /// changed, whatever the seat's number.
    /// </summary>
    public static IReadOnlyList<SeatChange> Between(WatchRota before, WatchRota after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var was = before.Duties.ToLookup(d => d.Seat with { Number = 0 });
        var isNow = after.Duties.ToLookup(d => d.Seat with { Number = 0 });
        var changes = new List<SeatChange>();
        foreach (var post in was.Concat(isNow).Select(g => g.Key).Distinct())
        {
            var leaving = Without(was[post], isNow[post]);
            var coming = Without(isNow[post], was[post]);
            foreach (var duty in coming)
            {
                var leaves =
                    leaving.Find(l => l.Seat == duty.Seat) ?? leaving.Find(l => !coming.Exists(c => c.Seat == l.Seat));
                if (leaves is not null)
                {
                    leaving.Remove(leaves);
                }

                changes.Add(new SeatChange(duty.Seat, leaves, duty));
            }

            changes.AddRange(leaving.Select(l => new SeatChange(l.Seat, l, null)));
        }

        return [.. changes.OrderBy(c => c.Seat)];
    }

    private static List<Duty> Without(IEnumerable<Duty> duties, IEnumerable<Duty> others) =>
        [.. duties.ExceptBy(others.Select(o => o.Resident), d => d.Resident).OrderBy(d => d.Seat)];
}
