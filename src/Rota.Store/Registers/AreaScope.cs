using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Whoever belongs to a watch area on any night of a month, or of some months in a row, as queries to build on.</summary>
internal sealed class AreaScope
{
    private readonly StreetContext context;
    private readonly List<int> grids;

    private AreaScope(StreetContext context, AreaId area, YearMonth first, YearMonth last, List<int> grids)
    {
        this.context = context;
        this.grids = grids;
        Area = area.Value;
        First = first.OnDayOfMonth(1);
        Last = last.ToDateInterval().End;
    }

    public int Area { get; }

    public LocalDate First { get; }

    public LocalDate Last { get; }

    /// <summary>
    /// Stays of households in the area's grids. The grids are told by number: joined by table, a database without
    /// statistics walks through the whole street.
    /// </summary>
    public IQueryable<GridMembership> Stays
    {
        get
        {
            var (held, first, last) = (grids, First, Last);
            return context.GridMemberships.Where(m =>
                held.Contains(m.GridId) && m.FirstNight <= last && (m.EndNight == null || m.EndNight > first)
            );
        }
    }

    public IQueryable<int> HouseholdIds => Stays.Select(m => m.HouseholdId);

    /// <summary>Residents' time in these households.</summary>
    public IQueryable<HouseholdMembership> Homes
    {
        get
        {
            var households = HouseholdIds;
            var (first, last) = (First, Last);
            return context.HouseholdMemberships.Where(m =>
                households.Contains(m.HouseholdId) && m.FirstNight <= last && (m.EndNight == null || m.EndNight > first)
            );
        }
    }

    public IQueryable<int> ResidentIds => Homes.Select(m => m.ResidentId);

    /// <summary>Of some months in a row, in grids that are known.</summary>
    public static AreaScope Of(
        StreetContext context,
        AreaId area,
        YearMonth first,
        YearMonth last,
        IReadOnlyList<int> grids
    ) => new(context, area, first, last, [.. grids]);

    public static Task<AreaScope> LoadAsync(
        StreetContext context,
        AreaId area,
        YearMonth month,
        CancellationToken cancellation
    ) => LoadAsync(context, area, month, month, cancellation);

    /// <summary>Of some months in a row; the area's grids are those of the last.</summary>
    public static async Task<AreaScope> LoadAsync(
        StreetContext context,
        AreaId area,
        YearMonth first,
        YearMonth last,
        CancellationToken cancellation
    ) => new(context, area, first, last, [.. await GridsAsync(context, area, last, cancellation)]);

    /// <summary>
    /// Ids of an area's grids for a month, in the area's order: those its edition in force covers, wherever they have gone
    /// since; without an edition those it holds now.
    /// </summary>
    public static async Task<IReadOnlyList<int>> GridsAsync(
        StreetContext context,
        AreaId area,
        YearMonth month,
        CancellationToken cancellation
    ) =>
        await new EditionReader(context).GridsInForceAsync(area, month, cancellation)
        ?? await context
            .AreaGrids.Where(a => a.AreaId == area.Value)
            .OrderBy(a => a.Position)
            .Select(a => a.GridId)
            .ToListAsync(cancellation);
}
