using System.Globalization;
using System.Xml.Linq;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Files.Pictures;

namespace Rota.Files.Measures;

/// <summary>How many households stood how much of what they were due, as columns.</summary>
internal static class Histogram
{
    /// <summary>The axis ends here; the last column holds all above it too.</summary>
    public const decimal Most = 3;

    private const decimal Step = 0.25m;
    private const int Columns = (int)(Most / Step);

    /// <summary>The columns of some households, below their name and average.</summary>
    public static IEnumerable<XElement> Draw(
        IEnumerable<HouseholdPart> households,
        string name,
        decimal left,
        decimal top,
        decimal width,
        decimal height,
        PictureWords words
    )
    {
        var owing = households.Where(h => h.Owes).ToList();
        var counts = CountsOf(owing);
        var axis = new NightAxis(left, width, Most, 0.5m);
        var most = Math.Max(1, counts.Max());
        var (ceiling, floor) = (top + 110, top + height);
        yield return Svg.Text("head", left, top + 20, name);
        yield return Svg.Text("note", left, top + 58, AverageOf(owing, words));
        var room = width / Columns;
        for (var n = 0; n < Columns; n++)
        {
            var tall = (floor - ceiling) * counts[n] / most;
            var x = left + (n * room);
            yield return Svg.Rectangle("bar", x + 3, floor - tall, room - 6, tall);
            if (counts[n] > 0)
            {
                var count = counts[n].ToString(CultureInfo.InvariantCulture);
                yield return Svg.Text("small middle", x + (room / 2), floor - tall - 8, count);
            }
        }

        yield return Svg.Line("axis", left, floor, left + width, floor);
        yield return Svg.Line("mark", axis.At(1), ceiling - 24, axis.At(1), floor + 10);
        foreach (var number in axis.Numbers(floor + 36))
        {
            yield return number;
        }
    }

    /// <summary>Spread of points done per point due, in thousandths; null where nobody owed.</summary>
    public static Spread? SpreadOf(IEnumerable<HouseholdPart> households) =>
        Spread.Of(
            households
                .Where(h => h.Owes)
                .Select(h => new Points((long)Math.Round(h.DonePerDue * 1000, MidpointRounding.AwayFromZero)))
        );

    private static int[] CountsOf(IEnumerable<HouseholdPart> owing)
    {
        var counts = new int[Columns];
        foreach (var household in owing)
        {
            counts[(int)Math.Min(Columns - 1, decimal.Floor(household.DonePerDue / Step))]++;
        }

        return counts;
    }

    private static string AverageOf(IReadOnlyList<HouseholdPart> owing, PictureWords words)
    {
        var average = words.Two(FairnessMeasure.Of(owing).DonePerDue);
        return owing.Count == 0
            ? words.Households(0)
            : words.In(
                $"{owing.Count} 户，合起来守了应担的 {average} 倍",
                $"{words.Households(owing.Count)}, together {average} of what was due"
            );
    }
}
