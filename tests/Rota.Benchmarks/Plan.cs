using Rota.Benchmarks.Engines;
using Rota.Benchmarks.Instances;

namespace Rota.Benchmarks;

/// <summary>What a run was asked for.</summary>
internal sealed record Plan
{
    /// <summary>How many grids of the street.</summary>
    public int Grids { get; init; } = InstanceSet.AllGrids;

    /// <summary>Whether nobody said how many grids.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>The engines that were named; null where none was.</summary>
    public IReadOnlyList<Engine>? Engines { get; init; }

    /// <summary>How many seconds an engine other than rota may take for an instance.</summary>
    public double Limit { get; init; } = 60;

    /// <summary>For how many seconds each group of pages is asked for.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>How many instances rota solves at once, in a lap of its own or in the year; 1 for no such lap.</summary>
    public int SideBySide { get; init; } = 2;

    /// <summary>Whether to install the programs that engines need.</summary>
    public bool Installs { get; init; }

    /// <summary>Path of the JSON file to write; null for none.</summary>
    public string? Json { get; init; }

    /// <summary>The engines of a mode: those that were named, else those it is there to compare.</summary>
    public IReadOnlyList<Engine> Of(Mode mode) =>
        Engines
        ?? mode switch
        {
            Mode.Month => Engine.All,
            Mode.Ample or Mode.Seed => [.. Engine.All.Where(e => e.Key != "cpsat")],
            Mode.Hard => [.. Engine.All.Where(e => e.Key is "rota" or "highs")],
            _ => [.. Engine.All.Where(e => e.Key == "rota")],
        };
}
