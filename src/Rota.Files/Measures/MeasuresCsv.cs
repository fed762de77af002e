using System.Globalization;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Files.Exports;

namespace Rota.Files.Measures;

/// <summary>
/// Measures as a table for a spreadsheet, written as <see cref="CsvExport"/> is: a row for each part of the street and one for the
/// whole, each for all households, those that can lead, and the others.
/// <code>
/// street, span, name, group (all, leads, others), households, points_done, points_due, done_per_due, gini, jain,
/// balance_least, balance_lower_quartile, balance_median, balance_upper_quartile, balance_most (per unit of weight)
/// </code>
/// </summary>
public static class MeasuresCsv
{
    private static readonly string[] Headers =
    [
        "street",
        "span",
        "name",
        "group",
        "households",
        "points_done",
        "points_due",
        "done_per_due",
        "gini",
        "jain",
        "balance_least",
        "balance_lower_quartile",
        "balance_median",
        "balance_upper_quartile",
        "balance_most",
    ];

    /// <summary>Writes the table.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="street">What is measured.</param>
    public static void Write(Stream output, StreetParts street)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(street);
        var rows =
            from line in street.Parts.Append(street.Whole)
            from row in new[] { ("all", line.All), ("leads", line.Leads), ("others", line.Others) }
            select Cells(street, line.Name, row.Item1, row.Item2);
        CsvFile.Write(output, Headers, rows);
    }

    private static string[] Cells(StreetParts street, string name, string group, FairnessMeasure measure) =>
        [
            street.Street,
            street.Span.ToString(),
            name,
            group,
            measure.Households.ToString(CultureInfo.InvariantCulture),
            measure.Done.ToString(),
            measure.Due.ToString(),
            Number(measure.DonePerDue),
            Number(measure.Gini),
            Number(measure.Jain),
            Amount(measure.Balances?.Least),
            Amount(measure.Balances?.LowerQuartile),
            Amount(measure.Balances?.Median),
            Amount(measure.Balances?.UpperQuartile),
            Amount(measure.Balances?.Most),
        ];

    private static string Number(decimal? number) => number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    private static string Amount(Points? points) => points?.ToString() ?? "";
}
