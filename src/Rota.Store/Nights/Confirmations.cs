using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Nights;

/// <summary>Reads who has said to know of a duty.</summary>
public sealed class ConfirmationReader
{
    private readonly StreetContext context;

    internal ConfirmationReader(StreetContext context) => this.context = context;

    /// <summary>What has been confirmed in an area from one night to another, both inclusive.</summary>
    public async Task<IReadOnlySet<(Seat Seat, ResidentId Resident)>> OfAreaAsync(
        AreaId area,
        LocalDate from,
        LocalDate to,
        CancellationToken cancellation = default
    )
    {
        var rows = await context
            .Confirmations.AsNoTracking()
            .Where(c => c.AreaId == area.Value && c.Night >= from && c.Night <= to)
            .ToListAsync(cancellation);
        return rows.Select(c => (new Seat(c.Night, c.Watch, c.Post, c.Seat), new ResidentId(c.ResidentId))).ToHashSet();
    }
}

/// <summary>Records it.</summary>
public sealed class ConfirmationWriter
{
    private readonly StreetWriter writer;

    internal ConfirmationWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Records that a resident knows of a duty; a second time changes nothing.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> AddAsync(
        AreaId area,
        Seat seat,
        ResidentId resident,
        CancellationToken cancellation = default
    ) =>
        await writer.Session.InsertAsync(
            "confirmation",
            ["area_id", "night", "watch", "post", "seat", "resident_id", "at"],
            [
                [area.Value, seat.Night, seat.Watch, seat.Post, seat.Number, resident.Value, writer.At],
            ],
            "DO NOTHING",
            cancellation
        ) == 1;
}
