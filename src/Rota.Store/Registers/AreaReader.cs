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

/// <summary>How far an area's rota of a month is.</summary>
/// <param name="State">The area.</param>
/// <param name="Draft">Its draft; null when there is none.</param>
/// <param name="Edition">The edition in force; null when there is none.</param>
public sealed record AreaMonth(AreaState State, DraftHead? Draft, EditionHead? Edition);

/// <summary>Reads watch areas and grids.</summary>
public sealed class AreaReader
{
    private readonly StreetContext context;

    internal AreaReader(StreetContext context) => this.context = context;

    /// <summary>All areas that have grids, in the order of their codes.</summary>
    public async Task<IReadOnlyList<AreaState>> ListAsync(CancellationToken cancellation = default)
    {
        var rows = await (
            from a in context.Areas
            join c in context.Communities on a.CommunityId equals c.Id
            join ag in context.AreaGrids on a.Id equals ag.AreaId
            join g in context.Grids on ag.GridId equals g.Id
            orderby a.Id, ag.Position
            select new
            {
                Area = a,
                Community = c.Name,
                Grid = g.Code,
            }
        ).ToListAsync(cancellation);
        return
        [
            .. rows.GroupBy(r => r.Area.Id)
                .Select(g => (g.First().Area, g.First().Community, Grids: g.Select(r => r.Grid).ToArray()))
                .OrderBy(a => a.Area.Code, StringComparer.Ordinal)
                .Select(a => new AreaState(
                    new WatchArea(
                        new AreaId(a.Area.Id),
                        a.Area.Code,
                        a.Community,
                        a.Grids,
                        a.Area.MeetingPoint,
                        a.Area.Phone
                    ),
                    a.Area.Version
                )),
        ];
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

    /// <summary>How far every area's rota of a month is, in the order of the areas' codes.</summary>
    public async Task<IReadOnlyList<AreaMonth>> MonthAsync(YearMonth month, CancellationToken cancellation = default)
    {
        var areas = await ListAsync(cancellation);
        var drafts = (await new DraftReader(context).HeadsAsync(month, cancellation)).ToDictionary(d => d.Area);
        var editions = (await new EditionReader(context).InForceAsync(month, cancellation)).ToDictionary(e => e.Area);
        return
        [
            .. areas.Select(a => new AreaMonth(
                a,
                drafts.GetValueOrDefault(a.Area.Id),
                editions.GetValueOrDefault(a.Area.Id)
            )),
        ];
    }
}
