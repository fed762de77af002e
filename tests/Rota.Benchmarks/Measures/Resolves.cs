using System.Diagnostics;
using NodaTime;
using Rota.Benchmarks.Figures;
using Rota.Benchmarks.Instances;
using Rota.Benchmarks.Workers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;
using Spectre.Console;
using Row = Rota.Benchmarks.Figures.Row;

namespace Rota.Benchmarks.Measures;

/// <summary>How long it takes to solve a published month again after one and after five have dropped out: rows, solve and seats.</summary>
internal static class Resolves
{
    private static readonly int[] DropOuts = [1, 5];

    /// <summary>Measures.</summary>
    public static Measured Run(Plan plan, IAnsiConsole console, Action<string> progress)
    {
        var (rows, violations) = (new List<Row>(), new List<string>());
        foreach (var instance in InstanceSet.Of(Mode.Month, plan.Grids))
        {
            progress(instance.Name);
            var facts = instance.Facts();
            var problem = RotaProblem.From(facts).Value;
            var model = RowModel.From(problem);
            if (new RotaSolver().Solve(model) is not SolveOutcome.Solved solved)
            {
                continue;
            }

            var published = model.ToRota(solved.Chosen, _ => default);
            foreach (var count in DropOuts)
            {
                // Once outside the count, for the compiler.
                if (rows.Count == 0)
                {
                    Again(facts, published, count);
                }

                var watch = Stopwatch.StartNew();
                var again = Again(facts, published, count);
                rows.Add(Figure(instance.Name, count, watch.Elapsed.TotalSeconds, again));
                if (again?.IsFewest != true)
                {
                    violations.Add($"{instance.Name}: the fewest changes after {count} are not proven");
                }
            }
        }

        progress("");
        foreach (var lap in rows.GroupBy(r => r.Mode))
        {
            var ms = lap.Select(r => r.Seconds * 1000).Order().ToList();
            console.WriteLine(
                $"{lap.Key}: {ms.Count} grids; median {Tables.Median(ms):0} ms, 95th percentile {ms[(int)Math.Ceiling(ms.Count * 0.95) - 1]:0} ms, at most {ms[^1]:0} ms"
            );
        }

        return new Measured(rows, violations);
    }

    private static SolvedAgain? Again(ProblemFacts facts, WatchRota published, int count)
    {
        // Those of duties spread evenly over the month cannot come on their night.
        var absences = Enumerable
            .Range(0, count)
            .Select(i => published.Duties[((2 * i) + 1) * published.Duties.Count / (2 * count)])
            .Select(d => new Absence(d.Resident, d.Seat.Night, d.Seat.Night));
        var problem = RotaProblem.From(facts with { Absences = [.. facts.Absences, .. absences] }).Value;
        var baseline = new Baseline(problem, published, _ => false);
        var model = RowModel.From(problem, baseline: baseline);
        var again = SolvedAgain.Of(model);
        _ = again is null ? null : baseline.Seat(model.ToRota(again.Chosen.Chosen, _ => default));
        return again;
    }

    private static Row Figure(string name, int count, double seconds, SolvedAgain? again) =>
        new()
        {
            Mode = $"resolve {count}",
            Engine = "rota",
            Instance = name,
            Status = again is { IsFewest: true, Chosen.Status: RotaStatus.Optimal } ? "optimal" : "feasible",
            Seconds = Math.Round(seconds, 6),
            Megabytes = Math.Round(Memory.Peak(), 1),
        };
}
