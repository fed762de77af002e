using Rota.Core.Rows;

namespace Rota.Solver;

/// <summary>
/// Hardly any two nights differ for a household, so that thousands of columns tie. For the relaxation each duty is made cheaper
/// by a tiny part of its own, which tells them apart. All seats together stay below half a unit, so that a bound of whole
/// units does not move.
/// </summary>
internal static class Jitter
{
    private const double All = 0.4;

    /// <summary>How much cheaper a column is made, in units: the same every time, 0 for what is not a duty.</summary>
    public static double Of(RowModel model, int column) =>
        column < model.FirstGap ? All / (model.FirstBit - model.FirstGap) * Part(column) : 0;

    /// <summary>A part between 0 and 1 that looks like chance (the finaliser of SplitMix64).</summary>
    private static double Part(int column)
    {
        var z = (ulong)(column + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (z >> 40) / (double)(1 << 24);
    }
}
