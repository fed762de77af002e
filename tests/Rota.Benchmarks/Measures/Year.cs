using System.Diagnostics;
using NodaTime;
using Rota.Benchmarks.Figures;
using Rota.Benchmarks.Flows;
using Rota.Benchmarks.Instances;
using Rota.Benchmarks.Streets;
using Rota.Benchmarks.Workers;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Seeds;
using Rota.Solver;
using Spectre.Console;
using Row = Rota.Benchmarks.Figures.Row;

namespace Rota.Benchmarks.Measures;

/// <summary>Twelve months in a row on the std grids: each rota is entered, as if published and stood, before the next month is solved.</summary>
internal static class Year
{
    private const int Months = 12;

    /// <summary>Measures.</summary>
    public static Measured Run(Plan plan, IAnsiConsole console, Action<string> progress)
    {
        var areas = InstanceSet.Books(SeedProfile.Std, MeasuringTerms.LeadRequired, plan.Grids);
        var flows = areas.Select(a => new YearFlow(a.Outlook(Instance.Month, Months))).ToList();
        Memory.Forget();
        var years = new AreaYear[areas.Count];
        var done = 0;
        var watch = Stopwatch.StartNew();
        Parallel.For(
            0,
            areas.Count,
            new ParallelOptions { MaxDegreeOfParallelism = plan.SideBySide },
            i =>
            {
                years[i] = AreaYear.Keep(areas[i]);
                progress($"{Interlocked.Increment(ref done)}/{areas.Count} {areas[i].Area}");
            }
        );
        var seconds = watch.Elapsed.TotalSeconds;
        var megabytes = Memory.Peak();
        progress("");
        var bounds = years.Select((year, i) => Bounds.Of(year, flows[i])).ToList();
        Print(console, plan, years, bounds, seconds, megabytes);
        return new Measured(
            [.. years.SelectMany(y => y.Rows)],
            [.. years.SelectMany(y => y.Rows.SelectMany(Laws.OfOurs)), .. bounds.SelectMany(Laws.OfYear)]
        );
    }

    private static void Print(
        IAnsiConsole console,
        Plan plan,
        IReadOnlyList<AreaYear> years,
        IReadOnlyList<Bounds> bounds,
        double seconds,
        double megabytes
    )
    {
        var rows = years.SelectMany(y => y.Rows).ToList();
        var flows = bounds.Sum(b => b.Seconds);
        console.WriteLine(
            $"year: {years.Count} grids, {Months} months in a row, {plan.SideBySide} side by side: "
                + $"{Tables.Seconds(seconds)} s by the clock, {rows.Count(r => r.IsProven)} of {rows.Count} proven, peak {megabytes:0} MB"
        );
        console.WriteLine(
            $"  a month: median {Tables.Seconds(Tables.Median([.. rows.Select(r => r.Seconds)]))} s, at most {Tables.Seconds(rows.Max(r => r.Seconds))} s"
        );
        console.WriteLine(
            $"  gaps: {Tables.Text(bounds.Sum(b => b.Gaps))}; the year flow shows that {Tables.Text(bounds.Sum(b => b.FewestGaps))} cannot be avoided (the flows took {Tables.Seconds(flows)} s)"
        );
        console.WriteLine(
            $"  points stood in the year, per share and month: spread (standard deviation) {bounds.Average(b => b.Spread):0.000} on average of the grids; the flow's least {bounds.Average(b => b.LeastSpread):0.000}"
        );
        console.WriteLine(
            $"  balances per share at the end: spread {years.Average(y => y.BalanceSpread):0.0} points on average, from {years.Min(y => y.LowestBalance):0.0} to {years.Max(y => y.HighestBalance):0.0}"
        );
        console.WriteLine(
            $"  festivals: {Tables.Text(years.Sum(y => y.FestivalDuties))} nights out, of these {Tables.Text(years.Sum(y => y.FestivalRepeats))} of a household that stood the same festival within the covenant's memory"
        );
    }
}

/// <summary>An area's year as it was kept.</summary>
internal sealed record AreaYear
{
    /// <summary>A row for each month.</summary>
    public required IReadOnlyList<Row> Rows { get; init; }

    /// <summary>The rota of each month.</summary>
    public required IReadOnlyList<WatchRota> Rotas { get; init; }

    /// <summary>Nights out on festivals.</summary>
    public required int FestivalDuties { get; init; }

    /// <summary>Of these, how many of a household that had stood the same festival within the covenant's memory.</summary>
    public required int FestivalRepeats { get; init; }

    /// <summary>Standard deviation of balances per share at the end, over households that owe, in points.</summary>
    public required double BalanceSpread { get; init; }

    /// <summary>The lowest balance per share at the end.</summary>
    public required double LowestBalance { get; init; }

    /// <summary>The highest balance per share at the end.</summary>
    public required double HighestBalance { get; init; }

    /// <summary>Solves twelve months in a row and enters each.</summary>
    public static AreaYear Keep(AreaBooks books, int months = 12)
    {
        var rows = new List<Row>();
        var rotas = new List<WatchRota>();
        var (festivals, repeats) = (0, 0);
        RotaProblem? last = null;
        for (var i = 0; i < months; i++)
        {
            var problem = RotaProblem.From(books.Facts(Instance.Month.PlusMonths(i))).Value;
            var (row, rota) = Solve(problem);
            rows.Add(row);
            rotas.Add(rota);
            foreach (var (household, festival) in Festivals(problem, rota))
            {
                festivals++;
                repeats += household.FestivalsStood.Any(f => NightReader.SameFestival(f, festival)) ? 1 : 0;
            }

            books.Keep(problem, rota);
            last = problem;
        }

        List<double> balances =
        [
            .. last!
                .Households.Where(h => h.OwingWeight > 0)
                .Select(h => books.BalanceAfter(h.Id, last.Month).Thousandths / 1000.0 / h.OwingWeight),
        ];
        var mean = balances.Average();
        return new AreaYear
        {
            Rows = rows,
            Rotas = rotas,
            FestivalDuties = festivals,
            FestivalRepeats = repeats,
            BalanceSpread = Math.Sqrt(balances.Average(b => (b - mean) * (b - mean))),
            LowestBalance = balances.Min(),
            HighestBalance = balances.Max(),
        };
    }

    private static (Row Row, WatchRota Rota) Solve(RotaProblem problem)
    {
        var name = $"{problem.Area} {problem.Month:uuuu-MM}";
        var watch = Stopwatch.StartNew();
        var model = RowModel.From(problem);
        var writing = watch.Elapsed.TotalSeconds;
        if (new RotaSolver().Solve(model) is not SolveOutcome.Solved solved)
        {
            throw new InvalidOperationException($"{name} has no rota.");
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var rota = model.ToRota(solved.Chosen, _ => Words.Same("-"));
        var audit = Audit.Of(problem, rota);
        var row = new Row
        {
            Mode = "year",
            Engine = "rota",
            Instance = name,
            Status = solved.Status == RotaStatus.Optimal ? "optimal" : "feasible",
            Cost = audit.Cost,
            Claimed = solved.Cost,
            Bound = solved.Bound,
            Seconds = Math.Round(seconds, 4),
            Solving = Math.Round(seconds - writing, 4),
            Megabytes = Math.Round(Memory.Peak(), 1),
            Gaps = rota.Gaps.Count,
            Breaches = audit.Breaches.Count,
        };
        return (row, rota);
    }

    private static IEnumerable<(HouseholdMonth Household, string Festival)> Festivals(
        RotaProblem problem,
        WatchRota rota
    )
    {
        var households = problem.Households.ToDictionary(h => h.Id);
        return from duty in rota.Duties
            where Watch.IsOut(duty.Seat.Post)
            let festival = problem.Nights[duty.Seat.Night.Day - 1].Festival
            where festival is not null
            select (households[duty.Household], festival);
    }
}

/// <summary>What an area's year came to beside what its flow says of any.</summary>
/// <param name="Area">The area.</param>
/// <param name="Gaps">Gaps of the year.</param>
/// <param name="FewestGaps">No year has fewer.</param>
/// <param name="Spread">Standard deviation of points stood per share and month.</param>
/// <param name="LeastSpread">With as many points in each month none has less.</param>
/// <param name="Seconds">What the flows took.</param>
internal sealed record Bounds(string Area, int Gaps, int FewestGaps, double Spread, double LeastSpread, double Seconds)
{
    /// <summary>Reads a year.</summary>
    public static Bounds Of(AreaYear year, YearFlow flow)
    {
        var watch = Stopwatch.StartNew();
        var stood = year.Rotas.Select(r => Sum(r.Duties)).ToList();
        var earned = year.Rotas.SelectMany(r => r.Duties).GroupBy(d => d.Household).ToDictionary(g => g.Key, Sum);
        var (squares, least) = (flow.Squares(earned), flow.LeastSquares(stood));
        var shares = flow.Shares();
        var mean = stood.Sum(p => p.Thousandths) / 1000.0 / shares;
        return new Bounds(
            year.Rows[0].Instance.Split(' ')[0],
            year.Rotas.Sum(r => r.Gaps.Count),
            flow.FewestGaps(),
            Deviation(squares),
            Deviation(least),
            watch.Elapsed.TotalSeconds
        );

        double Deviation(double sum) => Math.Sqrt(Math.Max(0, (sum / shares) - (mean * mean)));
    }

    private static Points Sum(IEnumerable<Duty> duties) =>
        duties.Aggregate(Points.Zero, (sum, duty) => sum + duty.Points);
}
