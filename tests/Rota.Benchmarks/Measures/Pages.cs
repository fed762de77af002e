using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Rota.Benchmarks.Cities;
using Rota.Benchmarks.Figures;
using Rota.Seeds;
using Spectre.Console;

namespace Rota.Benchmarks.Measures;

/// <summary>
/// What everybody reads, asked of a <c>rota serve</c> of its own on the published seed street, fifty times a second for a while, whether earlier answers
/// have come or not: milliseconds until the last byte, bytes, processor.
/// </summary>
internal static class Pages
{
    private const int ASecond = 50;
    private const int Seconds = 30;

    /// <summary>No page that a resident comes to first is larger, in bytes.</summary>
    private const int LargestFirst = 100_000;
    private static readonly LocalDate AsOf = new(2026, 11, 20);

    /// <summary>The kinds of pages, and how many of a hundred requests ask for each.</summary>
    private static readonly (string Kind, int Of100, Func<string, string> Path)[] Kinds =
    [
        ("street", 10, _ => "/"),
        ("area, this month", 45, area => $"/areas/{area}"),
        ("area, next month", 20, area => $"/areas/{area}/2026-12"),
        ("covenant", 5, area => $"/areas/{area}/covenant"),
        ("year", 5, area => $"/areas/{area}/years/2026"),
        ("year's picture", 5, area => $"/areas/{area}/years/2026.svg"),
        ("JSON", 10, area => $"/api/areas/{area}/2026-12"),
    ];

    /// <summary>Measures.</summary>
    public static async Task<Measured> RunAsync(IAnsiConsole console, Action<string> progress)
    {
        var folder = Directory.CreateTempSubdirectory("rota-pages-").FullName;
        try
        {
            progress("the street is made and published");
            var areas = await PublishAsync(folder);
            using var program = RotaProgram.Start([
                "serve",
                "--roles",
                "web",
                "--urls",
                Url.AbsoluteUri,
                .. Shared(folder, AsOf.PlusDays(15)),
            ]);
            using var http = new HttpClient { BaseAddress = Url };
            await UpAsync(http, program);
            foreach (var (_, _, path) in Kinds)
            {
                // Once each, so that nothing is compiled while it is measured.
                await http.GetByteArrayAsync(new Uri(path(areas[0]), UriKind.Relative));
            }

            await program.LookAsync();
            var before = program.ProcessorSeconds;
            var asked = await AskAsync(http, areas, progress);
            await program.LookAsync();
            progress("");
            var used = (program.ProcessorSeconds - before) / Seconds;
            return Told(console, asked, used, program.PeakMegabytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Uri Url { get; } = new("http://127.0.0.1:5098");

    private static async Task<IReadOnlyList<string>> PublishAsync(string folder)
    {
        var register = Path.Combine(folder, "register");
        var made = Street.Write(new SeedOptions { AsOf = AsOf }, register);
        foreach (
            var verb in (string[][])
                [
                    ["import", register],
                    ["draft", "2026-12"],
                    ["publish", "2026-12"],
                ]
        )
        {
            using var run = RotaProgram.Start([.. verb, .. Shared(folder, AsOf)]);
            await run.EndAsync();
        }

        return [.. made.Residents.Select(r => r.Grid).Distinct().Order(StringComparer.Ordinal)];
    }

    private static async Task UpAsync(HttpClient http, RotaProgram program)
    {
        while (true)
        {
            await program.LookAsync();
            try
            {
                (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).Dispose();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromSeconds(0.2));
            }
        }
    }

    private static async Task<IReadOnlyCollection<Asked>> AskAsync(
        HttpClient http,
        IReadOnlyList<string> areas,
        Action<string> progress
    )
    {
        var asked = new ConcurrentBag<Asked>();
        var running = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < ASecond * Seconds; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / ASecond);
            if (due > watch.Elapsed)
            {
                await Task.Delay(due - watch.Elapsed);
            }

            // Kinds and areas in turns that have no common period, so that no run of requests is for the same page.
            running.Add(OneAsync(http, KindOf(n * 37 % 100), areas[n * 7 % areas.Count], asked));
            if (n % ASecond == 0)
            {
                progress($"{n} pages");
            }
        }

        await Task.WhenAll(running);
        return asked;
    }

    private static async Task OneAsync(
        HttpClient http,
        (string Kind, int Of100, Func<string, string> Path) kind,
        string area,
        ConcurrentBag<Asked> asked
    )
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri(kind.Path(area), UriKind.Relative));
        var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
        asked.Add(
            new Asked(kind.Kind, Stopwatch.GetElapsedTime(began).TotalMilliseconds, bytes, (int)answer.StatusCode)
        );
    }

    private static (string Kind, int Of100, Func<string, string> Path) KindOf(int of100)
    {
        foreach (var kind in Kinds)
        {
            of100 -= kind.Of100;
            if (of100 < 0)
            {
                return kind;
            }
        }

        return Kinds[0];
    }

    private static Measured Told(
        IAnsiConsole console,
        IReadOnlyCollection<Asked> asked,
        double processors,
        double megabytes
    )
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn($"{ASecond} a second, {Seconds} s");
        foreach (var column in (string[])["pages", "median ms", "p95 ms", "p99 ms", "most ms", "largest kB"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var kind in asked.GroupBy(a => a.Kind).OrderByDescending(g => g.Count()))
        {
            Line(table, kind.Key, [.. kind]);
        }

        Line(table, "all", [.. asked]);
        console.Write(table);
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{processors:0.00} processors, at most {megabytes:0} MB; asked from the same machine"
            )
        );
        var violations = asked
            .Where(a => a.Status != 200 || a.Bytes > LargestFirst)
            .GroupBy(a => (a.Kind, a.Status))
            .Select(g => $"{g.Key.Kind}: status {g.Key.Status}, {g.Max(a => a.Bytes)} bytes")
            .ToList();
        var all = asked.Select(a => a.Milliseconds).Order().ToList();
        return new Measured(
            [
                new Row
                {
                    Mode = "pages",
                    Engine = "rota",
                    Instance = $"{ASecond} a second",
                    Status = "optimal",
                    Seconds = Math.Round(At(all, 0.95) / 1000, 4),
                    Megabytes = Math.Round(megabytes, 1),
                },
            ],
            violations
        );
    }

    private static void Line(Table table, string name, IReadOnlyList<Asked> asked)
    {
        var all = asked.Select(a => a.Milliseconds).Order().ToList();
        table.AddRow([
            name,
            asked.Count.ToString(CultureInfo.InvariantCulture),
            .. new[] { 0.5, 0.95, 0.99, 1 }.Select(p => At(all, p).ToString("0.0", CultureInfo.InvariantCulture)),
            (asked.Max(a => a.Bytes) / 1000.0).ToString("0.0", CultureInfo.InvariantCulture),
        ]);
    }

    private static double At(List<double> ordered, double part) =>
        ordered[Math.Min(ordered.Count - 1, (int)(ordered.Count * part))];

    private static string[] Shared(string folder, LocalDate day) =>
        ["--data", Path.Combine(folder, "data"), "--as-of", day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)];

    /// <summary>A page that was asked for.</summary>
    private sealed record Asked(string Kind, double Milliseconds, int Bytes, int Status);
}
