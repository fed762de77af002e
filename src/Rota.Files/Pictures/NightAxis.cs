using System.Globalization;
using System.Xml.Linq;

namespace Rota.Files.Pictures;

/// <summary>An axis from nothing to the right, with ticks at round numbers.</summary>
/// <param name="From">Where nothing lies.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Most">What its end stands for; above zero.</param>
/// <param name="Step">From tick to tick.</param>
internal sealed record NightAxis(decimal From, decimal Length, decimal Most, decimal Step)
{
    private const int MostTicks = 8;

    private static readonly decimal[] RoundSteps = [0.25m, 0.5m, 1, 2, 5, 10, 20, 50, 100, 200, 500];

    /// <summary>An axis that holds numbers up to one, and at least up to <paramref name="least"/>.</summary>
    public static NightAxis Of(decimal from, decimal length, decimal highest, decimal least)
    {
        var most = Math.Max(highest, least);
        var step = RoundSteps.FirstOrDefault(s => most / s <= MostTicks, RoundSteps[^1]);
        return new NightAxis(from, length, Math.Ceiling(most / step) * step, step);
    }

    /// <summary>Where a number lies.</summary>
    public decimal At(decimal number) => From + (Length * Math.Min(number, Most) / Most);

    private IEnumerable<decimal> Ticks => Enumerable.Range(0, (int)(Most / Step) + 1).Select(n => n * Step);

    /// <summary>Its ticks as lines from one height to another.</summary>
    public IEnumerable<XElement> Grid(decimal top, decimal bottom) =>
        Ticks.Select(t => Svg.Line(t == 0 ? "axis" : "grid", At(t), top, At(t), bottom));

    /// <summary>The numbers of its ticks.</summary>
    public IEnumerable<XElement> Numbers(decimal y) =>
        Ticks.Select(t => Svg.Text("small middle", At(t), y, t.ToString("0.##", CultureInfo.InvariantCulture)));
}
