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

    /// <summary>Seats settled beforehand.</summary>
    public IReadOnlyList<(Seat Seat, ResidentId Resident)> Pins { get; init; } = [];
}

/// <summary>A duty that is known from elsewhere: stood, or published.</summary>
/// <param name="Household">The household.</param>
/// <param name="Resident">The resident.</param>
/// <param name="Night">The night.</param>
/// <param name="Post">The post.</param>
public sealed record KnownDuty(HouseholdId Household, ResidentId Resident, LocalDate Night, Post Post);
