using System.Globalization;
using Rota.Core;
using Rota.Core.Forecasts;

namespace Rota.Files.Covenants;

/// <summary>The forecasts of a street's areas on a few lines: one row a community, so that 93 grids stay on one page.</summary>
internal static class ForecastDigest
{
    /// <summary>The section: a row for each community, one for all, and the verdict on the area in the middle.</summary>
    /// <param name="forecasts">One or more.</param>
    public static DigestSection Of(IReadOnlyList<AreaForecast> forecasts)
    {
        var rows = forecasts
            .GroupBy(f => f.Counts.Community)
            .Select(c => Row(Words.Same(c.Key), [.. c]))
            .Append(Row(new("合计", "all"), forecasts))
            .ToList();
        var middle = forecasts
            .OrderBy(f => f.OutNights ?? decimal.MaxValue)
            .ThenBy(f => f.Counts.Area, StringComparer.Ordinal)
            .ElementAt(forecasts.Count / 2);
        var verdict = middle.Verdict;
        return new DigestSection(
            new("一户一年要守几夜", "How many nights a year this asks of a household"),
            [new($"以 {middle.Counts.Area} 为例：{verdict.Zh}", $"{middle.Counts.Area}, for one: {verdict.En}")],
            Table: new DigestTable(
                [
                    new("社区（村）", "community"),
                    new("片区", "areas"),
                    new("应担户", "households"),
                    new("可值守人", "may guard"),
                    new("每户一年值守（夜）", "nights out a year"),
                    new("另备班（次）", "standbys a year"),
                    new("每带班席有几户能带", "leads per lead seat"),
                    new("人手不足的片区", "areas too few"),
                ],
                rows
            )
        );
    }

    private static IReadOnlyList<Words> Row(Words name, IReadOnlyList<AreaForecast> areas) =>
        [
            name,
            Whole(areas.Count),
            Whole(areas.Sum(a => a.Counts.Households)),
            Whole(areas.Sum(a => a.Counts.Adults)),
            Range(areas.Select(a => a.OutNights)),
            Range(areas.Select(a => a.StandbyNights)),
            Range(areas.Select(a => a.LeadsPerSeat)),
            Whole(areas.Count(a => a.SeatsBeyondReach > 0 || a.LeadSeatsBeyondReach > 0)),
        ];

    private static Words Whole(int number) => Words.Same(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>From the least to the most, each with one decimal: "3.7–7.3".</summary>
    private static Words Range(IEnumerable<decimal?> values)
    {
        var known = values.OfType<decimal>().Select(Rounded).ToList();
        return known.Count == 0 ? Words.Same("—")
            : known.Min() == known.Max() ? Words.Same(Text(known[0]))
            : Words.Same($"{Text(known.Min())}–{Text(known.Max())}");
    }

    private static decimal Rounded(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);

    private static string Text(decimal value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
