using System.Numerics;

namespace Rota.Core.Measures;

/// <summary>
/// How evenly points lie on shares, in two numbers. A household of share s (what it was due) that did d counts as s small shares,
/// each with d/s; so that a household of two shares weighs as much as two households of one. With S the sum of the shares and D the
/// sum of what was done:
/// <list type="bullet">
/// <item>Gini = Σ |dᵢsⱼ − dⱼsᵢ| over all pairs i &lt; j, divided by S × D: half the mean difference between two shares, divided by their
/// mean (C. Gini, Variabilità e mutabilità, 1912). 0: all alike; near 1: one has it all.</item>
/// <item>Jain = D² divided by S × Σ dᵢ²/sᵢ (R. Jain, D. Chiu, W. Hawe, A quantitative measure of fairness, DEC-TR-301, 1984). 1: all
/// alike; s/S: the household with the smallest share s has it all; 0.8: as if a fifth had nothing and the rest were alike.</item>
/// </list>
/// Neither changes when all that was done, or all shares, are multiplied by one number. Sums are exact; results are rounded to the
/// millionth, halves away from zero.
/// </summary>
public static class Evenness
{
    private const int Digits = 6;

    /// <summary>The Gini coefficient, from 0 to below 1; null where nothing was done or nothing was due.</summary>
    /// <param name="parts">What each household did, not negative, and its share, above zero.</param>
    public static decimal? Gini(IReadOnlyList<(Points Done, Points Share)> parts)
    {
        Check(parts);
        var sorted = parts.ToArray();
        // From the least done for a share to the most: a/b before c/d when ad < cb.
        Array.Sort(
            sorted,
            (a, b) =>
                ((Int128)a.Done.Thousandths * b.Share.Thousandths).CompareTo(
                    (Int128)b.Done.Thousandths * a.Share.Thousandths
                )
        );
        var (done, share, differences) = (BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        foreach (var part in sorted)
        {
            differences += (part.Done.Thousandths * share) - (part.Share.Thousandths * done);
            done += part.Done.Thousandths;
            share += part.Share.Thousandths;
        }

        return Quotient(differences, share * done);
    }

    /// <summary>Jain's index, above 0 and up to 1; null where nothing was done or nothing was due.</summary>
    /// <param name="parts">What each household did, not negative, and its share, above zero.</param>
    public static decimal? Jain(IReadOnlyList<(Points Done, Points Share)> parts)
    {
        Check(parts);
        var (done, share) = (BigInteger.Zero, BigInteger.Zero);
        // Households of one share are added up before they are divided, so that as few quotients as can be are cut off.
        var squares = new SortedDictionary<long, BigInteger>();
        foreach (var (d, s) in parts)
        {
            done += d.Thousandths;
            share += s.Thousandths;
            squares[s.Thousandths] =
                squares.GetValueOrDefault(s.Thousandths) + ((BigInteger)d.Thousandths * d.Thousandths);
        }

        if (done.IsZero)
        {
            return null;
        }

        // D²/S is the least that the sum of squares can be; Jain is that least by what it is.
        var sum = squares.Sum(q => Decimal(q.Value, q.Key));
        return Math.Round(Math.Min(1, Decimal(done * done, share) / sum), Digits, MidpointRounding.AwayFromZero);
    }

    private static void Check(IReadOnlyList<(Points Done, Points Share)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Any(p => p.Done < Points.Zero || p.Share <= Points.Zero))
        {
            throw new ArgumentException("Nobody does less than nothing, and a share is above zero.", nameof(parts));
        }
    }

    private static decimal? Quotient(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            return null;
        }

        var scale = BigInteger.Pow(10, Digits);
        var rounded = ((2 * scale * numerator) + denominator) / (2 * denominator);
        return (decimal)rounded / (decimal)scale;
    }

    private static decimal Decimal(BigInteger numerator, BigInteger denominator)
    {
        var whole = BigInteger.DivRem(numerator, denominator, out var rest);
        return (decimal)whole + ((decimal)rest / (decimal)denominator);
    }
}
