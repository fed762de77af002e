using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>Why a change cannot be made at all, whatever the covenant says of it.</summary>
internal static class ChangeFaults
{
    /// <summary>The faults; none when the months can be changed so.</summary>
    public static IEnumerable<Fault> Of(PublishedMonths months, RotaChange change)
    {
        if (change.Moves.Count == 0 || change.Moves.DistinctBy(m => m.Seat).Count() < change.Moves.Count)
        {
            yield return new Fault(
                new Place("change"),
                new("没有换班内容，或同一席位写了两次", "it moves nothing, or names a seat twice"),
                new("每个席位请只写一次", "name each seat once")
            );
            yield break;
        }

        foreach (var fault in change.Moves.Select(m => Of(months, m)).OfType<Fault>())
        {
            yield return fault;
        }

        foreach (var waiver in change.Waivers)
        {
            var rules = months.Of(waiver.Seat.Night)?.Problem.Terms.Rules.All.Select(r => r.Key) ?? [];
            if (waiver.Rule == "seats" || !rules.Contains(waiver.Rule, StringComparer.Ordinal))
            {
                yield return new Fault(
                    At(waiver.Seat),
                    new($"条款“{waiver.Rule}”不能特许", $"rule “{waiver.Rule}” cannot be waived"),
                    new("请写公约里有的条款", "name a rule of the covenant that a duty can be excused from")
                );
            }
        }

        if (!IsOfItsKind(months, change))
        {
            yield return new Fault(
                At(change.Moves[0].Seat),
                new("换班内容与换班方式不符", "the moves are not those of such a change"),
                new("请重新选择替班、换班或顶上", "choose the stand-in, exchange or promotion anew")
            );
        }
    }

    /// <summary>A seat as a fault names its place.</summary>
    internal static Place At(Seat seat) => new(SeatWords.Of(seat).En);

    private static Fault? Of(PublishedMonths months, Move move)
    {
        var month = months.Of(move.Seat.Night);
        if (month is null || !month.Has(move.Seat))
        {
            return new Fault(
                At(move.Seat),
                new("已公布的值班表里没有这一席", "no published rota in hand has this seat"),
                new("请写已公布月份里有的席位", "name a seat of a published month")
            );
        }

        if (month.Holder(move.Seat) != move.From)
        {
            return new Fault(
                At(move.Seat),
                new("这一班已经换过人了", "the duty has moved since"),
                new("请看最新的值班表，再重新提出", "look at the latest edition and propose it again")
            );
        }

        return move.From == move.To
                ? new Fault(
                    At(move.Seat),
                    new("换班前后是同一个人", "it is the same resident before and after"),
                    new("请另选一人", "choose somebody else")
                )
            : move.To is { } to && month.Problem.Resident(to) is null
                ? new Fault(
                    At(move.Seat),
                    new("此人这个月不能在本片区值守", "the resident cannot guard in this area that month"),
                    new("请另选一人", "choose somebody else")
                )
            : null;
    }

    private static bool IsOfItsKind(PublishedMonths months, RotaChange change)
    {
        var moves = change.Moves;
        return change.Kind switch
        {
            ChangeKind.StandIn => moves is [{ To: not null }],
            ChangeKind.HouseholdMember => moves is [{ From: not null, To: { } to } move]
                && months.Of(move.Seat.Night) is { } month
                && month.Duty(move.Seat)?.Household == month.Problem.Resident(to)?.Household.Id,
            ChangeKind.Exchange => moves.Count == 2 && Passes(moves),
            ChangeKind.Ring => moves.Count > 2 && Passes(moves),
            ChangeKind.Promotion => IsPromotion(moves),
            ChangeKind.Release => moves.All(m => m is { From: not null, To: null }),
            _ => true,
        };
    }

    /// <summary>Whether everybody who gives a duty gets one.</summary>
    private static bool Passes(IReadOnlyList<Move> moves) =>
        moves.All(m => m.From is not null && m.To is not null)
        && moves.Select(m => m.From).Distinct().Count() == moves.Count
        && moves.Select(m => m.From).ToHashSet().SetEquals(moves.Select(m => m.To));

    /// <summary>Whether a standby leaves its seat empty and is out on the same watch; who moves up besides is out on it already.</summary>
    private static bool IsPromotion(IReadOnlyList<Move> moves)
    {
        var emptied = moves.Where(m => m.To is null).ToList();
        return emptied is [{ Seat.Post: Post.Standby, From: { } standby }]
            && moves.All(m => (m.Seat.Night, m.Seat.Watch) == (emptied[0].Seat.Night, emptied[0].Seat.Watch))
            && moves.Where(m => m != emptied[0]).All(m => Watch.IsOut(m.Seat.Post))
            && moves.Count(m => m.To == standby) == 1
            && moves.Where(m => m.To is not null && m.To != standby).All(m => moves.Any(other => other.From == m.To));
    }
}
