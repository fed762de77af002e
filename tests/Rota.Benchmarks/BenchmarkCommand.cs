using System.CommandLine;
using Rota.Benchmarks.Engines;
using Rota.Benchmarks.Instances;
using Rota.Seeds;

namespace Rota.Benchmarks;

/// <summary>What can be typed.</summary>
internal static class BenchmarkCommand
{
    /// <summary>The command.</summary>
    /// <param name="measure">Measures a mode by a plan and gives the exit code.</param>
    public static RootCommand Make(Func<Mode, Plan, int> measure)
    {
        var mode = new Argument<Mode>("mode")
        {
            HelpName = "MODE",
            Description = $"What to measure: {string.Join(", ", Enum.GetNames<Mode>()).ToLowerInvariant()}",
            CustomParser = result =>
            {
                var all = Enum.GetNames<Mode>().Select(m => m.ToLowerInvariant()).ToList();
                var word = result.Tokens[0].Value;
                if (all.Contains(word))
                {
                    return Enum.Parse<Mode>(word, ignoreCase: true);
                }

                result.AddError($"There is no mode {word}; there are {string.Join(", ", all)}.");
                return default;
            },
        };
        var grids = Number(
            "--grids",
            InstanceSet.AllGrids,
            SeedOptions.MostGrids,
            $"Grids of the street, spread evenly, up to {InstanceSet.AllGrids}; of a city, 1000 when not said"
        );
        var limit = Number("--limit", 60, 3600, "Seconds an engine other than rota may take for an instance");
        var together = Number("--side-by-side", 2, 64, "Instances that rota solves at once, in a lap of its own");
        var seconds = Number("--seconds", 30, 3600, "Seconds for which each group of pages is asked for");
        var engines = new Option<IReadOnlyList<Engine>>("--engines")
        {
            HelpName = "LIST",
            Description = $"Engines, with commas, of {string.Join(',', Engine.All.Select(e => e.Key))}",
            CustomParser = result =>
            {
                var keys = result.Tokens.SelectMany(t => t.Value.Split(',')).ToList();
                foreach (var key in keys.Where(k => Engine.All.All(e => e.Key != k)))
                {
                    result.AddError(
                        $"There is no engine {key}; there are {string.Join(", ", Engine.All.Select(e => e.Key))}."
                    );
                }

                return [.. Engine.All.Where(e => keys.Contains(e.Key))];
            },
        };
        var json = new Option<string?>("--json")
        {
            HelpName = "FILE",
            Description = "File for a row per engine and instance; its folder is made",
        };
        var install = new Option<bool>("--install")
        {
            Description = "On Debian and Ubuntu, install glpsol if the machine lacks it; so does CI=true",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("CI") == "true",
        };
        var command = new RootCommand("Measures the solver, beside others.")
        {
            mode,
            grids,
            engines,
            limit,
            together,
            seconds,
            json,
            install,
        };
        command.SetAction(parse =>
            measure(
                parse.GetValue(mode),
                new Plan
                {
                    Grids = Math.Min(
                        parse.GetValue(grids),
                        parse.GetValue(mode) == Mode.City ? SeedOptions.MostGrids : InstanceSet.AllGrids
                    ),
                    IsWhole = parse.GetResult(grids) is not { Implicit: false },
                    Engines = parse.GetValue(engines),
                    Limit = parse.GetValue(limit),
                    SideBySide = parse.GetValue(together),
                    Seconds = parse.GetValue(seconds),
                    Installs = parse.GetValue(install),
                    Json = parse.GetValue(json),
                }
            )
        );
        return command;
    }

    private static Option<int> Number(string name, int usual, int most, string description)
    {
        var option = new Option<int>(name)
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => usual,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < 1 || value > most))
            {
                result.AddError($"{name} is 1 to {most}.");
            }
        });
        return option;
    }
}
