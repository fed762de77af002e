using NodaTime;
using Rota.Core.Problems;
using Rota.Core.Registers;

namespace Rota.Core.Rotas;

/// <summary>A rule that a rota breaks.</summary>
/// <param name="Rule">The rule's key.</param>
/// <param name="Night">The night it shows on; null when it is about the whole month.</param>
/// <param name="Who">The residents it is about.</param>
/// <param name="What">What is broken, in words that give no private reason.</param>
public sealed record Breach(string Rule, LocalDate? Night, IReadOnlyList<ResidentId> Who, Words What)
{
    /// <summary>
    /// Whose breach it is: code of a household, a resident or a group. With rule, night and watch it tells whether a breach found after a change
    /// stood before it, whoever else is on the watch.
    /// </summary>
    public string About { get; init; } = "";

    /// <summary>The watch's name; null when it is about the whole month.</summary>
    public string? Watch { get; init; }

    /// <summary>How often over: watches or standbys too many; 1 where there is nothing to count.</summary>
    public int Times { get; init; } = 1;
}

/// <summary>One term of a rota's cost.</summary>
/// <param name="Rule">The rule's key.</param>
/// <param name="Amount">A whole number in square points; below zero where something is gained.</param>
/// <param name="Night">The night it arises on.</param>
/// <param name="Who">Whose duty it is; null where it belongs to the watch or to a gap.</param>
public sealed record Charge(string Rule, long Amount, LocalDate Night, ResidentId? Who);

/// <summary>
/// What a plain reading of a rota under its covenant finds. It knows nothing of the solver: every rule reads the finished rota by itself.
/// </summary>
/// <param name="Breaches">Rules broken; a rota with any never publishes.</param>
/// <param name="Charges">The terms of its cost.</param>
public sealed record Audit(IReadOnlyList<Breach> Breaches, IReadOnlyList<Charge> Charges)
{
    /// <summary>The rota's cost: the sum of its charges.</summary>
    public long Cost => Charges.Sum(c => c.Amount);

    /// <summary>Whether no rule is broken.</summary>
    public bool IsClean => Breaches.Count == 0;

    /// <summary>Reads a rota.</summary>
    public static Audit Of(RotaProblem problem, WatchRota rota)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var reading = new Reading(problem, rota);
        return new Audit(
            [.. problem.Terms.Rules.All.SelectMany(r => r.Check(reading))],
            [.. problem.Terms.Rules.All.SelectMany(r => r.Charges(reading))]
        );
    }
}
