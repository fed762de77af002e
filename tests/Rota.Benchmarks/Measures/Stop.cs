using System.Diagnostics;
using Rota.Benchmarks.Figures;
using Rota.Benchmarks.Instances;
using Rota.Benchmarks.Workers;
using Rota.Core.Rows;
using Rota.Solver;
using Spectre.Console;
using Row = Rota.Benchmarks.Figures.Row;

namespace Rota.Benchmarks.Measures;

/// <summary>How long a solve goes on after it was cancelled, at moments spread over the whole of it.</summary>
internal static class Stop
{
    private const int Moments = 12;

    /// <summary>Measures.</summary>
    public static Measured Run(IAnsiConsole console, Action<string> progress)
    {
        var rows = new List<Row>();
        foreach (var instance in InstanceSet.Of(Mode.Hard, 1).Concat(InstanceSet.Of(Mode.Month, 3)))
        {
            var model = RowModel.From(instance.Problem());
            var whole = Stopwatch.StartNew();
            new RotaSolver().Solve(model);
            var seconds = whole.Elapsed.TotalSeconds;
            for (var moment = 0; moment < Moments; moment++)
            {
                progress($"{instance.Name} {moment + 1}/{Moments}");
                if (Cancelled(model, seconds * moment / Moments) is { } after)
                {
                    rows.Add(Figure($"{instance.Name} {moment + 1}/{Moments}", after));
                }
            }
        }

        progress("");
        console.WriteLine(
            $"stop: {rows.Count} solves cancelled; they went on for {Tables.Seconds(Tables.Median([.. rows.Select(r => r.Seconds)]))} s (median), at most {Tables.Seconds(rows.Max(r => r.Seconds))} s"
        );
        return new Measured(rows, [.. rows.SelectMany(Laws.OfStop)]);
    }

    /// <summary>How many seconds a solve goes on that is cancelled after so many; null when it had ended by then.</summary>
    private static double? Cancelled(RowModel model, double after)
    {
        using var cancellation = new CancellationTokenSource();
        using var started = new ManualResetEventSlim();
        var solve = Task.Run(() =>
        {
            started.Set();
            new RotaSolver().Solve(model, cancellation.Token);
        });
        started.Wait();
        if (Task.WaitAny([solve], TimeSpan.FromSeconds(after)) == 0)
        {
            return null;
        }

        var watch = Stopwatch.StartNew();
        cancellation.Cancel();
        Task.WaitAny(solve);
        var seconds = watch.Elapsed.TotalSeconds;
        return solve.Exception?.InnerException is OperationCanceledException || solve.IsCanceled ? seconds : null;
    }

    private static Row Figure(string name, double seconds) =>
        new()
        {
            Mode = "stop",
            Engine = "rota",
            Instance = name,
            Status = "cancelled",
            Seconds = Math.Round(seconds, 4),
            Megabytes = Math.Round(Memory.Peak(), 1),
        };
}
