using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Rotas;

/// <summary>Somebody on duty on a night, as it was stood or is published.</summary>
/// <param name="Household">Of which household then.</param>
/// <param name="Resident">Who.</param>
/// <param name="Night">The night.</param>
/// <param name="Post">On which post.</param>
/// <param name="Festival">The festival as the edition froze it; null when it froze none, or the night is of no edition.</param>
public sealed record NightOnDuty(
    HouseholdId Household,
    ResidentId Resident,
    LocalDate Night,
    Post Post,
    string? Festival
)
{
    /// <summary>Lead and guard are out; standby is at home.</summary>
    public bool IsOut => Post != Post.Standby;
}

/// <summary>
/// Reads who was or will be on duty: what history and attendance say was stood, and what is published now. Who did not
/// come was not out. A past night without attendance counts as stood.
/// </summary>
public sealed class NightReader
{
    /// <summary>The rest rule looks so many days over a month's edges.</summary>
    private const int DaysAround = 60;

    private readonly StreetContext context;

    internal NightReader(StreetContext context) => this.context = context;

    /// <summary>
    /// Nights on duty of an area's households from 60 days before a month to 60 days after it, the area's own rota of
    /// that month left out: what a new rota of the month has to keep its distance from.
    /// </summary>
    public async Task<IReadOnlyList<NightOnDuty>> AroundAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation = default
    )
    {
        var scope = await AreaScope.LoadAsync(context, area, month, cancellation);
        return await OnDutyAsync(
            scope,
            scope.First.PlusDays(-DaysAround),
            scope.Last.PlusDays(DaysAround),
            month,
            cancellation
        );
    }

    /// <summary>Nights on duty of an area's households from a night up to a month: who stood which festival.</summary>
    public async Task<IReadOnlyList<NightOnDuty>> SinceAsync(
        AreaId area,
        YearMonth month,
        LocalDate from,
        CancellationToken cancellation = default
    )
    {
        var scope = await AreaScope.LoadAsync(context, area, month, cancellation);
        return await OnDutyAsync(scope, from, scope.First.PlusDays(-1), leftOut: null, cancellation);
    }

    /// <summary>
    /// Nights on duty, within some months in a row, of the households that the area's grids of the last month had on any night of
    /// them; nights from which a household belonged elsewhere are among them.
    /// </summary>
    public async Task<IReadOnlyList<NightOnDuty>> BetweenAsync(
        AreaId area,
        YearMonth first,
        YearMonth last,
        CancellationToken cancellation = default
    )
    {
        var scope = await AreaScope.LoadAsync(context, area, first, last, cancellation);
        return await OnDutyAsync(scope, scope.First, scope.Last, leftOut: null, cancellation);
    }

    /// <summary>
    /// Nights, within some months in a row, on which somebody is out in an area: by its rotas in force, or by what is told of its households, their duties of another
    /// area's rotas left out.
    /// </summary>
    public async Task<IReadOnlySet<LocalDate>> GuardedAsync(
        AreaId area,
        YearMonth first,
        YearMonth last,
        CancellationToken cancellation = default
    )
    {
        var scope = await AreaScope.LoadAsync(context, area, first, last, cancellation);
        var (households, start, end) = (scope.HouseholdIds, scope.First, scope.Last);
        var published = await context
            .DutiesInForce.Where(d =>
                d.AreaId == area.Value && d.Night >= start && d.Night <= end && d.Post != Post.Standby
            )
            .Select(d => d.Night)
            .Distinct()
            .ToListAsync(cancellation);
        var stood = await context
            .Stood.Where(s => households.Contains(s.HouseholdId) && s.Night >= start && s.Night <= end)
            .Where(s => s.Attended && s.Post != Post.Standby)
            .Where(s =>
                !context.DutiesInForce.Any(d =>
                    d.AreaId != area.Value && d.ResidentId == s.ResidentId && d.Night == s.Night
                )
            )
            .Select(s => s.Night)
            .Distinct()
            .ToListAsync(cancellation);
        return published.Concat(stood).ToHashSet();
    }

    /// <summary>Nights on duty of one household from a night to a night, both inclusive; their duties of another area's rotas left out.</summary>
    public async Task<IReadOnlyList<NightOnDuty>> OfHouseholdAsync(
        HouseholdId household,
        AreaId area,
        LocalDate from,
        LocalDate to,
        CancellationToken cancellation = default
    )
    {
        var stood = await context
            .Stood.Where(s => s.HouseholdId == household.Value && s.Night >= from && s.Night <= to)
            .ToListAsync(cancellation);
        var published = await context
            .DutiesInForce.Where(d => d.HouseholdId == household.Value && d.Night >= from && d.Night <= to)
            .ToListAsync(cancellation);
        var told = stood.Select(s => (s.ResidentId, s.Night)).ToHashSet();
        var elsewhere = published.Where(d => d.AreaId != area.Value).Select(d => (d.ResidentId, d.Night)).ToHashSet();
        return
        [
            .. stood
                .Where(s => s.Attended && !elsewhere.Contains((s.ResidentId, s.Night)))
                .Select(s => (s.ResidentId, s.Night, s.Post))
                .Concat(
                    published
                        .Where(d => d.AreaId == area.Value)
                        .Where(d => !told.Contains((d.ResidentId, d.Night)))
                        .Select(d => (d.ResidentId, d.Night, d.Post))
                )
                .OrderBy(d => d.Night)
                .ThenBy(d => d.ResidentId)
                .Select(d => new NightOnDuty(household, new ResidentId(d.ResidentId), d.Night, d.Post, Festival: null)),
        ];
    }

    /// <summary>How many watches each resident of an area has been out on, lead or guard, before a month; who never was is not listed.</summary>
    public async Task<IReadOnlyDictionary<ResidentId, int>> ExperienceAsync(
        AreaId area,
        YearMonth month,
        CancellationToken cancellation = default
    )
    {
        var scope = await AreaScope.LoadAsync(context, area, month, cancellation);
        var residents = scope.ResidentIds;
        var first = scope.First;
        var stood = await context
            .Stood.Where(s => residents.Contains(s.ResidentId) && s.Night < first)
            .Select(s => new
            {
                s.ResidentId,
                s.Night,
                s.Post,
                s.Attended,
            })
            .ToListAsync(cancellation);
        var published = await context
            .DutiesInForce.Where(d => residents.Contains(d.ResidentId) && d.Night < first && d.Post != Post.Standby)
            .Select(d => new { d.ResidentId, d.Night })
            .ToListAsync(cancellation);
        var told = stood.Select(s => (s.ResidentId, s.Night)).ToHashSet();
        return stood
            .Where(s => s.Attended && s.Post != Post.Standby)
            .Select(s => s.ResidentId)
            .Concat(published.Where(d => !told.Contains((d.ResidentId, d.Night))).Select(d => d.ResidentId))
            .GroupBy(r => r)
            .ToDictionary(g => new ResidentId(g.Key), g => g.Count());
    }

    private async Task<IReadOnlyList<NightOnDuty>> OnDutyAsync(
        AreaScope scope,
        LocalDate start,
        LocalDate end,
        YearMonth? leftOut,
        CancellationToken cancellation
    )
    {
        var households = scope.HouseholdIds;
        var stood = await context
            .Stood.Where(s => households.Contains(s.HouseholdId) && s.Night >= start && s.Night <= end)
            .ToListAsync(cancellation);
        var published = await (
            from d in context.DutiesInForce
            where households.Contains(d.HouseholdId) && d.Night >= start && d.Night <= end
            join w in context.Set<EditionWatch>()
                on new
                {
                    Id = d.EditionId,
                    d.Night,
                    d.Watch,
                } equals new
                {
                    Id = w.OwnerId,
                    w.Night,
                    w.Watch,
                }
            select new
            {
                d.AreaId,
                d.Month,
                d.HouseholdId,
                d.ResidentId,
                d.Night,
                d.Post,
                w.Festival,
            }
        ).ToListAsync(cancellation);
        // What was stood says more than what was published: who came, and on which post after a promotion. Of the rota that is left
        // out, what is told of its duties is left out too: they would be there twice.
        var told = stood.Select(s => (s.ResidentId, s.Night)).ToHashSet();
        var own = published
            .Where(d => d.AreaId == scope.Area && d.Month == leftOut)
            .Select(d => (d.ResidentId, d.Night))
            .ToHashSet();
        var frozen = published.ToDictionary(d => (d.ResidentId, d.Night), d => d.Festival);
        return
        [
            .. stood
                .Where(s => s.Attended && !own.Contains((s.ResidentId, s.Night)))
                .Select(s =>
                    On(s.HouseholdId, s.ResidentId, s.Night, s.Post, frozen.GetValueOrDefault((s.ResidentId, s.Night)))
                )
                .Concat(
                    published
                        .Where(d => !told.Contains((d.ResidentId, d.Night)) && !own.Contains((d.ResidentId, d.Night)))
                        .Select(d => On(d.HouseholdId, d.ResidentId, d.Night, d.Post, d.Festival))
                )
                .OrderBy(d => d.Night)
                .ThenBy(d => d.Household.Value)
                .ThenBy(d => d.Resident.Value),
        ];

        static NightOnDuty On(int household, int resident, LocalDate night, Post post, string? festival) =>
            new(new HouseholdId(household), new ResidentId(resident), night, post, festival);
    }
}
