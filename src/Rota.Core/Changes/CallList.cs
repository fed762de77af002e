using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>Why somebody stands on a call list, in the order in which people are called.</summary>
public enum CallReason
{
    /// <summary>On standby for the very watch: that is what a standby is for.</summary>
    Standby,

    /// <summary>Of the household whose duty it is.</summary>
    Household,

    /// <summary>Lives in the building of whoever is on the watch or was to be: quickly there, and known.</summary>
    Building,

    /// <summary>Likes the night.</summary>
    LikesNight,

    /// <summary>May take it.</summary>
    May,
}

/// <summary>Somebody to call.</summary>
/// <param name="Resident">Who.</param>
/// <param name="Reason">Why they are called before others.</param>
/// <param name="Change">What puts them on the duty, waivers of the emergency with it.</param>
/// <param name="Cost">What that adds to the cost, in square points.</param>
/// <param name="Dislikes">Whether they would rather avoid the night.</param>
/// <param name="CanLead">Whether they can lead a watch.</param>
public sealed record CallEntry(
    ResidentId Resident,
    CallReason Reason,
    RotaChange Change,
    long Cost,
    bool Dislikes,
    bool CanLead
);

/// <summary>
/// 电话名单: whom to call for a watch that begins soon or has begun, and who may take it by the covenant, its excuses for emergencies among it.
/// </summary>
public static class CallList
{
    private static readonly string[] Excusable = ["month", "rest", "standby"];

    /// <summary>
    /// The list: standby, household, building, those who like the night, others; of one reason who would rather avoid the night last, who needs
    /// no excuse first, then what it adds to the cost. Each entry is a change that is legal now. Empty for a seat whose watch is over.
    /// </summary>
    /// <param name="months">The months in hand.</param>
    /// <param name="seat">The seat that somebody is sought for.</param>
    /// <param name="terms">What the covenant asks of changes.</param>
    /// <param name="now">The moment, on the area's wall clock.</param>
    public static IReadOnlyList<CallEntry> For(PublishedMonths months, Seat seat, ChangeTerms terms, LocalDateTime now)
    {
        ArgumentNullException.ThrowIfNull(months);
        ArgumentNullException.ThrowIfNull(terms);
        if (months.Of(seat.Night) is not { } month || month.Problem.Watch(seat.Night, seat.Watch) is not { } watch)
        {
            return [];
        }

        var near = NearBuildings(month, seat);
        var entries = new List<CallEntry>();
        void Add(Suggestion way)
        {
            // The last move of a promotion is that of the standby who goes.
            var who = way.Change.Kind == ChangeKind.Promotion ? way.Change.Moves[^1].From : way.Change.Moves[0].To;
            var resident = month.Problem.Resident(who!.Value)!;
            var wish = resident.WishOn[seat.Night.Day - 1];
            var reason = Reason(way.Change.Kind, resident, near, wish);
            entries.Add(new(who.Value, reason, way.Change, way.Cost, wish < 0, resident.CanLead));
        }

        var plain = Suggestions.For(months, seat, now);
        foreach (var way in (ChangeKind[])[ChangeKind.Promotion, ChangeKind.HouseholdMember, ChangeKind.StandIn])
        {
            foreach (var found in plain.Best(way, int.MaxValue))
            {
                Add(found);
            }
        }

        if (terms.IsEmergency(watch.Begins, now))
        {
            var may = entries.Select(e => e.Resident).ToHashSet();
            foreach (
                var found in Excused(months, month, seat, terms, now).Where(f => may.Add(f.Change.Moves[0].To!.Value))
            )
            {
                Add(found);
            }
        }

        return
        [
            .. entries
                .OrderBy(e => e.Reason)
                .ThenBy(e => e.Dislikes)
                .ThenBy(e => e.Reason != CallReason.Standby && e.Change.Waivers.Count > 0)
                .ThenBy(e => e.Cost)
                .ThenBy(e => month.Problem.Resident(e.Resident)!.Index)
                .DistinctBy(e => e.Resident),
        ];
    }

    /// <summary>
    /// Who may take it once rules that the covenant names for emergencies are left aside. Everybody is tried as if waivers were on record;
    /// what it truly takes is then asked for each who may.
    /// </summary>
    private static IEnumerable<Suggestion> Excused(
        PublishedMonths months,
        PublishedMonth month,
        Seat seat,
        ChangeTerms terms,
        LocalDateTime now
    )
    {
        var rules = Excusable.Where(terms.Excuse).ToList();
        var others = month.Problem.Residents.Where(r => r.Id != month.Holder(seat));
        var waived = others.SelectMany(r => rules.Select(rule => new Waiver(rule, seat, r.Id, "")));
        var list = Suggestions.For(PublishedMonths.Of(months.Months, [.. months.Waivers, .. waived]), seat, now);
        foreach (
            var way in list.Best(ChangeKind.HouseholdMember, int.MaxValue)
                .Concat(list.Best(ChangeKind.StandIn, int.MaxValue))
        )
        {
            if (ChangeAudit.Of(months, way.Change, terms, now) is { Succeeded: true, Value: { IsLegal: true } judged })
            {
                yield return way with
                {
                    Change = judged.Change,
                };
            }
        }
    }

    /// <summary>Buildings of whoever holds the seat and of those who are out on the watch.</summary>
    private static HashSet<string> NearBuildings(PublishedMonth month, Seat seat) =>
        [
            .. month
                .Rota.Duties.Where(d =>
                    d.Seat == seat
                    || ((d.Seat.Night, d.Seat.Watch) == (seat.Night, seat.Watch) && Rotas.Watch.IsOut(d.Seat.Post))
                )
                .Select(d => month.Problem.Resident(d.Resident)?.Household.Building)
                .OfType<string>(),
        ];

    private static CallReason Reason(ChangeKind kind, ResidentMonth resident, HashSet<string> near, int wish) =>
        kind == ChangeKind.Promotion ? CallReason.Standby
        : kind == ChangeKind.HouseholdMember ? CallReason.Household
        : resident.Household.Building is { } building && near.Contains(building) ? CallReason.Building
        : wish > 0 ? CallReason.LikesNight
        : CallReason.May;
}
