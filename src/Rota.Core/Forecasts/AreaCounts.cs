using NodaTime;
using Rota.Core.Covenants;
using Rota.Core.Ledgers;
using Rota.Core.Registers;

namespace Rota.Core.Forecasts;

/// <summary>What a forecast needs to know of the people of a watch area.</summary>
/// <param name="Area">Code of the area.</param>
/// <param name="Community">Its community.</param>
/// <param name="Households">Households that owe: of weight 1 or more.</param>
/// <param name="Adults">Residents who may guard, volunteers and helpers among them.</param>
/// <param name="LeadHouseholds">Households with somebody who may guard and can lead.</param>
/// <param name="SeatsOnce">
/// Out seats that are filled when every household with somebody who may guard is out once, owing or not: one each, or as many
/// as its members who asked to stand together.
/// </param>
/// <param name="GuardHouseholds">Households with somebody who may guard, owing or not; each counts one.</param>
public sealed record AreaCounts(
    string Area,
    string Community,
    int Households,
    int Adults,
    int LeadHouseholds,
    int SeatsOnce,
    int GuardHouseholds
)
{
    /// <summary>The people of several areas under the same terms, as if they were one.</summary>
    /// <param name="code">What the whole is called.</param>
    /// <param name="areas">One or more areas of a community.</param>
    public static AreaCounts Joined(string code, IReadOnlyList<AreaCounts> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        return new AreaCounts(
            code,
            areas[0].Community,
            areas.Sum(a => a.Households),
            areas.Sum(a => a.Adults),
            areas.Sum(a => a.LeadHouseholds),
            areas.Sum(a => a.SeatsOnce),
            areas.Sum(a => a.GuardHouseholds)
        );
    }

    /// <summary>Counts an area's people as they are on the first of a month, absences left aside.</summary>
    /// <param name="area">Code of the area.</param>
    /// <param name="community">Its community.</param>
    /// <param name="terms">Terms in force for it.</param>
    /// <param name="households">Its households.</param>
    /// <param name="residents">Their residents.</param>
    /// <param name="month">The month.</param>
    /// <param name="watchesStood">How many watches residents have stood; nobody stands for never.</param>
    public static AreaCounts Of(
        string area,
        string community,
        Terms terms,
        IReadOnlyList<Household> households,
        IReadOnlyList<Resident> residents,
        YearMonth month,
        IReadOnlyDictionary<ResidentId, int>? watchesStood = null
    )
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(households);
        ArgumentNullException.ThrowIfNull(residents);
        var first = month.OnDayOfMonth(1);
        var guarding = residents
            .Where(r => r.IsHere(first) && !r.IsExempt(first) && Share.IsOfAge(terms.Guards, r, month.Year))
            .ToList();
        var leading = guarding.Where(r =>
            r.CanLead || watchesStood?.GetValueOrDefault(r.Id) >= terms.Guards.LeadsAfter
        );
        var members = residents.ToLookup(r => r.Household);
        var absences = Enumerable.Empty<Absence>().ToLookup(a => a.Resident);
        return new AreaCounts(
            area,
            community,
            households.Count(h => Share.Weight(terms, h, members[h.Id], absences, month) > 0),
            guarding.Count,
            leading.Select(r => r.Household).Distinct().Count(),
            guarding
                .GroupBy(r => r.Household)
                .Sum(h =>
                    Math.Max(
                        1,
                        h.Where(r => r.Together is not null).GroupBy(r => r.Together).Max(g => (int?)g.Count()) ?? 1
                    )
                ),
            guarding.Select(r => r.Household).Distinct().Count()
        );
    }
}
