using System.Text.RegularExpressions;
using Rota.Testing;
using Xunit;

namespace Rota.Architecture.Tests;

/// <summary>READMEs speak of what is there: files and projects in the checkout, commands that can be typed.</summary>
public sealed partial class ReadmeTests
{
    private const string RunsRota = "dotnet run --project src/Rota.Cli --";

    private static readonly string[] Programs =
    [
        "dotnet",
        "rota",
        "out/rota/rota",
        "alias",
        "tests/run",
        ".ci/run",
        "sudo",
        "echo",
        "journalctl",
        "podman",
        "curl",
    ];

    /// <summary>Where builds and runs put things: not in the checkout.</summary>
    private static readonly string[] Made = ["bin", "obj", "out", ".git", ".rota", "TestResults"];

    private static readonly Lazy<HashSet<string>> Checkout = new(() => [.. Endings(ProjectFiles.Root)]);

    public static TheoryData<string> Readmes { get; } =
        new(
            "README.md",
            "src/README.md",
            "tests/README.md",
            "config/README.md",
            "config/files.md",
            "config/deploy/README.md",
            "seeds/README.md"
        );

    [Theory]
    [MemberData(nameof(Readmes))]
    public void LinksLeadToFiles(string readme)
    {
        var folder = Path.GetDirectoryName(ProjectFiles.At(readme))!;
        var targets = Link()
            .Matches(Prose(readme))
            .Select(m => m.Groups["target"].Value)
            .Where(t => !t.Contains("://", StringComparison.Ordinal));
        Assert.All(
            targets,
            t => Assert.True(Path.Exists(Path.Combine(folder, t)), $"{readme} links to {t}: not there.")
        );
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void FilesAndProjects_AreThere(string readme)
    {
        var named = Spans(readme)
            .Concat(Commands(readme).SelectMany(c => c.Split(' ', '=')))
            .Where(t => SpeaksOfFile().IsMatch(t) || SpeaksOfProject().IsMatch(t))
            .Where(t => !SpeaksOfHousehold().IsMatch(t));
        Assert.All(named, t => Assert.True(IsThere(t), $"{readme} speaks of {t}: not there."));
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Commands_BeginWithAKnownProgram(string readme) =>
        Assert.All(
            Fenced(readme),
            c => Assert.True(Programs.Contains(FirstWord(c)), $"{readme}: nobody knows how to run: {c}")
        );

    [Theory]
    [MemberData(nameof(Readmes))]
    public async Task VerbsAndOptions_AreInTheHelp(string readme)
    {
        foreach (var command in Commands(readme).Select(AsRota).OfType<string>().Distinct())
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            var verb = words.FirstOrDefault() is { } first && Verb().IsMatch(first) ? first : null;
            if (verb is not null)
            {
                Assert.True(Says(await Help(), verb), $"{readme} says {command}: the help has no {verb}.");
            }

            var help = await Help(verb is null ? [] : [verb]);
            Assert.All(
                words.Where(w => w.StartsWith("--", StringComparison.Ordinal)),
                o => Assert.True(Says(help, o), $"{readme} says {command}: the help of it has no {o}.")
            );
        }
    }

    private static Task<string> Help(params string[] verb) =>
        Rota.Testing.Programs.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "rota.dll"), .. verb, "--help"]);

    /// <summary>Whether a help text has a line about a verb, or about an option under any of its names.</summary>
    private static bool Says(string help, string name) =>
        help.Split('\n')
            .Select(line => line.Trim().Split("  ")[0].Split(' ', ','))
            .Any(names => names[0] == name || (name.StartsWith('-') && names.Contains(name)));

    /// <summary>A command of the program, however it is started; null for any other.</summary>
    private static string? AsRota(string command) =>
        command.StartsWith(RunsRota, StringComparison.Ordinal) ? $"rota {command[RunsRota.Length..]}"
        : FirstWord(command) is "rota" or "out/rota/rota" ? command
        : null;

    private static string FirstWord(string command) =>
        command.Split(' ').First(word => !Assignment().IsMatch(word)).Split('=')[0];

    private static IEnumerable<string> Commands(string readme) =>
        Fenced(readme).Concat(Spans(readme).Where(s => s.Contains(' ') && Programs.Contains(FirstWord(s))));

    /// <summary>Lines of blocks that are meant to be typed, without what is said about them.</summary>
    private static IEnumerable<string> Fenced(string readme) =>
        from block in Fence().Matches(Text(readme))
        where block.Groups["kind"].Value is "sh" or "bash" or "powershell"
        from line in block.Groups["body"].Value.Split('\n')
        let command = line.Split(" #")[0].Trim()
        where command.Length > 0 && !command.StartsWith('#')
        select command;

    private static IEnumerable<string> Spans(string readme) =>
        Span().Matches(Prose(readme)).Select(m => m.Groups["text"].Value);

    private static string Prose(string readme) => Fence().Replace(Text(readme), "");

    private static string Text(string readme) => File.ReadAllText(ProjectFiles.At(readme));

    private static bool IsThere(string named)
    {
        var parts = named.TrimEnd('/').Split('/');
        var inCheckout = string.Join('/', parts.TakeWhile(p => !Made.Contains(p)));
        return inCheckout.Length == 0 || Checkout.Value.Contains(inCheckout);
    }

    /// <summary>Every way to name a file or folder of the checkout: its path from some folder on, with its ending or without.</summary>
    private static IEnumerable<string> Endings(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
        {
            if (Made.Contains(Path.GetFileName(entry)))
            {
                continue;
            }

            var parts = Path.GetRelativePath(ProjectFiles.Root, entry).Split(Path.DirectorySeparatorChar);
            for (var from = 0; from < parts.Length; from++)
            {
                var path = string.Join('/', parts[from..]);
                yield return path;
                yield return Path.ChangeExtension(path, null);
            }

            foreach (var below in Directory.Exists(entry) ? Endings(entry) : [])
            {
                yield return below;
            }
        }
    }

    [GeneratedRegex(@"```(?<kind>\w*)\n(?<body>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    /// <summary>A path of several parts, or a name with the ending of a file that belongs to a checkout.</summary>
    [GeneratedRegex(
        @"^[\w.-]+(/[\w.-]*)+$|^[\w-][\w.-]*\.(cs|csproj|sln|props|targets|yaml|json|md|txt|png|css)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SpeaksOfFile();

    /// <summary>A household by grid and code: "LJ-03/0012".</summary>
    [GeneratedRegex(@"^[A-Z]{2}-\d{2}/\d{4}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpeaksOfHousehold();

    [GeneratedRegex(@"^Rota\.[A-Z]\w*(\.Tests)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpeaksOfProject();

    [GeneratedRegex("^[a-z]+$", RegexOptions.None, 1000)]
    private static partial Regex Verb();

    [GeneratedRegex(@"^\w+=", RegexOptions.None, 1000)]
    private static partial Regex Assignment();
}
