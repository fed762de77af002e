namespace Rota.Benchmarks.Figures;

/// <summary>One engine on one instance, as the JSON file holds it.</summary>
internal sealed record Row
{
    /// <summary>What was measured.</summary>
    public required string Mode { get; init; }

    /// <summary>rota, highs, glpsol or cpsat.</summary>
    public required string Engine { get; init; }

    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>optimal, feasible, nothing, contradiction or failed; cancelled where that was asked for.</summary>
    public required string Status { get; init; }

    /// <summary>Cost of the rota found, recomputed from it in whole numbers by the covenant's own checks; null without one.</summary>
    public long? Cost { get; init; }

    /// <summary>What the engine says that it costs, where it does; the same, unless engine or model are wrong.</summary>
    public long? Claimed { get; init; }

    /// <summary>No rota costs less, as the engine says.</summary>
    public long? Bound { get; init; }

    /// <summary>Seconds to build the engine's model and to solve it; for rota from the problem on, writing the rows included.</summary>
    public double Seconds { get; init; }

    /// <summary>Of these, seconds to solve.</summary>
    public double Solving { get; init; }

    /// <summary>Peak memory of the engine's process so far, in millions of bytes, the instances that it holds included.</summary>
    public double Megabytes { get; init; }

    /// <summary>Empty seats of the rota.</summary>
    public int? Gaps { get; init; }

    /// <summary>What it takes to explain the gaps; null where that was not measured.</summary>
    public GapTimes? Explained { get; init; }

    /// <summary>What they cost, without what their points add.</summary>
    public long? GapsCost { get; init; }

    /// <summary>What gaps cost at least, as the engine found by itself; null when it was not asked.</summary>
    public long? FewestGaps { get; init; }

    /// <summary>Eight digits that differ when the rota does; null without one.</summary>
    public string? Digest { get; init; }

    /// <summary>Rules that the rota breaks: always 0, unless engine or model are wrong.</summary>
    public int? Breaches { get; init; }

    /// <summary>Whether the engine proved its rota to be the cheapest.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsProven => Status == "optimal";
}
