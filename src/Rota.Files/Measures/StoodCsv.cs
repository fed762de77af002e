using System.Globalization;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Files.Exports;

namespace Rota.Files.Measures;

/// <summary>
/// Who stood what, as tables for a spreadsheet, written as <see cref="CsvExport"/> is, with masked names alone; a name that was
/// erased is empty.
/// <code>
/// street, area, span, watch_number, name, building, nights, standbys, points, average_of_share
/// street, area, festival, night, post, watch_number, name, building
/// </code>
/// </summary>
public static class StoodCsv
{
    private static readonly string[] Headers =
    [
        "street",
        "area",
        "span",
        "watch_number",
        "name",
        "building",
        "nights",
        "standbys",
        "points",
        "average_of_share",
    ];

    private static readonly string[] FestivalHeaders =
    [
        "street",
        "area",
        "festival",
        "night",
        "post",
        "watch_number",
        "name",
        "building",
    ];

    /// <summary>Writes the tables of areas, one below the other: a row for each who stood.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="tables">The tables.</param>
    public static void Write(Stream output, IReadOnlyList<StoodTable> tables)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(tables);
        var rows =
            from table in tables
            from row in table.Rows
            select new[]
            {
                table.Street,
                table.Area.Code,
                table.Span.ToString(),
                row.Number.ToString(),
                row.Masked ?? "",
                row.Building ?? "",
                Whole(row.Nights),
                Whole(row.Standbys),
                row.Points.ToString(),
                table.AverageOfShare?.ToString() ?? "",
            };
        CsvFile.Write(output, Headers, rows);
    }

    /// <summary>Writes who was out on festivals: a row for each.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="street">Name of the street.</param>
    /// <param name="festivals">Who was out.</param>
    public static void Write(Stream output, string street, IReadOnlyList<FestivalStood> festivals)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(festivals);
        var rows = festivals.Select(f =>
            new[]
            {
                street,
                f.Area,
                f.Festival,
                ExportWords.Of(f.Night),
                ExportWords.Of(f.Post),
                f.Number.ToString(),
                f.Masked ?? "",
                f.Building ?? "",
            }
        );
        CsvFile.Write(output, FestivalHeaders, rows);
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
