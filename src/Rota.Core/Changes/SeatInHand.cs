using NodaTime;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>A seat of months in hand that a change could touch: its watch has not ended.</summary>
/// <param name="Place">Its place among them, from 0.</param>
/// <param name="Month">Its month's place among the months in hand.</param>
/// <param name="Seat">The seat.</param>
/// <param name="Watch">The watch.</param>
/// <param name="WatchPlace">A number of its own for each watch of the months in hand.</param>
/// <param name="Duty">The duty on it; null for a gap.</param>
/// <param name="IsSettled">Whether who holds it is of the household that the duty was booked to, in every month in hand.</param>
/// <param name="HasBegun">Whether the watch has begun: then one may still be found for the duty, and nothing else.</param>
/// <param name="IsBound">Whether a pin binds who holds it.</param>
internal sealed record SeatInHand(
    int Place,
    int Month,
    Seat Seat,
    Watch Watch,
    int WatchPlace,
    Duty? Duty,
    bool IsSettled,
    bool HasBegun,
    bool IsBound
)
{
    /// <summary>Whether whoever holds it may take another seat for it.</summary>
    public bool IsMovable => !HasBegun && !IsBound;

    /// <summary>Who holds it; null for a gap.</summary>
    public ResidentId? Holder { get; } = Duty?.Resident;

    /// <summary>The seats of months in hand whose watches have not ended, in order.</summary>
    public static IReadOnlyList<SeatInHand> Of(PublishedMonths months, LocalDateTime now)
    {
        var seats = new List<SeatInHand>();
        for (var at = 0; at < months.Months.Count; at++)
        {
            var month = months.Months[at];
            foreach (var seat in month.Problem.Seats().Where(month.Has))
            {
                var watch = month.Problem.Watch(seat.Night, seat.Watch)!;
                if (now < watch.Ends)
                {
                    var duty = month.Duty(seat);
                    var bound = duty is not null && IsPinned(months, month, duty);
                    var place = (at * 100_000) + watch.Index;
                    seats.Add(
                        new(seats.Count, at, seat, watch, place, duty, IsHome(months, duty), now >= watch.Begins, bound)
                    );
                }
            }
        }

        return seats;
    }

    private static bool IsHome(PublishedMonths months, Duty? duty) =>
        duty is null
        || months.Months.All(m =>
            m.Problem.Resident(duty.Resident) is not { } resident || resident.Household.Id == duty.Household
        );

    private static bool IsPinned(PublishedMonths months, PublishedMonth month, Duty duty) =>
        month.Pins.Contains((duty.Seat, duty.Resident))
        && !months.Waivers.Any(w => w.LetsPinGo(duty.Seat, duty.Resident));
}

/// <summary>Somebody who takes a seat in hand; nobody leaves it empty.</summary>
/// <param name="At">The seat.</param>
/// <param name="Resident">Who takes it, as its month's problem knows them; null for nobody.</param>
internal readonly record struct Taking(SeatInHand At, ResidentMonth? Resident);
