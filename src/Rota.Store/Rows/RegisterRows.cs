using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Store.Rows;

/// <summary>A row of one street; the street leads every key.</summary>
internal abstract class StreetRow
{
    public int StreetId { get; set; }
}

internal sealed class StoredStreet
{
    public int Id { get; set; }
    public string Name { get; set; } = "";
}

/// <summary>The last number given of a kind, so that none is ever given twice.</summary>
internal sealed class Counter : StreetRow
{
    public string Name { get; set; } = "";
    public long Last { get; set; }
}

internal sealed class StoredCommunity : StreetRow
{
    public int Id { get; set; }
    public string Name { get; set; } = "";
}

internal sealed class StoredGrid : StreetRow
{
    public int Id { get; set; }
    public string Code { get; set; } = "";
    public int CommunityId { get; set; }
    public string? Beat { get; set; }
}

internal sealed class StoredArea : StreetRow
{
    public int Id { get; set; }
    public string Code { get; set; } = "";
    public int CommunityId { get; set; }

    /// <summary>Every writer that touches the area compares and swaps it.</summary>
    public long Version { get; set; }
    public string? MeetingPoint { get; set; }
    public string? Phone { get; set; }
}

internal sealed class AreaGrid : StreetRow
{
    public int GridId { get; set; }
    public int AreaId { get; set; }
    public int Position { get; set; }
}

internal sealed class StoredHousehold : StreetRow
{
    public int Id { get; set; }
    public string? Building { get; set; }
    public bool IsHelper { get; set; }
}

/// <summary>A household in a grid, from a night up to, not including, another; its code is a label there.</summary>
internal sealed class GridMembership : StreetRow
{
    public int HouseholdId { get; set; }
    public LocalDate FirstNight { get; set; }
    public int GridId { get; set; }
    public string Code { get; set; } = "";
    public bool IsHelper { get; set; }
    public LocalDate? EndNight { get; set; }
}

internal sealed class StoredResident : StreetRow
{
    public int Id { get; set; }
    public string Code { get; set; } = "";
    public int WatchNumber { get; set; }
    public Sex Sex { get; set; }
    public int BirthYear { get; set; }
    public int Roles { get; set; }
    public bool CanLead { get; set; }
    public bool WantsCompanion { get; set; }
    public bool IsCarer { get; set; }
    public string? Together { get; set; }
    public Participation Participation { get; set; }
    public LocalDate? ExemptUntil { get; set; }
}

/// <summary>A resident in a household, from a night up to, not including, another.</summary>
internal sealed class HouseholdMembership : StreetRow
{
    public int ResidentId { get; set; }
    public LocalDate FirstNight { get; set; }
    public int HouseholdId { get; set; }
    public LocalDate? EndNight { get; set; }
}

/// <summary>The only table with names and phones of residents.</summary>
internal sealed class StoredPerson : StreetRow
{
    public int ResidentId { get; set; }
    public string Name { get; set; } = "";
    public string? Phone { get; set; }
}

internal sealed class StoredAbsence : StreetRow
{
    public int ResidentId { get; set; }
    public LocalDate FirstNight { get; set; }
    public LocalDate LastNight { get; set; }
}

internal sealed class StoredWish : StreetRow
{
    public int ResidentId { get; set; }

    /// <summary>A date, or a weekday as "W6".</summary>
    public string Concerns { get; set; } = "";
    public WishKind Kind { get; set; }
}

internal sealed class StoredApart : StreetRow
{
    public int HouseholdA { get; set; }
    public int HouseholdB { get; set; }
}

internal sealed class StoredPin : StreetRow
{
    public int AreaId { get; set; }
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public Post Post { get; set; }
    public int Seat { get; set; }
    public int ResidentId { get; set; }
}

/// <summary>A duty of the past, and whether the resident came.</summary>
internal sealed class StoredStood : StreetRow
{
    public int ResidentId { get; set; }
    public LocalDate Night { get; set; }
    public int HouseholdId { get; set; }
    public Post Post { get; set; }
    public bool Attended { get; set; }
}
