using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>A pin on record.</summary>
/// <param name="Area">The area.</param>
/// <param name="Seat">The seat.</param>
/// <param name="Resident">Who is pinned to it.</param>
public sealed record AreaPin(AreaId Area, Seat Seat, ResidentId Resident);

/// <summary>Reads pins.</summary>
public sealed class PinReader
{
    private readonly StreetContext context;

    internal PinReader(StreetContext context) => this.context = context;

    /// <summary>The pins of nights from one on, in the order of nights and seats.</summary>
    /// <param name="from">The first night.</param>
    /// <param name="to">The last night; null for all that are to come.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<AreaPin>> ListAsync(
        LocalDate from,
        LocalDate? to = null,
        CancellationToken cancellation = default
    )
    {
        var last = to ?? LocalDate.MaxIsoValue;
        var rows = await context.Pins.Where(p => p.Night >= from && p.Night <= last).ToListAsync(cancellation);
        return
        [
            .. rows.Select(p => new AreaPin(
                    new AreaId(p.AreaId),
                    new Seat(p.Night, p.Watch, p.Post, p.Seat),
                    new ResidentId(p.ResidentId)
                ))
                .OrderBy(p => p.Seat)
                .ThenBy(p => p.Area.Value),
        ];
    }
}

/// <summary>Adds and removes single pins. Each moves the area's version: a draft made before is outrun.</summary>
public sealed class PinWriter
{
    private readonly StreetWriter writer;

    internal PinWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Pins a resident to a seat.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="seenVersion">The area's version that was read.</param>
    /// <param name="details">The seat and the resident's watch number, for the trail.</param>
    /// <param name="cancellation">Stops the write.</param>
    /// <returns>
    /// <see cref="WriteOutcome.Stale"/> when the area has changed since it was read,
    /// <see cref="WriteOutcome.SeatTaken"/> when somebody is pinned to the seat.
    /// </returns>
    public Task<WriteOutcome> AddAsync(
        AreaPin pin,
        long seenVersion,
        string details,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(pin);
        return writer.WholeAsync(
            async () =>
            {
                if (!await writer.SwapVersionAsync(pin.Area.Value, seenVersion, cancellation))
                {
                    return WriteOutcome.Stale;
                }

                var written = await writer.Session.RunAsync(
                    "INSERT INTO pin (street_id, area_id, night, watch, post, seat, resident_id) "
                        + "SELECT @street, @p0, @p1, @p2, @p3, @p4, @p5 WHERE NOT EXISTS (SELECT 1 FROM pin "
                        + "WHERE street_id = @street AND area_id = @p0 AND night = @p1 AND watch = @p2 AND post = @p3 AND seat = @p4)",
                    Values(pin),
                    cancellation
                );
                if (written == 0)
                {
                    return WriteOutcome.SeatTaken;
                }

                await TrailAsync(pin, "pin", details, cancellation);
                return WriteOutcome.Done;
            },
            cancellation
        );
    }

    /// <summary>Takes a pin back.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="seenVersion">The area's version that was read.</param>
    /// <param name="details">The seat and the resident's watch number, for the trail.</param>
    /// <param name="cancellation">Stops the write.</param>
    /// <returns><see cref="WriteOutcome.Stale"/> when the area has changed since it was read, or the pin is not there any more.</returns>
    public Task<WriteOutcome> RemoveAsync(
        AreaPin pin,
        long seenVersion,
        string details,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(pin);
        return writer.WholeAsync(
            async () =>
            {
                var isThere =
                    await writer.SwapVersionAsync(pin.Area.Value, seenVersion, cancellation)
                    && await writer.Session.RunAsync(
                        "DELETE FROM pin WHERE street_id = @street AND area_id = @p0 AND night = @p1 AND watch = @p2 AND post = @p3 AND seat = @p4 AND resident_id = @p5",
                        Values(pin),
                        cancellation
                    ) == 1;
                if (!isThere)
                {
                    return WriteOutcome.Stale;
                }

                await TrailAsync(pin, "unpin", details, cancellation);
                return WriteOutcome.Done;
            },
            cancellation
        );
    }

    private static object?[] Values(AreaPin pin) =>
        [pin.Area.Value, pin.Seat.Night, pin.Seat.Watch, pin.Seat.Post, pin.Seat.Number, pin.Resident.Value];

    private async Task TrailAsync(AreaPin pin, string verb, string details, CancellationToken cancellation) =>
        await writer.TrailAsync(
            verb,
            await writer.SubjectAsync(pin.Area, pin.Seat.Night.ToYearMonth(), cancellation),
            details,
            cancellation
        );
}
