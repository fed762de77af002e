namespace Rota.Core.Changes;

/// <content>Exchanges and rings: chains of seats, in which each holder takes the seat before, and the first the last.</content>
public sealed partial class Suggestions
{
    private CandidateStream Exchanges(SeatInHand asked)
    {
        var stream = new CandidateStream(
            (found, number) =>
            {
                var next = seats[number];
                if (MayTrade(asked, next, out var cost))
                {
                    found.Found(new(ChangeKind.Exchange, cost, asked, null, next, null), number);
                }
            }
        );
        foreach (var next in held)
        {
            if (Differ(asked, next))
            {
                stream.Expect(Bound(next, asked) + Bound(asked, next), next.Place);
            }
        }

        return stream;
    }

    private bool MayTrade(SeatInHand a, SeatInHand b, out long cost)
    {
        if (IsApart(a, b))
        {
            var may = MayTake(b, a) && MayTake(a, b);
            cost = may ? Cost(a, b) + Cost(b, a) : 0;
            return may;
        }

        return MayPass([a, b], out cost);
    }

    /// <summary>
    /// The holder of the next seat takes the one asked about, that of the last the next, and who is asked for the last. First the rings of
    /// each next seat wait as one group, whose number is below zero, with the least of their bounds.
    /// </summary>
    private CandidateStream Rings(SeatInHand asked)
    {
        var sharesHome = SharesHome(asked);
        SeatInHand[] lasts =
        [
            .. held.Where(s => Differ(s, asked) && (sharesHome || !IsApart(asked, s) || MayGive(asked, s))),
        ];
        var stream = new CandidateStream(
            (found, number) =>
            {
                if (number < 0)
                {
                    OpenRings(found, asked, seats[~number], lasts);
                    return;
                }

                var (next, last) = (seats[number / seats.Length], seats[number % seats.Length]);
                if (MayRing(asked, next, last, out var cost))
                {
                    found.Found(new(ChangeKind.Ring, cost, asked, null, next, last), number);
                }
            }
        );
        foreach (var next in held)
        {
            var least = long.MaxValue;
            foreach (var last in lasts)
            {
                if (Differ(last, next))
                {
                    least = Math.Min(least, Bound(last, next) + Bound(asked, last));
                }
            }

            if (least < long.MaxValue && Differ(next, asked))
            {
                stream.Expect(Bound(next, asked) + least, ~next.Place);
            }
        }

        return stream;
    }

    private void OpenRings(CandidateStream found, SeatInHand asked, SeatInHand next, SeatInHand[] lasts)
    {
        var isApart = IsApart(asked, next);
        if (isApart && !MayGive(next, asked) && !SharesHome(next))
        {
            return;
        }

        var isRefusedApart = isApart && !MayTake(next, asked);
        foreach (var last in lasts)
        {
            var areApart = isApart && IsApart(last, asked) && IsApart(last, next);
            var isRefused = areApart && (isRefusedApart || IsRefused(last, next));
            if (Differ(last, next) && !isRefused)
            {
                found.Expect(Bound(next, asked) + Bound(last, next) + Bound(asked, last), Key(next, last));
            }
        }
    }

    /// <summary>Whether it is known already that who holds a seat may not take another that is apart.</summary>
    private bool IsRefused(SeatInHand from, SeatInHand to) =>
        gives[Key(from, to)] == Refused || takes[Key(from, to)] == Refused;

    private bool MayRing(SeatInHand asked, SeatInHand next, SeatInHand last, out long cost)
    {
        if (IsApart(asked, next) && IsApart(last, asked) && IsApart(last, next))
        {
            var may = MayTake(next, asked) && MayTake(asked, last) && MayTake(last, next);
            cost = may ? Cost(next, asked) + Cost(last, next) + Cost(asked, last) : 0;
            return may;
        }

        return MayPass([asked, next, last], out cost);
    }

    /// <summary>What it adds to the cost at least when who holds a seat takes another; asked for each pair of seats within each ring.</summary>
    private long Bound(SeatInHand from, SeatInHand to)
    {
        // Kept as one more, so that zero says that nobody has asked.
        ref var its = ref bounds[Key(from, to)];
        if (its == 0)
        {
            its = (from.IsSettled ? BoundOf(to, Of(from, to.Month)) : Unsure) + 1;
        }

        return its - 1;
    }

    /// <summary>Whether duties may be passed around where households or watches meet: the holder of each seat takes the one before.</summary>
    private bool MayPass(ReadOnlySpan<SeatInHand> chain, out long cost)
    {
        cost = 0;
        foreach (var seat in chain)
        {
            if (!seat.IsSettled)
            {
                return MayByAudit(
                    new(
                        chain.Length == 2 ? ChangeKind.Exchange : ChangeKind.Ring,
                        0,
                        chain[0],
                        null,
                        chain[1],
                        chain.Length == 2 ? null : chain[2]
                    ),
                    out cost
                );
            }
        }

        return DoHomesDiffer(chain) ? MayPassApart(chain, out cost) : MayPassAtHome(chain, out cost);
    }

    /// <summary>Where some of the households are the same: all of it is judged at once.</summary>
    private bool MayPassAtHome(ReadOnlySpan<SeatInHand> chain, out long cost)
    {
        cost = 0;
        var takings = new Taking[chain.Length];
        for (var at = 0; at < chain.Length; at++)
        {
            if (Of(Taker(chain, at), chain[at].Month) is not { } resident)
            {
                return false;
            }

            takings[at] = new Taking(chain[at], resident);
        }

        if (!MayHouseholds(households, takings))
        {
            return false;
        }

        foreach (var watch in takings.GroupBy(t => t.At.WatchPlace))
        {
            if (!watches.Allows([.. watch], out var its))
            {
                return false;
            }

            cost += its;
        }

        return true;
    }

    /// <summary>Where each household touches one seat given and one taken, and some of the seats are of one watch.</summary>
    private bool MayPassApart(ReadOnlySpan<SeatInHand> chain, out long cost)
    {
        cost = 0;
        Span<int> shared = stackalloc int[chain.Length];
        var count = 0;
        for (var at = 0; at < chain.Length; at++)
        {
            if (!MayGive(Taker(chain, at), chain[at]))
            {
                return false;
            }

            if (IsShared(chain, at))
            {
                shared[count++] = at;
            }
        }

        for (var at = 0; at < chain.Length; at++)
        {
            if (!IsShared(chain, at))
            {
                if (!MayTake(Taker(chain, at), chain[at]))
                {
                    return false;
                }

                cost += Cost(Taker(chain, at), chain[at]);
            }
        }

        if (count == 0)
        {
            return true;
        }

        // A chain of three shares one watch at most, by two seats or by all three.
        var third = count == 3 ? shared[2] : shared[0];
        var key = (
            Key(Taker(chain, shared[0]), chain[shared[0]]),
            Key(Taker(chain, shared[1]), chain[shared[1]]),
            Key(Taker(chain, third), chain[third])
        );
        if (!together.TryGetValue(key, out var judged))
        {
            var takings = new Taking[count];
            for (var i = 0; i < count; i++)
            {
                var seat = chain[shared[i]];
                takings[i] = new Taking(seat, Of(Taker(chain, shared[i]), seat.Month));
            }

            judged = (watches.Allows(takings, out var its), its);
            together[key] = judged;
        }

        cost += judged.Cost;
        return judged.May;
    }

    private static SeatInHand Taker(ReadOnlySpan<SeatInHand> chain, int at) => chain[(at + 1) % chain.Length];

    private static bool IsShared(ReadOnlySpan<SeatInHand> chain, int at)
    {
        for (var other = 0; other < chain.Length; other++)
        {
            if (other != at && chain[other].WatchPlace == chain[at].WatchPlace)
            {
                return true;
            }
        }

        return false;
    }

    private static bool DoHomesDiffer(ReadOnlySpan<SeatInHand> chain)
    {
        for (var at = 1; at < chain.Length; at++)
        {
            for (var other = 0; other < at; other++)
            {
                if (chain[at].Duty!.Household == chain[other].Duty!.Household)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private int Key(SeatInHand from, SeatInHand to) => (from.Place * seats.Length) + to.Place;

    /// <summary>Whether who holds a seat may give it up and take another, as far as the household goes.</summary>
    private bool MayGive(SeatInHand from, SeatInHand to)
    {
        ref var its = ref gives[Key(from, to)];
        if (its == Unknown)
        {
            its =
                Of(from, to.Month) is { } resident
                && (
                    from.Duty!.Household == to.Duty!.Household
                    || !from.IsSettled
                    || !to.IsSettled
                    || households.Allows(from.Duty.Household, [from], [new Taking(to, resident)])
                )
                    ? Legal
                    : Refused;
        }

        return its == Legal;
    }

    /// <summary>Whether who holds a seat may give it up and take another, households and watches of the two being different.</summary>
    private bool MayTake(SeatInHand from, SeatInHand to)
    {
        var at = Key(from, to);
        if (takes[at] == Unknown)
        {
            takes[at] =
                MayGive(from, to) && watches.Allows([new Taking(to, Of(from, to.Month))], out costs[at])
                    ? Legal
                    : Refused;
        }

        return takes[at] == Legal;
    }

    /// <summary>What it adds to the cost of a seat's watch when who holds another takes it; known when they may.</summary>
    private long Cost(SeatInHand from, SeatInHand to) => costs[Key(from, to)];

    private static bool Differ(SeatInHand a, SeatInHand b) => a.Place != b.Place && a.Holder != b.Holder;

    private static bool IsApart(SeatInHand a, SeatInHand b) =>
        a.WatchPlace != b.WatchPlace && a.Duty!.Household != b.Duty!.Household && a.IsSettled && b.IsSettled;

    /// <summary>Whether others of the household hold seats too.</summary>
    private bool SharesHome(SeatInHand seat) =>
        Array.Exists(held, s => s.Duty!.Household == seat.Duty!.Household && s.Holder != seat.Holder);
}
