using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rota.Benchmarks.Engines;
using Rota.Benchmarks.Instances;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Row = Rota.Benchmarks.Figures.Row;

namespace Rota.Benchmarks.Workers;

/// <summary>What a worker is asked: one instance, or with <paramref name="SideBySide"/> all of them.</summary>
/// <param name="Instance">Which, from 0; counted only without <paramref name="SideBySide"/>.</param>
/// <param name="Gaps">What all gaps of its best rota cost.</param>
/// <param name="SideBySide">How many at once; 0 for the one instance.</param>
internal sealed record Request(int Instance, long Gaps, int SideBySide = 0);

/// <summary>What it answers.</summary>
/// <param name="Rows">A row for each instance solved.</param>
/// <param name="Seconds">From the first to the last, by the clock on the wall.</param>
/// <param name="Ready">Told once, when the worker is ready.</param>
internal sealed record Reply(IReadOnlyList<Row> Rows, double Seconds, Readiness? Ready = null);

/// <summary>What a worker is like before it is asked for anything.</summary>
/// <param name="Instances">What the instances are called.</param>
/// <param name="Megabytes">What its process holds: the runtime, libraries, and the problems of all instances.</param>
internal sealed record Readiness(IReadOnlyList<string> Instances, double Megabytes);

/// <summary>
/// The side of a process that runs one engine, so that its memory is its own: it makes the instances, warms up, and then solves what it is
/// asked for, a line in and a line out.
/// </summary>
internal static class Worker
{
    /// <summary>Lines that begin so are answers; an engine may print others.</summary>
    public const string Mark = "@reply ";

    /// <summary>Answers until there is nothing more to read.</summary>
    public static void Run(Engine engine, Mode mode, int grids, double limit)
    {
        // The problems alone are kept, not the street that they were made from.
        var problems = InstanceSet.Of(mode, grids).Select(i => (i.Name, Problem: i.Problem())).ToList();
        Measure(engine, mode, InstanceSet.WarmUp().Problem(), "warm-up", new Allowance(0, limit));
        Memory.Forget();
        Say(new Reply([], 0, new Readiness([.. problems.Select(p => p.Name)], Memory.Peak())));
        while (Console.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize<Request>(line)!;
            var rows = new Row[request.SideBySide > 0 ? problems.Count : 1];
            var watch = Stopwatch.StartNew();
            if (request.SideBySide > 0)
            {
                var at = new ParallelOptions { MaxDegreeOfParallelism = request.SideBySide };
                Parallel.For(0, rows.Length, at, i => rows[i] = Solve(i, 0));
            }
            else
            {
                rows[0] = Solve(request.Instance, request.Gaps);
            }

            Say(new Reply(rows, watch.Elapsed.TotalSeconds));
        }

        Row Solve(int i, long gaps) =>
            Measure(engine, mode, problems[i].Problem, problems[i].Name, new Allowance(gaps, limit));
    }

    private static Row Measure(Engine engine, Mode mode, RotaProblem problem, string name, Allowance allowance)
    {
        var watch = Stopwatch.StartNew();
        var model = RowModel.From(problem);
        var writing = engine.CountsRows ? watch.Elapsed.TotalSeconds : 0;
        if (model.Shortfall() is { } shortfall)
        {
            throw new InvalidOperationException(shortfall.Sentence.En);
        }

        var answer = engine.Solve(model, allowance);
        var rota = answer.Chosen is { } chosen ? model.ToRota(chosen, _ => Words.Same("-")) : null;
        var audit = rota is null ? null : Audit.Of(problem, rota);
        return new Row
        {
            Mode = mode.ToString().ToLowerInvariant(),
            Engine = engine.Key,
            Instance = name,
            Status = answer.Status,
            Cost = audit?.Cost,
            Claimed = answer.Claimed,
            Bound = answer.Bound,
            Seconds = Math.Round(writing + answer.Seconds, 4),
            Solving = Math.Round(answer.Solving, 4),
            Megabytes = Math.Round(answer.Megabytes ?? Memory.Peak(), 1),
            Gaps = rota?.Gaps.Count,
            GapsCost = rota?.Gaps.Sum(g => PriceOf(problem, g.Seat.Post)),
            FewestGaps = answer.FewestGaps,
            Digest = rota is null ? null : DigestOf(rota),
            Breaches = audit?.Breaches.Count,
        };
    }

    private static string DigestOf(WatchRota rota)
    {
        var duties = string.Join('|', rota.Duties.Select(d => $"{d.Seat} {d.Resident}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(duties)))[..8];
    }

    private static long PriceOf(RotaProblem problem, Post post) =>
        problem.Terms.Rules.Get<Core.Covenants.Rules.Gaps>().PriceOf(post);

    private static void Say(Reply reply)
    {
        Console.WriteLine(Mark + JsonSerializer.Serialize(reply));
        Console.Out.Flush();
    }
}
