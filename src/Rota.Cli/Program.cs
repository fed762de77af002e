using System.Runtime.InteropServices;
using Rota.Cli.Starting;

namespace Rota.Cli;

/// <summary>The <c>rota</c> executable.</summary>
internal static class Program
{
    /// <summary>Runs one command line. Whoever presses Ctrl-C once stops it cleanly; twice, at once.</summary>
    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        return await RotaCommandLine.RunAsync(args, Surroundings.OfProcess(), stop.Token);
    }
}
