namespace Rota.Files.Intake;

/// <summary>One string for the same text wherever it stands: codes come again in every file.</summary>
internal sealed class StringPool
{
    private readonly HashSet<string> strings = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public StringPool() => bySpan = strings.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The string for a text, if it was kept before.</summary>
    public bool TryGet(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? kept) =>
        bySpan.TryGetValue(text, out kept);

    /// <summary>The string for a text, kept from now on.</summary>
    public string Keep(ReadOnlySpan<char> text)
    {
        if (!TryGet(text, out var kept))
        {
            kept = text.ToString();
            strings.Add(kept);
        }

        return kept;
    }
}
