using NodaTime;
using Rota.Core.Registers;

namespace Rota.Seeds.Neighbourhoods;

/// <summary>Somebody who is being made up.</summary>
internal sealed class Neighbour
{
    /// <summary>The oldest at which somebody who joins may guard.</summary>
    public const int OldestJoining = 65;

    /// <summary>The oldest at which a volunteer may guard.</summary>
    public const int OldestVolunteer = 70;

    /// <summary>The youngest at which anybody may guard.</summary>
    public const int Adult = 19;

    public required Sex Sex { get; init; }
    public required int BirthYear { get; init; }

    /// <summary>Null for a helper of no household.</summary>
    public Family? Family { get; set; }

    /// <summary>Whose surname it is; null for somebody whose parents are not here.</summary>
    public Neighbour? NamedAfter { get; set; }

    /// <summary>Those of the parents who live in the household.</summary>
    public List<Neighbour> Parents { get; } = [];

    public string Code { get; set; } = "";
    public string Surname { get; set; } = "";
    public string Name { get; set; } = "";
    public string? Phone { get; set; }
    public Roles Roles { get; set; }
    public bool CanLead { get; set; }
    public bool WantsCompanion { get; set; }
    public bool IsCarer { get; set; }
    public string? Together { get; set; }
    public Participation Participation { get; set; } = Participation.None;
    public LocalDate? ExemptUntil { get; set; }

    /// <summary>Nights away.</summary>
    public List<Away> Away { get; } = [];

    public int AgeIn(int year) => year - BirthYear;

    /// <summary>Whether the covenant's usual terms let the neighbour guard on a night, absences aside.</summary>
    public bool MayGuard(LocalDate night)
    {
        var oldest = Participation switch
        {
            Participation.Joins => OldestJoining,
            Participation.Volunteer => OldestVolunteer,
            _ => 0,
        };
        var age = AgeIn(night.Year);
        return age >= Adult
            && age <= oldest
            && !(ExemptUntil is { } until && night <= until)
            && (Family is null || Family.IsHere(night));
    }

    /// <summary>Whether the neighbour is away on a night.</summary>
    public bool IsAway(LocalDate night) => Away.Exists(a => a.Covers(night));
}

/// <summary>Nights away: one block, or one that comes again.</summary>
/// <param name="From">First night.</param>
/// <param name="To">Last night.</param>
/// <param name="Every">Comes again every so many nights, more than the block has; null for once.</param>
/// <param name="Until">No night away after this one; null for once.</param>
/// <param name="WithFamily">Everybody of the household, told once.</param>
internal sealed record Away(
    LocalDate From,
    LocalDate To,
    int? Every = null,
    LocalDate? Until = null,
    bool WithFamily = false
)
{
    /// <summary>The last night away.</summary>
    public LocalDate Last => Until ?? To;

    public bool Covers(LocalDate night)
    {
        if (night < From || night > Last)
        {
            return false;
        }

        return Every is not { } every || Period.DaysBetween(From, night) % every <= Period.DaysBetween(From, To);
    }
}

/// <summary>How the people of a household belong together.</summary>
internal enum FamilyKind
{
    /// <summary>One person alone.</summary>
    Single,

    /// <summary>A couple without anybody else.</summary>
    Couple,

    /// <summary>Old people by themselves: one or two, beyond working age.</summary>
    Elders,

    /// <summary>Parents, or one parent, with children.</summary>
    Parents,

    /// <summary>Three generations.</summary>
    ThreeGenerations,

    /// <summary>People who share a rented flat.</summary>
    Flatmates,
}

/// <summary>A household that is being made up.</summary>
internal sealed class Family
{
    public required FamilyKind Kind { get; init; }
    public List<Neighbour> Members { get; } = [];

    /// <summary>The couple at its heart; null where there is none.</summary>
    public (Neighbour Wife, Neighbour Husband)? Couple { get; set; }

    public bool Rents { get; set; }
    public string Code { get; set; } = "";
    public string Building { get; set; } = "";
    public LocalDate? MovedIn { get; set; }
    public LocalDate? MovedOut { get; set; }

    /// <summary>Households it is kept apart from.</summary>
    public List<Family> Apart { get; } = [];

    public bool IsHere(LocalDate night) => (MovedIn is not { } i || i <= night) && (MovedOut is not { } o || night < o);
}
