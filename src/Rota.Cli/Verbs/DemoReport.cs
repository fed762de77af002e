using System.Diagnostics;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Files.Exports;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>How a demo ends: what came out, how long it took, what to try next.</summary>
/// <param name="call">The call.</param>
/// <param name="month">The month.</param>
/// <param name="folder">Where the results lie.</param>
internal sealed class DemoReport(Call call, YearMonth month, string folder)
{
    private const double Mebibyte = 1 << 20;

    private readonly Screen screen = call.Screen;

    /// <summary>Tells it.</summary>
    public void Tell(
        MonthSummary summary,
        IReadOnlyList<RotaSheet> sheets,
        IReadOnlyList<AreaDrafted> drafted,
        StageClock clock
    )
    {
        var seconds = drafted
            .Where(d => d.State != DraftState.AlreadyPublished)
            .GroupBy(d => d.Area.Community, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(d => d.Seconds), StringComparer.Ordinal);
        screen.Line();
        screen.Show(Table(summary, seconds));
        if (seconds.Count > 0)
        {
            screen.Say(
                "表中的秒是各片区求解用时之和；几个片区同时求解，实际等待比这短。",
                "Seconds in the table add up every area's solving; areas are solved side by side, so the wait is shorter."
            );
        }

        screen.Line();
        screen.Say(
            $"{summary.Street.Areas} 个片区中 {summary.Street.Optimal} 个已证明最优。",
            $"{summary.Street.Optimal} of {StateWords.Some(summary.Street.Areas, "area is", "areas are")} proven optimal."
        );
        var peak = Peak();
        screen.Say(
            $"用时（秒）：{string.Join("，", clock.Stages.Select(s => $"{s.Stage.Zh} {StateWords.Seconds(s.Seconds)}"))}。内存最多 {peak:F0} MB。",
            $"Seconds: {string.Join(", ", clock.Stages.Select(s => $"{s.Stage.En} {StateWords.Seconds(s.Seconds)}"))}. Peak memory {peak:F0} MB."
        );
        Next(sheets);
        screen.Document(
            new
            {
                Month = StateWords.Of(month),
                Folder = folder,
                Communities = summary.Communities.Select(l => Document(l, seconds.GetValueOrDefault(l.Name))),
                Street = Document(summary.Street, seconds.Values.Sum()),
                Stages = clock.Stages.ToDictionary(s => s.Stage.En, s => s.Seconds, StringComparer.Ordinal),
                PeakMebibytes = Math.Round(peak),
            }
        );
    }

    private static double Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / Mebibyte;
    }

    private Listing Table(MonthSummary summary, Dictionary<string, double> seconds)
    {
        var listing = new Listing(screen.Language)
            .Column("社区", "Community")
            .Number("网格", "grids")
            .Number("班", "watches")
            .Number("已排", "duties")
            .Number("待补", "gaps")
            .Number("无带班", "no lead")
            .Number("每份结余（分）", "balance a share (points)")
            .Number("秒", "seconds");
        foreach (var line in summary.Communities)
        {
            listing.Row(Cells(line, seconds.TryGetValue(line.Name, out var took) ? took : null));
        }

        listing.Sum(Cells(summary.Street, seconds.Count > 0 ? seconds.Values.Sum() : null));
        return listing;
    }

    private static string[] Cells(SummaryLine line, double? seconds) =>
        [
            line.Name,
            StateWords.Whole(line.Grids),
            StateWords.Whole(line.Counts.Watches),
            StateWords.Whole(line.Counts.Duties),
            StateWords.Whole(line.Counts.Gaps),
            StateWords.Whole(line.Counts.WithoutLead),
            $"{Balance(line.Lowest.Thousandths)} .. {Balance(line.Highest.Thousandths)}",
            seconds is { } s ? StateWords.Seconds(s) : "-",
        ];

    private static object Document(SummaryLine line, double seconds) =>
        new
        {
            line.Name,
            line.Areas,
            line.Grids,
            line.Counts,
            line.Optimal,
            Lowest = line.Lowest.Thousandths / 1000m,
            Highest = line.Highest.Thousandths / 1000m,
            Seconds = Math.Round(seconds, 1),
        };

    private static string Balance(long thousandths) => StateWords.Decimal(thousandths / 1000m, 1);

    private void Next(IReadOnlyList<RotaSheet> sheets)
    {
        // The area with most to see: one with gaps, if there is one.
        var sheet = sheets.MaxBy(s => s.Rota.Gaps.Count)!;
        var board = Path.Combine(folder, BoardPage.FileName(sheet.Area));
        var index = Path.Combine(folder, BoardIndex.FileName);
        screen.Line();
        screen.Say(
            $"公告栏：{call.Shown(index)}，例如 {call.Shown(board)}",
            $"Notice boards: {call.Shown(index)}, such as {call.Shown(board)}"
        );
        screen.Say("接下来可以试试：", "Try next:");
        var of = StateWords.Of(month);
        screen.Line("  " + Command($"show {of} --area {sheet.Area.Code}"));
        var number = sheet.Rota.Duties is [var first, ..] ? sheet.People[first.Resident].Number : (WatchNumber?)null;
        if (number is not null)
        {
            screen.Line("  " + Command($"show {of} --resident {number}"));
        }

        screen.Line("  " + Command($"audit {of}"));
        if (number is not null)
        {
            screen.Say(
                "居民的网页：先给一位居民发码，再开网页。",
                "Residents' pages: give somebody a code, then serve them."
            );
            screen.Line("  " + Command($"access --resident {number} --code"));
            screen.Line("  " + Command("serve"));
        }
    }

    /// <summary>A command line as it works where this one was run.</summary>
    private string Command(string verb)
    {
        var isCheckout = File.Exists(Path.Combine(call.Around.Folder, "src", "Rota.Cli", "Rota.Cli.csproj"));
        return $"{(isCheckout ? "dotnet run --project src/Rota.Cli --" : "rota")} {verb}{call.Repeated()}";
    }
}
