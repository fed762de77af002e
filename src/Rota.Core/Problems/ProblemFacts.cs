using NodaTime;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Problems;

/// <summary>Everything that a month's rota of one area follows from.</summary>
public sealed record ProblemFacts
{
    /// <summary>Code of the watch area.</summary>
    public required string Area { get; init; }

    /// <summary>The month.</summary>
    public required YearMonth Month { get; init; }

    /// <summary>Terms in force for the area.</summary>
    public required Terms Terms { get; init; }

    /// <summary>The calendar.</summary>
    public required DayCalendar Calendar { get; init; }

    /// <summary>The area's grids.</summary>
    public required IReadOnlyList<Grid> Grids { get; init; }

    /// <summary>The area's households, helpers' among them.</summary>
    public required IReadOnlyList<Household> Households { get; init; }

    /// <summary>Their residents on the register at any time of the month.</summary>
    public required IReadOnlyList<Resident> Residents { get; init; }

    /// <summary>Absences that touch the month.</summary>
    public IReadOnlyList<Absence> Absences { get; init; } = [];

    /// <summary>Wishes.</summary>
    public IReadOnlyList<Wish> Wishes { get; init; } = [];

    /// <summary>Households to keep apart.</summary>
    public IReadOnlyList<Apart> Apart { get; init; } = [];

    /// <summary>Opening balances; nothing where a household has none.</summary>
    public IReadOnlyDictionary<HouseholdId, Points> Balances { get; init; } = new Dictionary<HouseholdId, Points>();

    /// <summary>Duties of other months around this one, stood or published.</summary>
    public IReadOnlyList<KnownDuty> Around { get; init; } = [];

    /// <summary>Festivals whose eve or holiday a household stood within the covenant's memory.</summary>
    public IReadOnlyList<(HouseholdId Household, string Festival)> FestivalsStood { get; init; } = [];

    /// <summary>How many watches residents have stood, lead or guard; nobody stands for never.</summary>
    public IReadOnlyDictionary<ResidentId, int> WatchesStood { get; init; } = new Dictionary<ResidentId, int>();

    /// <summary>
    /// The month's watches with what their nights weigh, as they were frozen when the month was published; null to read them from
    /// terms and calendar.
    /// </summary>
    public IReadOnlyList<Watch>? Frozen { get; init; }

    /// <summary>
    /// Residents who are on the month's published rota: they are laid open also where nobody could assign them any more. None for a
    /// month that is solved anew.
    /// </summary>
    public IReadOnlySet<ResidentId> OnDuty { get; init; } = new HashSet<ResidentId>();

    /// <summary>Seats settled beforehand.</summary>
    public IReadOnlyList<(Seat Seat, ResidentId Resident)> Pins { get; init; } = [];

    /// <summary>The same facts with other ids.</summary>
    /// <param name="grid">The new id of a grid.</param>
    /// <param name="household">The new id of a household.</param>
    /// <param name="resident">The new id of a resident.</param>
    public ProblemFacts WithIds(
        Func<GridId, GridId> grid,
        Func<HouseholdId, HouseholdId> household,
        Func<ResidentId, ResidentId> resident
    ) =>
        this with
        {
            Grids = [.. Grids.Select(g => g with { Id = grid(g.Id) })],
            Households = [.. Households.Select(h => h with { Id = household(h.Id), Grid = grid(h.Grid) })],
            Residents = [.. Residents.Select(r => r with { Id = resident(r.Id), Household = household(r.Household) })],
            Absences = [.. Absences.Select(a => a with { Resident = resident(a.Resident) })],
            Wishes = [.. Wishes.Select(w => w with { Resident = resident(w.Resident) })],
            Apart = [.. Apart.Select(a => new Apart(household(a.A), household(a.B)))],
            Balances = Balances.ToDictionary(b => household(b.Key), b => b.Value),
            Around =
            [
                .. Around.Select(d => d with { Household = household(d.Household), Resident = resident(d.Resident) }),
            ],
            FestivalsStood = [.. FestivalsStood.Select(f => (household(f.Household), f.Festival))],
            WatchesStood = WatchesStood.ToDictionary(w => resident(w.Key), w => w.Value),
            OnDuty = OnDuty.Select(resident).ToHashSet(),
            Pins = [.. Pins.Select(p => (p.Seat, resident(p.Resident)))],
        };
}

/// <summary>A duty that is known from elsewhere: stood, or published.</summary>
/// <param name="Household">The household.</param>
/// <param name="Resident">The resident.</param>
/// <param name="Night">The night.</param>
/// <param name="Post">The post.</param>
public sealed record KnownDuty(HouseholdId Household, ResidentId Resident, LocalDate Night, Post Post);
