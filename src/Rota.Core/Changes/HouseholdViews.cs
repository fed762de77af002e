using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>
/// Judges a change household by household: what rules about a household's nights say when it gives duties up and takes others, across the
/// months in hand.
/// </summary>
internal sealed class HouseholdViews(
    PublishedMonths published,
    IReadOnlyList<MonthInHand> months,
    IReadOnlyList<Waiver> waivers,
    LocalDateTime now
)
{
    private static readonly Waiver[] NoWaivers = [];
    private readonly Dictionary<(HouseholdId, int), BreachTally> before = [];

    /// <summary>Whether a household may give and take so.</summary>
    /// <param name="household">The household.</param>
    /// <param name="given">Its seats that somebody else takes, or nobody.</param>
    /// <param name="taken">Seats that its residents take.</param>
    public bool Allows(HouseholdId household, ReadOnlySpan<SeatInHand> given, ReadOnlySpan<Taking> taken)
    {
        var its = waivers.Count == 0 ? NoWaivers : WaiversOf(household);
        for (var at = 0; at < months.Count; at++)
        {
            if (!AllowsIn(at, household, given, taken, its))
            {
                return false;
            }
        }

        return true;
    }

    private bool AllowsIn(
        int at,
        HouseholdId household,
        ReadOnlySpan<SeatInHand> given,
        ReadOnlySpan<Taking> taken,
        Waiver[] its
    )
    {
        var month = months[at];
        var changesHere = false;
        var changesElsewhere = false;
        foreach (var seat in given)
        {
            changesHere |= seat.Month == at;
            changesElsewhere |= seat.Month != at;
        }

        foreach (var (seat, _) in taken)
        {
            changesHere |= seat.Month == at;
            changesElsewhere |= seat.Month != at;
        }

        var stands = After(month.Stands[household], at, given, taken);
        if (stands.Count == 0 || (!changesHere && !changesElsewhere))
        {
            return true;
        }

        // A duty that is the household's only one breaks what it breaks by itself.
        if (
            stands.Count == 1
            && !changesElsewhere
            && its.Length == 0
            && month.Allows(stands[0].Resident, stands[0].Watch, stands[0].Post)
        )
        {
            return true;
        }

        if (!before.TryGetValue((household, at), out var stood))
        {
            before[(household, at)] = stood = Read(at, household, [.. month.Stands[household]], [], [], its);
        }

        if (stood.IsEmpty && !changesElsewhere && its.Length == 0)
        {
            // What is broken by a duty alone cannot have stood before.
            foreach (var (seat, resident) in taken)
            {
                if (!month.Allows(resident!, seat.Watch, seat.Seat.Post))
                {
                    return false;
                }
            }
        }

        if (stood.IsEmpty && its.Length == 0)
        {
            return IsKept(at, household, stands, given, taken);
        }

        // What stood against a seat on a watch is no leave to take another seat of it.
        foreach (var (seat, resident) in taken)
        {
            if (seat.Month == at && !month.MayTake(StandOf(seat, resident!), its))
            {
                return false;
            }
        }

        foreach (var (_, breach) in Read(at, household, stands, given, taken, its).Beyond(stood))
        {
            if (Counts(month, breach, taken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where nothing was broken and nothing is waived, the first breach tells.</summary>
    private bool IsKept(
        int at,
        HouseholdId household,
        List<Stand> stands,
        ReadOnlySpan<SeatInHand> given,
        ReadOnlySpan<Taking> taken
    )
    {
        var month = months[at];
        var seen = Seen(at, household, stands, given, taken, NoWaivers, rule: null);
        var reading = new Reading(month.Problem, seen, [], []);
        var isAllowed = ReferenceEquals(seen, stands) && AreAllowed(month, stands);
        var isAhead = stands.TrueForAll(s => s.Watch.Begins > now);
        foreach (var rule in isAllowed ? month.OfSeveralDuties : month.OfHousehold)
        {
            if (isAllowed && isAhead && rule.IsKeptBy(stands) is { } isKept)
            {
                if (!isKept)
                {
                    return false;
                }

                continue;
            }

            foreach (var breach in rule.CheckPart(reading))
            {
                if (Counts(month, breach, taken))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>What asks of single duties alone was answered when each duty was, unless nights of other months have changed.</summary>
    private static bool AreAllowed(MonthInHand month, List<Stand> stands) =>
        stands.TrueForAll(s => month.Allows(s.Resident, s.Watch, s.Post));

    /// <summary>Whether a breach is judged: not on a watch that has begun, unless somebody takes a seat of it now.</summary>
    private bool Counts(MonthInHand month, Breach breach, ReadOnlySpan<Taking> taken)
    {
        if (breach.Night is not { } night || !ChangeAudit.HasBegun(month.Month, night, breach.Watch!, now))
        {
            return true;
        }

        foreach (var (seat, _) in taken)
        {
            if (seat.Seat.Night == night && seat.Seat.Watch == breach.Watch)
            {
                return true;
            }
        }

        return false;
    }

    private BreachTally Read(
        int at,
        HouseholdId household,
        List<Stand> stands,
        ReadOnlySpan<SeatInHand> given,
        ReadOnlySpan<Taking> taken,
        Waiver[] its
    )
    {
        var month = months[at];
        var tally = new BreachTally();
        var plain = new Reading(month.Problem, Seen(at, household, stands, given, taken, its, rule: null), [], []);
        var allAllowed = ReferenceEquals(plain.Stands, stands) && its.Length == 0 && AreAllowed(month, stands);
        foreach (var rule in allAllowed ? month.OfSeveralDuties : month.OfHousehold)
        {
            var reading = Array.Exists(its, w => w.Rule == rule.Key)
                ? new Reading(month.Problem, Seen(at, household, stands, given, taken, its, rule.Key), [], [])
                : plain;
            tally.Add(month.Problem.Month, rule.CheckPart(reading));
        }

        return tally;
    }

    /// <summary>The household's duties of a month as a rule sees them: without those waived from it, with its nights of the other months in hand as they become.</summary>
    private List<Stand> Seen(
        int at,
        HouseholdId household,
        List<Stand> stands,
        ReadOnlySpan<SeatInHand> given,
        ReadOnlySpan<Taking> taken,
        Waiver[] its,
        string? rule
    )
    {
        if (rule is not null)
        {
            stands = [.. stands.Where(s => !Waiver.Covers(its, rule, s))];
        }

        if (months.Count == 1)
        {
            return stands;
        }

        var removed = new HashSet<(LocalDate Night, bool IsOut)>();
        var present = new List<(LocalDate Night, bool IsOut, bool IsTaken)>();
        foreach (var seat in given)
        {
            if (seat.Month != at)
            {
                removed.Add((seat.Seat.Night, Watch.IsOut(seat.Seat.Post)));
            }
        }

        for (var other = 0; other < months.Count; other++)
        {
            if (other == at)
            {
                continue;
            }

            foreach (var stand in months[other].Stands[household])
            {
                if (rule is not null && Waiver.Covers(its, rule, stand))
                {
                    removed.Add((stand.Watch.Night.Date, stand.IsOut));
                }
                else if (!IsGiven(stand, other, given))
                {
                    present.Add((stand.Watch.Night.Date, stand.IsOut, false));
                }
            }

            foreach (var (seat, resident) in taken)
            {
                if (seat.Month == other && (rule is null || !Waiver.Covers(its, rule, StandOf(seat, resident!))))
                {
                    present.Add((seat.Seat.Night, Watch.IsOut(seat.Seat.Post), true));
                }
            }
        }

        if (removed.Count == 0 && !present.Exists(p => p.IsTaken))
        {
            return stands;
        }

        var nights = months[at].Households[household];
        var copy = nights.WithNights(
            Nights(nights.OutNights, removed, present, isOut: true),
            Nights(nights.StandbyNights, removed, present, isOut: false)
        );
        var residents = copy.Residents.ToDictionary(r => r.Id);
        return [.. stands.Select(s => s with { Resident = residents[s.Resident.Id] })];
    }

    private static HashSet<LocalDate> Nights(
        IReadOnlySet<LocalDate> known,
        HashSet<(LocalDate Night, bool IsOut)> removed,
        List<(LocalDate Night, bool IsOut, bool IsTaken)> present,
        bool isOut
    )
    {
        var nights = known.Where(n => !removed.Contains((n, isOut))).ToHashSet();
        nights.UnionWith(
            present
                .Where(p => p.IsOut == isOut && (p.IsTaken || removed.Contains((p.Night, isOut))))
                .Select(p => p.Night)
        );
        return nights;
    }

    private static List<Stand> After(
        IEnumerable<Stand> stood,
        int at,
        ReadOnlySpan<SeatInHand> given,
        ReadOnlySpan<Taking> taken
    )
    {
        var stands = new List<Stand>(4);
        foreach (var stand in stood)
        {
            if (!IsGiven(stand, at, given))
            {
                stands.Add(stand);
            }
        }

        foreach (var (seat, resident) in taken)
        {
            if (seat.Month == at)
            {
                stands.Add(StandOf(seat, resident!));
            }
        }

        return stands;
    }

    private static Stand StandOf(SeatInHand seat, ResidentMonth resident) =>
        new(resident, seat.Watch, seat.Seat.Post, seat.Seat.Number);

    private static bool IsGiven(Stand stand, int month, ReadOnlySpan<SeatInHand> given)
    {
        foreach (var seat in given)
        {
            if (
                seat.Month == month
                && seat.Watch.Index == stand.Watch.Index
                && seat.Seat.Post == stand.Post
                && seat.Seat.Number == stand.Number
            )
            {
                return true;
            }
        }

        return false;
    }

    private Waiver[] WaiversOf(HouseholdId household) =>
        [.. waivers.Where(w => published.Of(w.Seat.Night)?.Problem.Resident(w.Resident)?.Household.Id == household)];
}
