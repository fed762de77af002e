using System.Diagnostics;
using Rota.Benchmarks.Figures;
using Rota.Benchmarks.Instances;
using Rota.Benchmarks.Workers;
using Rota.Core.Explanations;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;
using Spectre.Console;
using Row = Rota.Benchmarks.Figures.Row;

namespace Rota.Benchmarks.Measures;

/// <summary>How long it takes to say why seats stay empty, on the smallest std grids, which have gaps.</summary>
internal static class Gaps
{
    /// <summary>Measures.</summary>
    public static Measured Run(Plan plan, IAnsiConsole console, Action<string> progress)
    {
        Memory.Forget();
        var rows = new List<Row>();
        foreach (var instance in InstanceSet.Of(Mode.Gaps, plan.Grids))
        {
            progress(instance.Name);
            var problem = instance.Problem();
            var model = RowModel.From(problem);
            if (new RotaSolver().Solve(model) is SolveOutcome.Solved solved)
            {
                var rota = model.ToRota(solved.Chosen, _ => default);
                if (rota.Gaps.Count > 0)
                {
                    // Once outside the count, for the compiler.
                    if (rows.Count == 0)
                    {
                        GapReason.Fill(problem, rota);
                    }

                    var watch = Stopwatch.StartNew();
                    GapReason.Fill(problem, rota);
                    rows.Add(Figure(instance.Name, rota, watch.Elapsed.TotalSeconds));
                }
            }
        }

        progress("");
        var each = rows.Select(r => r.Seconds * 1000 / r.Gaps!.Value).ToList();
        console.WriteLine(
            rows.Count == 0
                ? "gaps: no grid has any"
                : $"gaps: {rows.Count} grids have {rows.Sum(r => r.Gaps)}; the reason of one takes {Tables.Median(each):0.00} ms (median of the grids), at most {each.Max():0.00} ms"
        );
        return new Measured(rows, []);
    }

    private static Row Figure(string name, WatchRota rota, double seconds) =>
        new()
        {
            Mode = "gaps",
            Engine = "rota",
            Instance = name,
            Status = "optimal",
            Seconds = Math.Round(seconds, 6),
            Megabytes = Math.Round(Memory.Peak(), 1),
            Gaps = rota.Gaps.Count,
        };
}
