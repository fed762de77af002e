using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Explanations;

/// <summary>What another rota of the same month would come to, beside the one in hand.</summary>
/// <param name="Emptier">The first post, lead before guard before standby, of which the number of gaps differs; null for none.</param>
/// <param name="MoreGaps">How many more seats of that post would stay empty; below 0 fewer.</param>
/// <param name="MoreWithoutLead">How many more lead seats would have somebody on them who cannot lead.</param>
/// <param name="MoreCost">How much more it would cost, gaps and all, in square points.</param>
/// <param name="IsExact">Whether it is the best of its kind; else a better one may exist, and the numbers are the most that it takes.</param>
/// <param name="Duties">Its duties of the household that asks, in seat order.</param>
public sealed record OtherChoice(
    Post? Emptier,
    int MoreGaps,
    int MoreWithoutLead,
    long MoreCost,
    bool IsExact,
    IReadOnlyList<Duty> Duties
)
{
    /// <summary>Compares another rota with the one in hand.</summary>
    /// <param name="problem">The problem of both.</param>
    /// <param name="rota">The rota in hand.</param>
    /// <param name="other">The other.</param>
    /// <param name="isExact">Whether the other is the best of its kind.</param>
    /// <param name="household">The household that asks; null for one that takes no part.</param>
    public static OtherChoice Of(
        RotaProblem problem,
        WatchRota rota,
        WatchRota other,
        bool isExact,
        HouseholdId? household
    )
    {
        ArgumentNullException.ThrowIfNull(rota);
        ArgumentNullException.ThrowIfNull(other);
        var emptier = Watch
            .Posts.Select(p => (Post: (Post?)p, More: GapsOf(other, p) - GapsOf(rota, p)))
            .FirstOrDefault(p => p.More != 0);
        return new OtherChoice(
            emptier.Post,
            emptier.More,
            other.Duties.Count(d => d.LacksLead) - rota.Duties.Count(d => d.LacksLead),
            Audit.Of(problem, other).Cost - Audit.Of(problem, rota).Cost,
            isExact,
            [.. other.Duties.Where(d => d.Household == household)]
        );
    }

    /// <summary>What has happened to the rota since it was made, so that a cheaper one is no reproach to it; null for nothing.</summary>
    public Words? Since { get; init; }

    /// <summary>It would have cost the same: what decided was the fixed order.</summary>
    public bool IsTie => MoreCost == 0;

    /// <summary>It would be cheaper: the rota has changed since it was made, or was not the best.</summary>
    public bool IsBetter => MoreCost < 0;

    /// <summary>What it would come to, in words that go on from a condition.</summary>
    public Words Words
    {
        get
        {
            var most = IsExact ? new Words("", "") : new Words("至多", "at most ");
            if (IsTie)
            {
                return new(
                    "代价一样，分不出高下，按固定次序定下",
                    "it would have cost the same: it was a tie, settled by the fixed order"
                );
            }

            if (IsBetter)
            {
                return Since
                    ?? new(
                        "本可以省一些：这份值班表经人改过，或没有算到最好就定下了",
                        "the month could have been cheaper: people changed this rota, or it was settled before the best was found"
                    );
            }

            var dearer = $"{most.En}{Counted.Some(MoreCost, "square point")} dearer";
            return Emptier is { } post
                    ? new(
                        $"{most.Zh}会多空 {MoreGaps} 个{SeatWords.Of(post).Zh}席",
                        $"{most.En}{Counted.Some(MoreGaps, $"more {SeatWords.Of(post).En} seat")} would stay empty"
                    )
                : MoreWithoutLead > 0
                    ? new(
                        $"会多出 {MoreWithoutLead} 班没人带班，全月总代价{most.Zh}多 {MoreCost} 平方分",
                        $"{Counted.Some(MoreWithoutLead, "more watch", "more watches")} would be without a lead, and the month {dearer}"
                    )
                : new($"全月总代价{most.Zh}多 {MoreCost} 平方分", $"the month would be {dearer}");
        }
    }

    private static int GapsOf(WatchRota rota, Post post) => rota.Gaps.Count(g => g.Seat.Post == post);
}
