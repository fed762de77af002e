namespace Rota.Core;

/// <summary>Watch points (守望分): what a duty weighs. Kept in whole thousandths, so that sums are exact.</summary>
/// <param name="Thousandths">Thousandths of a point; negative for what is still owed.</param>
public readonly record struct Points(long Thousandths) : IComparable<Points>
{
    /// <summary>No points.</summary>
    public static Points Zero => default;

    /// <summary>Whole points.</summary>
    public static Points Of(int whole) => new(whole * 1000L);

    /// <summary>The sum of two amounts.</summary>
    public static Points operator +(Points a, Points b) => new(a.Thousandths + b.Thousandths);

    /// <summary>The difference of two amounts.</summary>
    public static Points operator -(Points a, Points b) => new(a.Thousandths - b.Thousandths);

    /// <summary>The amount with its sign changed.</summary>
    public static Points operator -(Points a) => new(-a.Thousandths);

    /// <summary>Orders amounts.</summary>
    public static bool operator <(Points a, Points b) => a.Thousandths < b.Thousandths;

    /// <summary>Orders amounts.</summary>
    public static bool operator >(Points a, Points b) => a.Thousandths > b.Thousandths;

    /// <summary>Orders amounts.</summary>
    public static bool operator <=(Points a, Points b) => a.Thousandths <= b.Thousandths;

    /// <summary>Orders amounts.</summary>
    public static bool operator >=(Points a, Points b) => a.Thousandths >= b.Thousandths;

    /// <summary>The amount divided, rounded to the nearest thousandth, halves away from zero.</summary>
    public Points DividedBy(int parts) => new(Round.HalfAway(Thousandths, parts));

    /// <inheritdoc/>
    public int CompareTo(Points other) => Thousandths.CompareTo(other.Thousandths);

    /// <summary>The amount as a decimal number of points: "12.5".</summary>
    public override string ToString() =>
        (Thousandths / 1000m).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Rounding of quotients of whole numbers, exact and the same everywhere.</summary>
public static class Round
{
    /// <summary>
    /// <paramref name="numerator"/> divided by <paramref name="denominator"/>, to the nearest whole number; halves go
    /// away from zero, as a spreadsheet's ROUND does.
    /// </summary>
    /// <param name="numerator">Any whole number.</param>
    /// <param name="denominator">A whole number above zero.</param>
    public static long HalfAway(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var magnitude = (Math.Abs(numerator) + (denominator / 2)) / denominator;
        return numerator < 0 ? -magnitude : magnitude;
    }
}
