using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>What kind of change it is, as people speak of it.</summary>
public enum ChangeKind
{
    /// <summary>同户替班: another adult of the household goes; nothing changes in the ledger.</summary>
    HouseholdMember,

    /// <summary>替班: somebody takes a duty, or an empty seat, and gets nothing in return.</summary>
    StandIn,

    /// <summary>换班: two residents trade duties.</summary>
    Exchange,

    /// <summary>多人换班: three residents or more pass duties around.</summary>
    Ring,

    /// <summary>备班顶上: the standby of a watch goes out on it.</summary>
    Promotion,

    /// <summary>请假空出: duties of people who are excused are left empty; what that breaks besides is an open problem and refuses nothing.</summary>
    Release,

    /// <summary>Changed by an organiser's hand.</summary>
    Edit,

    /// <summary>撤回: a change that was carried out is turned round.</summary>
    Undo,

    /// <summary>重排: the month was solved again around what is published.</summary>
    Resolve,
}

/// <summary>What holds for a kind of change.</summary>
public static class ChangeKinds
{
    /// <summary>Whether it may be made until the watch has ended, and not only before it begins: it finds somebody for one duty.</summary>
    public static bool IsOpenToTheEnd(this ChangeKind kind) =>
        kind is ChangeKind.HouseholdMember or ChangeKind.StandIn or ChangeKind.Promotion or ChangeKind.Release;
}

/// <summary>What happens to one seat.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="From">Who holds it before; null for a gap.</param>
/// <param name="To">Who holds it after; null for a gap.</param>
public sealed record Move(Seat Seat, ResidentId? From, ResidentId? To);

/// <summary>特许: one named rule leaves one duty alone; a recorded fact.</summary>
/// <param name="Rule">Key of the rule.</param>
/// <param name="Seat">The duty's seat.</param>
/// <param name="Resident">
/// Who holds it; with anybody else on the seat the waiver says nothing. Where pins are let go: who is pinned; another's pin on the seat holds.
/// </param>
/// <param name="Reason">Why, as it was written down; for organisers.</param>
public sealed record Waiver(string Rule, Seat Seat, ResidentId Resident, string Reason)
{
    /// <summary>The key of the rule that pins are kept.</summary>
    private const string Pins = "pins";

    /// <summary>The waiver that a rule be let go for what happens to a seat: for whoever takes it, and a pin for whoever leaves it.</summary>
    /// <param name="rule">Key of the rule.</param>
    /// <param name="move">What happens to the seat; somebody takes it.</param>
    /// <param name="reason">Why.</param>
    public static Waiver Of(string rule, Move move, string reason)
    {
        ArgumentNullException.ThrowIfNull(move);
        var resident = rule == Pins ? move.From ?? move.To : move.To;
        return new Waiver(rule, move.Seat, resident!.Value, reason);
    }

    /// <summary>Whether it lets a resident's pin to a seat go.</summary>
    public bool LetsPinGo(Seat seat, ResidentId pinned) => (Rule, Seat, Resident) == (Pins, seat, pinned);

    /// <summary>Whether one of some waivers lets a rule go for a duty.</summary>
    internal static bool Covers(IEnumerable<Waiver> waivers, string rule, Stand stand) =>
        waivers.Any(w =>
            w.Rule == rule
            && w.Resident == stand.Resident.Id
            && w.Seat == new Seat(stand.Watch.Night.Date, stand.Watch.Name, stand.Post, stand.Number)
        );

    /// <summary>Without the reason, so that a log line cannot carry it.</summary>
    public override string ToString() => $"{Rule} {SeatWords.Of(Seat).En}";
}

/// <summary>A change to published rotas of one area: all of its moves or none.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Moves">What happens to each seat it touches, one move a seat.</param>
/// <param name="Waivers">Rules that are let go for single duties from now on.</param>
public sealed record RotaChange(ChangeKind Kind, IReadOnlyList<Move> Moves, IReadOnlyList<Waiver> Waivers)
{
    /// <summary>Why an out seat leaves month and rest aside when its standby moved up.</summary>
    private const string MovedUp = "备班顶上 / moved up from standby";

    /// <summary>Another adult of the household goes.</summary>
    public static RotaChange HouseholdMember(Seat seat, ResidentId from, ResidentId to) =>
        new(ChangeKind.HouseholdMember, [new Move(seat, from, to)], []);

    /// <summary>Somebody takes a duty, or a seat that is empty.</summary>
    public static RotaChange StandIn(Seat seat, ResidentId? from, ResidentId to) =>
        new(ChangeKind.StandIn, [new Move(seat, from, to)], []);

    /// <summary>Duties are passed around: each resident takes the seat of the next, the last that of the first. Two trade.</summary>
    /// <param name="duties">Two duties or more, of different residents.</param>
    public static RotaChange Around(params IReadOnlyList<(Seat Seat, ResidentId Resident)> duties)
    {
        ArgumentNullException.ThrowIfNull(duties);
        return new(
            duties.Count == 2 ? ChangeKind.Exchange : ChangeKind.Ring,
            [
                .. duties.Select(
                    (d, i) => new Move(d.Seat, d.Resident, duties[(i + duties.Count - 1) % duties.Count].Resident)
                ),
            ],
            []
        );
    }

    /// <summary>
    /// The standby goes out, excused from month and rest for that night. Who cannot lead takes a guard's seat while that guard moves up
    /// to the lead's.
    /// </summary>
    /// <param name="seat">The lead's or guard's seat that has to be filled.</param>
    /// <param name="from">Who holds it; null for a gap.</param>
    /// <param name="standby">The standby's seat and who holds it.</param>
    /// <param name="guard">The guard who moves up; null where the standby takes the seat.</param>
    public static RotaChange Promotion(
        Seat seat,
        ResidentId? from,
        (Seat Seat, ResidentId Resident) standby,
        (Seat Seat, ResidentId Resident)? guard = null
    )
    {
        var taken = guard?.Seat ?? seat;
        var moves = guard is { } up
            ? new[] { new Move(seat, from, up.Resident), new Move(up.Seat, up.Resident, standby.Resident) }
            : [new Move(seat, from, standby.Resident)];
        return new(
            ChangeKind.Promotion,
            [.. moves, new Move(standby.Seat, standby.Resident, null)],
            [
                new Waiver("month", taken, standby.Resident, MovedUp),
                new Waiver("rest", taken, standby.Resident, MovedUp),
            ]
        );
    }

    /// <summary>Duties of people who are excused are left empty.</summary>
    /// <param name="duties">The duties, one or more.</param>
    public static RotaChange Release(params IEnumerable<(Seat Seat, ResidentId Resident)> duties) =>
        new(ChangeKind.Release, [.. duties.Select(d => new Move(d.Seat, d.Resident, null))], []);

    /// <summary>What takes the change back: the moves turned round. Waivers say nothing any more when their duties have moved.</summary>
    public RotaChange Inverse() => new(ChangeKind.Undo, [.. Moves.Select(m => new Move(m.Seat, m.To, m.From))], []);
}
