using Rota.Cli.Screens;
using Rota.Store.Copies;

namespace Rota.Cli.Verbs;

/// <summary>Shows what was copied and compared, table by table.</summary>
internal static class CopiedTables
{
    /// <summary>Shows the tables that have rows, and how many agree.</summary>
    public static void Show(Screen screen, IReadOnlyList<TableCount> tables)
    {
        var listing = new Listing(screen.Language)
            .Column("表", "Table")
            .Number("行", "rows")
            .Column("内容", "contents");
        foreach (var table in tables.Where(t => t.Rows > 0))
        {
            listing.Row(table.Table, StateWords.Whole(table.Rows), screen.In("一致", "agree"));
        }

        screen.Show(listing);
        screen.Line();
        var rows = tables.Sum(t => t.Rows);
        screen.Say(
            $"{tables.Count} 张表、{StateWords.Whole(rows)} 行，逐表读回核对，全部一致。",
            $"{StateWords.Some(tables.Count, "table")}, {StateWords.Whole(rows)} rows, read back and compared: all agree."
        );
    }
}
