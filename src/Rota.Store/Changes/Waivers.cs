using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Changes;

/// <summary>Reads waivers on record.</summary>
public sealed class WaiverReader
{
    private readonly StreetContext context;

    internal WaiverReader(StreetContext context) => this.context = context;

    /// <summary>The waivers of an area for nights from one to another, both inclusive, in the order they were recorded.</summary>
    public async Task<IReadOnlyList<Waiver>> OfAreaAsync(
        AreaId area,
        LocalDate from,
        LocalDate to,
        CancellationToken cancellation = default
    )
    {
        var rows = await context
            .Waivers.Where(w => w.AreaId == area.Value && w.Night >= from && w.Night <= to)
            .OrderBy(w => w.Id)
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(w => new Waiver(
                w.Rule,
                new Seat(w.Night, w.Watch, w.Post, w.Seat),
                new ResidentId(w.ResidentId),
                w.Reason
            )),
        ];
    }
}

/// <summary>Records waivers.</summary>
public sealed class WaiverWriter
{
    private static readonly string[] Columns =
    [
        "id",
        "area_id",
        "rule",
        "night",
        "watch",
        "post",
        "seat",
        "resident_id",
        "reason",
        "trail_id",
    ];

    private readonly StreetWriter writer;

    internal WaiverWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Records waivers, with a row in the trail; nothing where there are none.</summary>
    /// <param name="area">The area of the duties.</param>
    /// <param name="waivers">The waivers.</param>
    /// <param name="subject">What they belong to, for the trail.</param>
    /// <param name="cancellation">Stops the write.</param>
    public async Task AddAsync(
        AreaId area,
        IReadOnlyList<Waiver> waivers,
        string subject,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(waivers);
        if (waivers.Count == 0)
        {
            return;
        }

        var rules = string.Join(", ", waivers.Select(w => w.Rule));
        var trail = await writer.TrailAsync("waive", subject, rules, cancellation);
        var first = (int)await writer.Session.TakeAsync("waiver", waivers.Count, cancellation);
        await writer.Session.InsertAsync(
            "waiver",
            Columns,
            waivers.Select(
                (w, i) =>
                    new object?[]
                    {
                        first + i,
                        area.Value,
                        w.Rule,
                        w.Seat.Night,
                        w.Seat.Watch,
                        w.Seat.Post,
                        w.Seat.Number,
                        w.Resident.Value,
                        w.Reason,
                        trail,
                    }
            ),
            onConflict: null,
            cancellation
        );
    }
}
