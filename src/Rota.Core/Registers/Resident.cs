using NodaTime;

namespace Rota.Core.Registers;

/// <summary>Sex as registered; only the companion rule reads it.</summary>
public enum Sex
{
    /// <summary>男.</summary>
    Man,

    /// <summary>女.</summary>
    Woman,
}

/// <summary>How a resident takes part (参加情况).</summary>
public enum Participation
{
    /// <summary>参加: may serve, and the household owes for them.</summary>
    Joins,

    /// <summary>自愿: may serve, owes nothing.</summary>
    Volunteer,

    /// <summary>不参加: neither.</summary>
    None,
}

/// <summary>What a resident is in the neighbourhood (身份); any number of them together.</summary>
[Flags]
public enum Roles
{
    /// <summary>No role.</summary>
    None = 0,

    /// <summary>在职党员: a party member on duty in the grid.</summary>
    PartyOnDuty = 1,

    /// <summary>居民党员: a resident party member.</summary>
    PartyResident = 2,

    /// <summary>志愿者: a patrol volunteer.</summary>
    Volunteer = 4,

    /// <summary>楼栋长: head of a building.</summary>
    BuildingHead = 8,

    /// <summary>网格长: leads the grid.</summary>
    GridLeader = 16,

    /// <summary>物业: works for the property company.</summary>
    Property = 32,
}

/// <summary>
/// A person of a household, from a date to a date, without name or phone: those are a <see cref="Person"/>'s, and
/// nothing that plans a rota reads them.
/// </summary>
public sealed record Resident
{
    /// <summary>Internal id.</summary>
    public required ResidentId Id { get; init; }

    /// <summary>Code, unique in the street: "R000123".</summary>
    public required string Code { get; init; }

    /// <summary>Public number.</summary>
    public required WatchNumber Number { get; init; }

    /// <summary>The household; a helper (支援人员) is a household of one that owes nothing.</summary>
    public required HouseholdId Household { get; init; }

    /// <summary>Sex as registered.</summary>
    public required Sex Sex { get; init; }

    /// <summary>Year of birth; ages are counted in whole calendar years.</summary>
    public required int BirthYear { get; init; }

    /// <summary>Roles in the neighbourhood.</summary>
    public Roles Roles { get; init; }

    /// <summary>Marked in the register as able to lead. Who has stood often enough can lead without the mark.</summary>
    public bool CanLead { get; init; }

    /// <summary>A woman who asked never to be out alone with a man from outside her household.</summary>
    public bool WantsCompanion { get; init; }

    /// <summary>One of those of the household of whom one must be at home each night.</summary>
    public bool IsCarer { get; init; }

    /// <summary>Residents of one area who bear the same code are out on the same watch or not at all.</summary>
    public string? Together { get; init; }

    /// <summary>How the resident takes part.</summary>
    public Participation Participation { get; init; }

    /// <summary>The last exempt night; <see cref="Always"/> when without end; null when not exempt.</summary>
    public LocalDate? ExemptUntil { get; init; }

    /// <summary>First night here; null when always here.</summary>
    public LocalDate? MovedIn { get; init; }

    /// <summary>The day of moving out: the first night no longer here; null when still here.</summary>
    public LocalDate? MovedOut { get; init; }

    /// <summary>The last exempt night of somebody exempt without end.</summary>
    public static LocalDate Always { get; } = LocalDate.MaxIsoValue;

    /// <summary>Whether the resident is on the register on a night.</summary>
    public bool IsHere(LocalDate night) => (MovedIn is not { } i || i <= night) && (MovedOut is not { } o || night < o);

    /// <summary>Whether the resident is exempt on a night.</summary>
    public bool IsExempt(LocalDate night) => ExemptUntil is { } until && night <= until;

    /// <summary>Age in a year, as the covenant counts it: year less year of birth.</summary>
    public int AgeIn(int year) => year - BirthYear;
}

/// <summary>Name and phone of a resident: the only place where either stands, so that erasing a person is one row.</summary>
/// <param name="Id">Whose they are.</param>
/// <param name="Name">The full name.</param>
/// <param name="Phone">The phone number; null when none is known.</param>
public sealed record Person(ResidentId Id, string Name, string? Phone)
{
    /// <summary>Neither name nor phone, so that a log line cannot carry them.</summary>
    public override string ToString() => Id.ToString();
}
