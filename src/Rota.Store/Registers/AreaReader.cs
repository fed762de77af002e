using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>A watch area and its version, on which every writer of the area compares and swaps.</summary>
/// <param name="Area">The area.</param>
/// <param name="Version">Its version; any change of what its rotas stand on moves it.</param>
public sealed record AreaState(WatchArea Area, long Version);

/// <summary>Where the residents of an area meet, and whom they call.</summary>
/// <param name="MeetingPoint">The place; null for none.</param>
/// <param name="Phone">The organiser's phone; null for none.</param>
public sealed record AreaContact(string? MeetingPoint, string? Phone);

/// <summary>How far an area's rota of a month is.</summary>
/// <param name="State">The area; with an edition in force, with the grids that the edition covers.</param>
/// <param name="Draft">Its draft; null when there is none.</param>
/// <param name="Edition">The edition in force; null when there is none.</param>
/// <param name="PublishedElsewhere">
/// Codes of other areas whose edition in force of the month covers a grid of this area, in order: while there is one, a
/// rota of this area would put the same households on watch twice.
/// </param>
public sealed record AreaMonth(
    AreaState State,
    DraftHead? Draft,
    EditionHead? Edition,
    IReadOnlyList<string> PublishedElsewhere
);

/// <summary>Reads watch areas and grids.</summary>
public sealed class AreaReader
{
    private readonly StreetContext context;

    internal AreaReader(StreetContext context) => this.context = context;

    /// <summary>All areas that have grids, in the order of their codes.</summary>
    public async Task<IReadOnlyList<AreaState>> ListAsync(CancellationToken cancellation = default)
    {
        var held = (await context.AreaGrids.ToListAsync(cancellation))
            .GroupBy(a => a.AreaId)
            .ToDictionary(
                g => new AreaId(g.Key),
                IReadOnlyList<int> (g) => [.. g.OrderBy(a => a.Position).Select(a => a.GridId)]
            );
        return await StatesAsync(held, cancellation);
    }

    /// <summary>The area with a code, or the one that holds a grid with that code; null when there is none.</summary>
    public async Task<AreaState?> FindAsync(string code, CancellationToken cancellation = default)
    {
        var all = await ListAsync(cancellation);
        return all.FirstOrDefault(a => string.Equals(a.Area.Code, code, StringComparison.Ordinal))
            ?? all.FirstOrDefault(a => a.Area.Grids.Contains(code, StringComparer.Ordinal));
    }

    /// <summary>The version of an area now; null when there is no such area.</summary>
    public async Task<long?> VersionAsync(AreaId area, CancellationToken cancellation = default) =>
        await context
            .Areas.Where(a => a.Id == area.Value)
            .Select(a => (long?)a.Version)
            .SingleOrDefaultAsync(cancellation);

    /// <summary>Where an area meets and whom to call, also of one that was joined away; null when there is no such area.</summary>
    public async Task<AreaContact?> ContactAsync(AreaId area, CancellationToken cancellation = default) =>
        await context
            .Areas.Where(a => a.Id == area.Value)
            .Select(a => new AreaContact(a.MeetingPoint, a.Phone))
            .SingleOrDefaultAsync(cancellation);

    /// <summary>All grids, in the order of their codes.</summary>
    public async Task<IReadOnlyList<Grid>> GridsAsync(CancellationToken cancellation = default)
    {
        var rows = await (
            from g in context.Grids
            join c in context.Communities on g.CommunityId equals c.Id
            select new { Grid = g, Community = c.Name }
        ).ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(r => r.Grid.Code, StringComparer.Ordinal)
                .Select(r => new Grid(new GridId(r.Grid.Id), r.Grid.Code, r.Community, r.Grid.Beat)),
        ];
    }

    /// <summary>Names of buildings by the code of their grid, in the order of the buildings' households.</summary>
    public async Task<ILookup<string, string>> BuildingsAsync(CancellationToken cancellation = default)
    {
        var rows = await (
            from s in context.GridMemberships
            where s.EndNight == null && !s.IsHelper
            join g in context.Grids on s.GridId equals g.Id
            join h in context.Households on s.HouseholdId equals h.Id
            where h.Building != null
            group s by new { g.Code, h.Building } into b
            select new
            {
                b.Key.Code,
                b.Key.Building,
                First = b.Min(s => s.Code),
            }
        ).ToListAsync(cancellation);
        return rows.OrderBy(r => r.First, StringComparer.Ordinal).ToLookup(r => r.Code, r => r.Building!);
    }

    /// <summary>
    /// How far every area's rota of a month is, in the order of the areas' codes: the areas that hold grids now, and those
    /// that hold none any more but have an edition in force.
    /// </summary>
    public async Task<IReadOnlyList<AreaMonth>> MonthAsync(YearMonth month, CancellationToken cancellation = default)
    {
        var drafts = (await new DraftReader(context).HeadsAsync(month, cancellation)).ToDictionary(d => d.Area);
        var editions = await new EditionReader(context).CoveringAsync(month, cancellation);
        var listed = (await ListAsync(cancellation)).Where(a => !editions.ContainsKey(a.Area.Id));
        var published = await StatesAsync(editions.ToDictionary(e => e.Key, e => e.Value.Grids), cancellation);
        var covered = published.SelectMany(p => p.Area.Grids.Select(g => (Grid: g, p.Area))).ToLookup(p => p.Grid);
        return
        [
            .. listed
                .Concat(published)
                .OrderBy(a => a.Area.Code, StringComparer.Ordinal)
                .Select(a => new AreaMonth(
                    a,
                    drafts.GetValueOrDefault(a.Area.Id),
                    editions.TryGetValue(a.Area.Id, out var edition) ? edition.Head : null,
                    [
                        .. a
                            .Area.Grids.SelectMany(g => covered[g])
                            .Where(c => c.Area.Id != a.Area.Id)
                            .Select(c => c.Area.Code)
                            .Distinct(StringComparer.Ordinal)
                            .Order(StringComparer.Ordinal),
                    ]
                )),
        ];
    }

    /// <summary>Areas with the grids given, in the order of their codes.</summary>
    private async Task<IReadOnlyList<AreaState>> StatesAsync(
        Dictionary<AreaId, IReadOnlyList<int>> gridsOf,
        CancellationToken cancellation
    )
    {
        var codes = await context.Grids.ToDictionaryAsync(g => g.Id, g => g.Code, cancellation);
        var communities = await context.Communities.ToDictionaryAsync(c => c.Id, c => c.Name, cancellation);
        var areas = await context.Areas.ToListAsync(cancellation);
        return
        [
            .. from row in areas.OrderBy(a => a.Code, StringComparer.Ordinal)
            let id = new AreaId(row.Id)
            where gridsOf.ContainsKey(id)
            let grids = gridsOf[id].Select(g => codes[g]).ToArray()
            let area = new WatchArea(id, row.Code, communities[row.CommunityId], grids, row.MeetingPoint, row.Phone)
            select new AreaState(area, row.Version),
        ];
    }
}
