using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Rotas;

namespace Rota.Files.Exports;

/// <summary>
/// Rotas as a table for a spreadsheet: one row a duty, and one a gap with its reason, in order of area and seat. UTF-8 with a byte order
/// mark, so that Excel reads Chinese; English headers, the words of the JSON document; lines end in CR LF.
/// <code>
/// street, area, month, edition (empty: a draft), night, weekday (Mon…Sun), kind, watch, start, end, post, seat, state (duty, no_lead, gap),
/// grid, household, resident, watch_number, name (masked), building, points, reason
/// </code>
/// A cell that a spreadsheet would take for a formula (it begins with = + - @, their full-width forms, a tab or a line break) gets an
/// apostrophe before it.
/// </summary>
public static class CsvExport
{
    private static readonly string[] Headers =
    [
        "street",
        "area",
        "month",
        "edition",
        "night",
        "weekday",
        "kind",
        "watch",
        "start",
        "end",
        "post",
        "seat",
        "state",
        "grid",
        "household",
        "resident",
        "watch_number",
        "name",
        "building",
        "points",
        "reason",
    ];

    /// <summary>Writes the table.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="month">The month of every sheet.</param>
    /// <param name="sheets">One for each area, in any order; none is a table of headers.</param>
    /// <param name="language">The language of the reasons of gaps.</param>
    public static void Write(
        Stream output,
        YearMonth month,
        IEnumerable<RotaSheet> sheets,
        Language language = Language.Chinese
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        CsvFile.Write(output, Headers, SheetOrder.Of(month, sheets).SelectMany(s => Rows(s, language)));
    }

    private static IEnumerable<string[]> Rows(RotaSheet sheet, Language language)
    {
        var watches = sheet.Watches.ToDictionary(w => (w.Night.Date, w.Name));
        var duties = sheet.Rota.Duties.Select(d => (d.Seat, Cells: Cells(sheet, d)));
        var gaps = sheet.Rota.Gaps.Select(g =>
            (g.Seat, Cells: new[] { "gap", "", "", "", "", "", "", "", g.Reason.In(language) })
        );
        return duties
            .Concat(gaps)
            .OrderBy(r => r.Seat)
            .Select(r => Head(sheet, r.Seat, watches[(r.Seat.Night, r.Seat.Watch)]).Concat(r.Cells).ToArray());
    }

    private static string[] Cells(RotaSheet sheet, Duty duty)
    {
        var person = sheet.People[duty.Resident];
        return
        [
            duty.LacksLead ? "no_lead" : "duty",
            person.Grid,
            person.HouseholdCode,
            person.Resident,
            person.Number.ToString(),
            person.Masked,
            person.Building ?? "",
            duty.Points.ToString(),
            "",
        ];
    }

    private static string[] Head(RotaSheet sheet, Seat seat, Watch watch) =>
        [
            sheet.Street,
            sheet.Area.Code,
            ExportWords.Of(sheet.Month),
            sheet.Edition?.ToString(CultureInfo.InvariantCulture) ?? "",
            ExportWords.Of(seat.Night),
            seat.Night.DayOfWeek.ToString()[..3],
            ExportWords.Of(watch.Night.Kind),
            seat.Watch,
            ExportWords.Of(watch.Start),
            ExportWords.Of(watch.End),
            ExportWords.Of(seat.Post),
            seat.Number.ToString(CultureInfo.InvariantCulture),
        ];
}
