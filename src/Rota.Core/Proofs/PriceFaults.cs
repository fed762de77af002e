using System.Globalization;
using Rota.Core.Rows;

namespace Rota.Core.Proofs;

/// <summary>Where a price of a proof is of no row, of another row than it names, given twice, or presses on a side that its row does not have.</summary>
internal static class PriceFaults
{
    /// <summary>The faults.</summary>
    public static IEnumerable<Fault> Of(RowModel model, IReadOnlyList<RowPrice> prices, ProofPlace at)
    {
        var seen = new HashSet<int>();
        foreach (var price in prices)
        {
            var place = string.Create(
                CultureInfo.InvariantCulture,
                $"prices, row {price.Row} ({price.Key.Rule} {price.Key.First} {price.Key.Second})"
            );
            if (price.Row < 0 || price.Row >= model.Rows.Count)
            {
                yield return Fault(
                    at,
                    place,
                    new("没有这一行", "there is no such row"),
                    new($"行号应在 0 到 {model.Rows.Count - 1} 之间", $"rows go from 0 to {model.Rows.Count - 1}")
                );
                continue;
            }

            var row = model.Rows[price.Row];
            if (row.Key != price.Key)
            {
                yield return at.Differs(place, Written(price.Key), Written(row.Key));
            }

            if (!seen.Add(price.Row))
            {
                yield return Fault(
                    at,
                    place,
                    new("同一行有两个价格", "two prices for one row"),
                    new("每行只能有一个价格", "a row has one price at most")
                );
            }

            if ((price.Price > 0 ? row.Lower : row.Upper) is long.MinValue or long.MaxValue)
            {
                yield return Fault(
                    at,
                    place,
                    new(
                        $"价格 {price.Price} 所对的界限，这一行没有",
                        $"the price {price.Price} presses on a side that the row does not have"
                    ),
                    new(
                        "正价格对“至少”（下限），负价格对“至多”（上限）",
                        "a price above 0 is for \"at least\", one below 0 for \"at most\""
                    )
                );
            }
        }
    }

    private static string Written(RowKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Rule} {key.First} {key.Second}");

    private static Fault Fault(ProofPlace at, string place, Words what, Words right) => new(at.Of(place), what, right);
}
