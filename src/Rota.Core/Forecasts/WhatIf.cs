using NodaTime;
using Rota.Core.Covenants;

namespace Rota.Core.Forecasts;

/// <summary>What a what-if changes.</summary>
public enum WhatIfKind
{
    /// <summary>Nothing: the covenant as it is edited now.</summary>
    Today,

    /// <summary>One fewer out on every watch.</summary>
    OneFewer,

    /// <summary>Watches on some nights of the week only.</summary>
    FewerNights,

    /// <summary>Both of these.</summary>
    OneFewerAndNights,

    /// <summary>Neighbours joined until no seat is beyond reach.</summary>
    PoolsForSeats,

    /// <summary>Neighbours joined until a household is out one night a year.</summary>
    PoolsForOneNight,

    /// <summary>The same, with one fewer out on every watch.</summary>
    OneFewerAndPools,

    /// <summary>Residents trained until every lead seat has a household that can lead.</summary>
    MoreLeads,
}

/// <summary>
/// A forecast under changed terms, joined neighbours or trained leads: the same sums as <see cref="AreaForecast"/>, on other counts.
/// </summary>
/// <param name="Kind">What is changed.</param>
/// <param name="Name">The change in a few words.</param>
/// <param name="Areas">The forecasts; a pool stands as one area.</param>
/// <param name="Pools">The pools, single areas among them; none where pooling is not what is changed.</param>
/// <param name="Training">Residents to train, by area; none where nobody is.</param>
public sealed partial record WhatIf(
    WhatIfKind Kind,
    Words Name,
    IReadOnlyList<AreaForecast> Areas,
    IReadOnlyList<Pool> Pools,
    IReadOnlyList<(string Area, int Residents)> Training
)
{
    /// <summary>The pools that join several areas.</summary>
    public IEnumerable<Pool> Joined => Pools.Where(p => p.Joins);

    /// <summary>Areas whose neighbours do not suffice to reach the goal of the pools.</summary>
    public IEnumerable<string> Missing => Pools.Where(p => !p.Reaches).SelectMany(p => p.Areas);

    /// <summary>All areas in a line.</summary>
    public ForecastTotals Totals { get; } = ForecastTotals.Of(Areas);

    /// <summary>
    /// The covenant as it stands, then every what-if that changes something: fewer out, fewer nights, both, pools, pools with
    /// fewer out, more leads. Pools are proposed over all areas that are given; of each what-if the chosen areas are told, and
    /// the pools they are in.
    /// </summary>
    /// <param name="street">The areas, with all others of their communities.</param>
    /// <param name="isChosen">Whether an area, by its code, is asked about; of at least one.</param>
    /// <param name="from">First of the twelve months.</param>
    /// <param name="weekdays">Nights of the week that "fewer nights" keeps; one or more.</param>
    public static IReadOnlyList<WhatIf> All(
        IReadOnlyList<Neighbour> street,
        Func<string, bool> isChosen,
        YearMonth from,
        IReadOnlyList<IsoDayOfWeek> weekdays
    )
    {
        ArgumentNullException.ThrowIfNull(street);
        ArgumentNullException.ThrowIfNull(isChosen);
        ArgumentNullException.ThrowIfNull(weekdays);
        var today = Of(WhatIfKind.Today, new("现行公约", "as it stands"), street);
        var fewer = Changed(street, Lighter.OneFewer);
        var nights = Changed(street, t => Lighter.OnlyOn(t, weekdays));
        var both = Changed(street, t => Lighter.OneFewer(Lighter.OnlyOn(t, weekdays)));
        var kept = Days(weekdays);
        var one = new Words("每班少一人", "one fewer a watch");
        IReadOnlyList<WhatIf> changes =
        [
            Of(WhatIfKind.OneFewer, one, fewer),
            Of(WhatIfKind.FewerNights, new($"只守{kept.Zh}", $"{kept.En} only"), nights),
            Of(
                WhatIfKind.OneFewerAndNights,
                new($"每班少一人，只守{kept.Zh}", $"one fewer a watch, {kept.En} only"),
                both
            ),
            Pooled(WhatIfKind.PoolsForSeats, new("联片，不空席", "pools, no seat empty"), street, PoolGoal.EverySeat),
            Pooled(WhatIfKind.PoolsForOneNight, new("联片，一年一夜", "pools, one night"), street, PoolGoal.OneNight),
            Pooled(
                WhatIfKind.OneFewerAndPools,
                new("每班少一人，联片，一年一夜", "one fewer a watch, pools, one night"),
                fewer,
                PoolGoal.OneNight
            ),
            Trained(today),
        ];
        var isOut = Differs(today, changes[0]);
        return [today, .. changes.Where(c => Tells(c) && (isOut || !IsWithOneFewer(c.Kind)))];

        bool Tells(WhatIf change) => Differs(today, change) || change.Missing.Any();

        WhatIf Of(WhatIfKind kind, Words name, IReadOnlyList<Neighbour> areas) =>
            new(kind, name, [.. areas.Where(a => isChosen(a.Counts.Area)).Select(a => a.Forecast(from))], [], []);

        WhatIf Pooled(WhatIfKind kind, Words name, IReadOnlyList<Neighbour> areas, PoolGoal goal)
        {
            var pools = Forecasts.Pools.Propose(areas, goal, from).Where(p => p.Areas.Any(isChosen)).ToList();
            return new WhatIf(kind, name, [.. pools.Select(p => p.Forecast)], pools, []);
        }
    }

    /// <summary>Terms that are the same for several areas stay the same for them, so that they can be pooled.</summary>
    private static List<Neighbour> Changed(IReadOnlyList<Neighbour> street, Func<Terms, Terms> change)
    {
        var changed = new Dictionary<Terms, Terms>(ReferenceEqualityComparer.Instance);
        foreach (var neighbour in street)
        {
            changed.TryAdd(neighbour.Terms, change(neighbour.Terms));
        }

        return [.. street.Select(n => n with { Terms = changed[n.Terms] })];
    }

    private static WhatIf Trained(WhatIf today) =>
        new(
            WhatIfKind.MoreLeads,
            new("多培养带班", "more leads"),
            [.. today.Areas.Select(a => a.WithLeads(a.LeadsToTrain))],
            [],
            [.. today.Areas.Where(a => a.LeadsToTrain > 0).Select(a => (a.Counts.Area, a.LeadsToTrain))]
        );

    private static bool IsWithOneFewer(WhatIfKind kind) =>
        kind is WhatIfKind.OneFewerAndNights or WhatIfKind.OneFewerAndPools;

    private static bool Differs(WhatIf today, WhatIf change) => !today.Areas.SequenceEqual(change.Areas);

    private static Words Days(IReadOnlyList<IsoDayOfWeek> weekdays) =>
        new(
            string.Join('、', weekdays.Order().Select(d => "周" + "一二三四五六日"[(int)d - 1])),
            string.Join(" and ", weekdays.Order().Select(d => d.ToString()[..3]))
        );
}
