using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Whoever belongs to a watch area on any night of a month, as queries to build on.</summary>
internal sealed class AreaScope(StreetContext context, AreaId area, YearMonth month)
{
    public int Area { get; } = area.Value;

    public LocalDate First { get; } = month.OnDayOfMonth(1);

    public LocalDate Last { get; } = month.PlusMonths(1).OnDayOfMonth(1).PlusDays(-1);

    /// <summary>Stays of households in the area's grids.</summary>
    public IQueryable<GridMembership> Stays
    {
        get
        {
            var (id, first, last) = (Area, First, Last);
            return from ag in context.AreaGrids
                where ag.AreaId == id
                join m in context.GridMemberships on ag.GridId equals m.GridId
                where m.FirstNight <= last && (m.EndNight == null || m.EndNight > first)
                select m;
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
}
