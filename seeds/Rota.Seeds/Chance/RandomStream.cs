namespace Rota.Seeds.Chance;

/// <summary>
/// A stream of chance that is the same on every platform and in every release: SplitMix64 (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014; the constants of Vigna's public-domain splitmix64.c). The
/// framework's generator promises no such thing between versions. Whole numbers only: nothing is decided by floating point.
/// </summary>
/// <remarks>
/// Each grid has a stream of its own for each purpose, so that a change in how absences are made, say, moves no name and
/// no other grid.
/// </remarks>
internal sealed class RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <summary>The stream of a seed for one place and one purpose.</summary>
    public RandomStream(int seed, string place, string purpose)
    {
        state = Mix(unchecked((ulong)seed * Golden) ^ Hash(place));
        state = Mix(state ^ Hash(purpose));
    }

    private RandomStream(ulong state) => this.state = state;

    /// <summary>The stream from a state, as published tables number them.</summary>
    public static RandomStream FromState(ulong state) => new(state);

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(unchecked(state += Golden));

    /// <summary>A number from 0 up to but not including the bound, each equally likely (Lemire's method).</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var wide = (ulong)bound;
        var threshold = unchecked(0UL - wide) % wide;
        while (true)
        {
            var high = Math.BigMul(Next(), wide, out var low);
            if (low >= threshold)
            {
                return (int)high;
            }
        }
    }

    /// <summary>A number between two, both possible.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True so many times of a hundred.</summary>
    public bool Percent(int times) => Below(100) < times;

    /// <summary>True so many times of a thousand.</summary>
    public bool Permille(int times) => Below(1000) < times;

    /// <summary>One of some things, each equally likely.</summary>
    public T Of<T>(IReadOnlyList<T> things) => things[Below(things.Count)];

    /// <summary>The position of one of some weights, each as likely as it is heavy.</summary>
    public int Weighted(params ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var at = Below(total);
        for (var i = 0; ; i++)
        {
            at -= weights[i];
            if (at < 0)
            {
                return i;
            }
        }
    }

    /// <summary>The same things in an order left to chance (Fisher and Yates).</summary>
    public List<T> Shuffled<T>(IEnumerable<T> things)
    {
        var shuffled = things.ToList();
        for (var i = shuffled.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>FNV-1a over UTF-16 units: the framework's string hash differs from run to run.</summary>
    private static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var unit in text)
        {
            hash = unchecked((hash ^ unit) * 0x100000001B3);
        }

        return hash;
    }
}
