using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Explanations;

/// <summary>What kind of thing fills an empty seat; the gentlest come first.</summary>
public enum RepairKind
{
    /// <summary>Somebody may simply come, by what the books say now.</summary>
    Come,

    /// <summary>The organiser lets a limit of the covenant go for one duty: rest, the month, the distance of standby.</summary>
    Waive,

    /// <summary>Somebody is asked in private whether they could come after all.</summary>
    Ask,

    /// <summary>Somebody who may guard learns to lead.</summary>
    Train,

    /// <summary>The watch does without the seat.</summary>
    FewerSeats,

    /// <summary>The area keeps one watch with a neighbouring one.</summary>
    Join,
}

/// <summary>
/// One way to fill an empty seat, tried. Where somebody comes, nobody else's duty changes, and the finished rota breaks nothing but
/// what is said here; of areas that join, every duty of the area's own stays, and the neighbour's watches fall away. For organisers: it names who is asked, and never why they could not come.
/// </summary>
public sealed record Repair
{
    /// <summary>Its kind.</summary>
    public required RepairKind Kind { get; init; }

    /// <summary>The seat that is filled, or done without.</summary>
    public required Seat Seat { get; init; }

    /// <summary>Who takes it; null where nobody does.</summary>
    public ResidentMonth? Who { get; init; }

    /// <summary>Keys of the rules that leave this one duty alone.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Free nights that are left between this and the household's nearest night out; null where that breaks nothing.</summary>
    public int? FreeNights { get; init; }

    /// <summary>The how many-th watch of the month this is for the household; null where the month's limit is kept.</summary>
    public int? Turn { get; init; }

    /// <summary>What it adds to the rota's cost besides the price of the gap, which it takes off; in square points.</summary>
    public long Cost { get; init; }

    /// <summary>What has to be supposed to solve the month again with it; null where the watches themselves differ.</summary>
    public Supposition? Supposed { get; init; }

    /// <summary>Where somebody else joins in: the code of the other area. Else null.</summary>
    public string? Area { get; init; }

    /// <summary>Where areas join: how many seats both have open apart, and how many together. Else null.</summary>
    public (int Apart, int Together)? Open { get; init; }

    /// <summary>What is done, in words for an organiser.</summary>
    /// <param name="called">What somebody is called: a watch number.</param>
    public Words Words(Func<ResidentMonth, string> called)
    {
        ArgumentNullException.ThrowIfNull(called);
        var who = Who is null ? "" : called(Who);
        var post = SeatWords.Of(Seat.Post);
        return Kind switch
        {
            RepairKind.Come => new($"{who} 按现在的登记可以来", $"{who} may come, by what the books say now"),
            RepairKind.Waive => new($"请 {who}，并放宽{Limits.Zh}", $"ask {who}, and let go of {Limits.En}"),
            RepairKind.Ask => new(
                $"私下问 {who} 这一夜能否来",
                $"ask {who} in private whether they could come that night"
            ),
            RepairKind.Train => new(
                $"教会 {who} 带班（已能值守，还不能带班）",
                $"train {who}, who may guard but cannot lead yet"
            ),
            RepairKind.FewerSeats => new($"这一夜少设一个{post.Zh}席", $"keep that watch with one {post.En} seat less"),
            _ => new(
                $"与 {Area} 联片，合设一班：两片分开共待补 {Open!.Value.Apart} 席，合起来待补 {Open.Value.Together} 席",
                $"keep one watch with {Area}: {Counted.Some(Open.Value.Apart, "seat")} open apart, {Open.Value.Together} together"
            ),
        };
    }

    private Words Limits
    {
        get
        {
            var said = Rules.Select(Limit).ToList();
            return new(string.Join("、", said.Select(s => s.Zh)), string.Join(" and ", said.Select(s => s.En)));
        }
    }

    private Words Limit(string rule) =>
        rule switch
        {
            "month" => new(
                $"每月次数（本月第 {Turn} 次）",
                $"the month's limit (it is their {Counted.Ordinal(Turn!.Value)} time)"
            ),
            "rest" => new(
                $"间隔（只隔 {FreeNights} 夜）",
                $"the rest ({Counted.Some(FreeNights!.Value, "free night")} only)"
            ),
            _ => new("备班与值守的间隔", "the distance of standby and night out"),
        };
}
