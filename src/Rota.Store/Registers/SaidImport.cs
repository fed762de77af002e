using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Adds what residents and organisers say beside the register: absences, wishes, pairs to keep apart, pins.</summary>
internal sealed class SaidImport(Session session, RegisterState state)
{
    public async Task<RowCounts> AbsencesAsync(IReadOnlyList<AbsenceRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return RowCounts.None;
        }

        var known = (await session.Context.Absences.ToListAsync(cancellation))
            .Select(a => (a.ResidentId, a.FirstNight, a.LastNight))
            .ToHashSet();
        var living = state
            .Homes.Values.Where(h => state.Persons.ContainsKey(h.Last.ResidentId))
            .ToLookup(h => h.Last.HouseholdId, h => h.Last.ResidentId);
        var blocks = rows.SelectMany(r => Residents(r).SelectMany(p => r.Blocks().Select(b => (p, b.From, b.To))))
            .ToList();
        var added = blocks.Where(known.Add).ToList();
        foreach (var (resident, _, _) in added)
        {
            state.TouchResident(resident);
        }

        await session.InsertAsync(
            "absence",
            ["resident_id", "first_night", "last_night"],
            added.Select(a => new object?[] { a.p, a.From, a.To }),
            onConflict: null,
            cancellation
        );
        return new RowCounts(added.Count, 0, blocks.Count - added.Count);

        IEnumerable<int> Residents(AbsenceRow row) =>
            row.Household is { } household
                ? living[state.Household(household, row.At)]
                : [state.Resident(row.Resident!, row.At).Id];
    }

    public async Task<RowCounts> WishesAsync(IReadOnlyList<WishRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return RowCounts.None;
        }

        var known = await session.Context.Wishes.ToDictionaryAsync(
            w => (w.ResidentId, w.Concerns),
            w => w.Kind,
            cancellation
        );
        var told = new Dictionary<(int Resident, string Concerns), WishKind>();
        foreach (var row in rows)
        {
            told[(state.Resident(row.Resident, row.At).Id, TextForm.OfWish(row.Night, row.Weekday))] = row.Kind;
        }

        var added = told.Count(w => !known.ContainsKey(w.Key));
        var differing = told.Where(w => !known.TryGetValue(w.Key, out var kind) || kind != w.Value).ToList();
        foreach (var ((resident, _), _) in differing)
        {
            state.TouchResident(resident);
        }

        await session.InsertAsync(
            "wish",
            ["resident_id", "concerns", "kind"],
            differing.Select(w => new object?[] { w.Key.Resident, w.Key.Concerns, w.Value }),
            "(street_id, resident_id, concerns) DO UPDATE SET kind = excluded.kind",
            cancellation
        );
        return new RowCounts(added, differing.Count - added, told.Count - differing.Count);
    }

    public async Task<RowCounts> ApartAsync(IReadOnlyList<ApartRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return RowCounts.None;
        }

        var known = (await session.Context.Aparts.ToListAsync(cancellation))
            .Select(a => (a.HouseholdA, a.HouseholdB))
            .ToHashSet();
        var pairs = rows.Select(r => (A: state.Household(r.A, r.At), B: state.Household(r.B, r.At)))
            .Select(p => p.A < p.B ? p : (A: p.B, B: p.A))
            .ToList();
        var added = pairs.Where(known.Add).ToList();
        foreach (var (a, b) in added)
        {
            state.TouchHousehold(a);
            state.TouchHousehold(b);
        }

        await session.InsertAsync(
            "apart",
            ["household_a", "household_b"],
            added.Select(p => new object?[] { p.A, p.B }),
            onConflict: null,
            cancellation
        );
        return new RowCounts(added.Count, 0, pairs.Count - added.Count);
    }

    /// <summary>Pins replace those of the areas and months they name; says how many are kept for these now.</summary>
    public async Task<int> PinsAsync(IReadOnlyList<PinRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        var areaOfGrid = await session.Context.AreaGrids.ToDictionaryAsync(a => a.GridId, a => a.AreaId, cancellation);
        var areaOfCode = state.Grids.Values.ToDictionary(g => g.Code, g => areaOfGrid[g.Id], StringComparer.Ordinal);
        foreach (var area in await session.Context.Areas.ToListAsync(cancellation))
        {
            if (areaOfGrid.ContainsValue(area.Id))
            {
                areaOfCode[area.Code] = area.Id;
            }
        }

        var pins = rows.Select(r => (Area: areaOfCode[r.Area], r.Seat, Resident: state.Resident(r.Resident, r.At).Id))
            .Distinct()
            .ToHashSet();
        var named = pins.Select(p => (p.Area, Month: p.Seat.Night.ToYearMonth())).Distinct().ToList();
        var kept = (await session.Context.Pins.ToListAsync(cancellation))
            .Where(p => named.Contains((p.AreaId, p.Night.ToYearMonth())))
            .Select(p => (p.AreaId, new Core.Rotas.Seat(p.Night, p.Watch, p.Post, p.Seat), p.ResidentId))
            .ToHashSet();
        if (pins.SetEquals(kept))
        {
            return pins.Count;
        }

        var gridOfArea = areaOfGrid.ToLookup(p => p.Value, p => p.Key);
        foreach (var (area, month) in named)
        {
            state.TouchedGrids.UnionWith(gridOfArea[area]);
            var first = month.OnDayOfMonth(1);
            await session.RunAsync(
                "DELETE FROM pin WHERE street_id = @street AND area_id = @p0 AND night >= @p1 AND night < @p2",
                [area, first, first.PlusMonths(1)],
                cancellation
            );
        }

        await session.InsertAsync(
            "pin",
            ["area_id", "night", "watch", "post", "seat", "resident_id"],
            pins.Select(p =>
                new object?[] { p.Area, p.Seat.Night, p.Seat.Watch, p.Seat.Post, p.Seat.Number, p.Resident }
            ),
            onConflict: null,
            cancellation
        );
        return pins.Count;
    }
}
