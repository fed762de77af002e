using Rota.Core;

namespace Rota.Files.Yaml;

/// <summary>Guesses what somebody meant by a word that is none of those known.</summary>
public static class Likeness
{
    /// <summary>The known word nearest to what was written; null when none is near enough to be meant.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="known">The words it may be.</param>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(known);
        var best = known
            .Select(k => (Word: k, Distance: Distance(written.ToLowerInvariant(), k.ToLowerInvariant())))
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(1, best.Word.Length / 3) ? best.Word : null;
    }

    /// <summary>What would be right, the nearest known word first; all of them where they are few.</summary>
    internal static Words Right(string written, IReadOnlyCollection<string> known)
    {
        var nearest = Nearest(written, known);
        var all = string.Join(", ", known);
        return nearest is not null
            ? new($"是不是想写 {nearest}？", $"did you mean {nearest}?")
            : new($"可以写：{all}", $"it may be one of: {all}");
    }

    /// <summary>How many letters to put in, take out, change or swap with their neighbour (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
