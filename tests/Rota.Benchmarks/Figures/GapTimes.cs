namespace Rota.Benchmarks.Figures;

/// <summary>How long it takes to explain the gaps of one rota, as the JSON file holds it; all in milliseconds.</summary>
internal sealed record GapTimes
{
    /// <summary>The conflict of each gap by itself, the matching of seats and households made anew.</summary>
    public required IReadOnlyList<double> Conflict { get; init; }

    /// <summary>The conflicts of all gaps of the month on one matching, and the sets that they are of.</summary>
    public required double ConflictsOfMonth { get; init; }

    /// <summary>What binds each gap, by itself: where the conflict does not show it the month is solved again.</summary>
    public required IReadOnlyList<double> Bound { get; init; }

    /// <summary>What binds all gaps of the month, solves that do not hang on the gap shared.</summary>
    public required double BoundsOfMonth { get; init; }

    /// <summary>How many of the gaps counting does not explain, so that something was solved for them.</summary>
    public required int Solved { get; init; }

    /// <summary>The repairs of each gap, every one confirmed by reading the finished rota.</summary>
    public required IReadOnlyList<double> Repairs { get; init; }

    /// <summary>The text beside all gaps, as a draft gets it.</summary>
    public required double Text { get; init; }
}
