using System.Diagnostics;
using Rota.Benchmarks.Figures;
using Rota.Benchmarks.Instances;
using Rota.Benchmarks.Workers;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Planning;
using Rota.Solver;
using Spectre.Console;
using Row = Rota.Benchmarks.Figures.Row;

namespace Rota.Benchmarks.Measures;

/// <summary>
/// How long it takes to say why seats stay empty and to find what fills them, on the smallest std grids, which have gaps: the conflict,
/// what binds, the confirmed repairs, each for a gap by itself, and the text of all.
/// </summary>
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
                    var isBest = solved.Status == RotaStatus.Optimal;

                    // Once outside the count, for the compiler.
                    if (rows.Count == 0)
                    {
                        Explain(problem, rota, isBest);
                    }

                    var watch = Stopwatch.StartNew();
                    var explained = Explain(problem, rota, isBest);
                    rows.Add(Figure(instance.Name, rota, isBest, explained, watch.Elapsed.TotalSeconds));
                }
            }
        }

        progress("");
        Tell(console, rows);
        return new Measured(rows, []);
    }

    private static GapTimes Explain(RotaProblem problem, WatchRota rota, bool isBest)
    {
        var seats = rota.Gaps.Select(g => g.Seat).ToList();
        var conflicts = seats.ConvertAll(s => Timed(() => new GapConflicts(problem, rota).Of(s)));
        var ofMonth = Timed(() =>
        {
            var shared = new GapConflicts(problem, rota);
            var all = seats.ConvertAll(shared.Of);
            return (all, shared.AllOut(), shared.AllStandby());
        });
        var bounds = conflicts.ConvertAll(c => Timed(() => new GapBounds(problem, rota, isBest).Of(c.Value)));
        var boundsOfMonth = Timed(() =>
        {
            var shared = new GapBounds(problem, rota, isBest);
            return conflicts.ConvertAll(c => shared.Of(c.Value));
        });
        var repairs = seats.ConvertAll(s => Timed(() => Repairs.Of(problem, rota, s)));
        return new GapTimes
        {
            Conflict = [.. conflicts.Select(t => t.Milliseconds)],
            ConflictsOfMonth = ofMonth.Milliseconds,
            Bound = [.. bounds.Select(t => t.Milliseconds)],
            BoundsOfMonth = boundsOfMonth.Milliseconds,
            Solved = conflicts.Count(c => c.Value.Smallest is null),
            Repairs = [.. repairs.Select(t => t.Milliseconds)],
            Text = Timed(() => GapReason.Fill(problem, rota)).Milliseconds,
        };
    }

    private static (T Value, double Milliseconds) Timed<T>(Func<T> act)
    {
        var watch = Stopwatch.StartNew();
        var value = act();
        return (value, Math.Round(watch.Elapsed.TotalMilliseconds, 4));
    }

    private static void Tell(IAnsiConsole console, List<Row> rows)
    {
        if (rows.Count == 0)
        {
            console.WriteLine("gaps: no grid has any");
            return;
        }

        var all = rows.ConvertAll(r => r.Explained!);
        console.WriteLine(
            $"gaps: {rows.Count} grids have {rows.Sum(r => r.Gaps)}, of which {all.Sum(t => t.Solved)} had to be solved for; median and at most, in ms"
        );
        Line("conflict of a gap", all.SelectMany(t => t.Conflict));
        Line("conflicts of a month", all.Select(t => t.ConflictsOfMonth));
        Line("what binds a gap", all.SelectMany(t => t.Bound));
        Line("what binds in a month", all.Select(t => t.BoundsOfMonth));
        Line("repairs of a gap", all.SelectMany(t => t.Repairs));
        Line("texts of a month", all.Select(t => t.Text));

        void Line(string what, IEnumerable<double> milliseconds)
        {
            var each = milliseconds.ToList();
            console.WriteLine($"  {what, -22} {Tables.Median(each), 10:0.000} {each.Max(), 10:0.000}");
        }
    }

    private static Row Figure(string name, WatchRota rota, bool isBest, GapTimes explained, double seconds) =>
        new()
        {
            Mode = "gaps",
            Engine = "rota",
            Instance = name,
            Status = isBest ? "optimal" : "feasible",
            Seconds = Math.Round(seconds, 6),
            Megabytes = Math.Round(Memory.Peak(), 1),
            Gaps = rota.Gaps.Count,
            Explained = explained,
        };
}
