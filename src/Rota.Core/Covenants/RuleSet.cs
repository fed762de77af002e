using System.Collections.Immutable;
using Rota.Core.Covenants.Rules;

namespace Rota.Core.Covenants;

/// <summary>
/// Every rule of a covenant, each once, in the order in which residents read them: what holds first, then what is weighed.
/// </summary>
public sealed class RuleSet
{
    private readonly ImmutableDictionary<Type, Rule> byKind;

    private RuleSet(ImmutableDictionary<Type, Rule> byKind) => this.byKind = byKind;

    /// <summary>All kinds of rules. This list is the one place where a new rule is entered.</summary>
    public static ImmutableArray<Type> Kinds { get; } =
    [
        typeof(Seats),
        typeof(MayGuard),
        typeof(Month),
        typeof(Rest),
        typeof(Standby),
        typeof(KeepApart),
        typeof(Companion),
        typeof(Carers),
        typeof(Together),
        typeof(Pins),
        typeof(Gaps),
        typeof(LeadSeats),
        typeof(FestivalMemory),
        typeof(Fairness),
        typeof(Newcomers),
        typeof(Wishes),
        typeof(Buildings),
    ];

    /// <summary>Every rule with its default limit or price.</summary>
    public static RuleSet Default { get; } =
        new(Kinds.ToImmutableDictionary(k => k, k => (Rule)Activator.CreateInstance(k)!));

    /// <summary>All rules, in order.</summary>
    public IEnumerable<Rule> All => Kinds.Select(k => byKind[k]);

    /// <summary>The rule of a kind.</summary>
    public T Get<T>()
        where T : Rule => (T)byKind[typeof(T)];

    /// <summary>The same rules with one replaced by another of its kind.</summary>
    public RuleSet Replacing(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return byKind.ContainsKey(rule.GetType())
            ? new RuleSet(byKind.SetItem(rule.GetType(), rule))
            : throw new ArgumentException($"{rule.GetType().Name} is not entered in {nameof(Kinds)}.", nameof(rule));
    }
}
