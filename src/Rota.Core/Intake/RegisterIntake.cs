using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Intake;

/// <summary>
/// What people bring in files, read and typed but not yet checked against each other or the store. Each row knows its
/// place, so that a fault found later can still name it.
/// </summary>
public sealed record RegisterIntake
{
    /// <summary>Rows of the register, one a resident.</summary>
    public IReadOnlyList<ResidentRow> Residents { get; init; } = [];

    /// <summary>Rows of absences.</summary>
    public IReadOnlyList<AbsenceRow> Absences { get; init; } = [];

    /// <summary>Rows of wishes.</summary>
    public IReadOnlyList<WishRow> Wishes { get; init; } = [];

    /// <summary>Pairs of households to keep apart.</summary>
    public IReadOnlyList<ApartRow> Apart { get; init; } = [];

    /// <summary>Duties stood in the past.</summary>
    public IReadOnlyList<HistoryRow> History { get; init; } = [];

    /// <summary>Pins.</summary>
    public IReadOnlyList<PinRow> Pins { get; init; } = [];

    /// <summary>Columns that were not understood and are ignored.</summary>
    public IReadOnlyList<Place> UnknownColumns { get; init; } = [];

    /// <summary>
    /// The header as the file writes it, by file and column ("register.csv", "sex" to "性别"), so that what is found later
    /// can name the column that the person sees. Empty where files did not come with headers of their own.
    /// </summary>
    public IReadOnlyDictionary<(string Source, string Column), string> Headers { get; init; } =
        new Dictionary<(string Source, string Column), string>();

    /// <summary>The files that were read, by name.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>A household as files name it: "LJ-03/0012".</summary>
/// <param name="Grid">Code of the grid.</param>
/// <param name="Household">Code of the household in the grid.</param>
public readonly record struct HouseholdCode(string Grid, string Household)
{
    /// <summary>The code as files write it.</summary>
    public override string ToString() => $"{Grid}/{Household}";
}

/// <summary>One row of the register. A helper's <see cref="Household"/> is empty.</summary>
public sealed record ResidentRow
{
    /// <summary>Where it stands.</summary>
    public required Place At { get; init; }

    /// <summary>Community or village.</summary>
    public required string Community { get; init; }

    /// <summary>Grid code.</summary>
    public required string Grid { get; init; }

    /// <summary>Police beat.</summary>
    public string? Beat { get; init; }

    /// <summary>Building.</summary>
    public string? Building { get; init; }

    /// <summary>Household code, empty for a helper of no household.</summary>
    public required string Household { get; init; }

    /// <summary>Resident code.</summary>
    public required string Resident { get; init; }

    /// <summary>Full name.</summary>
    public required string Name { get; init; }

    /// <summary>Sex.</summary>
    public required Sex Sex { get; init; }

    /// <summary>Year of birth.</summary>
    public required int BirthYear { get; init; }

    /// <summary>Phone.</summary>
    public string? Phone { get; init; }

    /// <summary>Roles.</summary>
    public Roles Roles { get; init; }

    /// <summary>Marked as able to lead.</summary>
    public bool CanLead { get; init; }

    /// <summary>A woman who asked for company.</summary>
    public bool WantsCompanion { get; init; }

    /// <summary>One of the household's carers.</summary>
    public bool IsCarer { get; init; }

    /// <summary>Shared code of those who serve together.</summary>
    public string? Together { get; init; }

    /// <summary>How the resident takes part; joins when the file says nothing.</summary>
    public Participation Participation { get; init; }

    /// <summary>Last exempt night.</summary>
    public LocalDate? ExemptUntil { get; init; }

    /// <summary>First night here.</summary>
    public LocalDate? MovedIn { get; init; }

    /// <summary>Day of moving out.</summary>
    public LocalDate? MovedOut { get; init; }

    /// <summary>The code alone, so that a log line cannot carry name or phone.</summary>
    public override string ToString() => Resident;
}

/// <summary>One row of absences: of a resident, or of all residents of a household.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Resident">Resident code; null when a household is meant.</param>
/// <param name="Household">Household; null when a resident is meant.</param>
/// <param name="From">First night.</param>
/// <param name="To">Last night, inclusive.</param>
/// <param name="Every">The block repeats every so many nights; null for once.</param>
/// <param name="Until">The night until which blocks begin; null for once.</param>
public sealed record AbsenceRow(
    Place At,
    string? Resident,
    HouseholdCode? Household,
    LocalDate From,
    LocalDate To,
    int? Every,
    LocalDate? Until
)
{
    /// <summary>The blocks of nights it stands for, cut at <see cref="Until"/>.</summary>
    public IEnumerable<(LocalDate From, LocalDate To)> Blocks()
    {
        if (Every is not { } every || Until is not { } until)
        {
            yield return (From, To);
            yield break;
        }

        for (var shift = 0; From.PlusDays(shift) <= until; shift += every)
        {
            yield return (From.PlusDays(shift), LocalDate.Min(To.PlusDays(shift), until));
        }
    }
}

/// <summary>One row of wishes.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Resident">Resident code.</param>
/// <param name="Night">The date; null when a weekday is meant.</param>
/// <param name="Weekday">The weekday; null when a date is meant.</param>
/// <param name="Kind">Like or avoid.</param>
public sealed record WishRow(Place At, string Resident, LocalDate? Night, IsoDayOfWeek? Weekday, WishKind Kind);

/// <summary>Two households to keep apart.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="A">One of them.</param>
/// <param name="B">The other.</param>
public sealed record ApartRow(Place At, HouseholdCode A, HouseholdCode B);

/// <summary>A duty of the past.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Household">The household then.</param>
/// <param name="Resident">Resident code.</param>
/// <param name="Night">The night.</param>
/// <param name="Post">The post.</param>
/// <param name="Attended">Whether the resident came.</param>
public sealed record HistoryRow(
    Place At,
    HouseholdCode Household,
    string Resident,
    LocalDate Night,
    Post Post,
    bool Attended
);

/// <summary>A pin: this resident on this seat.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Area">Area or grid code.</param>
/// <param name="Seat">The seat.</param>
/// <param name="Resident">Resident code.</param>
public sealed record PinRow(Place At, string Area, Seat Seat, string Resident);
