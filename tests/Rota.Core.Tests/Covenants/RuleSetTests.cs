using System.Reflection;
using System.Text.RegularExpressions;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants;

/// <summary>What every rule has, whatever it says: found by reflection, so that a new rule cannot forget it.</summary>
public sealed partial class RuleSetTests
{
    public static TheoryData<Type> Kinds => [.. RuleSet.Kinds];

    [Fact]
    public void EveryRuleOfTheAssembly_IsEnteredOnce()
    {
        var rules = typeof(Rule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Rule)) && !t.IsAbstract);
        Assert.Equal(
            rules.Select(r => r.Name).Order(StringComparer.Ordinal),
            RuleSet.Kinds.Select(k => k.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Keys_AreUnique() => Assert.Distinct(RuleSet.Default.All.Select(r => r.Key));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Key_IsSnakeCase(Type kind) => Assert.Matches(SnakeCase(), Default(kind).Key);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rule_HasAFileAndATestClassOfItsOwn(Type kind)
    {
        var home = ProjectFiles.At("src", "Rota.Core", "Covenants", "Rules", $"{kind.Name}.cs");
        Assert.True(File.Exists(home), $"{home} is missing.");
        var file = ProjectFiles.At("tests", "Rota.Core.Tests", "Covenants", "Rules", $"{kind.Name}Tests.cs");
        Assert.True(File.Exists(file), $"{file} is missing.");
        var tests = typeof(RuleSetTests).Assembly.GetType($"Rota.Core.Tests.Covenants.Rules.{kind.Name}Tests");
        Assert.NotNull(tests);
        Assert.True(
            tests.GetMethods().Count(m => m.GetCustomAttribute<FactAttribute>() is not null) > 1,
            $"{tests.Name} has no example that breaks {kind.Name}, or none that keeps it."
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EverySetting_HasADefault_AndTheDefaultsAreRight(Type kind)
    {
        var parameters = kind.GetConstructors().SelectMany(c => c.GetParameters());
        Assert.All(parameters, p => Assert.True(p.HasDefaultValue, $"{p.Name} of {kind.Name} has no default."));
        Assert.Null(Default(kind).Misset(DefaultTerms.Of()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sentence_IsInBothLanguages(Type kind)
    {
        var sentence = Default(kind).Sentence;
        Assert.Matches("[\u4e00-\u9fff]{4}", sentence.Zh);
        Assert.EndsWith("。", sentence.Zh, StringComparison.Ordinal);
        Assert.Matches("^[A-Z].*[.]$", sentence.En);
        Assert.DoesNotMatch("[\u4e00-\u9fff]", sentence.En);
    }

    /// <summary>Limits are whole numbers of nights, watches or years; prices are amounts and belong to the cost, not to the sentence.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sentence_NamesTheLimit(Type kind)
    {
        foreach (var limit in kind.GetProperties().Where(p => p.PropertyType == typeof(int)))
        {
            var rule = Default(kind);
            limit.SetValue(rule, 17);
            Assert.Contains("17", rule.Sentence.Zh, StringComparison.Ordinal);
            Assert.Contains("17", rule.Sentence.En, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Replacing_ChangesOneRuleAndNoOther()
    {
        var rules = RuleSet.Default.Replacing(new Rest(7));
        Assert.Equal(7, rules.Get<Rest>().FreeNights);
        Assert.Equal(RuleSet.Default.All.Where(r => r is not Rest), rules.All.Where(r => r is not Rest));
    }

    private static Rule Default(Type kind) => (Rule)Activator.CreateInstance(kind)!;

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SnakeCase();
}
