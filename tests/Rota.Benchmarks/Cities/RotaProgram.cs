using System.Diagnostics;
using System.Globalization;

namespace Rota.Benchmarks.Cities;

/// <summary>A process of the program itself, started as whoever runs it would, with what it took of the machine.</summary>
internal sealed class RotaProgram : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private RotaProgram(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The most memory that it held so far, in millions of bytes.</summary>
    public double PeakMegabytes { get; private set; }

    /// <summary>Seconds of processors that it has used so far.</summary>
    public double ProcessorSeconds { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="arguments">What is typed.</param>
    public static RotaProgram Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rota.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new RotaProgram(Process.Start(start)!);
    }

    /// <summary>Looks how much it has taken; throws with its own words where it has ended.</summary>
    public async Task LookAsync()
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"rota ended with {process.ExitCode}: {await errors}{await output}");
        }

        process.Refresh();
        PeakMegabytes = process.PeakWorkingSet64 / 1e6;
        ProcessorSeconds = process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Waits for its end; throws with its own words where it failed.</summary>
    public async Task EndAsync()
    {
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"rota ended with {process.ExitCode}: {await errors}{await output}");
        }
    }

    /// <summary>Asks it to stop, as a service would, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await EndAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
