using System.Globalization;

namespace Rota.Core.Measures;

/// <summary>What a measure comes to, as an organiser tells it.</summary>
public static class MeasureWords
{
    /// <summary>A few sentences on a line: how even, how far balances lie apart, leads against others.</summary>
    /// <param name="line">The line.</param>
    /// <param name="span">The months asked.</param>
    public static Words Of(MeasureLine line, FairnessSpan span)
    {
        var sentences = Sentences(line, span);
        return new(string.Concat(sentences.Select(s => s.Zh)), string.Join(' ', sentences.Select(s => s.En)));
    }

    /// <summary>The same, one by one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="span">The months asked.</param>
    public static IReadOnlyList<Words> Sentences(MeasureLine line, FairnessSpan span)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(span);
        Words?[] said = [Even(line.All, span), Apart(line.All.Balances), Leads(line)];
        return [.. said.OfType<Words>()];
    }

    private static Words Even(FairnessMeasure all, FairnessSpan span)
    {
        if (all.Gini is not { } gini || all.Jain is not { } jain)
        {
            return new(
                $"{all.Households} 户应担，还没有谁守过。",
                $"{all.Households} households owed, and nobody has stood yet."
            );
        }

        var note = span.IsYear
            ? new Words("", "")
            : new Words(
                "一个月里许多户还没轮到，数字自然不匀，要看一年。",
                " Within a month many have not had their turn: look at a year."
            );
        return new(
            $"{all.Households} 户应担。每份应担守的分，基尼系数 {Two(gini)}（0 最匀），Jain 指数 {Two(jain)}（1 最匀）。{note.Zh}",
            $"{all.Households} households owed. Of points per share, Gini is {Two(gini)} (0: all alike) and Jain {Two(jain)} (1: all alike).{note.En}"
        );
    }

    private static Words? Apart(Spread? balances) =>
        balances is not { } b
            ? null
            : new(
                $"每份结余从 {One(b.Least)} 到 {One(b.Most)} 分，中间一半在 {One(b.LowerQuartile)} 到 {One(b.UpperQuartile)} 之间。",
                $"Balances per unit of weight go from {One(b.Least)} to {One(b.Most)} points, the middle half from {One(b.LowerQuartile)} to {One(b.UpperQuartile)}."
            );

    private static Words? Leads(MeasureLine line) =>
        line.Leads.DonePerDue is { } leads && line.Others.DonePerDue is { } others
            ? new(
                $"能带班的户守了应担的 {Two(leads)} 倍，其他户 {Two(others)} 倍。",
                $"Households that can lead stood {Two(leads)} of what they were due, the others {Two(others)}."
            )
            : null;

    private static string One(Points points) => Rounded(points.Thousandths / 1000m, 1);

    private static string Two(decimal number) => Rounded(number, 2);

    private static string Rounded(decimal number, int digits) =>
        Math.Round(number, digits, MidpointRounding.AwayFromZero)
            .ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
