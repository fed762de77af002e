using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Store.Registers;

/// <summary>A pin: this resident on this seat.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Resident">Who is to fill it.</param>
public sealed record PinnedSeat(Seat Seat, ResidentId Resident);

/// <summary>A household in a grid, from a night on.</summary>
/// <param name="Household">The household.</param>
/// <param name="FirstNight">Its first night there.</param>
/// <param name="EndNight">The first night no longer there; null when it still is.</param>
public sealed record Stay(HouseholdId Household, LocalDate FirstNight, LocalDate? EndNight)
{
    /// <summary>Whether the household is there on a night.</summary>
    public bool Holds(LocalDate night) => FirstNight <= night && (EndNight is not { } end || night < end);
}

/// <summary>
/// What the register says of one watch area for one month: whoever is on it on any night of the month. Who moves within
/// the area is listed once, with the later household; who moves between areas is in both, each with its own nights.
/// </summary>
/// <param name="State">The area and the version this was read at.</param>
/// <param name="Month">The month.</param>
/// <param name="Grids">Its grids, in the area's order.</param>
/// <param name="Households">Its households, helpers among them, in the order of grid and code.</param>
/// <param name="Residents">Its residents, in the order of their codes.</param>
/// <param name="Absences">Absences from 31 days before the month to 31 days after it.</param>
/// <param name="Wishes">Wishes about nights of the month or about weekdays.</param>
/// <param name="Apart">Pairs of its households to keep apart.</param>
/// <param name="Pins">Pins of the month, in seat order.</param>
public sealed record AreaRegister(
    AreaState State,
    YearMonth Month,
    IReadOnlyList<Grid> Grids,
    IReadOnlyList<Household> Households,
    IReadOnlyList<Resident> Residents,
    IReadOnlyList<Absence> Absences,
    IReadOnlyList<Wish> Wishes,
    IReadOnlyList<Apart> Apart,
    IReadOnlyList<PinnedSeat> Pins
);
