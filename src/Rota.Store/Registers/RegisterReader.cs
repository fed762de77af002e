using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Reads the register.</summary>
public sealed class RegisterReader
{
    private readonly StreetContext context;

    internal RegisterReader(StreetContext context) => this.context = context;

    /// <summary>
    /// What the register says of an area for a month: of the grids it holds, or, once the month is published, of those its
    /// edition in force covers. Null when there is no such area with grids.
    /// </summary>
    public async Task<AreaRegister?> OfAreaAsync(AreaId area, YearMonth month, CancellationToken cancellation = default)
    {
        var read = await OfAreaAsync(area, [month], cancellation);
        return read.GetValueOrDefault(month);
    }

    /// <summary>The same for several months, read at once; a month in which the area has no grids is left out.</summary>
    /// <param name="area">The area.</param>
    /// <param name="months">The months, in order.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyDictionary<YearMonth, AreaRegister>> OfAreaAsync(
        AreaId area,
        IReadOnlyList<YearMonth> months,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(months);
        var gridsOf = new List<(YearMonth Month, string Key, List<int> Grids)>();
        foreach (var month in months)
        {
            var ids = await AreaScope.GridsAsync(context, area, month, cancellation);
            gridsOf.Add((month, string.Join(',', ids), [.. ids]));
        }

        var registers = new Dictionary<YearMonth, AreaRegister>();
        foreach (var together in gridsOf.GroupBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToList()))
        {
            var ids = together[0].Grids;
            if (await StateAsync(area, ids, cancellation) is not var (state, grids))
            {
                continue;
            }

            var scope = AreaScope.Of(context, area, together[0].Month, together[^1].Month, ids);
            var rows = await AreaRows.LoadAsync(context, scope, cancellation);
            foreach (var (month, _, _) in together)
            {
                registers[month] = rows.Of(state, grids, month);
            }
        }

        return registers;
    }

    /// <summary>
    /// When households belonged to the area's grids of the last of some months in a row, as far as on any night of these months;
    /// a household that came back has several.
    /// </summary>
    public async Task<IReadOnlyList<Stay>> StaysAsync(
        AreaId area,
        YearMonth first,
        YearMonth last,
        CancellationToken cancellation = default
    )
    {
        var scope = await AreaScope.LoadAsync(context, area, first, last, cancellation);
        // Put in order here: asked to do it, a database without statistics walks through the whole street in that order.
        var rows = await scope.Stays.ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(s => s.HouseholdId)
                .ThenBy(s => s.FirstNight)
                .Select(s => new Stay(new HouseholdId(s.HouseholdId), s.FirstNight, s.EndNight)),
        ];
    }

    /// <summary>Every code the register knows, against which an intake is checked; whoever moved out is among them.</summary>
    public async Task<KnownRegister> KnownAsync(CancellationToken cancellation = default)
    {
        var grids = await new AreaReader(context).GridsAsync(cancellation);
        var areas = await new AreaReader(context).ListAsync(cancellation);
        var codeOf = grids.ToDictionary(g => g.Id.Value, g => g.Code);
        var places = (await context.GridMemberships.ToListAsync(cancellation))
            .GroupBy(m => m.HouseholdId)
            .ToDictionary(g => g.Key, g => g.MaxBy(m => m.FirstNight)!);
        var homes = (
            await context
                .HouseholdMemberships.Select(m => new
                {
                    m.ResidentId,
                    m.FirstNight,
                    m.HouseholdId,
                })
                .ToListAsync(cancellation)
        ).GroupBy(m => m.ResidentId).ToDictionary(g => g.Key, g => g.MaxBy(m => m.FirstNight)!.HouseholdId);
        var residents = await context.Residents.Select(r => new { r.Id, r.Code }).ToListAsync(cancellation);
        return new KnownRegister
        {
            Residents = residents.ToDictionary(r => r.Code, r => CodeOf(places[homes[r.Id]]), StringComparer.Ordinal),
            Households = places.Values.Where(m => !m.IsHelper).Select(CodeOf).ToHashSet(),
            Grids = grids.ToDictionary(g => g.Code, g => g.Community, StringComparer.Ordinal),
            Areas = areas.Select(a => a.Area.Code).ToHashSet(StringComparer.Ordinal),
        };

        HouseholdCode CodeOf(GridMembership m) => new(codeOf[m.GridId], m.IsHelper ? "" : m.Code);
    }

    private async Task<(AreaState State, IReadOnlyList<Grid> Grids)?> StateAsync(
        AreaId area,
        List<int> ids,
        CancellationToken cancellation
    )
    {
        var rows = await (
            from a in context.Areas
            where a.Id == area.Value
            join own in context.Communities on a.CommunityId equals own.Id
            from g in context.Grids
            where ids.Contains(g.Id)
            join c in context.Communities on g.CommunityId equals c.Id
            select new
            {
                Area = a,
                Own = own.Name,
                Grid = g,
                Community = c.Name,
            }
        ).ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return null;
        }

        var row = rows[0].Area;
        Grid[] grids =
        [
            .. rows.OrderBy(r => ids.IndexOf(r.Grid.Id))
                .Select(r => new Grid(new GridId(r.Grid.Id), r.Grid.Code, r.Community, r.Grid.Beat)),
        ];
        var found = new WatchArea(
            area,
            row.Code,
            rows[0].Own,
            [.. grids.Select(g => g.Code)],
            row.MeetingPoint,
            row.Phone
        );
        return (new AreaState(found, row.Version), grids);
    }
}
