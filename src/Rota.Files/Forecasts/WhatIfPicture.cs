using System.Xml.Linq;
using NodaTime;
using Rota.Core;
using Rota.Core.Forecasts;
using Rota.Files.Pictures;

namespace Rota.Files.Forecasts;

/// <summary>
/// What-ifs below each other on one axis of nights a year: a tick for each area or pool, a bar from the lightest to the heaviest, a
/// dot for the average of all households, and what each comes to in a sentence. For a residents' council to choose from.
/// </summary>
public static class WhatIfPicture
{
    private const int Columns = 116;
    private const int Behind = 480;
    private const int Line = 40;
    private const int Track = 160;

    /// <summary>Draws the picture.</summary>
    /// <param name="output">Where to, as UTF-8; left open.</param>
    /// <param name="place">What the areas are of: the street's name, perhaps with a community's or an area's.</param>
    /// <param name="from">First of the twelve months.</param>
    /// <param name="whatIfs">The covenant as it stands, and what is told against it.</param>
    /// <param name="language">The reader's language.</param>
    public static void Write(
        Stream output,
        string place,
        YearMonth from,
        IReadOnlyList<WhatIf> whatIfs,
        Language language = Language.Chinese
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(whatIfs);
        var words = new PictureWords(language);
        var title = words.In($"{place}：换个办法会怎样", $"{place}: what if");
        var told = words.In(
            $"每户一年值守几夜，{words.Month(from)}起十二个月；和现行公约比",
            $"Nights a year of a household, twelve months from {words.Month(from)}, against the covenant as it stands"
        );
        const int top = 380;
        var rows = whatIfs
            .Select(w => (What: w, Lines: words.Lines(words.In(w.Sentence(whatIfs[0])), Columns)))
            .ToList();
        var bottom = top + rows.Sum(r => HeightOf(r.Lines));
        var most = whatIfs.Max(w => w.Totals.MostOutNights) ?? 1;
        var axis = NightAxis.Of(Svg.Margin, Svg.Inner - Behind, most, 2);
        Svg.Write(
            output,
            Svg.Picture(
                bottom + 60,
                language,
                title,
                string.Join(' ', rows.Select(r => $"{words.In(r.What.Name)}: {words.In(r.What.Sentence(whatIfs[0]))}")),
                Svg.Text("title", Svg.Margin, 125, title),
                Svg.Text("sub", Svg.Margin, 195, told),
                Legend(228, words),
                axis.Grid(top - 20, top),
                axis.Numbers(top - 30),
                Rows(rows, top, axis, words)
            )
        );
    }

    private static int HeightOf(IReadOnlyList<string> lines) => Track + (lines.Count * Line) + 36;

    private static IEnumerable<XElement> Rows(
        IEnumerable<(WhatIf What, IReadOnlyList<string> Lines)> rows,
        int top,
        NightAxis axis,
        PictureWords words
    )
    {
        var y = top;
        foreach (var (what, lines) in rows)
        {
            foreach (
                var part in Row(what, y, axis, words).Concat(Svg.Lines("note", Svg.Margin, y + Track + 30, Line, lines))
            )
            {
                yield return part;
            }

            y += HeightOf(lines);
            yield return Svg.Line("grid", Svg.Margin, y, Svg.Margin + Svg.Inner, y);
        }
    }

    private static IEnumerable<XElement> Row(WhatIf what, int y, NightAxis axis, PictureWords words)
    {
        var totals = what.Totals;
        yield return Svg.Text("name", Svg.Margin, y + 52, words.In(what.Name));
        var (from, to) = (y + 84, y + 84 + 52);
        yield return Svg.Line("axis", axis.From, from - 6, axis.From, to + 6);
        yield return Svg.Line("grid", axis.From, to + 6, axis.From + axis.Length, to + 6);
        if (totals.LeastOutNights is { } least && totals.MostOutNights is { } most && totals.OutNights is { } average)
        {
            var width = axis.At(most) - axis.At(least);
            yield return Svg.Rectangle("pale", axis.At(least), from, width, to - from);
            foreach (var area in what.Areas.Where(a => a.OutNights is not null))
            {
                var at = axis.At(area.OutNights!.Value);
                var told = $"{area.Counts.Area}: {words.One(area.OutNights)}";
                yield return Svg.Line(
                    area.IsShort ? "tick" : "axis",
                    at,
                    area.IsShort ? from - 16 : from,
                    at,
                    to,
                    told
                );
            }

            yield return Svg.Dot("ringed", axis.At(average), (from + to) / 2m, 17);
        }

        yield return Svg.Line("mark", axis.At(1), from - 12, axis.At(1), to + 14);
        var x = axis.From + axis.Length + 50;
        var nights = words.In($"{words.One(totals.OutNights)} 夜", words.One(totals.OutNights));
        yield return Svg.Text("big", x, y + 118, nights);
        x += PictureWords.WidthOf(nights, 46) + 34;
        yield return Svg.Text("note", x, y + 86, Standbys(totals, words));
        yield return Svg.Text(
            totals.SeatsBeyondReach > 0 ? "strong" : "note",
            x,
            y + 130,
            totals.SeatsBeyondReach > 0
                ? words.In($"至少空 {totals.SeatsBeyondReach} 席", $"{totals.SeatsBeyondReach} seats empty")
                : words.In("人手够坐满", "no seat empty")
        );
    }

    private static string Standbys(ForecastTotals totals, PictureWords words) =>
        words.In($"备班 {words.One(totals.StandbyNights)} 次", $"{words.One(totals.StandbyNights)} standbys");

    private static IEnumerable<XElement> Legend(int y, PictureWords words)
    {
        var x = (decimal)Svg.Margin;
        yield return Svg.Dot("dot", x + 17, y + 14, 15);
        foreach (var part in Said(x + 44, words.In("各户平均", "average")))
        {
            yield return part;
        }

        yield return Svg.Rectangle("pale", x, y, 60, 28);
        yield return Svg.Line("axis", x + 24, y, x + 24, y + 28);
        foreach (
            var part in Said(
                x + 74,
                words.In("从最轻到最重，一条竖线是一个片区或联片", "least to most; a tick an area or pool")
            )
        )
        {
            yield return part;
        }

        yield return Svg.Line("tick", x + 8, y - 14, x + 8, y + 28);
        foreach (var part in Said(x + 24, words.In("高出一截的竖线：有空席", "taller: seats empty")))
        {
            yield return part;
        }

        yield return Svg.Line("mark", x + 8, y - 8, x + 8, y + 36);
        foreach (var part in Said(x + 26, words.In("一户一年一夜", "one night a year")))
        {
            yield return part;
        }

        IEnumerable<XElement> Said(decimal at, string text)
        {
            x = at + PictureWords.WidthOf(text, 27) + 46;
            yield return Svg.Text("note", at, y + 24, text);
        }
    }
}
