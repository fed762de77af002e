using System.Security.Cryptography;
using System.Text;
using Rota.Core.Registers;

namespace Rota.Planning.Visits;

/// <summary>
/// Makes and hashes what lets people in. A token has 160 bits, so that a plain SHA-256 keeps it; a code, which people type, has 50 bits, goes with a
/// watch number, and is hashed slowly.
/// </summary>
internal static class Secret
{
    private const int TokenBytes = 20;
    private const int CodeLetters = 10;
    private const int Rounds = 2_000;

    /// <summary>Letters of codes: no I, L, O and U, which are read as others (Crockford's base 32).</summary>
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new token: 27 letters that need no escape in an address.</summary>
    public static string NewToken() =>
        Convert
            .ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');

    /// <summary>A new code: "7K3MQ-9QXTB".</summary>
    public static string NewCode()
    {
        var letters = RandomNumberGenerator.GetString(Letters, CodeLetters);
        return $"{letters[..(CodeLetters / 2)]}-{letters[(CodeLetters / 2)..]}";
    }

    /// <summary>The hash that is kept of a token.</summary>
    public static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The hash that is kept of a code; null for what cannot be one. Spaces, hyphens and case do not count, and O, I and L are read as the digits they look like.</summary>
    public static string? HashOf(WatchNumber number, string code)
    {
        var letters = string.Concat(
            code.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '－' or '—' or '–')).Select(Plain)
        );
        return letters.Length == CodeLetters && letters.All(Letters.Contains)
            ? Convert.ToHexStringLower(
                Rfc2898DeriveBytes.Pbkdf2(
                    letters,
                    Encoding.UTF8.GetBytes($"rota {number}"),
                    Rounds,
                    HashAlgorithmName.SHA256,
                    SHA256.HashSizeInBytes
                )
            )
            : null;
    }

    /// <summary>A letter as codes have it; full-width ones, which Chinese keyboards type, among them.</summary>
    private static char Plain(char typed)
    {
        var letter = char.ToUpperInvariant(typed is >= '\uFF01' and <= '\uFF5E' ? (char)(typed - 0xFEE0) : typed);
        return letter switch
        {
            'O' => '0',
            'I' or 'L' => '1',
            _ => letter,
        };
    }
}
