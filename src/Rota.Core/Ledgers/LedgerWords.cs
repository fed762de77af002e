using System.Globalization;

namespace Rota.Core.Ledgers;

/// <summary>Entries of the ledger in plain words.</summary>
public static class LedgerWords
{
    /// <summary>Why an entry stands there.</summary>
    public static Words Of(LedgerReason reason) =>
        reason switch
        {
            LedgerReason.Assigned => new("排了班", "put on duty"),
            LedgerReason.Released => new("不再值这一班", "taken off"),
            LedgerReason.Missed => new("未到，不计分", "did not come, not counted"),
            LedgerReason.Dues => new("应担", "due"),
            LedgerReason.Faded => new("结余淡出十二分之一", "a twelfth of the balance fades"),
            _ => new("更正", "put right"),
        };

    /// <summary>Points with their sign: "+10", "-2.5".</summary>
    public static string Signed(Points points) => points > Points.Zero ? $"+{points}" : points.ToString();

    /// <summary>Points with their sign and so many digits, so that columns of them line up.</summary>
    public static string Signed(Points points, int digits) => (points > Points.Zero ? "+" : "") + Fixed(points, digits);

    /// <summary>Points with so many digits behind the point.</summary>
    public static string Fixed(Points points, int digits) =>
        (points.Thousandths / 1000m).ToString(
            "F" + digits.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
}
