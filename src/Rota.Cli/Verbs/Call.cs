using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Files.Running;
using Rota.Store;

namespace Rota.Cli.Verbs;

/// <summary>One call of a verb: what was asked, and where the answer goes.</summary>
internal sealed class Call
{
    private readonly ParseResult parse;
    private Outcome<StreetPlace>? place;
    private Outcome<RunningTerms>? running;

    /// <summary>A call.</summary>
    public Call(ParseResult parse, VerbTools tools, CancellationToken stop)
    {
        this.parse = parse;
        Around = tools.Around;
        Screen = tools.Screen;
        Setting = tools.Globals.Read(parse, tools.Around);
        Stop = stop;
    }

    /// <summary>The process.</summary>
    public Surroundings Around { get; }

    /// <summary>What is said and shown.</summary>
    public Screen Screen { get; }

    /// <summary>The global options.</summary>
    public Setting Setting { get; }

    /// <summary>Where the street's database is, or what stands in the way of knowing.</summary>
    public Outcome<StreetPlace> Place => place ??= FindPlace();

    /// <summary>How the program is run, as the configuration says it.</summary>
    public Outcome<RunningTerms> Running =>
        running ??= RunningReader.Read(Path.Combine(Setting.Config, ConfigFiles.Running));

    /// <summary>Stops it.</summary>
    public CancellationToken Stop { get; }

    /// <summary>The value of an argument.</summary>
    public T Value<T>(Argument<T> argument) => parse.GetRequiredValue(argument);

    /// <summary>The value of an option; its default when it was not given.</summary>
    public T? Value<T>(Option<T> option) => parse.GetValue(option);

    /// <summary>Whether an option was given.</summary>
    public bool IsGiven(Option option) => parse.GetResult(option) is { Implicit: false };

    /// <summary>A path as the current folder has it.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Around.Folder);

    /// <summary>A path as a person reads it: from the current folder on where it lies in it. Everything lies in the topmost one, where a service runs.</summary>
    public string Shown(string path)
    {
        var relative = Path.GetRelativePath(Around.Folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.GetDirectoryName(Around.Folder) is null
            ? path
            : relative;
    }

    /// <summary>The options that a further command needs to mean the same street, without a password; empty where all are by default.</summary>
    public string Repeated() =>
        Setting.Repeated
        + (
            Setting.Database is (var text, Globals.Database) && Place.Succeeded
                ? Globals.Repeated(Globals.Database, Place.Value.IsServer ? Place.Value.WithoutSecret : text)
                : ""
        );

    /// <summary>A place as a person reads it, without what is secret.</summary>
    public string Shown(StreetPlace where) => where.IsServer ? where.Shown : Shown(where.Text);

    /// <summary>The clock: noon of the day that was said to be today, else the process's.</summary>
    /// <param name="zone">Where the day is.</param>
    public IClock Clock(DateTimeZone zone) =>
        Setting.AsOf is { } day ? new NoonClock(zone.AtLeniently(day.At(LocalTime.Noon)).ToInstant()) : Around.Clock;

    /// <summary>Prints what stood in the way and says with which code to end.</summary>
    public ExitCode Refuse(params IReadOnlyList<Fault> faults)
    {
        Screen.Faults(faults);
        return faults.All(f => IsAbsent(f.Where.Source)) ? ExitCode.NothingThere : ExitCode.Refused;
    }

    /// <summary>Says that what was asked for is not there.</summary>
    public ExitCode Nothing(Fault fault)
    {
        Screen.Faults([fault]);
        return ExitCode.NothingThere;
    }

    private Outcome<StreetPlace> FindPlace()
    {
        if (Setting.Database is var (text, source))
        {
            return StreetPlace.Read(text, source, Around.Folder);
        }

        return !Running.Succeeded ? Outcome<StreetPlace>.Failed(Running.Faults)
            : Running.Value.Database is { } said ? StreetPlace.Read(said, ConfigFiles.Running, Setting.Config)
            : StreetPlace.Read(Setting.UsualDatabase, "--data", Around.Folder);
    }

    // The use cases name the option that named something unknown, or the register or the ledger when nothing is in it.
    private static bool IsAbsent(string source) =>
        source
            is "--area"
                or "--community"
                or "--night"
                or "--gap"
                or "--household"
                or "--proposal"
                or "--from-edition"
                or "--to-edition"
                or "register"
                or "ledger";

    private sealed class NoonClock(Instant noon) : IClock
    {
        public Instant GetCurrentInstant() => noon;
    }
}
