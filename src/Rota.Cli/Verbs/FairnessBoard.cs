using Rota.Cli.Screens;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Files.Measures;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Tells who stood in areas, as their notice boards show it.</summary>
/// <param name="call">The call.</param>
/// <param name="office">The office.</param>
/// <param name="asked">What was asked.</param>
internal sealed class FairnessBoard(Call call, Office office, FairnessAsked asked)
{
    private readonly Screen screen = call.Screen;

    /// <summary>Reads and tells.</summary>
    public async Task<ExitCode> RunAsync()
    {
        var read = await new ReadStood(office).TablesAsync(asked.Span, asked.Choice, call.Stop);
        if (!read.Succeeded)
        {
            return call.Refuse(read.Faults);
        }

        switch (asked.Format)
        {
            case FairnessFormat.Csv:
                return asked.Table(call, ResultFile.Bytes(to => StoodCsv.Write(to, read.Value)));
            case FairnessFormat.Html:
                return Pages(read.Value);
            default:
                foreach (var table in read.Value)
                {
                    Tell(table);
                }

                Document(read.Value);
                return ExitCode.Done;
        }
    }

    private ExitCode Pages(IReadOnlyList<StoodTable> tables)
    {
        var path = call.PathOf(asked.Out ?? Path.Combine("out", asked.Span.ToString()));
        if (!path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            return FairnessAsked.Write(
                call,
                [.. tables.Select(t => (Path.Combine(path, StoodPage.FileName(t.Area)), Page(t)))]
            );
        }

        return tables is [var only]
            ? FairnessAsked.Write(call, [(path, Page(only))])
            : call.Refuse(
                new Fault(
                    new Place("--out"),
                    new(
                        $"“{call.Shown(path)}”是一个文件，而片区有 {tables.Count} 个",
                        $"\"{call.Shown(path)}\" is one file, and there are {tables.Count} areas"
                    ),
                    new("请写文件夹，或用 --area 只选一个片区", "Name a folder, or choose one area with --area")
                )
            );
    }

    private byte[] Page(StoodTable table) => ResultFile.Bytes(to => StoodPage.Write(to, table, asked.Text));

    private void Tell(StoodTable table)
    {
        var average = table.AverageOfShare is { } a ? StateWords.Decimal(a.Thousandths / 1000m, 1) : "-";
        screen.Say(
            $"{table.Area.Code} {table.Span}：{table.Rows.Count} 人守过，每份应担平均 {average} 分。",
            $"{table.Area.Code} {table.Span}: {table.Rows.Count} stood; {average} points on average of a share."
        );
        var listing = new Listing(screen.Language)
            .Column("守望号", "No.")
            .Column("姓名", "Name")
            .Column("楼栋", "building")
            .Number("值守", "nights")
            .Number("备班", "standbys")
            .Number("守望分", "points");
        foreach (var row in table.Rows)
        {
            listing.Row(
                row.Number.ToString(),
                row.Masked ?? screen.In("已注销", "erased"),
                row.Building ?? "-",
                StateWords.Whole(row.Nights),
                StateWords.Whole(row.Standbys),
                StateWords.Decimal(row.Points.Thousandths / 1000m, 1)
            );
        }

        screen.Show(listing);
        screen.Line();
    }

    private void Document(IReadOnlyList<StoodTable> tables) =>
        screen.Document(
            new
            {
                tables[0].Street,
                Span = asked.Span.ToString(),
                Areas = tables.Select(t => new
                {
                    Area = t.Area.Code,
                    Months = t.Months.Select(StateWords.Of),
                    AverageOfShare = t.AverageOfShare?.ToString(),
                    Stood = t.Rows.Select(r => new
                    {
                        WatchNumber = r.Number.ToString(),
                        Name = r.Masked,
                        r.Building,
                        r.Nights,
                        r.Standbys,
                        Points = r.Points.ToString(),
                    }),
                }),
            }
        );
}
