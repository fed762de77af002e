using NodaTime;

namespace Rota.Core.Registers;

/// <summary>A grid (网格): 100 to 200 households of one community.</summary>
/// <param name="Id">Internal id.</param>
/// <param name="Code">Unique in the street: "LJ-03".</param>
/// <param name="Community">Name of its community or village.</param>
/// <param name="Beat">The police beat (警格) it belongs to; null when unknown.</param>
public sealed record Grid(GridId Id, string Code, string Community, string? Beat);

/// <summary>A household (户): who owes nights.</summary>
public sealed record Household
{
    /// <summary>Internal id.</summary>
    public required HouseholdId Id { get; init; }

    /// <summary>The grid it belongs to.</summary>
    public required GridId Grid { get; init; }

    /// <summary>Code, unique in its grid: "0012"; a helper's is the resident's code.</summary>
    public required string Code { get; init; }

    /// <summary>Building (楼栋); null when not known.</summary>
    public string? Building { get; init; }

    /// <summary>A helper (支援人员) of no household: stands in the books as a household of one that owes nothing.</summary>
    public bool IsHelper { get; init; }
}

/// <summary>
/// One or more grids that keep one watch together (值守片区).
/// </summary>
/// <param name="Id">Internal id.</param>
/// <param name="Code">A single grid's area bears the grid's code.</param>
/// <param name="Community">The community of its first grid.</param>
/// <param name="Grids">Codes of its grids, in order.</param>
/// <param name="MeetingPoint">Where the watch meets; null when the covenant does not say.</param>
/// <param name="Phone">Whom to call; null when the covenant does not say.</param>
public sealed record WatchArea(
    AreaId Id,
    string Code,
    string Community,
    IReadOnlyList<string> Grids,
    string? MeetingPoint,
    string? Phone
);

/// <summary>Nights on which a resident cannot guard (请假). Never a reason: nobody reads why.</summary>
/// <param name="Resident">Whose absence.</param>
/// <param name="From">First night away.</param>
/// <param name="To">Last night away, inclusive.</param>
public sealed record Absence(ResidentId Resident, LocalDate From, LocalDate To)
{
    /// <summary>Whether it covers a night.</summary>
    public bool Covers(LocalDate night) => From <= night && night <= To;
}

/// <summary>Whether a resident would like a night or rather avoid it.</summary>
public enum WishKind
{
    /// <summary>愿: would like it.</summary>
    Like,

    /// <summary>不愿: would rather not.</summary>
    Avoid,
}

/// <summary>A wish (意愿) about one date, or about one weekday; weighed, not kept.</summary>
/// <param name="Resident">Whose wish.</param>
/// <param name="Night">The date, or null when a weekday is meant.</param>
/// <param name="Weekday">The weekday, or null when a date is meant.</param>
/// <param name="Kind">Like or avoid.</param>
public sealed record Wish(ResidentId Resident, LocalDate? Night, IsoDayOfWeek? Weekday, WishKind Kind)
{
    /// <summary>Whether it speaks of a night.</summary>
    public bool Concerns(LocalDate night) => Night == night || Weekday == night.DayOfWeek;
}

/// <summary>Two households that are never out on one watch.</summary>
/// <param name="A">One of them.</param>
/// <param name="B">The other.</param>
public sealed record Apart(HouseholdId A, HouseholdId B);
