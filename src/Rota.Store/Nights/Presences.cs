using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Nights;

/// <summary>When somebody on duty came and went.</summary>
/// <param name="Resident">Who.</param>
/// <param name="Watch">The watch's name.</param>
/// <param name="CameAt">When they came.</param>
/// <param name="LeftAt">When they went; null while they have not.</param>
public sealed record Presence(ResidentId Resident, string Watch, Instant CameAt, Instant? LeftAt);

/// <summary>Reads who is there on a night.</summary>
public sealed class PresenceReader
{
    private readonly StreetContext context;

    internal PresenceReader(StreetContext context) => this.context = context;

    /// <summary>Who has come to the watches of an area's night, in the order of coming.</summary>
    public async Task<IReadOnlyList<Presence>> OfNightAsync(
        AreaId area,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        var rows = await context
            .Presences.AsNoTracking()
            .Where(p => p.AreaId == area.Value && p.Night == night)
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(p => p.CameAt)
                .ThenBy(p => p.ResidentId)
                .Select(p => new Presence(new ResidentId(p.ResidentId), p.Watch, p.CameAt, p.LeftAt)),
        ];
    }
}

/// <summary>Records it.</summary>
public sealed class PresenceWriter
{
    private readonly StreetWriter writer;

    internal PresenceWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Records that somebody has come; a second time changes nothing.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> CameAsync(
        AreaId area,
        LocalDate night,
        string watch,
        ResidentId resident,
        CancellationToken cancellation = default
    ) =>
        await writer.Session.InsertAsync(
            "presence",
            ["area_id", "night", "watch", "resident_id", "came_at", "left_at"],
            [
                [area.Value, night, watch, resident.Value, writer.At, null],
            ],
            "DO NOTHING",
            cancellation
        ) == 1;

    /// <summary>Records that somebody who has come has gone; a second time changes nothing.</summary>
    /// <returns>Whether it is new; false for somebody who has not come.</returns>
    public async Task<bool> LeftAsync(
        AreaId area,
        LocalDate night,
        string watch,
        ResidentId resident,
        CancellationToken cancellation = default
    ) =>
        await writer.Session.RunAsync(
            "UPDATE presence SET left_at = @p4 WHERE street_id = @street AND area_id = @p0 AND night = @p1 AND watch = @p2 "
                + "AND resident_id = @p3 AND left_at IS NULL",
            [area.Value, night, watch, resident.Value, writer.At],
            cancellation
        ) == 1;
}
