using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Covenants.Rules;

/// <summary>
/// 待补: what an empty seat costs: above everything else together, lead before guard before standby; and of equally many
/// the lighter nights stay empty, not 除夕.
/// <see cref="RowModel.Shortfall"/> tells when a price is not above everything in a month.
/// </summary>
/// <param name="Lead">Price of an empty lead seat, in square points.</param>
/// <param name="Guard">Price of an empty guard seat.</param>
/// <param name="Standby">Price of an empty standby seat.</param>
/// <param name="PerPoint">What each point of the duty that is not stood adds; 0 or more.</param>
public sealed record Gaps(
    long Lead = 1_000_000_000_000,
    long Guard = 1_000_000_000,
    long Standby = 10_000_000,
    long PerPoint = 1_000
) : Rule
{
    /// <summary>The rule with its default prices.</summary>
    public Gaps()
        : this(1_000_000_000_000) { }

    /// <inheritdoc/>
    public override string Key => "gaps";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            "能排满就排满；实在无人可排才留空，并写明原因。",
            "Every seat that can be filled is filled; a seat stays empty only when nobody may take it, and the reason is given."
        );

    /// <summary>The price of an empty seat on a post.</summary>
    public long PriceOf(Post post) =>
        post switch
        {
            Post.Lead => Lead,
            Post.Guard => Guard,
            _ => Standby,
        };

    /// <summary>What an empty seat on a night costs besides the price of its post.</summary>
    public long WeightOf(Night night, Post post)
    {
        ArgumentNullException.ThrowIfNull(night);
        return Round.HalfAway(night.PointsOf(post).Thousandths * PerPoint, 1000);
    }

    /// <inheritdoc/>
    public override (Words What, Words Right)? Misset(Terms terms) =>
        Lead > Guard && Guard > Standby && Standby > 0 && Lead <= 10_000_000_000_000 && PerPoint >= 0
            ? null
            : (
                new(
                    $"lead {Lead}、guard {Guard}、standby {Standby}、per_point {PerPoint}",
                    $"lead {Lead}, guard {Guard}, standby {Standby}, per_point {PerPoint}"
                ),
                new(
                    "应 lead > guard > standby > 0，且不超过 10^13，per_point 不小于 0",
                    "it must be lead > guard > standby > 0, none above 10^13, per_point 0 or more"
                )
            );

    /// <inheritdoc/>
    public override IEnumerable<Charge> Charges(Reading rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        return rota.Gaps.Count == 0
            ? []
            : from gap in rota.Gaps
            let night = rota.Problem.Nights[gap.Seat.Night.Day - 1]
            select new Charge(Key, PriceOf(gap.Seat.Post) + WeightOf(night, gap.Seat.Post), gap.Seat.Night, null);
    }

    /// <inheritdoc/>
    internal override bool IsOfWatch => true;

    /// <inheritdoc/>
    public override void Rows(RowWriter rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var watch in rows.Problem.Watches)
        {
            foreach (var post in Watch.Posts.Where(p => watch.Seats(p) > 0))
            {
                rows.Charge(rows.Gap(watch, post), PriceOf(post) + WeightOf(watch.Night, post));
            }
        }
    }
}
