using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using CsCheck;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Files.Covenants;
using Rota.Testing;
using Rota.Testing.Covenants;
using Xunit;

namespace Rota.Files.Tests.Covenants;

public class CovenantJsonTests
{
    [Fact]
    public void ReadingWhatWasWritten_GivesTheSameCovenantBack() =>
        GenCovenant.Covenant.Sample(c =>
        {
            var again = CovenantJson.Read(CovenantJson.Write(c));
            Assert.Equal(Leaves(c), Leaves(again));
            Assert.Equal(CovenantJson.Write(c), CovenantJson.Write(again));
        });

    [Fact]
    public void CovenantsThatDifferSomewhere_DifferInTheirJson() =>
        Gen.Select(GenCovenant.Covenant, GenCovenant.Covenant)
            .Sample((a, b) => Leaves(a).SequenceEqual(Leaves(b)) == (CovenantJson.Write(a) == CovenantJson.Write(b)));

    [Fact]
    public void EveryFieldOfEveryRule_IsInTheTerms()
    {
        using var json = JsonDocument.Parse(CovenantJson.Write(Default()));
        var rules = json.RootElement.GetProperty("terms").GetProperty("rules");
        foreach (var rule in RuleSet.Default.All)
        {
            var written = rules.GetProperty(rule.Key).EnumerateObject().Count();
            Assert.Equal(rule.GetType().GetProperties().Count(p => p.CanWrite), written);
        }
    }

    [Fact]
    public void TheVersion_IsOfWhatIsSaid_NotOfHowItIsWritten()
    {
        var text = File.ReadAllText(ProjectFiles.At("config", "covenant.yaml"));
        var other = CovenantReader.Parse("# another comment\n" + text, "c").Value;
        Assert.Equal(CovenantVersion.Of(Default()), CovenantVersion.Of(other));
        Assert.Matches("^[0-9a-f]{12}$", CovenantVersion.Of(other));

        var longer = CovenantReader.Parse(text.Replace("free_nights: 20 ", "free_nights: 21 "), "c").Value;
        Assert.NotEqual(CovenantVersion.Of(other), CovenantVersion.Of(longer));

        // Where the pages are reached is not adopted by anybody.
        var reached = other with
        {
            PublicUrl = "https://watch.example",
        };
        Assert.Equal(CovenantVersion.Of(other), CovenantVersion.Of(reached));
    }

    [Fact]
    public void ARuleThatCameLater_HasItsDefault()
    {
        var json = CovenantJson.Write(Default()).Replace("\"rest\":{\"free_nights\":20},", "");
        Assert.Equal(new Rest(), CovenantJson.Read(json).Terms.Rules.Get<Rest>());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    public void WhatIsNoCovenant_Throws(string json) => Assert.ThrowsAny<JsonException>(() => CovenantJson.Read(json));

    private static Covenant Default() => CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value;

    /// <summary>Everything a value holds, as text, in order; owes nothing to the JSON that is tested.</summary>
    private static List<string> Leaves(object? value)
    {
        var leaves = new List<string>();
        Walk(value, "", leaves);
        return leaves;
    }

    private static void Walk(object? value, string path, List<string> leaves)
    {
        switch (value)
        {
            case null
            or string
            or int
            or long
            or bool
            or Enum
            or LocalDate
            or LocalTime
            or YearMonth
            or AnnualDate
            or Words:
                leaves.Add($"{path}={value}");
                break;
            case RuleSet rules:
                Walk(rules.All.ToList(), path, leaves);
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Walk(entry.Value, $"{path}[{entry.Key}]", leaves);
                }

                break;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                {
                    Walk(item, $"{path}[{index++}]", leaves);
                }

                break;
            default:
                foreach (
                    var property in value
                        .GetType()
                        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Where(p => p.GetIndexParameters().Length == 0 && p.CanWrite)
                )
                {
                    Walk(property.GetValue(value), $"{path}.{property.Name}", leaves);
                }

                break;
        }
    }
}
