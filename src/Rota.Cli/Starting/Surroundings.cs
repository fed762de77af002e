using System.Text;
using NodaTime;

namespace Rota.Cli.Starting;

/// <summary>Everything the program takes from the process it runs in, so that a test can run it in a room of its own.</summary>
internal sealed record Surroundings
{
    private const int RedirectedWidth = 240;
    private const int UnknownWidth = 80;

    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where faults and progress go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person looks at <see cref="Out"/> as it is written.</summary>
    public bool IsOutTerminal { get; init; }

    /// <summary>Whether a person looks at <see cref="Error"/> as it is written.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Columns of the screen; wide enough for every table where there is none.</summary>
    public int Width { get; init; } = RedirectedWidth;

    /// <summary>Environment variables; null for one that is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The current folder: what relative paths are relative to.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder of the executable, with a copy of <c>config/</c> in it.</summary>
    public required string ProgramFolder { get; init; }

    /// <summary>The system's user.</summary>
    public required string User { get; init; }

    /// <summary>The clock.</summary>
    public required IClock Clock { get; init; }

    /// <summary>Those of this process. Sets the console to UTF-8, without which a Windows terminal shows question marks.</summary>
    public static Surroundings OfProcess()
    {
        try
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }
        catch (IOException)
        {
            // No console at all, on Windows; files and pipes get UTF-8 below.
        }

        return new Surroundings
        {
            Out = Writer(Console.OpenStandardOutput, Console.Out, Console.IsOutputRedirected),
            Error = Writer(Console.OpenStandardError, Console.Error, Console.IsErrorRedirected),
            IsOutTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            Width = Console.IsOutputRedirected
                ? RedirectedWidth
                : (Console.WindowWidth is >= 40 and var columns ? columns : UnknownWidth),
            Variable = Environment.GetEnvironmentVariable,
            Folder = Environment.CurrentDirectory,
            ProgramFolder = AppContext.BaseDirectory,
            User = string.IsNullOrWhiteSpace(Environment.UserName) ? "rota" : Environment.UserName,
            Clock = SystemClock.Instance,
        };
    }

    /// <summary>A file or a pipe gets UTF-8 whatever the system's code page is; a terminal keeps its own writer.</summary>
    private static TextWriter Writer(Func<Stream> stream, TextWriter terminal, bool isRedirected) =>
        isRedirected
            ? new StreamWriter(stream(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true }
            : terminal;
}
