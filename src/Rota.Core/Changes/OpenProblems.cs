using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>A duty of a published rota that breaks a rule by the books as they are now (待办). It stays the resident's until somebody has taken it.</summary>
/// <param name="Seat">The duty's seat.</param>
/// <param name="Resident">Who holds it.</param>
/// <param name="Rule">Key of the rule.</param>
/// <param name="What">What is broken, in words that give no private reason.</param>
public sealed record OpenProblem(Seat Seat, ResidentId Resident, string Rule, Words What);

/// <summary>Finds what is wrong with published rotas now.</summary>
public static class OpenProblems
{
    /// <summary>
    /// Every duty to come that has part in a breach which no waiver lets go, one entry for each rule, in seat order. A breach about a whole
    /// month shows on each of the household's duties to come that could end it.
    /// </summary>
    /// <param name="months">The months in hand.</param>
    /// <param name="now">The moment, on the area's wall clock: what has begun is not judged again.</param>
    public static IReadOnlyList<OpenProblem> Of(PublishedMonths months, LocalDateTime now)
    {
        ArgumentNullException.ThrowIfNull(months);
        return
        [
            .. (
                from broken in MonthsAudit.Breaches(months).All
                let month = months.Month(broken.Month)!
                let breach = broken.Breach
                from duty in month.Rota.Duties
                where
                    breach.Who.Contains(duty.Resident)
                    && (breach.Night is null || breach.Night == duty.Seat.Night)
                    && (breach.Watch is null || breach.Watch == duty.Seat.Watch)
                    && (breach.Night is not null || Watch.IsOut(duty.Seat.Post) == (breach.Rule != "standby"))
                    && !ChangeAudit.HasBegun(month, duty.Seat.Night, duty.Seat.Watch, now)
                select new OpenProblem(duty.Seat, duty.Resident, breach.Rule, breach.What)
            )
                .DistinctBy(p => (p.Seat, p.Rule))
                .OrderBy(p => p.Seat)
                .ThenBy(p => p.Rule, StringComparer.Ordinal),
        ];
    }
}
