using System.Globalization;
using Rota.Benchmarks.Workers;
using Spectre.Console;

namespace Rota.Benchmarks.Figures;

/// <summary>Figures as people read them.</summary>
internal static class Tables
{
    private static readonly string[] Columns =
    [
        "instances",
        "proven",
        "gaps",
        "total s",
        "median s",
        "max s",
        "× rota",
        "solve only s",
        "× rota",
        "peak MB",
        "held MB",
    ];

    /// <summary>Engines side by side: totals, medians, maxima, what was proven, memory, and total time as a multiple of rota's.</summary>
    public static void Engines(
        IAnsiConsole console,
        string title,
        IReadOnlyList<Row> rows,
        IReadOnlyDictionary<string, double> held
    )
    {
        var table = new Table().Title(title).Border(TableBorder.Simple);
        table.AddColumn("engine");
        foreach (var column in Columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var engine in rows.GroupBy(r => r.Engine))
        {
            var its = engine.ToList();
            var names = its.Select(r => r.Instance).ToHashSet();
            var rota = rows.Where(r => r.Engine == "rota" && names.Contains(r.Instance)).ToList();
            var least = its.TrueForAll(r => r.IsProven) ? "" : "≥ ";
            table.AddRow(
                engine.Key,
                Text(its.Count),
                $"{its.Count(r => r.IsProven)} ({100.0 * its.Count(r => r.IsProven) / its.Count:0}%)",
                Text(its.Sum(r => r.Gaps ?? 0)),
                least + Seconds(its.Sum(r => r.Seconds)),
                Seconds(Median([.. its.Select(r => r.Seconds)])),
                Seconds(its.Max(r => r.Seconds)),
                Times(its.Sum(r => r.Seconds), rota.Sum(r => r.Seconds), least),
                least + Seconds(its.Sum(r => r.Solving)),
                Times(its.Sum(r => r.Solving), rota.Sum(r => r.Solving), least),
                $"{its.Max(r => r.Megabytes):0}",
                $"{held[engine.Key]:0}"
            );
        }

        console.Write(table);
        Remarks(console, rows);
    }

    /// <summary>What rota took for all instances side by side.</summary>
    public static void Together(IAnsiConsole console, Reply reply, int workers) =>
        console.WriteLine(
            $"  rota, {workers} side by side: {Text(reply.Rows.Count)} instances, {reply.Rows.Count(r => r.IsProven)} proven, "
                + $"{Seconds(reply.Seconds)} s by the clock, peak {reply.Rows.Max(r => r.Megabytes):0} MB"
        );

    /// <summary>A number of seconds with as many digits as tell something.</summary>
    public static string Seconds(double seconds) =>
        seconds.ToString(seconds < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture);

    /// <summary>A whole number, thousands apart.</summary>
    public static string Text(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>The middle of some numbers, the lower one of two; 0 of none.</summary>
    public static double Median(IReadOnlyList<double> numbers) =>
        numbers.Count == 0 ? 0 : numbers.Order().ElementAt((numbers.Count - 1) / 2);

    /// <summary>What was not proven, and what an engine calls optimal and is not.</summary>
    private static void Remarks(IAnsiConsole console, IReadOnlyList<Row> rows)
    {
        foreach (var row in rows.Where(r => !r.IsProven))
        {
            var rota = rows.FirstOrDefault(r => r.Engine == "rota" && r.Instance == row.Instance);
            var cost = row.Cost is { } found ? $"cost {Text(found)}" : "no rota";
            var bound = row.Bound is { } proven ? $", bound {Text(proven)}" : "";
            var best = rota?.IsProven == true && rota != row ? $"; the least is {Text(rota.Cost!.Value)}" : "";
            console.WriteLine($"  not proven: {row.Engine} {row.Instance}: {row.Status}, {cost}{bound}{best}");
        }

        foreach (var row in rows.Where(r => r.IsProven && r.Engine != "rota"))
        {
            var rota = rows.FirstOrDefault(r => r.Engine == "rota" && r.Instance == row.Instance);
            if (rota?.IsProven == true && row.Cost > rota.Cost)
            {
                console.WriteLine(
                    $"  not the least: {row.Engine} {row.Instance}: calls {Text(row.Cost.Value)} optimal, the least is {Text(rota.Cost!.Value)}"
                );
            }
        }
    }

    private static string Times(double theirs, double ours, string least) =>
        ours > 0 ? $"{least}{(theirs / ours).ToString("0.0", CultureInfo.InvariantCulture)}" : "";
}
