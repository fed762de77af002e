using System.Data;
using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace Rota.Files.Exports;

/// <summary>
/// Writes tables for spreadsheets: UTF-8 with a byte order mark, so that Excel reads Chinese; lines end in CR LF. A cell that a
/// spreadsheet would take for a formula (it begins with = + - @, their full-width forms, a tab or a line break) gets an apostrophe
/// before it, unless it is a number below nothing.
/// </summary>
internal static class CsvFile
{
    /// <summary>Writes a table.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="headers">The first row.</param>
    /// <param name="rows">As many cells each as there are headers.</param>
    public static void Write(Stream output, IReadOnlyList<string> headers, IEnumerable<string[]> rows)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var header in headers)
        {
            table.Columns.Add(header, typeof(string));
        }

        foreach (var cells in rows)
        {
            table.Rows.Add([.. cells.Select(Guarded)]);
        }

        using var text = new StreamWriter(
            output,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            leaveOpen: true
        );
        using var csv = CsvDataWriter.Create(text, new CsvDataWriterOptions { NewLine = "\r\n" });
        using var reader = table.CreateDataReader();
        csv.Write(reader);
    }

    private static string Guarded(string cell) =>
        cell.Length > 0 && "=+-@\t\r\n".Contains(Narrow(cell[0]), StringComparison.Ordinal) && !IsNumber(cell)
            ? "'" + cell
            : cell;

    private static bool IsNumber(string cell) =>
        cell[0] == '-'
        && decimal.TryParse(
            cell,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out _
        );

    /// <summary>The plain form of a full-width character (U+FF01 to U+FF5E).</summary>
    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
}
