using Rota.Core;

namespace Rota.Files.Intake;

/// <summary>A column of a file: the headers it may bear and whether the file is nothing without it.</summary>
/// <param name="English">The header in English; it is also the column's name in faults.</param>
/// <param name="Chinese">The headers in Chinese; the first is the one that is written.</param>
/// <param name="Needed">Whether the file must have it.</param>
internal sealed record Column(string English, string[] Chinese, bool Needed = false)
{
    /// <summary>The header that is written in a language.</summary>
    public string In(Language language) => language == Language.Chinese ? Chinese[0] : English;

    /// <summary>Both headers, as a fault names them: "birth_year(出生年)".</summary>
    public Words Both => new($"{Chinese[0]}({English})", $"{English} ({Chinese[0]})");

    /// <summary>Whether a header names this column; letter case does not matter.</summary>
    public bool Bears(string header) =>
        string.Equals(English, header, StringComparison.OrdinalIgnoreCase)
        || Chinese.Contains(header, StringComparer.OrdinalIgnoreCase);
}
