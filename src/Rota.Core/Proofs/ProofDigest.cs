namespace Rota.Core.Proofs;

/// <summary>
/// How the digest of a proof is written (核对码): whole, 64 hexadecimal digits of a SHA-256; on a board its first sixteen in groups of four,
/// "3f9a-12bc-77de-01ab", which somebody can copy by hand.
/// </summary>
public static class ProofDigest
{
    /// <summary>Digits of a whole digest.</summary>
    public const int Digits = 64;

    /// <summary>Digits of the short form, and the fewest that tell anything.</summary>
    public const int ShortDigits = 16;

    private const int Group = 4;

    /// <summary>The short form.</summary>
    /// <param name="digest">A whole digest.</param>
    public static string Short(string digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return string.Join('-', digest[..ShortDigits].Chunk(Group).Select(g => new string(g)));
    }

    /// <summary>The digits of a digest that somebody copied, whole or from its beginning; null when it is none.</summary>
    /// <param name="text">What was copied: dashes, blanks and capitals do not matter.</param>
    public static string? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '‐' or '–' or '·')))
            .ToLowerInvariant();
        return digits.Length is >= ShortDigits and <= Digits && digits.All(char.IsAsciiHexDigitLower) ? digits : null;
    }

    /// <summary>Whether a digest begins with the digits that <see cref="Read"/> gave.</summary>
    public static bool Fits(string digest, string digits)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return digest.StartsWith(digits, StringComparison.Ordinal);
    }
}
