using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Explanations;

/// <summary>What keeps a seat empty.</summary>
public enum GapBound
{
    /// <summary>Too few households for the seats: a Hall set shows it.</summary>
    Numbers,

    /// <summary>As the nights out stand, too few households are far enough from theirs to stand by: a Hall set shows it.</summary>
    StandbyDistance,

    /// <summary>Numbers alone would do; who may be out together on that watch does not.</summary>
    Composition,

    /// <summary>Several rules together, none of which alone would do.</summary>
    Several,

    /// <summary>Nothing: the rota is not the best as the books are now, and a month drawn up again fills the seat.</summary>
    Nothing,

    /// <summary>What binds did not come out within the effort allowed.</summary>
    Unsettled,
}

/// <summary>Why a seat stays empty, as far as counting shows.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Smallest">The smallest set of seats around it that cannot all be filled; null where counting does not explain it.</param>
/// <param name="BesideOut">The set is one as the nights out stand, of standby.</param>
public sealed record GapConflict(Seat Seat, HallSet? Smallest, bool BesideOut);

/// <summary>The conflicts of a rota's gaps, found by matching seats with households.</summary>
/// <param name="problem">The problem.</param>
/// <param name="rota">A rota of it.</param>
public sealed class GapConflicts(RotaProblem problem, WatchRota rota)
{
    private readonly Lazy<SeatMatching> outside = new(() => SeatMatching.Of(problem, rota, isOut: true));
    private readonly Lazy<SeatMatching> standby = new(() => SeatMatching.Of(problem, rota, isOut: false));
    private readonly Lazy<SeatMatching> besideOut = new(() =>
        SeatMatching.Of(problem, rota, isOut: false, besideOut: true)
    );

    /// <summary>Why a gap of the rota stays empty.</summary>
    public GapConflict Of(Seat gap)
    {
        if (Watch.IsOut(gap.Post))
        {
            return new GapConflict(gap, outside.Value.Violator(gap), BesideOut: false);
        }

        var alone = standby.Value.Violator(gap);
        return new GapConflict(gap, alone ?? besideOut.Value.Violator(gap), alone is null);
    }

    /// <summary>All seats that are out and compete with the gaps that counting explains: null where it explains none.</summary>
    public HallSet? AllOut() => GapsOf(isOut: true) is { Count: > 0 } gaps ? outside.Value.Violators(gaps) : null;

    /// <summary>The same of standby.</summary>
    public HallSet? AllStandby() => GapsOf(isOut: false) is { Count: > 0 } gaps ? standby.Value.Violators(gaps) : null;

    private List<Seat> GapsOf(bool isOut) =>
        [.. rota.Gaps.Select(g => g.Seat).Where(s => Watch.IsOut(s.Post) == isOut)];
}
