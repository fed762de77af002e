using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Proofs;

/// <summary>The price of one row, and which row it is: its place among the rows of the rebuilt problem, with the key to check it by.</summary>
/// <param name="Row">Its place, from 0.</param>
/// <param name="Key">The rule that wrote it, and the two numbers that tell its rows apart.</param>
/// <param name="Price">In parts of a unit (<see cref="Certificate.Scale"/>); not 0.</param>
public readonly record struct RowPrice(int Row, RowKey Key, long Price);

/// <summary>
/// All that it takes to hold a rota against its covenant without books and without a solver (证明): the facts of the problem, frozen;
/// the rota; what is said of it; and a price for each row that has one. There is no name and no phone in it, and ids are given anew
/// in the order of codes. It shows who asked for what: it is for organisers and auditors.
/// </summary>
/// <param name="Covenant">Version of the covenant that the terms are of.</param>
/// <param name="Facts">The facts, with their watches frozen; <see cref="RotaProblem.From"/> makes the same problem of them.</param>
/// <param name="Rota">The rota; its gaps without their reasons.</param>
/// <param name="Standing">What the solve said of it.</param>
/// <param name="Prices">Prices of rows, in their order; rows that are not named have none.</param>
public sealed record Proof(
    string Covenant,
    ProblemFacts Facts,
    WatchRota Rota,
    Standing Standing,
    IReadOnlyList<RowPrice> Prices
)
{
    /// <summary>The proof of a rota that was solved.</summary>
    /// <param name="covenant">Version of the covenant.</param>
    /// <param name="facts">The facts that the problem was made of.</param>
    /// <param name="model">The problem as rows.</param>
    /// <param name="rota">The rota, of residents of the problem.</param>
    /// <param name="standing">What the solve said.</param>
    /// <param name="prices">A price for each row of the model, in parts of a unit.</param>
    public static Proof Of(
        string covenant,
        ProblemFacts facts,
        RowModel model,
        WatchRota rota,
        Standing standing,
        IReadOnlyList<long> prices
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prices);
        return Unpriced(covenant, facts, model.Problem, rota, standing) with
        {
            Prices =
            [
                .. prices
                    .Select((price, row) => new RowPrice(row, model.Rows[row].Key, price))
                    .Where(p => p.Price != 0),
            ],
        };
    }

    /// <summary>The same before any row has a price: facts and rota frozen, which takes no rows.</summary>
    /// <param name="covenant">Version of the covenant.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="problem">The problem that was made of them.</param>
    /// <param name="rota">The rota, of residents of the problem.</param>
    /// <param name="standing">What the solve said.</param>
    public static Proof Unpriced(
        string covenant,
        ProblemFacts facts,
        RotaProblem problem,
        WatchRota rota,
        Standing standing
    )
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rota);
        var frozen = new FrozenFacts(facts, problem);
        return new Proof(covenant, frozen.Facts, frozen.Of(rota), standing, []);
    }

    /// <summary>A price for each row of the rebuilt problem, 0 where none is named.</summary>
    /// <param name="rows">How many rows it has; prices of rows beyond are passed over.</param>
    public long[] PricesOf(int rows)
    {
        var all = new long[rows];
        foreach (var price in Prices.Where(p => p.Row >= 0 && p.Row < rows))
        {
            all[price.Row] = price.Price;
        }

        return all;
    }
}
