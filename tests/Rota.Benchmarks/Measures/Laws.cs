using Rota.Benchmarks.Figures;

namespace Rota.Benchmarks.Measures;

/// <summary>What must hold of the figures; each says in words where it does not.</summary>
internal static class Laws
{
    /// <summary>Our rota keeps every rule, and its cost is not below its bound.</summary>
    public static IEnumerable<string> OfOurs(Row ours)
    {
        if (ours.Breaches > 0)
        {
            yield return $"{ours.Instance}: the rota of {ours.Engine} breaks {ours.Breaches} rules.";
        }

        // A search that ran out of effort may leave a helper bit at 1 without need: its rota is cheaper than it says.
        if (ours.Claimed is { } claimed && (ours.IsProven ? claimed != ours.Cost : claimed < ours.Cost))
        {
            yield return $"{ours.Instance}: {ours.Engine} says that its rota costs {claimed}, and it costs {ours.Cost}.";
        }

        if (ours.Cost < ours.Bound)
        {
            yield return $"{ours.Instance}: {ours.Engine} says that nothing costs less than {ours.Bound}, and its own rota costs {ours.Cost}.";
        }
    }

    /// <summary>No rota that an engine finds is cheaper than ours, and none has gaps that cost less.</summary>
    public static IEnumerable<string> OfOthers(Row ours, Row theirs)
    {
        if (theirs is { Breaches: 0, Cost: { } cost } && (ours.Cost is null || (ours.IsProven && cost < ours.Cost)))
        {
            yield return $"{ours.Instance}: {theirs.Engine} found a rota of cost {cost}, rota says that {ours.Cost} is the least.";
        }

        if (ours.IsProven && theirs.FewestGaps < ours.GapsCost)
        {
            yield return $"{ours.Instance}: {theirs.Engine} says that gaps need cost no more than {theirs.FewestGaps}, those of rota cost {ours.GapsCost}.";
        }

        if (theirs.Breaches > 0)
        {
            yield return $"{ours.Instance}: the rota of {theirs.Engine} breaks {theirs.Breaches} rules.";
        }
    }

    /// <summary>Side by side comes what comes one at a time.</summary>
    public static IEnumerable<string> Same(Row alone, Row together)
    {
        if ((alone.Status, alone.Bound, alone.Digest) != (together.Status, together.Bound, together.Digest))
        {
            yield return $"{alone.Instance}: rota {alone.Digest} of cost {alone.Cost} on one thread, {together.Digest} of cost {together.Cost} side by side.";
        }
    }

    /// <summary>No year has fewer gaps, or stands farther together, than its flow allows.</summary>
    public static IEnumerable<string> OfYear(Bounds year)
    {
        if (year.Gaps < year.FewestGaps)
        {
            yield return $"{year.Area}: the year has {year.Gaps} gaps, its flow says {year.FewestGaps} or more.";
        }

        if (year.Spread < year.LeastSpread - 1e-9)
        {
            yield return $"{year.Area}: the year spreads by {year.Spread}, its flow says {year.LeastSpread} or more.";
        }
    }

    /// <summary>A solve that is cancelled ends within a second.</summary>
    public static IEnumerable<string> OfStop(Row stopped)
    {
        if (stopped.Seconds > 1)
        {
            yield return $"{stopped.Instance}: the solve went on for {stopped.Seconds} s.";
        }
    }
}
