using System.Globalization;

namespace Rota.Core.Forecasts;

/// <summary>Orders codes as people count: what stands before the number, then the number, so that G9 comes before G10.</summary>
public sealed class AreaOrder : IComparer<string>
{
    private const int LongestNumber = 18;

    private AreaOrder() { }

    /// <summary>The order.</summary>
    public static AreaOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (a, b) = (Parts(x ?? ""), Parts(y ?? ""));
        var order = string.CompareOrdinal(a.Name, b.Name);
        order = order != 0 ? order : a.Number.CompareTo(b.Number);
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    private static (string Name, long Number) Parts(string code)
    {
        var name = code.TrimEnd("0123456789".ToCharArray());
        var digits = code[name.Length..];
        return digits.Length is > 0 and <= LongestNumber
            ? (name, long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture))
            : (code, -1);
    }
}
