using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Rota.Benchmarks.Workers;
using Rota.Core.Rows;

namespace Rota.Benchmarks.Engines;

/// <summary>
/// <c>glpsol --cuts</c> on the compact model, handed over as a file. Solving is what glpsol says that it used; writing, starting and
/// reading count besides.
/// </summary>
internal sealed partial class GlpsolEngine : Engine
{
    /// <inheritdoc/>
    public override string Key => "glpsol";

    /// <inheritdoc/>
    public override Package? Needs => new("glpsol", "glpk-utils");

    /// <inheritdoc/>
    public override Answer Solve(RowModel model, Allowance allowance)
    {
        var folder = Directory.CreateTempSubdirectory("rota-glpsol-");
        try
        {
            var watch = Stopwatch.StartNew();
            var input = Path.Combine(folder.FullName, "model.mps");
            var output = Path.Combine(folder.FullName, "solution.txt");
            using var linear = LinearModel.LeastCost(model, "GLOP", allowance.Gaps);
            File.WriteAllText(input, linear.Solver.ExportModelAsMpsFormat(fixed_format: false, obfuscated: false));
            var (said, megabytes) = Run(input, output, allowance);
            var seconds = watch.Elapsed.TotalSeconds;
            var (status, chosen, objective) = Read(File.ReadAllLines(output), linear);
            return new Answer(
                status,
                chosen,
                status == "optimal" ? allowance.Gaps + objective : null,
                seconds,
                double.Parse(TimeUsed().Match(said).Groups["seconds"].Value, CultureInfo.InvariantCulture),
                megabytes
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (string Said, double Megabytes) Run(string input, string output, Allowance allowance)
    {
        var limit = ((long)allowance.Seconds).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("glpsol")
        {
            ArgumentList = { "--freemps", input, "--cuts", "--tmlim", limit, "--write", output },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.WaitForExit(20))
        {
            peak = Math.Max(peak, PeakOf(process));
        }

        return process.ExitCode == 0
            ? (said.GetAwaiter().GetResult(), peak / Memory.Million)
            : throw new InvalidOperationException($"glpsol ended with code {process.ExitCode}: {said.Result}");
    }

    /// <summary>The most that a process has held so far, in bytes; 0 when it ends while being asked.</summary>
    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>A line "s mip rows columns status objective", then "j number value" for each column, in the order of the file.</summary>
    private static (string Status, IReadOnlyList<int>? Chosen, long Objective) Read(string[] lines, LinearModel linear)
    {
        var solution = lines.First(l => l.StartsWith("s ", StringComparison.Ordinal)).Split(' ');
        var status = solution[4] switch
        {
            "o" => "optimal",
            "f" => "feasible",
            "n" => "contradiction",
            _ => "nothing",
        };
        if (status is "contradiction" or "nothing")
        {
            return (status, null, 0);
        }

        var columns = linear.Columns.ToList();
        var chosen = lines
            .Where(l => l.StartsWith("j ", StringComparison.Ordinal))
            .Select(l => l.Split(' '))
            .Where(p => double.Parse(p[2], CultureInfo.InvariantCulture) > 0.5)
            .Select(p => columns[int.Parse(p[1], CultureInfo.InvariantCulture) - 1]);
        return (status, [.. chosen], (long)Math.Round(double.Parse(solution[5], CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"Time used:\s+(?<seconds>[\d.]+) secs", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimeUsed();
}
