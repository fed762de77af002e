using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Npgsql;
using Rota.Benchmarks.Cities;
using Rota.Benchmarks.Figures;
using Rota.Seeds;
using Rota.Testing.Databases;
using Spectre.Console;
using Row = Rota.Benchmarks.Figures.Row;

namespace Rota.Benchmarks.Measures;

/// <summary>
/// A city's month on PostgreSQL: the ample street with as many grids as asked for, drafted and posted by one worker process and by
/// two, which share this machine's processors: time, what the database had to do, memory, and how much of the time is not solving.
/// </summary>
internal static class City
{
    private const int Usual = 1000;
    private static readonly LocalDate AsOf = new(2026, 11, 20);

    private static readonly string[] Columns =
    [
        "seconds",
        "ms a grid",
        "solving s",
        "not solving",
        "workers CPU s",
        "database CPU s",
        "commits",
        "log MB",
        "peak MB",
    ];

    /// <summary>Measures.</summary>
    public static async Task<Measured> RunAsync(Plan plan, IAnsiConsole console, Action<string> progress)
    {
        var grids = plan.IsWhole ? Usual : plan.Grids;
        var folder = Directory.CreateTempSubdirectory("rota-city-").FullName;
        try
        {
            var cluster = await PostgresCluster.OwnAsync();
            progress($"{grids} grids are made");
            var options = new SeedOptions
            {
                AsOf = AsOf,
                Profile = SeedProfile.Ample,
                Grids = grids,
            };
            var people = Street.Write(options, Path.Combine(folder, "register")).Residents.Count;
            progress($"{people} residents are imported");
            var watch = Stopwatch.StartNew();
            var first = await cluster.NewDatabaseAsync(place => ImportAsync(folder, place));
            console.WriteLine(
                $"city: {grids} grids, {people} residents, imported in {Tables.Seconds(watch.Elapsed.TotalSeconds)} s"
            );
            var table = new Table().Border(TableBorder.Simple).AddColumn("workers");
            foreach (var column in Columns)
            {
                table.AddColumn(new TableColumn(column).RightAligned());
            }

            var rows = new List<Row>();
            foreach (var workers in (int[])[1, 2])
            {
                var place = workers == 1 ? first : await cluster.NewDatabaseAsync(_ => Task.CompletedTask);
                rows.Add(await MonthAsync(folder, place, workers, grids, table, progress));
                await cluster.DropAsync(place);
            }

            progress("");
            console.Write(table);
            return new Measured(rows, []);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ImportAsync(string folder, string place)
    {
        using var import = RotaProgram.Start([
            "import",
            Path.Combine(folder, "register"),
            "--database",
            place,
            .. Shared(folder),
        ]);
        await import.EndAsync();
    }

    private static async Task<Row> MonthAsync(
        string folder,
        string place,
        int workers,
        int grids,
        Table table,
        Action<string> progress
    )
    {
        await using var source = NpgsqlDataSource.Create(place);
        var slots = Environment.ProcessorCount;
        var before = await ServerLoad.ReadAsync(source);
        var watch = Stopwatch.StartNew();
        var programs = Enumerable.Range(0, workers).Select(_ => Serve(folder, place, slots / workers)).ToList();
        try
        {
            for (var posted = 0L; posted < grids; )
            {
                await Task.Delay(TimeSpan.FromSeconds(0.5));
                posted = await NumberAsync(source, "SELECT count(*) FROM draft WHERE posted_at IS NOT NULL");
                await Task.WhenAll(programs.Select(p => p.LookAsync()));
                progress($"{workers} workers: {posted} of {grids} posted");
            }

            var seconds = watch.Elapsed.TotalSeconds;
            var load = (await ServerLoad.ReadAsync(source)).Since(before);
            var solving = await NumberAsync(source, "SELECT (sum(seconds) * 1000)::bigint FROM draft") / 1000.0;
            await Task.WhenAll(programs.Select(p => p.StopAsync()));
            table.AddRow(
                $"{workers} × {slots / workers}",
                Tables.Seconds(seconds),
                $"{seconds * 1000 / grids:0}",
                Tables.Seconds(solving),
                $"{100 * (1 - (solving / (seconds * slots))):0}%",
                Tables.Seconds(programs.Sum(p => p.ProcessorSeconds)),
                Tables.Seconds(load.ProcessorSeconds),
                load.Commits.ToString(CultureInfo.InvariantCulture),
                $"{load.LogMegabytes:0}",
                $"{programs.Max(p => p.PeakMegabytes):0}"
            );
            return new Row
            {
                Mode = "city",
                Engine = "rota",
                Instance = $"{grids} grids, {workers} workers",
                Status = "optimal",
                Seconds = Math.Round(seconds, 3),
                Solving = Math.Round(solving, 3),
                Megabytes = Math.Round(programs.Max(p => p.PeakMegabytes), 1),
            };
        }
        finally
        {
            programs.ForEach(p => p.Dispose());
        }
    }

    private static RotaProgram Serve(string folder, string place, int sideBySide) =>
        RotaProgram.Start([
            "serve",
            "--roles",
            "worker",
            "--urls",
            "http://127.0.0.1:0",
            "--notices",
            "none",
            "--workers",
            Math.Max(1, sideBySide).ToString(CultureInfo.InvariantCulture),
            "--database",
            place,
            .. Shared(folder),
        ]);

    private static string[] Shared(string folder) =>
        ["--data", Path.Combine(folder, "data"), "--as-of", AsOf.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)];

    private static async Task<long> NumberAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
