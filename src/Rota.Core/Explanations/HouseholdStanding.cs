using Rota.Core.Problems;

namespace Rota.Core.Explanations;

/// <summary>Where a household stood among those of its area when the month opened: its own figures, and nobody else's.</summary>
/// <param name="Balance">The balance with which it opened the month.</param>
/// <param name="Shares">Its shares; 0 owes nothing.</param>
/// <param name="Rank">Its place by balance per share, from 1 for who owes most; households that are level share a place.</param>
/// <param name="Among">How many households owe, it among them.</param>
/// <param name="Level">How many others have the same balance per share.</param>
public sealed record HouseholdStanding(Points Balance, int Shares, int Rank, int Among, int Level)
{
    /// <summary>Reads it off a problem.</summary>
    public static HouseholdStanding Of(RotaProblem problem, HouseholdMonth household)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(household);
        var owing = problem.Households.Where(h => h.OwingWeight > 0 && h != household).ToList();
        return new HouseholdStanding(
            household.Balance,
            household.OwingWeight,
            1 + owing.Count(h => Compare(h, household) < 0),
            owing.Count + (household.OwingWeight > 0 ? 1 : 0),
            owing.Count(h => Compare(h, household) == 0)
        );
    }

    /// <summary>The balance for each share.</summary>
    public Points PerShare => Balance.DividedBy(Math.Max(1, Shares));

    /// <summary>It in a sentence.</summary>
    public Words Words =>
        Shares == 0
            ? new(
                $"您家本月没有应担的值守（自愿参加或来支援），月初结余 {Said(Balance)} 分。",
                $"Your household owes nothing this month (it volunteers or helps) and opened with {InPoints(Balance)}."
            )
            : new(
                $"您家月初结余 {Said(Balance)} 分{(Shares > 1 ? $"，应担 {Shares} 份，每份 {Said(PerShare)} 分" : "")}；"
                    + $"本片区应担值守的 {Among} 户从欠得最多的排起，您家排第 {Rank}{(Level > 0 ? $"，另有 {Level} 户并列" : "")}。",
                $"Your household opened the month with {InPoints(Balance)}"
                    + $"{(Shares > 1 ? $", {Said(PerShare)} for each of its {Shares} shares" : "")}: {Counted.Ordinal(Rank)} of the {Among} "
                    + $"that {(Among == 1 ? "owes" : "owe")} in the area, who owes most first{(Level > 0 ? $", level with {Counted.Some(Level, "other")}" : "")}."
            );

    /// <summary>Points with one digit, the minus a true one.</summary>
    private static string Said(Points points) =>
        (Math.Round(points.Thousandths / 1000m, 1, MidpointRounding.AwayFromZero)).ToString(
            "0.#;−0.#;0",
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static string InPoints(Points points) =>
        Said(points) + (Math.Abs(points.Thousandths) == 1000 ? " point" : " points");

    private static int Compare(HouseholdMonth a, HouseholdMonth b) =>
        (a.Balance.Thousandths * b.Weight).CompareTo(b.Balance.Thousandths * a.Weight);
}
