using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Planning;

/// <summary>
/// What binds the gaps of one rota: where counting does not explain one, the month is solved again with rules left aside. What does not
/// hang on the gap is solved once for all of them.
/// </summary>
/// <param name="problem">The problem.</param>
/// <param name="rota">A rota of it.</param>
/// <param name="isBest">Whether the rota is proven the best of this very problem; else it is asked too whether the best fills a gap.</param>
/// <param name="solve">What solves; the solver when null.</param>
public sealed class GapBounds(RotaProblem problem, WatchRota rota, bool isBest, Solve? solve = null)
{
    private static readonly Supposition Nothing = new();
    private static readonly Supposition NoDistance = new() { Waives = (rule, _, _, _) => rule is Standby };

    private readonly Dictionary<(LocalDate Night, string Watch), Supposition> compositions = [];
    private readonly Dictionary<Supposition, SolveSupposed> solved = [];

    /// <summary>
    /// What keeps a gap empty. A rule is named where, with it left aside, every best rota fills the very seat: where one leaves it
    /// open, the rule's being left aside fills some other gap, or this one at the price of another.
    /// </summary>
    /// <param name="conflict">What counting says of the gap.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    public GapBound Of(GapConflict conflict, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(conflict);
        if (conflict.Smallest is not null)
        {
            return conflict.BesideOut ? GapBound.StandbyDistance : GapBound.Numbers;
        }

        var isUnsettled = false;
        (GapBound Bound, Supposition Supposed)[] tried =
        [
            .. isBest ? [] : ((GapBound, Supposition)[])[(GapBound.Nothing, Nothing)],
            (GapBound.Composition, WithoutComposition(conflict.Seat)),
            (GapBound.StandbyDistance, NoDistance),
        ];
        foreach (var (bound, supposed) in tried)
        {
            switch (IsAlwaysFilled(conflict.Seat, supposed, cancellation))
            {
                case true:
                    return bound;
                case null:
                    isUnsettled = true;
                    break;
            }
        }

        return isUnsettled ? GapBound.Unsettled : GapBound.Several;
    }

    /// <summary>The rules for who is out together, left aside on the watch of a seat.</summary>
    private Supposition WithoutComposition(Seat seat)
    {
        if (!compositions.TryGetValue((seat.Night, seat.Watch), out var supposed))
        {
            supposed = new Supposition
            {
                Waives = (rule, _, w, _) => rule is Companion or KeepApart or Together or Carers && IsOn(w, seat),
            };
            compositions.Add((seat.Night, seat.Watch), supposed);
        }

        return supposed;
    }

    /// <summary>
    /// Whether every best rota, as supposed, fills more seats of a gap's post and watch than the rota in hand, so that leaving the gap
    /// open costs more gaps; seats of a post stand for each other. Null where it is not settled.
    /// </summary>
    private bool? IsAlwaysFilled(Seat seat, Supposition supposed, CancellationToken cancellation)
    {
        if (!solved.TryGetValue(supposed, out var found))
        {
            found = SolveSupposed.Run(problem, supposed, solve, cancellation);
            solved.Add(supposed, found);
        }

        if (found is not SolveSupposed.Solved best)
        {
            return found is SolveSupposed.Impossible ? false : null;
        }

        var gaps = OpenOn(rota, seat);
        if (OpenOn(best.Rota, seat) >= gaps)
        {
            return best.IsExact ? false : null;
        }

        var leaving = supposed with { LeavesOpen = (w, p) => IsOn(w, seat) && p == seat.Post ? gaps : 0 };
        return SolveSupposed.Run(problem, leaving, solve, cancellation) switch
        {
            SolveSupposed.Solved open when PriceOf(open.Rota) <= PriceOf(best.Rota) => best.IsExact ? false : null,
            SolveSupposed.Solved open => open.IsExact ? true : null,
            SolveSupposed.Impossible => true,
            _ => null,
        };
    }

    private static int OpenOn(WatchRota of, Seat seat) =>
        of.Gaps.Count(g => (g.Seat.Night, g.Seat.Watch, g.Seat.Post) == (seat.Night, seat.Watch, seat.Post));

    /// <summary>What the gaps of a rota cost, as far as their posts go.</summary>
    private long PriceOf(WatchRota of)
    {
        var prices = problem.Terms.Rules.Get<Gaps>();
        return of.Gaps.Sum(g => prices.PriceOf(g.Seat.Post));
    }

    private static bool IsOn(Watch watch, Seat seat) => watch.Night.Date == seat.Night && watch.Name == seat.Watch;
}
