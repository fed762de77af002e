using Rota.Core.Registers;

namespace Rota.Core.Measures;

/// <summary>What the ledger says of a household over some months.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Done">Points done in these months: assigned and released, missed and put right. What fades and what is due is not in it.</param>
/// <param name="Due">Its part of its area's points in these months: the dues booked, counted up.</param>
/// <param name="Balance">Its balance when they end.</param>
/// <param name="Weight">Its weight n in the last of them; 0 owes nothing then.</param>
/// <param name="CanLead">Whether somebody of it could lead when they began.</param>
public sealed record HouseholdPart(
    HouseholdId Household,
    Points Done,
    Points Due,
    Points Balance,
    int Weight,
    bool CanLead
)
{
    /// <summary>Whether it owed anything: what is measured is how the points of those who owe lie on them.</summary>
    public bool Owes => Due > Points.Zero;

    /// <summary>Points done for each point due; 1 is exactly its part. Less than nothing counts as nothing.</summary>
    public decimal DonePerDue => (decimal)Math.Max(0, Done.Thousandths) / Due.Thousandths;
}

/// <summary>
/// How fairly points lay on some households over some months. Share is what a household was due: within an area and a month it is
/// its weight n times what a unit of weight came to, so that points per point due and points per unit of weight are the same but
/// for a factor, which neither Gini nor Jain feels; over months it counts each with the points it had. It stands in the books and does
/// not change with the register.
/// </summary>
/// <param name="Households">Households that owed.</param>
/// <param name="Done">What they did.</param>
/// <param name="Due">What they were due.</param>
/// <param name="Gini">Gini of points done per point due (<see cref="Evenness"/>); null where nothing was done.</param>
/// <param name="Jain">Jain of the same; null where nothing was done.</param>
/// <param name="Balances">
/// Spread of the balance per unit of weight of the households that owe in the last month: the balance divided by n, rounded to the
/// thousandth. Balances may be below nothing, so that Gini and Jain are not of them. Null where nobody owes.
/// </param>
public sealed record FairnessMeasure(
    int Households,
    Points Done,
    Points Due,
    decimal? Gini,
    decimal? Jain,
    Spread? Balances
)
{
    /// <summary>Points done for each point due, of all together; null where nothing was due.</summary>
    public decimal? DonePerDue => Due > Points.Zero ? (decimal)Done.Thousandths / Due.Thousandths : null;

    /// <summary>Measures some households.</summary>
    public static FairnessMeasure Of(IEnumerable<HouseholdPart> households)
    {
        ArgumentNullException.ThrowIfNull(households);
        var all = households.ToList();
        var owing = all.Where(h => h.Owes).ToList();
        var parts = owing.Select(h => (new Points(Math.Max(0, h.Done.Thousandths)), h.Due)).ToList();
        return new FairnessMeasure(
            owing.Count,
            Sum(owing.Select(h => h.Done)),
            Sum(owing.Select(h => h.Due)),
            Evenness.Gini(parts),
            Evenness.Jain(parts),
            Spread.Of(all.Where(h => h.Weight > 0).Select(h => h.Balance.DividedBy(h.Weight)))
        );
    }

    private static Points Sum(IEnumerable<Points> amounts) => amounts.Aggregate(Points.Zero, (sum, p) => sum + p);
}
