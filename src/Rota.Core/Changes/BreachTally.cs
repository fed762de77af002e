using System.Runtime.InteropServices;
using NodaTime;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>Breaches counted, so that those which a change adds are told from those that stand already.</summary>
internal sealed class BreachTally
{
    private readonly Dictionary<
        (YearMonth, string Rule, LocalDate?, string?, string),
        (int Times, Breach Breach)
    > counted = [];

    /// <summary>Whether nothing is broken.</summary>
    public bool IsEmpty => counted.Count == 0;

    /// <summary>Every breach, one of each.</summary>
    public IEnumerable<(YearMonth Month, Breach Breach)> All => counted.Select(c => (c.Key.Item1, c.Value.Breach));

    /// <summary>Counts breaches of a month.</summary>
    public void Add(YearMonth month, IEnumerable<Breach> breaches)
    {
        foreach (var breach in breaches)
        {
            var key = (month, breach.Rule, breach.Night, breach.Watch, breach.About);
            ref var its = ref CollectionsMarshal.GetValueRefOrAddDefault(counted, key, out _);
            its = (its.Times + breach.Times, breach);
        }
    }

    /// <summary>What this has more than another.</summary>
    public IEnumerable<(YearMonth Month, Breach Breach)> Beyond(BreachTally before) =>
        from its in counted
        where its.Value.Times > before.counted.GetValueOrDefault(its.Key).Times
        select (its.Key.Item1, its.Value.Breach);

    /// <summary>What both have.</summary>
    public BreachTally And(BreachTally other)
    {
        var both = new BreachTally();
        foreach (var (key, (times, breach)) in counted)
        {
            if (Math.Min(times, other.counted.GetValueOrDefault(key).Times) is > 0 and var shared)
            {
                both.counted[key] = (shared, breach);
            }
        }

        return both;
    }

    /// <summary>Takes another tally of other rules in.</summary>
    public void Add(BreachTally other)
    {
        foreach (var (key, its) in other.counted)
        {
            counted[key] = its;
        }
    }
}
