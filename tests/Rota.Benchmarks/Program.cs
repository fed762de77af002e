using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rota.Benchmarks.Engines;
using Rota.Benchmarks.Figures;
using Rota.Benchmarks.Instances;
using Rota.Benchmarks.Workers;
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
    /// <returns>0 done, 1 a law does not hold, 2 wrong use.</returns>
    public static int Main(string[] args)
    {
        if (args is [WorkerVerb, var engine, var mode, var grids, var limit])
        {
            Worker.Run(
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

    private static int Measure(Mode mode, Plan plan, string? json)
    {
        var console = AnsiConsole.Console;
        console.Profile.Width = Math.Max(console.Profile.Width, 130);
        console.WriteLine(
            $"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}"
        );
        var rows = new List<Row>();
        var violations = new List<string>();
        foreach (var one in mode == Mode.All ? Enum.GetValues<Mode>().Where(m => m != Mode.All) : [mode])
        {
            var compared = Comparison.Run(one, plan, Tell);
            Tell("");
            rows.AddRange(compared.Rows);
            violations.AddRange(compared.Violations);
            Tables.Engines(console, one.ToString().ToLowerInvariant(), compared.Rows);
            if (compared.Together is { } together)
            {
                Tables.Together(console, together, plan.SideBySide);
            }
        }

        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(rows, Lines));
        }

        violations.ForEach(v => Console.Error.WriteLine($"LAW BROKEN: {v}"));
        return violations.Count > 0 ? 1 : 0;
    }

    /// <summary>Where it is, on one line that is written over; nothing where nobody looks on.</summary>
    private static void Tell(string what)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r\u001b[K{what}");
        }
    }
}
