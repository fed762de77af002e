using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rota.Core.Covenants;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Brings watch areas up to date with grids and covenant.</summary>
public sealed class AreaWriter
{
    private readonly StreetWriter writer;

    internal AreaWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>
    /// Lays the areas as a covenant plans them: named grids go together, with meeting point and phone; every other grid is
    /// its own area. Areas left without grids stay on record for their editions, and lose their drafts, which nobody could
    /// publish any more. What changes moves its version.
    /// </summary>
    /// <param name="plans">The plans; grids that the register does not know yet are passed over until it does.</param>
    /// <param name="cancellation">Stops the write.</param>
    /// <returns>How many areas are different now.</returns>
    public async Task<int> SyncAsync(IReadOnlyList<AreaPlan> plans, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plans);
        var grids = await writer.Session.Context.Grids.ToListAsync(cancellation);
        var byCode = grids.ToDictionary(g => g.Code, StringComparer.Ordinal);
        var planned = plans.SelectMany(p => p.Grids).ToHashSet(StringComparer.Ordinal);
        var wanted = plans
            .Select(p => new Wanted(
                p.Code,
                [.. p.Grids.Where(byCode.ContainsKey).Select(g => byCode[g])],
                p.MeetingPoint,
                p.Phone
            ))
            .Where(w => w.Grids.Count > 0)
            .Concat(
                grids
                    .Where(g => !planned.Contains(g.Code))
                    .OrderBy(g => g.Code, StringComparer.Ordinal)
                    .Select(g => new Wanted(g.Code, [g], MeetingPoint: null, Phone: null))
            )
            .ToList();
        var changed = await LayAsync(wanted, cancellation);
        if (changed > 0)
        {
            var count = changed.ToString(CultureInfo.InvariantCulture);
            await writer.TrailAsync("areas", "covenant", $"changed {count}", cancellation);
        }

        return changed;
    }

    /// <summary>Makes every grid that no area holds an area of its own, and leaves the others as they are.</summary>
    internal async Task GiveOwnAreasAsync(CancellationToken cancellation)
    {
        var context = writer.Session.Context;
        var held = (await context.AreaGrids.Select(a => a.GridId).ToListAsync(cancellation)).ToHashSet();
        var free = (await context.Grids.ToListAsync(cancellation)).Where(g => !held.Contains(g.Id));
        var wanted = free.OrderBy(g => g.Code, StringComparer.Ordinal)
            .Select(g => new Wanted(g.Code, [g], MeetingPoint: null, Phone: null))
            .ToList();
        await LayAsync(wanted, cancellation);
    }

    /// <summary>Lays the areas wanted; grids are taken from where they were. Says how many areas are different now.</summary>
    private async Task<int> LayAsync(IReadOnlyList<Wanted> wanted, CancellationToken cancellation)
    {
        var session = writer.Session;
        var areas = await session.Context.Areas.ToDictionaryAsync(a => a.Code, StringComparer.Ordinal, cancellation);
        var holding = (await session.Context.AreaGrids.ToListAsync(cancellation))
            .GroupBy(a => a.AreaId)
            .ToDictionary(g => g.Key, g => g.OrderBy(a => a.Position).Select(a => a.GridId).ToList());
        var added = wanted.Where(w => !areas.ContainsKey(w.Code)).ToList();
        await AddAsync(added, areas, cancellation);

        var relaid = wanted.Where(w => !Holds(w).SequenceEqual(w.Grids.Select(g => g.Id))).ToList();
        var retold = wanted
            .Where(w => areas[w.Code].MeetingPoint != w.MeetingPoint || areas[w.Code].Phone != w.Phone)
            .ToList();
        var isShown = retold.Exists(w => areas[w.Code].MeetingPoint != w.MeetingPoint);
        var moving = relaid.SelectMany(w => w.Grids.Select(g => g.Id)).ToHashSet();
        var robbed = holding.Where(h => h.Value.Exists(moving.Contains)).Select(h => h.Key).ToList();
        var ids = relaid.Select(w => areas[w.Code].Id).ToList();
        await session.RunManyAsync(
            "DELETE FROM area_grid WHERE street_id = @street AND (grid_id = @p0 OR area_id = @p1)",
            places: 2,
            moving.Select(g => new object?[] { g, null }).Concat(ids.Select(a => new object?[] { null, a })),
            cancellation
        );
        await session.InsertAsync(
            "area_grid",
            ["grid_id", "area_id", "position"],
            relaid.SelectMany(w => w.Grids.Select((g, i) => new object?[] { g.Id, areas[w.Code].Id, i + 1 })),
            onConflict: null,
            cancellation
        );
        await session.RunManyAsync(
            "UPDATE area SET meeting_point = @p1, phone = @p2, community_id = @p3 WHERE street_id = @street AND id = @p0",
            places: 4,
            relaid
                .Union(retold)
                .Select(w => new object?[] { areas[w.Code].Id, w.MeetingPoint, w.Phone, w.Grids[0].CommunityId }),
            cancellation
        );
        var differing = ids.Concat(robbed).Concat(retold.Select(w => areas[w.Code].Id)).Distinct().ToList();
        await writer.MoveVersionsAsync(differing, cancellation);
        if (isShown)
        {
            await writer.ShownAsync(cancellation);
        }

        var kept = await session.Context.AreaGrids.Select(a => a.AreaId).Distinct().ToListAsync(cancellation);
        foreach (var area in robbed.Except(kept))
        {
            await writer.Drafts.DeleteAsync(new AreaId(area), month: null, cancellation);
        }

        return differing.Count;

        List<int> Holds(Wanted w) => holding.GetValueOrDefault(areas[w.Code].Id, []);
    }

    private async Task AddAsync(
        List<Wanted> added,
        Dictionary<string, StoredArea> areas,
        CancellationToken cancellation
    )
    {
        if (added.Count == 0)
        {
            return;
        }

        var id = (int)await writer.Session.TakeAsync("area", added.Count, cancellation);
        foreach (var area in added)
        {
            areas.Add(
                area.Code,
                new StoredArea
                {
                    Id = id++,
                    Code = area.Code,
                    CommunityId = area.Grids[0].CommunityId,
                    MeetingPoint = area.MeetingPoint,
                    Phone = area.Phone,
                }
            );
        }

        await writer.Session.InsertAsync(
            "area",
            ["id", "code", "community_id", "version", "meeting_point", "phone"],
            added
                .Select(a => areas[a.Code])
                .Select(a => new object?[] { a.Id, a.Code, a.CommunityId, 0L, a.MeetingPoint, a.Phone }),
            onConflict: null,
            cancellation
        );
    }

    private sealed record Wanted(string Code, IReadOnlyList<StoredGrid> Grids, string? MeetingPoint, string? Phone);
}
