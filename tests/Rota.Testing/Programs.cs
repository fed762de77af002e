using System.Diagnostics;
using System.Globalization;

namespace Rota.Testing;

/// <summary>
/// Programs of the machine that tests need and the product does not. A test that lacks one says so and is skipped on a person's
/// machine; with CI=true it fails, so that nothing is skipped where it counts.
/// </summary>
public static class Programs
{
    private static readonly string[] BrowserNames =
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];

    public static string? Find(params string[] names) =>
        (
            from name in names
            from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            let path = Path.Combine(folder, name)
            where folder.Length > 0 && File.Exists(path)
            select path
        ).FirstOrDefault();

    /// <summary>The browser, or a skipped (or with CI=true failed) test.</summary>
    /// <param name="skip">What skips a test with a reason: <c>Assert.Skip</c>.</param>
    public static string Browser(Action<string> skip) => Required("chromium", skip, BrowserNames);

    /// <summary>A program of Debian's poppler-utils: pdfinfo, pdftotext, pdftoppm.</summary>
    public static string Poppler(string name, Action<string> skip) => Required("poppler-utils", skip, name);

    /// <summary>The calendar client that feeds are read back with.</summary>
    public static string Khal(Action<string> skip) => Required("khal", skip, "khal");

    /// <summary>Stops a test where no font has Chinese characters.</summary>
    public static async Task ChineseFont(Action<string> skip)
    {
        var list = Required("fontconfig", skip, "fc-list");
        if ((await Run(list, ":lang=zh-cn", "family")).Trim().Length == 0)
        {
            Lacks("fonts-noto-cjk", skip);
        }
    }

    /// <summary>Runs a program to its end and gives what it printed; what it says on failure is the exception.</summary>
    public static Task<string> Run(string program, params string[] arguments) =>
        Run(program, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>The same with variables of the environment set for it.</summary>
    public static async Task<string> Run(
        string program,
        IReadOnlyDictionary<string, string> variables,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>Whether a process is stopped by a signal, on Linux: its state follows its name, which stands in brackets.</summary>
    public static bool IsStopped(int id)
    {
        var stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
        return stat[stat.LastIndexOf(')') + 2] == 'T';
    }

    private static string Required(string package, Action<string> skip, params string[] names)
    {
        if (Find(names) is { } path)
        {
            return path;
        }

        Lacks(package, skip);
        return "";
    }

    private static void Lacks(string package, Action<string> skip)
    {
        var reason = $"This test needs {package}: apt-get install {package}";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new InvalidOperationException(reason);
        }

        skip(reason);
    }
}
