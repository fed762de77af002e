using Rota.Core.Covenants.Rules;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>Judges and prices a change watch by watch: what rules about who is out together say of a watch when its seats change hands.</summary>
internal sealed class WatchViews(IReadOnlyList<MonthInHand> months, IReadOnlyList<Waiver> waivers)
{
    private readonly Dictionary<int, Seen> before = [];

    /// <summary>Whether seats of one watch may change hands so.</summary>
    /// <param name="takings">Who takes which of its seats; one or more.</param>
    /// <param name="cost">What that adds to the cost; only where it may.</param>
    public bool Allows(ReadOnlySpan<Taking> takings, out long cost)
    {
        var seat = takings[0].At;
        var stood = Before(seat);
        var after = Read(seat, takings);
        cost = after.Prices + after.Charges - stood.Prices - stood.Charges;
        return after.Breaches.IsEmpty || !after.Breaches.Beyond(stood.Breaches).Any();
    }

    /// <summary>
    /// What goes away at most when somebody else takes a seat, alone or with other seats of its watch changing hands too: the price of its
    /// holder, and every charge on the watch. No charge is below zero, so that a change adds no less than the new holder's price less this.
    /// </summary>
    public long MostSaved(SeatInHand seat)
    {
        var month = months[seat.Month];
        var holder = seat.Holder is { } id ? month.Problem.Resident(id) : null;
        return Before(seat).Charges + (holder is null ? 0 : month.Price(holder, seat.Watch, seat.Seat.Post));
    }

    private Seen Before(SeatInHand seat)
    {
        if (!before.TryGetValue(seat.WatchPlace, out var stood))
        {
            before[seat.WatchPlace] = stood = Read(seat, []);
        }

        return stood;
    }

    private Seen Read(SeatInHand seat, ReadOnlySpan<Taking> takings)
    {
        var month = months[seat.Month];
        var watch = seat.Watch;
        var stands = After(month.OnWatch[watch.Index], takings);
        var reading = new Reading(month.Problem, stands, [watch], Gaps(month, watch, takings));
        var tally = new BreachTally();
        var (prices, charges) = (0L, 0L);
        foreach (var stand in stands)
        {
            prices += month.Price(stand.Resident, watch, stand.Post);
        }

        foreach (var rule in month.CheckedByWatch)
        {
            Add(tally, month, rule, reading);
        }

        foreach (var rule in month.ChargedByWatch)
        {
            foreach (var charge in rule.Charges(reading))
            {
                charges += charge.Amount;
            }
        }

        return new Seen(tally, prices, charges);
    }

    /// <summary>What a rule finds, less what only duties break that are waived from it.</summary>
    private void Add(BreachTally tally, MonthInHand month, Rule rule, Reading reading)
    {
        var at = month.Problem.Month;
        var kept =
            waivers.Count == 0 ? reading.Stands : [.. reading.Stands.Where(s => !Waiver.Covers(waivers, rule.Key, s))];
        if (kept.Count == reading.Stands.Count)
        {
            tally.Add(at, rule.Check(reading));
            return;
        }

        var (all, others) = (new BreachTally(), new BreachTally());
        all.Add(at, rule.Check(reading));
        others.Add(at, rule.Check(new Reading(month.Problem, kept, reading.Watches, reading.Gaps)));
        tally.Add(all.And(others));
    }

    private static List<Stand> After(IReadOnlyList<Stand> stood, ReadOnlySpan<Taking> takings)
    {
        var stands = new List<Stand>(stood.Count + takings.Length);
        foreach (var stand in stood)
        {
            if (!IsTaken(stand.Post, stand.Number, takings))
            {
                stands.Add(stand);
            }
        }

        foreach (var (at, resident) in takings)
        {
            if (resident is not null)
            {
                stands.Add(new Stand(resident, at.Watch, at.Seat.Post, at.Seat.Number));
            }
        }

        return stands;
    }

    private static IReadOnlyList<Gap> Gaps(MonthInHand month, Watch watch, ReadOnlySpan<Taking> takings)
    {
        var stood = month.Gaps[watch.Index];
        var gaps = new List<Gap>(stood.Count + takings.Length);
        foreach (var gap in stood)
        {
            if (!IsTaken(gap.Seat.Post, gap.Seat.Number, takings))
            {
                gaps.Add(gap);
            }
        }

        foreach (var (at, resident) in takings)
        {
            if (resident is null)
            {
                gaps.Add(new Gap(at.Seat, default));
            }
        }

        return gaps;
    }

    private static bool IsTaken(Post post, int number, ReadOnlySpan<Taking> takings)
    {
        foreach (var (at, _) in takings)
        {
            if (at.Seat.Post == post && at.Seat.Number == number)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What rules say of a watch.</summary>
    /// <param name="Breaches">What is broken.</param>
    /// <param name="Prices">What its duties cost by themselves.</param>
    /// <param name="Charges">What it costs besides.</param>
    private sealed record Seen(BreachTally Breaches, long Prices, long Charges);
}
