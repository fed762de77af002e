using System.Xml.Linq;
using NodaTime;
using Rota.Core;
using Rota.Core.Forecasts;
using Rota.Files.Pictures;

namespace Rota.Files.Forecasts;

/// <summary>
/// What the covenant asks of each area in a year, as bars: the longest first, community by community where there are several, with
/// the line of one night a year; areas that leave seats empty even if everybody comes are hatched. On paper one sheet of A4 for the
/// areas of a street.
/// </summary>
public static class ForecastPicture
{
    private const int MostInOneColumn = 45;
    private const int Gap = 90;
    private const int Caption = 190;
    private const int Behind = 100;

    /// <summary>Draws the picture.</summary>
    /// <param name="output">Where to, as UTF-8; left open.</param>
    /// <param name="place">What the areas are of: the street's name, perhaps with a community's.</param>
    /// <param name="covenant">The covenant's name.</param>
    /// <param name="from">First of the twelve months.</param>
    /// <param name="areas">One forecast or more.</param>
    /// <param name="language">The reader's language.</param>
    public static void Write(
        Stream output,
        string place,
        Words covenant,
        YearMonth from,
        IReadOnlyList<AreaForecast> areas,
        Language language = Language.Chinese
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(areas);
        var words = new PictureWords(language);
        var totals = ForecastTotals.Of(areas);
        var title = words.In($"{place}：每户一年值守几夜", $"{place}: nights a year of a household");
        var under = words.In(
            $"{words.Month(from)}起十二个月，依《{covenant.Zh}》测算",
            $"Twelve months from {words.Month(from)} under the {covenant.En}"
        );
        var told = words.In(
            $"{totals.Areas} 个片区，{totals.Households} 户应担：每户平均 {words.One(totals.OutNights)} 夜，"
                + $"另备班 {words.One(totals.StandbyNights)} 次",
            $"{totals.Areas} areas, {totals.Households} households: {words.One(totals.OutNights)} nights and "
                + $"{words.One(totals.StandbyNights)} standbys on average"
        );
        var notes = Notes(totals, words);
        var columns = Columns(areas);
        var lines = words.Lines(under, 108).Concat(words.Lines(told, 108)).ToList();
        var top = 175 + (lines.Count * 46) + 130;
        var bottom = top + columns.Max(c => c.Sum(g => HeightOf(g, RowOf(areas))));
        Svg.Write(
            output,
            Svg.Picture(
                bottom + 70 + (notes.Count * 40),
                language,
                title,
                told,
                Svg.Text("title", Svg.Margin, 125, title),
                Svg.Lines("sub", Svg.Margin, 195, 46, lines),
                Legend(top - 112, totals, words),
                columns.SelectMany((c, n) => Column(c, n, columns.Count, top, totals, RowOf(areas), words)),
                Svg.Lines("note", Svg.Margin, bottom + 60, 40, notes)
            )
        );
    }

    private static int RowOf(IReadOnlyList<AreaForecast> areas) => areas.Count > MostInOneColumn ? 38 : 50;

    /// <summary>A community's areas, the heaviest first.</summary>
    private static List<IReadOnlyList<AreaForecast>> Groups(IReadOnlyList<AreaForecast> areas) =>
        [
            .. areas
                .GroupBy(a => a.Counts.Community)
                .Select(g =>
                    (IReadOnlyList<AreaForecast>)
                        [
                            .. g.OrderByDescending(a => a.OutNights ?? decimal.MaxValue)
                                .ThenBy(a => a.Counts.Area, AreaOrder.Instance),
                        ]
                ),
        ];

    /// <summary>The groups in one column, or in two of about the same height.</summary>
    private static List<IReadOnlyList<IReadOnlyList<AreaForecast>>> Columns(IReadOnlyList<AreaForecast> areas)
    {
        var groups = Groups(areas);
        if (areas.Count <= MostInOneColumn || groups.Count == 1)
        {
            return [groups];
        }

        var row = RowOf(areas);
        var cut = Enumerable
            .Range(1, groups.Count - 1)
            .MinBy(n => Math.Max(groups.Take(n).Sum(g => HeightOf(g, row)), groups.Skip(n).Sum(g => HeightOf(g, row))));
        return [groups[..cut], groups[cut..]];
    }

    private static int HeightOf(IReadOnlyList<AreaForecast> group, int row) => 74 + (group.Count * row) + 16;

    private static IEnumerable<XElement> Column(
        IReadOnlyList<IReadOnlyList<AreaForecast>> groups,
        int n,
        int of,
        int top,
        ForecastTotals totals,
        int row,
        PictureWords words
    )
    {
        var width = of == 1 ? Svg.Inner : (Svg.Inner - Gap) / 2m;
        var left = Svg.Margin + (n * (width + Gap));
        var axis = NightAxis.Of(left + Caption, width - Caption - Behind, totals.MostOutNights ?? 1, 2);
        foreach (var number in axis.Numbers(top + 4))
        {
            yield return number;
        }

        var y = top;
        foreach (var group in groups)
        {
            var own = ForecastTotals.Of(group);
            var name = $"{group[0].Counts.Community} · {words.In("平均", "average")} {words.One(own.OutNights)}";
            var (first, last) = (y + 74, y + 74 + (group.Count * row));
            yield return Svg.Text("head", left, y + 54, name);
            foreach (var line in axis.Grid(first, last))
            {
                yield return line;
            }

            for (var i = 0; i < group.Count; i++)
            {
                foreach (var part in Row(group[i], left, first + (i * row), row, axis, words))
                {
                    yield return part;
                }
            }

            yield return Svg.Line("mark", axis.At(1), first, axis.At(1), last);
            y += HeightOf(group, row);
        }
    }

    private static IEnumerable<XElement> Row(
        AreaForecast area,
        decimal left,
        int y,
        int row,
        NightAxis axis,
        PictureWords words
    )
    {
        var letters = y + (row * 0.5m) + 10;
        var empty = area.SeatsBeyondReach;
        yield return Svg.Text("end", left + Caption - 14, letters, area.Counts.Area);
        if (area.OutNights is not { } nights)
        {
            yield return Svg.Text("note", axis.From + 10, letters, words.In("没有应担的户", "no household owes"));
            yield break;
        }

        var end = axis.At(nights);
        yield return Svg.Rectangle(
            area.IsShort ? "short" : "bar",
            axis.From,
            y + 5,
            end - axis.From,
            row - 10,
            $"{area.Counts.Area}: {words.One(nights)}"
        );
        var said = words.One(nights) + (empty > 0 ? words.In($"，空 {empty} 席", $", {empty} empty") : "");
        var room = PictureWords.WidthOf(said, 29);
        if (end + room < axis.From + axis.Length + Behind)
        {
            yield return Svg.Text("strong", end + 10, letters, said);
        }
        else
        {
            // No room behind the bar: on it, on paper of its own.
            yield return Svg.Rectangle("paper", end - room - 30, y + 6, room + 29, row - 12);
            yield return Svg.Text("strong end", end - 14, letters, said);
        }
    }

    private static IEnumerable<XElement> Legend(int y, ForecastTotals totals, PictureWords words)
    {
        var x = (decimal)Svg.Margin;
        yield return Svg.Rectangle("bar", x, y, 60, 26);
        var bar = words.In("每户一年值守（夜）", "nights a year");
        yield return Svg.Text("note", x + 74, y + 24, bar);
        x += 74 + PictureWords.WidthOf(bar, 27) + 50;
        yield return Svg.Line("mark", x + 10, y - 6, x + 10, y + 32);
        var one = words.In("一户一年一夜", "one night a year");
        yield return Svg.Text("note", x + 30, y + 24, one);
        x += 30 + PictureWords.WidthOf(one, 27) + 50;
        if (totals.ShortAreas > 0)
        {
            yield return Svg.Rectangle("short", x, y, 60, 26);
            var tooFew = words.In(
                "人手不够：最满的月份必有空席",
                "too few: seats must stay empty in the fullest month"
            );
            yield return Svg.Text("note", x + 74, y + 24, tooFew);
        }
    }

    private static List<string> Notes(ForecastTotals totals, PictureWords words)
    {
        var said = words.In(
            "夜数是平均数：一年的带班、值守员席位 ÷ 应担户数；备班另计。自愿者和支援人员来，会轻一些；有人请假，会重一些。",
            "Nights are averages: a year's lead and guard seats divided by the households that owe; standbys apart."
        );
        var empty = words.In(
            "空席按最满的一个月算：就算人人都来，照公约每户每月的次数也坐不满，至少空这么多席。",
            "Empty seats are those of the fullest month that even everybody together cannot fill."
        );
        return [.. words.Lines(said, 136), .. totals.SeatsBeyondReach > 0 ? words.Lines(empty, 136) : []];
    }
}
