using Rota.Benchmarks.Engines;
using Rota.Benchmarks.Figures;
using Rota.Benchmarks.Workers;
using Spectre.Console;

namespace Rota.Benchmarks.Measures;

/// <summary>
/// All engines on the same instances in one run: interleaved, instance by instance, each in a process of its own, one at work at a time, so that
/// what else the machine does falls on all alike.
/// </summary>
internal static class Comparison
{
    /// <summary>Measures.</summary>
    public static Measured Run(Mode mode, Plan plan, IAnsiConsole console, Action<string> progress)
    {
        var rota = Engine.All[0];
        var engines = plan.Of(mode).Where(e => e != rota && e.IsThere).Prepend(rota).ToList();
        var workers = new List<WorkerProcess>();
        try
        {
            workers.AddRange(engines.Select(e => WorkerProcess.Start(e, mode, plan.Grids, plan.Limit)));
            workers.ForEach(w => w.GetReady());
            var instances = workers[0].Instances;
            var rows = new List<Row>();
            var violations = new List<string>();
            for (var i = 0; i < instances.Count; i++)
            {
                var best = workers[0].Ask(new Request(i, 0)).Rows[0];
                rows.Add(best);
                violations.AddRange(Laws.OfOurs(best));
                foreach (var worker in workers.Skip(1).Where(w => Takes(w.Engine, i)))
                {
                    var row = worker.Ask(new Request(i, best.GapsCost ?? 0)).Rows[0];
                    rows.Add(row);
                    violations.AddRange(Laws.OfOthers(best, row));
                }

                progress($"{i + 1}/{instances.Count} {instances[i]}");
            }

            var together =
                plan.SideBySide > 1 && (mode is Mode.Month or Mode.Ample or Mode.Seed)
                    ? workers[0].Ask(new Request(0, 0, plan.SideBySide))
                    : null;
            if (together is not null)
            {
                var alone = rows.Where(r => r.Engine == rota.Key);
                violations.AddRange(alone.Zip(together.Rows).SelectMany(p => Laws.Same(p.First, p.Second)));
            }

            progress("");
            Tables.Engines(console, mode.ToString().ToLowerInvariant(), rows);
            if (together is not null)
            {
                Tables.Together(console, together, plan.SideBySide);
            }

            return new Measured(rows, violations);
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }
    }

    private static bool Takes(string engine, int instance) =>
        Engine.All.First(e => e.Key == engine).MostInstances is not { } most || instance < most;
}
