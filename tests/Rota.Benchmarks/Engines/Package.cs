using System.Diagnostics;

namespace Rota.Benchmarks.Engines;

/// <summary>A program of the machine that an engine needs, and the package of Debian and Ubuntu that it comes in.</summary>
/// <param name="Program">Its name on the path.</param>
/// <param name="Name">The package.</param>
internal sealed record Package(string Program, string Name)
{
    /// <summary>What installs it.</summary>
    public string Command => $"apt-get install --no-install-recommends {Name}";

    /// <summary>Whether the program is there.</summary>
    public bool IsThere =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>Installs it, as root or through sudo.</summary>
    /// <returns>Whether the program is there now.</returns>
    public bool Install()
    {
        Run("update");
        Run("install", "--no-install-recommends", Name);
        return IsThere;
    }

    private static void Run(params IReadOnlyList<string> what)
    {
        string[] apt =
        [
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-q",
            "-y",
            "-o",
            "DPkg::Lock::Timeout=300",
        ];
        List<string> words = [.. Environment.IsPrivilegedProcess ? [] : new[] { "sudo" }, .. apt, .. what];
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { UseShellExecute = false };
        using var process = Process.Start(start)!;
        process.WaitForExit();
    }
}
