using Rota.Core;

namespace Rota.Files.Intake;

/// <summary>A column of a file: the headers it may bear and whether the file is nothing without it.</summary>
/// <param name="english">The header in English; it is also the column's name in faults.</param>
/// <param name="chinese">The headers in Chinese; the first is the one that is written.</param>
/// <param name="needed">Whether the file must have it.</param>
internal sealed class Column(string english, string[] chinese, bool needed = false)
{
    /// <summary>Whether the file must have it.</summary>
    public bool Needed => needed;

    /// <summary>The header that is written in a language.</summary>
    public string In(Language language) => language == Language.Chinese ? chinese[0] : english;

    /// <summary>Both headers, as a fault names them: "birth_year (出生年)".</summary>
    public Words Both => new($"{chinese[0]}（{english}）", $"{english} ({chinese[0]})");

    /// <summary>Whether a header names this column; letter case does not matter.</summary>
    public bool Bears(string header) =>
        string.Equals(english, header, StringComparison.OrdinalIgnoreCase)
        || chinese.Contains(header, StringComparer.OrdinalIgnoreCase);
}
