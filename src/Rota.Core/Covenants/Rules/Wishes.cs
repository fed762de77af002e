using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Covenants.Rules;

/// <summary>意愿: a night somebody would rather avoid costs, one somebody likes pays; never worth more than one weekday duty.</summary>
/// <param name="Avoid">What a duty on a night to avoid costs, in square points.</param>
/// <param name="Like">What a duty on a night that is liked pays, in square points.</param>
public sealed record Wishes(long Avoid = 40, long Like = 20) : Rule
{
    /// <summary>The rule with its default prices.</summary>
    public Wishes()
        : this(40) { }

    /// <inheritdoc/>
    public override string Key => "wishes";

    /// <inheritdoc/>
    public override Words Sentence =>
        new(
            "愿意或不愿意的夜晚尽量照顾，但不重过一个平日班。",
            "Wishes for and against nights are weighed, never above one weekday duty."
        );

    /// <inheritdoc/>
    public override (Words What, Words Right)? Misset(Terms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var weekday = (long)terms.Points.Ordinary * terms.Points.Ordinary;
        return Avoid >= 0 && Avoid <= weekday && Like >= 0 && Like <= weekday
            ? null
            : (
                new($"avoid 为 {Avoid}、like 为 {Like}", $"avoid is {Avoid}, like is {Like}"),
                new(
                    $"都应在 0 到 {weekday} 之间（一个平日班）",
                    $"both must be between 0 and {weekday}, one weekday duty"
                )
            );
    }

    /// <inheritdoc/>
    public override long Price(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(watch);
        return resident.WishOn[watch.Night.Date.Day - 1] switch
        {
            > 0 => -Like,
            < 0 => Avoid,
            _ => 0,
        };
    }
}
