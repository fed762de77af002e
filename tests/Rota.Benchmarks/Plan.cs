using Rota.Benchmarks.Engines;
using Rota.Benchmarks.Instances;

namespace Rota.Benchmarks;

/// <summary>What a run was asked for.</summary>
internal sealed record Plan
{
    /// <summary>How many grids of the street.</summary>
    public int Grids { get; init; } = InstanceSet.AllGrids;

    /// <summary>The engines to compare; rota is always asked first, since the others are told what it says of gaps.</summary>
    public IReadOnlyList<Engine> Engines { get; init; } = [];

    /// <summary>How many seconds an engine other than rota may take for an instance.</summary>
    public double Limit { get; init; } = 60;

    /// <summary>How many instances rota solves at once in a lap of its own; 1 for no such lap.</summary>
    public int SideBySide { get; init; } = 2;
}
