using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Rota.Seeds.Facts;

/// <summary>What xiameiqiao.yaml says; which of it is real and which made up stands there.</summary>
internal sealed record StreetFacts
{
    public required string Name { get; init; }
    public required string District { get; init; }
    public required string City { get; init; }
    public required string Province { get; init; }
    public required Figures Figures { get; init; }
    public required Dictionary<string, NeighbourhoodKind> Kinds { get; init; }
    public required List<CommunityFacts> Communities { get; init; }
    public required List<HardGrid> Hard { get; init; }

    /// <summary>The facts that travel with the program.</summary>
    public static StreetFacts Xiameiqiao { get; } = Resource.Read<StreetFacts>("xiameiqiao.yaml");

    /// <summary>The kind of neighbourhood a community is.</summary>
    public NeighbourhoodKind KindOf(CommunityFacts community) => Kinds[community.Kind];
}

/// <summary>The street in numbers.</summary>
internal sealed record Figures
{
    public required int Communities { get; init; }
    public required int Villages { get; init; }

    [YamlMember(Alias = "area_km2")]
    public required string AreaKm2 { get; init; }
    public required int Residents { get; init; }
    public required int Grids { get; init; }
    public required int PartyOnDuty { get; init; }
    public required int PartyResident { get; init; }
    public required int Households { get; init; }
}

/// <summary>How a building is called.</summary>
internal enum BuildingLabels
{
    /// <summary>1栋, 2栋.</summary>
    Blocks,

    /// <summary>1栋1单元, 1栋2单元.</summary>
    Units,

    /// <summary>1组, 2组: a village's groups.</summary>
    Groups,
}

/// <summary>What a kind of neighbourhood is like; the units are said in the file.</summary>
internal sealed record NeighbourhoodKind
{
    public required int Size { get; init; }
    public required List<int> Singles { get; init; }
    public required int Elders { get; init; }
    public required int Away { get; init; }
    public required int None { get; init; }
    public required bool Property { get; init; }
    public required BuildingLabels Labels { get; init; }
}

/// <summary>A community or village and its share of the grids.</summary>
internal sealed record CommunityFacts
{
    public required string Name { get; init; }
    public required string Code { get; init; }
    public required string Kind { get; init; }
    public required int Grids { get; init; }
    public required List<string> Beats { get; init; }
    public bool MadeUp { get; init; }

    /// <summary>The surname of many old families of a village; null elsewhere.</summary>
    public string? Clan { get; init; }
}

/// <summary>Why a grid cannot be filled.</summary>
internal enum Hardship
{
    /// <summary>It can.</summary>
    None,

    /// <summary>Most of working age are away until Spring Festival.</summary>
    AwayForWork,

    /// <summary>Few take part.</summary>
    FewJoin,

    /// <summary>Too few can lead, where a lead is required.</summary>
    FewLeads,
}

/// <summary>A grid that is hard on purpose.</summary>
internal sealed record HardGrid
{
    public required string Grid { get; init; }
    public required Hardship Reason { get; init; }
}

/// <summary>Reads what is built into this assembly; a file that cannot be read is a bug of the build and throws.</summary>
internal static class Resource
{
    public static T Read<T>(string name)
    {
        using var stream =
            typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not built into the program.");
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .WithEnumNamingConvention(UnderscoredNamingConvention.Instance)
            .WithEnforceRequiredMembers()
            .Build()
            .Deserialize<T>(reader);
    }
}
