using System.Globalization;
using Rota.Benchmarks.Figures;
using Spectre.Console;
using Row = Rota.Benchmarks.Figures.Row;

namespace Rota.Benchmarks.Measures;

/// <summary>How time grows: total seconds of three areas of each size, and the exponent that fits them best.</summary>
internal static class Growth
{
    /// <summary>Measures.</summary>
    public static Measured Run(Plan plan, IAnsiConsole console, Action<string> progress)
    {
        var measured = Comparison.Run(Mode.Growth, plan, console, progress);
        var series = measured.Rows.GroupBy(r => (r.Engine, Of: r.Instance.Split(' ')[0]));
        foreach (var one in series)
        {
            var sizes = one.GroupBy(r => int.Parse(r.Instance.Split(' ')[1], CultureInfo.InvariantCulture))
                .Select(g => (Size: g.Key, Seconds: g.Sum(r => r.Seconds)))
                .ToList();
            var figures = string.Join(", ", sizes.Select(s => $"{s.Size}: {Tables.Seconds(s.Seconds)} s"));
            console.WriteLine(
                $"  {one.Key.Engine}, {one.Key.Of}: {figures}; exponent {Exponent(sizes).ToString("0.0", CultureInfo.InvariantCulture)}"
            );
        }

        return measured;
    }

    /// <summary>The slope of the line that fits the logarithms best.</summary>
    private static double Exponent(IReadOnlyList<(int Size, double Seconds)> sizes)
    {
        var points = sizes.Select(s => (X: Math.Log(s.Size), Y: Math.Log(s.Seconds))).ToList();
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        return points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
    }
}
