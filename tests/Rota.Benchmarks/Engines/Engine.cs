using Rota.Core.Rows;

namespace Rota.Benchmarks.Engines;

/// <summary>What an engine says of an instance.</summary>
/// <param name="Status">optimal, feasible, nothing (no rota in the time allowed), contradiction, or failed.</param>
/// <param name="Chosen">Columns at 1 or more; null without a rota.</param>
/// <param name="Bound">No rota costs less, as the engine says: for rota what its prices prove, which may lie below an optimal cost; null when it does not say.</param>
/// <param name="Seconds">Building its model from the rows and solving it.</param>
/// <param name="Solving">Of these, solving.</param>
/// <param name="Megabytes">Peak memory of a process of its own; null when the engine runs in this one.</param>
/// <param name="FewestGaps">What the gaps cost at least, where the engine was asked for it by itself, outside the time; else null.</param>
/// <param name="Claimed">What the engine says that its rota costs, where it works in whole numbers; else null.</param>
internal sealed record Answer(
    string Status,
    IReadOnlyList<int>? Chosen,
    long? Bound,
    double Seconds,
    double Solving,
    double? Megabytes = null,
    long? FewestGaps = null,
    long? Claimed = null
);

/// <summary>What an engine may use.</summary>
/// <param name="Gaps">
/// What all gaps of the best rota cost. Prices of up to 10¹² beside surcharges of 20 are beyond floating point, so the engines
/// that work in it are told and keep it as an equality: they have less to find than rota has.
/// </param>
/// <param name="Seconds">How long it may take.</param>
internal sealed record Allowance(long Gaps, double Seconds);

/// <summary>Something that finds the cheapest choice of a model's columns.</summary>
internal abstract class Engine
{
    /// <summary>The engines, in the order in which they are asked.</summary>
    public static IReadOnlyList<Engine> All { get; } =
    [new RotaEngine(), new HighsEngine(), new GlpsolEngine(), new CpSatEngine()];

    /// <summary>What figures call it.</summary>
    public abstract string Key { get; }

    /// <summary>Whether writing the rows from the problem counts: for rota, which is measured from the problem on. The others get the rows for nothing.</summary>
    public virtual bool CountsRows => false;

    /// <summary>The program of the machine that it needs; null for none.</summary>
    public virtual Package? Needs => null;

    /// <summary>Whether the machine has what it needs.</summary>
    public bool IsThere => Needs?.IsThere ?? true;

    /// <summary>How many instances it is asked for, the first ones; null for all.</summary>
    public virtual int? MostInstances => null;

    /// <summary>Solves.</summary>
    public abstract Answer Solve(RowModel model, Allowance allowance);
}
