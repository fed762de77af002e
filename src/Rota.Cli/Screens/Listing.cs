using Rota.Core;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rota.Cli.Screens;

/// <summary>A table for people: its columns line up with Chinese text, and no cell is ever cut short.</summary>
/// <param name="language">The language of the heads.</param>
internal sealed class Listing(Language language)
{
    private const int LongestInOnePiece = 12;

    private readonly List<(string Head, bool IsNumber)> columns = [];
    private readonly List<string[]> rows = [];
    private string[]? sums;

    /// <summary>A column of text.</summary>
    public Listing Column(string zh, string en) => Add(new(zh, en), isNumber: false);

    /// <summary>A column of numbers, set right.</summary>
    public Listing Number(string zh, string en) => Add(new(zh, en), isNumber: true);

    /// <summary>Adds a row: as many cells as columns.</summary>
    public void Row(params string[] cells) => rows.Add(Whole(cells));

    /// <summary>Sets the last row, below a line.</summary>
    public void Sum(params string[] cells) => sums = Whole(cells);

    /// <summary>The table, to be shown.</summary>
    public IRenderable Table()
    {
        var table = new Table { Border = new PlainBorder(), ShowFooters = sums is not null };
        for (var i = 0; i < columns.Count; i++)
        {
            var (head, isNumber) = columns[i];
            table.AddColumn(
                new TableColumn(new Text(head))
                {
                    NoWrap = IsShort(i),
                    Alignment = isNumber ? Justify.Right : Justify.Left,
                    Padding = new Padding(0, 0, i == columns.Count - 1 ? 0 : 2, 0),
                    Footer = sums is null ? null : new Text(sums[i]),
                }
            );
        }

        foreach (var row in rows)
        {
            table.Rows.Add(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    // Dates, hours and numbers stay in one piece on a narrow screen; what is long is what wraps.
    private bool IsShort(int column) =>
        columns[column].IsNumber || rows.All(r => new Segment(r[column]).CellCount() <= LongestInOnePiece);

    private Listing Add(Words head, bool isNumber)
    {
        columns.Add((head.In(language), isNumber));
        return this;
    }

    private string[] Whole(string[] cells) =>
        cells.Length == columns.Count
            ? cells
            : throw new ArgumentException($"{cells.Length} cells for {columns.Count} columns.", nameof(cells));
}
