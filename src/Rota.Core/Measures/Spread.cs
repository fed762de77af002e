namespace Rota.Core.Measures;

/// <summary>
/// How far amounts lie apart. Quartiles lie between two neighbours in proportion, as a spreadsheet's QUARTILE.INC has it: with n
/// amounts in order, the quarter is at place 1 + (n − 1)/4; rounded to the thousandth of a point, halves away from zero.
/// </summary>
/// <param name="Count">How many amounts.</param>
/// <param name="Least">The least.</param>
/// <param name="LowerQuartile">A quarter is not above it.</param>
/// <param name="Median">Half is not above it.</param>
/// <param name="UpperQuartile">A quarter is not below it.</param>
/// <param name="Most">The most.</param>
public sealed record Spread(
    int Count,
    Points Least,
    Points LowerQuartile,
    Points Median,
    Points UpperQuartile,
    Points Most
)
{
    /// <summary>The spread of some amounts; null where there is none.</summary>
    public static Spread? Of(IEnumerable<Points> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        var sorted = amounts.Order().ToList();
        return sorted.Count == 0
            ? null
            : new Spread(sorted.Count, At(sorted, 0), At(sorted, 1), At(sorted, 2), At(sorted, 3), At(sorted, 4));
    }

    /// <summary>The amount at some quarters of the way.</summary>
    private static Points At(List<Points> sorted, int quarters)
    {
        var (place, rest) = Math.DivRem((sorted.Count - 1) * quarters, 4);
        var from = sorted[place];
        return rest == 0 ? from : from + new Points(Round.HalfAway((sorted[place + 1] - from).Thousandths * rest, 4));
    }
}
