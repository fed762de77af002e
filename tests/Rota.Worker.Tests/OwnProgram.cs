using System.Diagnostics;

namespace Rota.Worker.Tests;

/// <summary>This test program again, in a process of its own that runs one explicit test; it ends with the test that started it, however that ends.</summary>
internal sealed class OwnProgram : IAsyncDisposable
{
    private readonly Process process;

    private OwnProgram(Process process) => this.process = process;

    /// <summary>Its number.</summary>
    public int Id => process.Id;

    /// <summary>Starts it.</summary>
    /// <param name="test">The test's name, "WorkerProcessTests.Works".</param>
    /// <param name="variables">Variables of its environment.</param>
    /// <param name="heard">What is told each line that it writes; null for nothing.</param>
    public static OwnProgram Start(
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

        var begun = Process.Start(start)!;
        begun.OutputDataReceived += (_, e) => heard?.Invoke(e.Data ?? "");
        begun.BeginOutputReadLine();
        begun.BeginErrorReadLine();
        return new OwnProgram(begun);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task EndAsync() => process.WaitForExitAsync(WorkedStreet.Stop);

    /// <summary>Kills it, whatever it is at; false when it had ended by itself.</summary>
    public async Task<bool> KillAsync()
    {
        var isAlive = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(WorkedStreet.Stop);
        return isAlive;
    }

    public ValueTask DisposeAsync()
    {
        process.Kill();
        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
