using System.Diagnostics;
using System.Globalization;

namespace Rota.Benchmarks.Workers;

/// <summary>The peak of memory held by a process (resident set), in millions of bytes.</summary>
internal static class Memory
{
    /// <summary>Bytes in a megabyte as they are counted here.</summary>
    public const double Million = 1e6;

    /// <summary>Gives back what is held no more and forgets the peak of this process so far, where the system can (Linux).</summary>
    public static void Forget()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    /// <summary>The peak of this process.</summary>
    public static double Peak()
    {
        if (OperatingSystem.IsLinux())
        {
            var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
                * 1024
                / Million;
        }

        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / Million;
    }
}
