using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rota.Benchmarks.Engines;
using Rota.Benchmarks.Measures;
using Rota.Benchmarks.Workers;
using Rota.Testing.Databases;
using Spectre.Console;

namespace Rota.Benchmarks;

/// <summary>Measures the solver, beside others. See tests/README.md.</summary>
internal static class Program
{
    /// <summary>The verb with which the program starts its own workers.</summary>
    public const string WorkerVerb = "worker";

    private static readonly JsonSerializerOptions Lines = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Runs.</summary>
    /// <returns>0 done, 1 a law does not hold, 2 wrong use, 3 a program that was asked for is lacking.</returns>
    public static int Main(string[] args)
    {
        if (args is [WorkerVerb, var engine, var mode, var grids, var limit])
        {
            Workers.Worker.Run(
                Engine.All.First(e => e.Key == engine),
                Enum.Parse<Mode>(mode),
                int.Parse(grids, CultureInfo.InvariantCulture),
                double.Parse(limit, CultureInfo.InvariantCulture)
            );
            return 0;
        }

        var parse = BenchmarkCommand.Make(Measure).Parse(args);
        var code = parse.Invoke();
        return parse.Errors.Count > 0 ? 2 : code;
    }

    private static int Measure(Mode mode, Plan plan)
    {
        if (mode == Mode.City && PostgresCluster.Binaries is null)
        {
            Console.Error.WriteLine("This machine lacks PostgreSQL's server: apt-get install postgresql");
            return 3;
        }

        var console = AnsiConsole.Console;
        console.Profile.Width = Math.Max(console.Profile.Width, 130);
        IReadOnlyList<Mode> modes =
            mode == Mode.All
                ? [.. Enum.GetValues<Mode>().Where(m => m is not (Mode.All or Mode.City or Mode.Pages))]
                : [mode];
        if (!Lacks.Nothing(plan, modes))
        {
            return 3;
        }

        if (plan.Json is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(plan.Json))!);
        }

        console.WriteLine(
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}"
        );
        var measured = modes.Select(m => Run(m, plan, console)).ToList();
        if (plan.Json is not null)
        {
            File.WriteAllText(plan.Json, JsonSerializer.Serialize(measured.SelectMany(m => m.Rows), Lines));
        }

        var violations = measured.SelectMany(m => m.Violations).ToList();
        violations.ForEach(v => Console.Error.WriteLine($"LAW BROKEN: {v}"));
        return violations.Count > 0 ? 1 : 0;
    }

    private static Measured Run(Mode mode, Plan plan, IAnsiConsole console) =>
        mode switch
        {
            Mode.Year => Year.Run(plan, console, Tell),
            Mode.Gaps => Gaps.Run(plan, console, Tell),
            Mode.Changes => Changes.Run(plan, console, Tell),
            Mode.Resolve => Resolves.Run(plan, console, Tell),
            Mode.Growth => Growth.Run(plan, console, Tell),
            Mode.Stop => Stop.Run(console, Tell),
            Mode.Pages => Pages.RunAsync(console, plan.Seconds, Tell).GetAwaiter().GetResult(),
            Mode.City => City.RunAsync(plan, console, Tell).GetAwaiter().GetResult(),
            _ => Comparison.Run(mode, plan, console, Tell),
        };

    /// <summary>Where it is, on one line that is written over; nothing where nobody looks on.</summary>
    private static void Tell(string what)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r\u001b[K{what}");
        }
    }
}
