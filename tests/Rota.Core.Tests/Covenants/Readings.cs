using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Testing;
using Xunit;

namespace Rota.Core.Tests.Covenants;

/// <summary>What examples say of a rota; each time checks and rows are asked, and must say the same.</summary>
internal static class Readings
{
    /// <summary>These rules are broken and no other, and the rows refuse the rota too.</summary>
    public static void Breaks(this Verdict verdict, params IEnumerable<string> rules)
    {
        Assert.Equal(rules, verdict.Breaches);
        Assert.False(verdict.Rows.IsAllowed, "The checks refuse the rota; the rows allow it.");
    }

    /// <summary>No rule is broken, the rows allow the rota too, and both come to one cost.</summary>
    public static void IsKept(this Verdict verdict)
    {
        Assert.Empty(verdict.Breaches);
        Assert.Empty(verdict.Rows.Impossible);
        Assert.Empty(verdict.Rows.Broken);
        Assert.Equal(verdict.Audit.Cost, verdict.Rows.Cost);
    }

    /// <summary>No rule is broken, and one rule costs exactly so much.</summary>
    public static void Costs(this Verdict verdict, string rule, long price)
    {
        verdict.IsKept();
        Assert.Equal(price, verdict.Price(rule));
    }

    /// <summary>The setting is refused, in both languages, by a fault that names the value.</summary>
    public static void IsMisset(this Rule rule, string value)
    {
        var fault = Assert.Single(Rota.Core.Problems.RotaProblem.From(new ProblemBuilder().Rules(rule).Facts()).Faults);
        Assert.Equal($"covenant, {rule.Key}", fault.Where.Source);
        Assert.Contains(value, fault.What.Zh, StringComparison.Ordinal);
        Assert.Contains(value, fault.What.En, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Right.Zh);
        Assert.NotEmpty(fault.Right.En);
    }

    /// <summary>The setting is accepted.</summary>
    public static void IsWellSet(this Rule rule) =>
        Assert.Null(rule.Misset(DefaultTerms.Of() with { Rules = RuleSet.Default.Replacing(rule) }));
}
