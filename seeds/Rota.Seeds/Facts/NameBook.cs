using Rota.Core.Registers;
using Rota.Seeds.Chance;

namespace Rota.Seeds.Facts;

/// <summary>Surnames and given names, as names.yaml has them.</summary>
internal sealed record NameBook
{
    // In an order that no dictionary decides.
    private readonly Lazy<(string[] Names, int[] Weights)> table;

    public NameBook() =>
        table = new(() =>
        {
            var names = Surnames!.Keys.Order(StringComparer.Ordinal).ToArray();
            return (names, [.. names.Select(n => Surnames[n])]);
        });

    public required Dictionary<string, int> Surnames { get; init; }
    public required List<NameGeneration> Generations { get; init; }

    /// <summary>The names that travel with the program.</summary>
    public static NameBook Chinese { get; } = Resource.Read<NameBook>("names.yaml");

    /// <summary>A surname, the common ones more often.</summary>
    public string Surname(RandomStream chance) => table.Value.Names[chance.Weighted(table.Value.Weights)];

    /// <summary>A given name such as parents gave in a year.</summary>
    public string Given(RandomStream chance, Sex sex, int birthYear)
    {
        var generation = Generations.First(g => birthYear <= g.Until);
        var names = sex == Sex.Man ? generation.Men : generation.Women;
        if (chance.Percent(names.Single))
        {
            return names.Alone[chance.Below(names.Alone.Length)].ToString();
        }

        var first = names.First[chance.Below(names.First.Length)];
        var second = names.Second[chance.Below(names.Second.Length)];
        while (second == first)
        {
            second = names.Second[chance.Below(names.Second.Length)];
        }

        return $"{first}{second}";
    }
}

/// <summary>What children were called up to a year.</summary>
internal sealed record NameGeneration
{
    public required int Until { get; init; }
    public required GivenNames Men { get; init; }
    public required GivenNames Women { get; init; }
}

/// <summary>Characters of given names: <see cref="Single"/> of a hundred names are one character.</summary>
internal sealed record GivenNames
{
    public required int Single { get; init; }
    public required string First { get; init; }
    public required string Second { get; init; }
    public required string Alone { get; init; }
}
