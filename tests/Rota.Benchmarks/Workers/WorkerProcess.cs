using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Rota.Benchmarks.Engines;

namespace Rota.Benchmarks.Workers;

/// <summary>A process of this program that runs one engine.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;

    private WorkerProcess(Engine engine, Process process)
    {
        Engine = engine;
        this.process = process;
    }

    /// <summary>The engine that it runs.</summary>
    public Engine Engine { get; }

    /// <summary>What it was like before it was asked for anything; known once it is ready.</summary>
    public Readiness Ready { get; private set; } = new([], 0);

    /// <summary>Starts one.</summary>
    public static WorkerProcess Start(Engine engine, Mode mode, int grids, double limit)
    {
        string[] arguments =
        [
            Program.WorkerVerb,
            engine.Key,
            mode.ToString(),
            grids.ToString(CultureInfo.InvariantCulture),
            limit.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(WorkerProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new WorkerProcess(engine, Process.Start(start)!);
    }

    /// <summary>Waits until it has made the instances and warmed up.</summary>
    public void GetReady() => Ready = Hear().Ready!;

    /// <summary>Asks for something and waits for the answer; throws <see cref="IOException"/> when the process is gone.</summary>
    public Reply Ask(Request request)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        process.StandardInput.Flush();
        return Hear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        process.WaitForExit();
        process.Dispose();
    }

    private Reply Hear()
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Worker.Mark, StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize<Reply>(line[Worker.Mark.Length..])!;
            }
        }

        process.WaitForExit();
        throw new IOException($"{Engine.Key} ended with code {process.ExitCode} before it answered.");
    }
}
