using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Planning;

/// <summary>An edit that adds no breach.</summary>
/// <param name="Audit">What it costs and books.</param>
/// <param name="Standing">How many breaches stood before it.</param>
internal sealed record JudgedEdit(ChangeAudit Audit, int Standing);

/// <summary>Turns an edit that was asked for into moves of a draft's month, and judges them.</summary>
internal static class SeatEdit
{
    /// <summary>Judges it.</summary>
    /// <param name="month">The draft's month by the books as they are now.</param>
    /// <param name="waivers">Waivers on record.</param>
    /// <param name="asked">The edit.</param>
    /// <param name="now">The moment, on the area's wall clock.</param>
    /// <returns>The edit; fails with the reason in words.</returns>
    public static Outcome<JudgedEdit> Judge(
        PublishedMonth month,
        IReadOnlyList<Waiver> waivers,
        Assignment asked,
        LocalDateTime now
    )
    {
        var months = PublishedMonths.Of([month], waivers);
        var found = asked.Seat.OneOf(
            [.. month.Rota.Duties.Select(d => d.Seat), .. month.Rota.Gaps.Select(g => g.Seat)],
            new("草稿", "the draft")
        );
        if (!found.Succeeded)
        {
            return Failed(found.Faults);
        }

        var moves = MovesOf(month, found.Value.Seat, asked);
        if (!moves.Succeeded)
        {
            return Failed(moves.Faults);
        }

        var audit = ChangeAudit.Of(months, new RotaChange(ChangeKind.Edit, moves.Value, []), now);
        if (!audit.Succeeded)
        {
            return Failed(audit.Faults);
        }

        return audit.Value.IsLegal
            ? Outcome<JudgedEdit>.Of(new JudgedEdit(audit.Value, Audit.Of(month.Problem, month.Rota).Breaches.Count))
            : Failed([.. audit.Value.Refusals.Select(f => WithWayOut(f, months, found.Value.Seat, asked, now))]);
    }

    private static Outcome<IReadOnlyList<Move>> MovesOf(PublishedMonth month, Seat seat, Assignment asked)
    {
        var holder = month.Holder(seat);
        var at = new Place(SeatWords.Of(seat).En);
        if (asked.Resident is not { } resident)
        {
            return holder is null
                ? Outcome<IReadOnlyList<Move>>.Failed(
                    new Fault(
                        at,
                        new("这一席本来就空着", "the seat is empty already"),
                        new("要排人请写 --resident", "to put somebody on it give --resident")
                    )
                )
                : Outcome<IReadOnlyList<Move>>.Of([new Move(seat, holder, null)]);
        }

        var move = new Move(seat, holder, resident);
        if (!asked.IsSwap)
        {
            return Outcome<IReadOnlyList<Move>>.Of([move]);
        }

        var own = OthersOf(month, resident, seat);
        return own.Count == 1
            ? Outcome<IReadOnlyList<Move>>.Of([move, new Move(own[0], resident, holder)])
            : Outcome<IReadOnlyList<Move>>.Failed(
                new Fault(
                    at,
                    own.Count == 0
                        ? new("此人草稿里没有别的班可对调", "the resident has no other duty in the draft to trade")
                        : new(
                            $"此人草稿里有 {own.Count} 班，不知对调哪一班",
                            $"the resident has {own.Count} duties in the draft; which to trade is not clear"
                        ),
                    new("不加 --swap，逐席改", "change seat by seat, without --swap")
                )
            );
    }

    /// <summary>A refusal, with the trade of the two seats offered where that would do.</summary>
    private static Fault WithWayOut(
        Fault refusal,
        PublishedMonths months,
        Seat seat,
        Assignment asked,
        LocalDateTime now
    )
    {
        var month = months.Months[0];
        if (month.Holder(seat) is { } holder && month.Pins.Contains((seat, holder)))
        {
            return refusal with
            {
                Right = new(
                    "要改请先取消指定：rota pin --remove",
                    "to change it take the pin back first: rota pin --remove"
                ),
            };
        }

        if (asked.IsSwap || asked.Resident is not { } resident || OthersOf(month, resident, seat) is not [var own])
        {
            return refusal;
        }

        var swap = MovesOf(month, seat, asked with { IsSwap = true });
        var audit = ChangeAudit.Of(months, new RotaChange(ChangeKind.Edit, swap.Value, []), now);
        var words = SeatWords.Of(own);
        return audit is { Succeeded: true, Value.IsLegal: true }
            ? refusal with
            {
                Right = new(
                    $"此人已排 {words.Zh}；与之对调可加 --swap",
                    $"they are on {words.En} already; --swap trades the two seats"
                ),
            }
            : refusal;
    }

    private static IReadOnlyList<Seat> OthersOf(PublishedMonth month, ResidentId resident, Seat but) =>
        [.. month.Rota.Duties.Where(d => d.Resident == resident && d.Seat != but).Select(d => d.Seat)];

    private static Outcome<JudgedEdit> Failed(IReadOnlyList<Fault> faults) => Outcome<JudgedEdit>.Failed([.. faults]);
}
