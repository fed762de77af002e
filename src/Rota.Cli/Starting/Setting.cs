using NodaTime;
using Rota.Core;

namespace Rota.Cli.Starting;

/// <summary>What the global options and the environment came to.</summary>
internal sealed record Setting
{
    /// <summary>The folder of the street's data.</summary>
    public required string Data { get; init; }

    /// <summary>The folder of covenant and calendars.</summary>
    public required string Config { get; init; }

    /// <summary>Who does it, for the trail.</summary>
    public required string By { get; init; }

    /// <summary>Today, where it was said; null for the clock's day.</summary>
    public LocalDate? AsOf { get; init; }

    /// <summary>Whether a machine reads the results.</summary>
    public bool IsJson { get; init; }

    /// <summary>The language people are spoken to in.</summary>
    public required Language Language { get; init; }

    /// <summary>Whether a bug shows its trace.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Where the database is and who said so, an option or the environment; null where neither did.</summary>
    public (string Text, string Source)? Database { get; init; }

    /// <summary>The database where nobody says anything of it.</summary>
    public string UsualDatabase => Path.Combine(Data, "street.db");

    /// <summary>The options but --database that a further command needs to mean the same street; empty where all are by default.</summary>
    public string Repeated { get; init; } = "";
}
