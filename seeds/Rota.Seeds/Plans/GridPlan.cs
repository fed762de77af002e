using Rota.Seeds.Facts;

namespace Rota.Seeds.Plans;

/// <summary>What is decided of a grid before anybody lives in it.</summary>
internal sealed record GridPlan
{
    /// <summary>Its place in the street, from 0.</summary>
    public required int Index { get; init; }

    public required string Code { get; init; }
    public required CommunityFacts Community { get; init; }
    public required NeighbourhoodKind Kind { get; init; }
    public required string Beat { get; init; }

    /// <summary>How many households, 100 to 200.</summary>
    public required int Households { get; init; }

    /// <summary>How many residents, helpers among them.</summary>
    public required int Residents { get; init; }

    /// <summary>How many of them are property staff, of no household.</summary>
    public required int PropertyStaff { get; init; }

    /// <summary>Whether the grid leader is sent by the community and lives elsewhere.</summary>
    public required bool LeaderIsHelper { get; init; }

    /// <summary>How many buildings, 8 to 15.</summary>
    public required int Buildings { get; init; }

    /// <summary>How many buildings of its community stand before its own: a community numbers through.</summary>
    public required int BuildingsBefore { get; init; }

    /// <summary>Why it cannot be filled, if so.</summary>
    public required Hardship Hardship { get; init; }

    /// <summary>Of a thousand adults, how many can lead.</summary>
    public required int Leads { get; init; }

    /// <summary>The number of its first resident, from 1.</summary>
    public required int FirstResident { get; init; }

    /// <summary>How many residents are of no household.</summary>
    public int Helpers => PropertyStaff + (LeaderIsHelper ? 1 : 0);
}
