using System.Globalization;
using System.Xml.Linq;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Files.Pictures;

namespace Rota.Files.Measures;

/// <summary>
/// How what households stood lies beside what they were due: how many stood none of it, half, all, twice; those with somebody who can
/// lead apart from the others; and the parts of a street below each other. It names no household.
/// </summary>
public static class FairnessPicture
{
    private const int Row = 50;
    private const int Tall = 470;
    private const int Low = 340;

    /// <summary>Draws the picture.</summary>
    /// <param name="output">Where to, as UTF-8; left open.</param>
    /// <param name="street">What is measured.</param>
    /// <param name="language">The reader's language.</param>
    public static void Write(Stream output, StreetParts street, Language language = Language.Chinese)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(street);
        var words = new PictureWords(language);
        var whole = street.Whole;
        var place = whole.Name == street.Street ? street.Street : $"{street.Street} {whole.Name}";
        var when = words.Span(street.Span);
        var title = words.In($"{place} {when}：守得匀不匀", $"{place}, {when}: how evenly it lay");
        var told = words.In(MeasureWords.Of(whole, street.Span));
        var lines = MeasureWords
            .Sentences(whole, street.Span)
            .Select(words.In)
            .Prepend(words.Booked(street.Months))
            .SelectMany(s => words.Lines(s, 108))
            .ToList();
        var top = 205 + (lines.Count * 46);
        var second = top + Tall + 110;
        var third = second + Low + 110;
        var half = (Svg.Inner - 90) / 2m;
        var parts = street.Parts;
        var bottom = third + (parts.Count == 0 ? 0 : 60 + (parts.Count * Row));
        Svg.Write(
            output,
            Svg.Picture(
                bottom + 130,
                language,
                title,
                told,
                Svg.Text("title", Svg.Margin, 125, title),
                Svg.Lines("sub", Svg.Margin, 195, 46, lines),
                Histogram.Draw(
                    whole.Households,
                    words.In("全部应担的户", "all who owed"),
                    Svg.Margin,
                    top,
                    Svg.Inner,
                    Tall,
                    words
                ),
                Histogram.Draw(
                    whole.Households.Where(h => h.CanLead),
                    words.In("有人能带班的户", "with somebody who can lead"),
                    Svg.Margin,
                    second,
                    half,
                    Low,
                    words
                ),
                Histogram.Draw(
                    whole.Households.Where(h => !h.CanLead),
                    words.In("其他户", "the others"),
                    Svg.Margin + half + 90,
                    second,
                    half,
                    Low,
                    words
                ),
                parts.Count == 0 ? null : Parts(parts, third, words),
                Svg.Lines("note", Svg.Margin, bottom + 40, 40, Notes(words, parts.Count > 0))
            )
        );
    }

    private static IEnumerable<XElement> Parts(IReadOnlyList<MeasureLine> parts, int top, PictureWords words)
    {
        var axis = new NightAxis(Svg.Margin + 300, Svg.Inner - 300 - 430, Histogram.Most, 0.5m);
        var (first, last) = (top + 40, top + 40 + (parts.Count * Row));
        var behind = axis.From + axis.Length;
        var heads = axis.Numbers(top + 26)
            .Append(Svg.Text("note end", behind + 190, top + 26, words.In("基尼", "Gini")))
            .Append(Svg.Text("note end", behind + 300, top + 26, "Jain"))
            .Append(Svg.Text("note end", behind + 420, top + 26, words.In("户", "homes")));
        return heads
            .Concat(axis.Grid(first, last))
            .Concat(parts.SelectMany((p, n) => Part(p, first + (n * Row), axis, words)))
            .Append(Svg.Line("mark", axis.At(1), first, axis.At(1), last));
    }

    private static IEnumerable<XElement> Part(MeasureLine part, int y, NightAxis axis, PictureWords words)
    {
        var letters = y + (Row / 2m) + 10;
        yield return Svg.Text("end", axis.From - 16, letters, part.Name);
        if (Histogram.SpreadOf(part.Households) is { } spread)
        {
            var middle = y + (Row / 2m);
            var (lower, upper) = (At(spread.LowerQuartile), At(spread.UpperQuartile));
            yield return Svg.Line("tick", At(spread.Least), middle, At(spread.Most), middle);
            yield return Svg.Rectangle("box", lower, y + 9, Math.Max(3, upper - lower), Row - 18);
            yield return Svg.Line("tick", At(spread.Median), y + 9, At(spread.Median), y + Row - 9);
        }

        var behind = axis.From + axis.Length;
        yield return Svg.Text("strong end", behind + 190, letters, words.Two(part.All.Gini));
        yield return Svg.Text("end", behind + 300, letters, words.Two(part.All.Jain));
        yield return Svg.Text("end", behind + 420, letters, part.All.Households.ToString(CultureInfo.InvariantCulture));

        decimal At(Points thousandths) => axis.At(thousandths.Thousandths / 1000m);
    }

    private static List<string> Notes(PictureWords words, bool hasParts)
    {
        var scale = words.In(
            "横轴是守的分 ÷ 应担的分：1 正好守了自家该守的（虚线），0.5 守了一半；3 以上的并在最右边。竖着是户数。",
            "Across: points stood by points due. 1 (dashed) is exactly one's part, 0.5 half of it; above 3 all at the right. Upwards: households."
        );
        var boxes = words.In(
            "下面每条：细线从最少到最多，方框是中间一半的户，框里竖线是中位数。",
            "Below: the thin line from least to most, the box the middle half, the line in it the median."
        );
        return [.. words.Lines(scale, 136), .. hasParts ? words.Lines(boxes, 136) : []];
    }
}
