using Rota.Core.Intake;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Brings communities, grids and households up to date with the rows of a register.</summary>
internal sealed class PlaceImport(Session session, RegisterState state)
{
    public RowCounts Communities { get; private set; } = RowCounts.None;

    public RowCounts Grids { get; private set; } = RowCounts.None;

    public RowCounts Households { get; private set; } = RowCounts.None;

    /// <summary>Whether a household that was on the register has another building now.</summary>
    public bool IsRenamed { get; private set; }

    public async Task ApplyAsync(IReadOnlyList<ResidentRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await CommunitiesAsync(rows, cancellation);
        await GridsAsync(rows, cancellation);
        await HouseholdsAsync(rows, cancellation);
    }

    private async Task CommunitiesAsync(IReadOnlyList<ResidentRow> rows, CancellationToken cancellation)
    {
        var named = rows.Select(r => r.Community).Distinct(StringComparer.Ordinal).ToList();
        var added = named.Where(c => !state.Communities.ContainsKey(c)).Order(StringComparer.Ordinal).ToList();
        if (added.Count > 0)
        {
            var id = (int)await session.TakeAsync("community", added.Count, cancellation);
            foreach (var community in added)
            {
                state.Communities.Add(community, id++);
            }

            await session.InsertAsync(
                "community",
                ["id", "name"],
                added.Select(c => new object?[] { state.Communities[c], c }),
                onConflict: null,
                cancellation
            );
        }

        Communities = new RowCounts(added.Count, 0, named.Count - added.Count);
    }

    private async Task GridsAsync(IReadOnlyList<ResidentRow> rows, CancellationToken cancellation)
    {
        var named = rows.GroupBy(r => r.Grid, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g =>
                (Code: g.Key, g.First().Community, Beat: g.Select(r => r.Beat).FirstOrDefault(b => b is not null))
            )
            .ToList();
        var added = named.Where(g => !state.Grids.ContainsKey(g.Code)).ToList();
        var changed = new List<StoredGrid>();
        foreach (var (code, community, beat) in named)
        {
            if (
                state.Grids.TryGetValue(code, out var grid)
                && (grid.CommunityId != state.Communities[community] || (beat is not null && beat != grid.Beat))
            )
            {
                grid.CommunityId = state.Communities[community];
                grid.Beat = beat ?? grid.Beat;
                changed.Add(grid);
                state.TouchedGrids.Add(grid.Id);
            }
        }

        var id = added.Count == 0 ? 0 : (int)await session.TakeAsync("grid", added.Count, cancellation);
        foreach (var (code, community, beat) in added)
        {
            var grid = new StoredGrid
            {
                Id = id++,
                Code = code,
                CommunityId = state.Communities[community],
                Beat = beat,
            };
            state.Grids.Add(code, grid);
        }

        await session.InsertAsync(
            "grid",
            ["id", "code", "community_id", "beat"],
            added.Select(g => state.Grids[g.Code]).Select(g => new object?[] { g.Id, g.Code, g.CommunityId, g.Beat }),
            onConflict: null,
            cancellation
        );
        await session.RunManyAsync(
            "UPDATE grid SET community_id = @p1, beat = @p2 WHERE street_id = @street AND id = @p0",
            places: 3,
            changed.Select(g => new object?[] { g.Id, g.CommunityId, g.Beat }),
            cancellation
        );
        Grids = new RowCounts(added.Count, changed.Count, named.Count - added.Count - changed.Count);
    }

    private async Task HouseholdsAsync(IReadOnlyList<ResidentRow> rows, CancellationToken cancellation)
    {
        var named = rows.GroupBy(r => KeyOf(state, r))
            .Select(g =>
                (g.Key, Grid: g.First().Grid, Building: g.Select(r => r.Building).FirstOrDefault(b => b is not null))
            )
            .OrderBy(h => h.Grid, StringComparer.Ordinal)
            .ThenBy(h => h.Key.Code, StringComparer.Ordinal)
            .ThenBy(h => h.Key.IsHelper)
            .ToList();
        var added = named.Where(h => !state.Households.ContainsKey(h.Key)).ToList();
        var changed = new List<(int Id, string Building)>();
        foreach (var (key, _, building) in named)
        {
            if (
                building is not null
                && state.Households.TryGetValue(key, out var known)
                && state.Places[known].Building != building
            )
            {
                state.Places[known] = (building, key.Grid);
                changed.Add((known, building));
                state.TouchedGrids.Add(key.Grid);
            }
        }

        var id = added.Count == 0 ? 0 : (int)await session.TakeAsync("household", added.Count, cancellation);
        foreach (var (key, _, building) in added)
        {
            state.Households.Add(key, id);
            state.Places.Add(id, (building, key.Grid));
            state.TouchedGrids.Add(key.Grid);
            id++;
        }

        await session.InsertAsync(
            "household",
            ["id", "building", "is_helper"],
            added.Select(h => new object?[] { state.Households[h.Key], h.Building, h.Key.IsHelper }),
            onConflict: null,
            cancellation
        );
        await session.InsertAsync(
            "grid_membership",
            ["household_id", "first_night", "grid_id", "code", "is_helper"],
            added.Select(h =>
                new object?[] { state.Households[h.Key], TextForm.AlwaysHere, h.Key.Grid, h.Key.Code, h.Key.IsHelper }
            ),
            onConflict: null,
            cancellation
        );
        await session.RunManyAsync(
            "UPDATE household SET building = @p1 WHERE street_id = @street AND id = @p0",
            places: 2,
            changed.Select(h => new object?[] { h.Id, h.Building }),
            cancellation
        );
        IsRenamed = changed.Count > 0;
        Households = new RowCounts(added.Count, changed.Count, named.Count - added.Count - changed.Count);
    }

    /// <summary>The household of a row; a helper's is one of its own, with the resident's code.</summary>
    public static (int Grid, string Code, bool IsHelper) KeyOf(RegisterState state, ResidentRow row)
    {
        var isHelper = row.Household.Length == 0;
        return (state.Grids[row.Grid].Id, isHelper ? row.Resident : row.Household, isHelper);
    }
}
