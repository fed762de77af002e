using System.Globalization;
using NodaTime;
using Rota.Benchmarks.Cities;
using Rota.Benchmarks.Figures;
using Rota.Benchmarks.Loads;
using Rota.Seeds;
using Spectre.Console;

namespace Rota.Benchmarks.Measures;

/// <summary>
/// What everybody reads, and then what residents read who have come in, asked of a <c>rota serve</c> of its own on the published seed street, fifty times a second for a
/// while: milliseconds until the last byte, bytes, processor.
/// </summary>
internal static class Pages
{
    /// <summary>No page that a resident comes to first is larger, in bytes.</summary>
    private const int LargestFirst = 100_000;

    /// <summary>Two searches run at once; whoever asks for a third is told to wait, which is an answer.</summary>
    private const string Search = "cannot come";
    private static readonly LocalDate AsOf = new(2026, 11, 20);
    private static readonly LocalDate Day = AsOf.PlusDays(15);

    /// <summary>Measures.</summary>
    /// <param name="console">Where the figures go.</param>
    /// <param name="seconds">For how long each group of pages is asked for.</param>
    /// <param name="progress">Where it is.</param>
    public static async Task<Measured> RunAsync(IAnsiConsole console, int seconds, Action<string> progress)
    {
        var folder = Directory.CreateTempSubdirectory("rota-pages-").FullName;
        IReadOnlyList<BrowsingResident> residents = [];
        try
        {
            progress("the street is made and published");
            var areas = await PublishAsync(folder);
            residents = await Residents.OfAsync(Path.Combine(folder, "data", "street.db"), Day, Url);
            using var program = RotaProgram.Start([
                "serve",
                "--roles",
                "web",
                "--urls",
                Url.AbsoluteUri,
                .. Shared(folder, Day),
            ]);
            using var http = new HttpClient { BaseAddress = Url };
            await UpAsync(http, program);
            foreach (var resident in residents)
            {
                await resident.ComeInAsync();
            }

            var figures = new List<Measured>();
            foreach (
                var (name, kinds) in ((string, IReadOnlyList<PageKind>)[])
                    [("everybody", OfEverybody(http, areas)), ("residents", OfResidents(residents))]
            )
            {
                foreach (var kind in kinds)
                {
                    // Once each, so that nothing is compiled while it is measured.
                    (await kind.Ask(0)).Dispose();
                }

                await program.LookAsync();
                var before = program.ProcessorSeconds;
                var asked = await PageLoad.RunAsync(kinds, seconds, progress);
                await program.LookAsync();
                var used = (program.ProcessorSeconds - before) / seconds;
                figures.Add(Told(console, name, seconds, asked, used, program.PeakMegabytes));
            }

            return new Measured([.. figures.SelectMany(f => f.Rows)], [.. figures.SelectMany(f => f.Violations)]);
        }
        finally
        {
            foreach (var resident in residents)
            {
                resident.Dispose();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What stands on the boards. Areas in turns that have no common period with the kinds.</summary>
    private static IReadOnlyList<PageKind> OfEverybody(HttpClient http, IReadOnlyList<string> areas)
    {
        PageKind Kind(string name, int of100, Func<string, string> path) =>
            new(name, of100, n => http.GetAsync(new Uri(path(areas[n * 7 % areas.Count]), UriKind.Relative)));
        return
        [
            Kind("street", 10, _ => "/"),
            Kind("area, this month", 45, area => $"/areas/{area}"),
            Kind("area, next month", 20, area => $"/areas/{area}/2026-12"),
            Kind("covenant", 5, area => $"/areas/{area}/covenant"),
            Kind("year", 5, area => $"/areas/{area}/years/2026"),
            Kind("year's picture", 5, area => $"/areas/{area}/years/2026.svg"),
            Kind("JSON", 10, area => $"/api/areas/{area}/2026-12"),
        ];
    }

    /// <summary>What residents read who have come in, and what their calendars ask.</summary>
    private static IReadOnlyList<PageKind> OfResidents(IReadOnlyList<BrowsingResident> residents)
    {
        PageKind Kind(string name, int of100, Func<BrowsingResident, Task<HttpResponseMessage>> ask) =>
            new(name, of100, n => ask(residents[n * 7 % residents.Count]));
        return
        [
            Kind("my page, with the year", 45, r => r.GetAsync("/me")),
            Kind("ledger", 10, r => r.GetAsync("/me/ledger")),
            Kind("tonight", 5, r => r.GetAsync("/me/tonight")),
            Kind("data", 3, r => r.GetAsync("/me/data.json")),
            Kind(Search, 2, r => r.CannotAsync()),
            Kind("feed", 10, r => r.FeedAsync()),
            Kind("feed, unchanged", 25, r => r.FeedAgainAsync()),
        ];
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

    private static Measured Told(
        IAnsiConsole console,
        string name,
        int seconds,
        IReadOnlyCollection<PageAsked> asked,
        double processors,
        double megabytes
    )
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn($"{name}: {PageLoad.ASecond} a second, {seconds} s");
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
            .Where(a => !IsAnswer(a) || a.Bytes > LargestFirst)
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
                    Instance = $"{name}, {PageLoad.ASecond} a second",
                    Status = "optimal",
                    Seconds = Math.Round(At(all, 0.95) / 1000, 4),
                    Megabytes = Math.Round(megabytes, 1),
                },
            ],
            violations
        );
    }

    private static bool IsAnswer(PageAsked asked) =>
        asked.Status is 200 or 304 || asked is { Kind: Search, Status: 503 };

    private static void Line(Table table, string name, IReadOnlyList<PageAsked> asked)
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
}
