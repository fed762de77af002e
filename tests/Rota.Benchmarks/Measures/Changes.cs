using System.Diagnostics;
using NodaTime;
using Rota.Benchmarks.Figures;
using Rota.Benchmarks.Instances;
using Rota.Benchmarks.Workers;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;
using Spectre.Console;
using Row = Rota.Benchmarks.Figures.Row;

namespace Rota.Benchmarks.Measures;

/// <summary>
/// How long it takes to find everything that can be done about a duty, and to write out the best ten, on ten std grids: for each duty of
/// a month by itself, and with what was learnt for the others.
/// </summary>
internal static class Changes
{
    private const int MostGrids = 10;
    private const int WrittenOut = 10;

    /// <summary>Measures.</summary>
    public static Measured Run(Plan plan, IAnsiConsole console, Action<string> progress)
    {
        Memory.Forget();
        var rows = new List<Row>();
        var (alone, together) = (new List<double>(), new List<double>());
        var counts = new Dictionary<ChangeKind, List<double>>();
        foreach (var instance in InstanceSet.Of(Mode.Changes, Math.Min(MostGrids, plan.Grids)))
        {
            progress(instance.Name);
            var facts = instance.Facts();
            var model = RowModel.From(instance.Problem());
            if (new RotaSolver().Solve(model) is not SolveOutcome.Solved solved)
            {
                continue;
            }

            var rota = model.ToRota(solved.Chosen, _ => default);
            var months = PublishedMonths.Of([PublishedMonth.Of(facts, rota).Value], []);
            var now = Instance.AsOf.AtMidnight();

            // Once outside the count, for the compiler.
            if (rows.Count == 0)
            {
                Find(new Suggestions(months, now), rota.Duties, []);
                rota.Duties.Take(3).ToList().ForEach(d => Find(new Suggestions(months, now), [d], []));
            }

            foreach (var duty in rota.Duties)
            {
                var watch = Stopwatch.StartNew();
                Find(new Suggestions(months, now), [duty], []);
                alone.Add(watch.Elapsed.TotalMilliseconds);
            }

            var before = together.Count;
            var lists = Find(new Suggestions(months, now), rota.Duties, together);
            foreach (var kind in Enum.GetValues<ChangeKind>())
            {
                counts.TryAdd(kind, []);
                counts[kind].AddRange(lists.Select(l => (double)l.CountOf(kind)));
            }

            rows.Add(Figure(instance.Name, rota, together.Skip(before).Sum() / 1000));
        }

        progress("");
        console.WriteLine(
            $"changes: {together.Count} duties of {rows.Count} grids; of one (median) {Tables.Median(counts[ChangeKind.StandIn]):0} stand-ins, {Tables.Median(counts[ChangeKind.Exchange]):0} exchanges, {Tables.Median(counts[ChangeKind.Ring]):0} rings"
        );
        console.WriteLine($"  each duty by itself, months laid open anew: {Spread(alone)}");
        console.WriteLine($"  one after the other on the same months: {Spread(together)}");
        return new Measured(rows, []);
    }

    private static List<SuggestionList> Find(Suggestions suggestions, IEnumerable<Duty> duties, List<double> times)
    {
        var lists = new List<SuggestionList>();
        foreach (var duty in duties)
        {
            var watch = Stopwatch.StartNew();
            var list = suggestions.For(duty.Seat);
            list.Best(WrittenOut);
            times.Add(watch.Elapsed.TotalMilliseconds);
            lists.Add(list);
        }

        return lists;
    }

    private static string Spread(List<double> times)
    {
        var sorted = times.Order().ToList();
        return $"median {Tables.Median(sorted):0.00} ms, 95th percentile {sorted[sorted.Count * 95 / 100]:0.00} ms, at most {sorted[^1]:0.00} ms";
    }

    private static Row Figure(string name, WatchRota rota, double seconds) =>
        new()
        {
            Mode = "changes",
            Engine = "rota",
            Instance = name,
            Status = "optimal",
            Seconds = Math.Round(seconds, 6),
            Megabytes = Math.Round(Memory.Peak(), 1),
            Gaps = rota.Gaps.Count,
        };
}
