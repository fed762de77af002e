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
    /// <summary>Measures, and prints a table.</summary>
    public static Measured Run(Mode mode, Plan plan, IAnsiConsole console, Action<string> progress)
    {
        var rota = Engine.All[0];
        var engines = plan.Of(mode).Where(e => e != rota && e.IsThere).Prepend(rota);
        var workers = engines.Select(e => WorkerProcess.Start(e, mode, plan.Grids, plan.Limit)).ToList();
        try
        {
            workers.ForEach(w => w.GetReady());
            var (rows, violations) = OneByOne(mode, workers, progress);
            var together =
                plan.SideBySide > 1 && mode is Mode.Month or Mode.Ample or Mode.Seed
                    ? workers[0].Ask(new Request(0, 0, plan.SideBySide))
                    : null;
            progress("");
            var held = workers.ToDictionary(w => w.Engine.Key, w => w.Ready.Megabytes);
            Tables.Engines(console, mode.ToString().ToLowerInvariant(), rows, held);
            if (together is not null)
            {
                var alone = rows.Where(r => r.Engine == rota.Key);
                violations.AddRange(alone.Zip(together.Rows).SelectMany(p => Laws.Same(p.First, p.Second)));
                Tables.Together(console, together, plan.SideBySide);
            }

            return new Measured(rows, violations);
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }
    }

    /// <summary>Asks rota first, and tells the others what it found of gaps.</summary>
    private static (List<Row> Rows, List<string> Violations) OneByOne(
        Mode mode,
        List<WorkerProcess> workers,
        Action<string> progress
    )
    {
        var rows = new List<Row>();
        var violations = new List<string>();
        var instances = workers[0].Ready.Instances;
        for (var i = 0; i < instances.Count; i++)
        {
            var ours = workers[0].Ask(new Request(i, 0)).Rows[0];
            rows.Add(ours);
            violations.AddRange(Laws.OfOurs(ours));
            foreach (var other in workers.Skip(1).Where(w => w.Engine.MostInstances is not { } most || i < most))
            {
                var theirs = Ask(other, new Request(i, ours.GapsCost ?? 0), mode, instances[i]);
                rows.Add(theirs);
                violations.AddRange(Laws.OfOthers(ours, theirs));
            }

            progress($"{i + 1}/{instances.Count} {instances[i]}");
        }

        return (rows, violations);
    }

    /// <summary>An engine whose process dies has failed at this instance and at all that follow.</summary>
    private static Row Ask(WorkerProcess worker, Request request, Mode mode, string instance)
    {
        try
        {
            return worker.Ask(request).Rows[0];
        }
        catch (IOException)
        {
            return new Row
            {
                Mode = mode.ToString().ToLowerInvariant(),
                Engine = worker.Engine.Key,
                Instance = instance,
                Status = "failed",
            };
        }
    }
}
