using System.Diagnostics;
using Rota.Testing;

namespace Rota.Worker.Tests;

/// <summary>This test program again, in a process of its own that runs one explicit test.</summary>
internal static class OwnProgram
{
    /// <summary>Starts it.</summary>
    /// <param name="test">The test's name, "WorkerProcessTests.Works".</param>
    /// <param name="variables">Variables of its environment.</param>
    /// <param name="heard">What it is told line by line; null for nothing.</param>
    public static Process Start(
        string test,
        IReadOnlyDictionary<string, string> variables,
        Action<string>? heard = null
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(OwnProgram).Assembly.Location, "-explicit", "only", "-method", $"*.{test}"]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => heard?.Invoke(e.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Kills it, whatever it is at.</summary>
    public static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(WorkedStreet.Stop);
    }
}
