using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 公平: a duty of w points of a household with opening balance B and weight n costs w(2B + w)/n square points, the growth of
/// B²/n. Least in sum when balances grow in proportion to weights; who owes most comes first. Rounded to whole square points,
/// halves away from zero. Each duty is charged by itself, also where a household has two in a month.
/// </summary>
public sealed record Fairness : Rule
{
    /// <summary>Square thousandths of a point in a square point.</summary>
    private const long SquareThousandths = 1_000_000;

    /// <inheritdoc/>
    public override string Key => "fairness";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            "按守望账排：欠得多的先排，守得多的后排；旧账每月淡去十二分之一。",
            "By the ledger: who owes more comes first, who has done more comes later; a twelfth of an old balance fades each month."
        );

    /// <inheritdoc/>
    public override long Price(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(watch);
        var points = watch.Night.PointsOf(post).Thousandths;
        var household = resident.Household;
        return Round.HalfAway(
            points * ((2 * household.Balance.Thousandths) + points),
            SquareThousandths * household.Weight
        );
    }
}
