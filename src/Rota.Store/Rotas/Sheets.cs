using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Rotas;

/// <summary>Reads and writes the rows that drafts and editions are alike in.</summary>
internal static class Sheets
{
    private static readonly string[] WatchColumns =
    [
        "night",
        "watch",
        "kind",
        "thousandths",
        "standby_thousandths",
        "festival",
        "starts_at",
        "ends_at",
        "leads",
        "guards",
        "standbys",
    ];

    private static readonly string[] DutyColumns =
    [
        "night",
        "watch",
        "post",
        "seat",
        "resident_id",
        "household_id",
        "thousandths",
        "leads",
    ];

    private static readonly string[] GapColumns = ["night", "watch", "post", "seat", "reason_zh", "reason_en"];

    /// <summary>Columns of a head that drafts and editions share, in the order of <see cref="HeadValues"/>.</summary>
    public static readonly string[] HeadColumns =
    [
        "id",
        "area_id",
        "month",
        "grids",
        "covenant_version_id",
        "status",
        "cost",
        "bound",
        "closed_by",
        "watches",
        "duties",
        "gaps",
        "without_lead",
    ];

    public static object?[] HeadValues(int id, AreaId area, IEnumerable<int> grids, int covenant, FrozenRota sheet)
    {
        var counts = RotaCounts.Of(sheet);
        var standing = sheet.Standing;
        return
        [
            id,
            area.Value,
            sheet.Rota.Month,
            string.Join(',', grids.Select(g => g.ToString(CultureInfo.InvariantCulture))),
            covenant,
            standing.Status,
            standing.Cost,
            standing.Bound,
            standing.ClosedBy,
            counts.Watches,
            counts.Duties,
            counts.Gaps,
            counts.WithoutLead,
        ];
    }

    /// <summary>Writes watches, duties and gaps of a head that is written.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="owner">"draft" or "edition".</param>
    /// <param name="id">Id of the head.</param>
    /// <param name="sheet">What to write.</param>
    /// <param name="cancellation">Stops between rows.</param>
    public static async Task WriteAsync(
        Session session,
        string owner,
        int id,
        FrozenRota sheet,
        CancellationToken cancellation
    )
    {
        await session.InsertAsync(
            owner + "_watch",
            [owner + "_id", .. WatchColumns],
            sheet.Watches.Select(w =>
                new object?[]
                {
                    id,
                    w.Night.Date,
                    w.Name,
                    w.Night.Kind,
                    w.Night.Points.Thousandths,
                    w.Night.StandbyPoints.Thousandths,
                    w.Night.Festival,
                    w.Start,
                    w.End,
                    w.Leads,
                    w.Guards,
                    w.Standbys,
                }
            ),
            onConflict: null,
            cancellation
        );
        await session.InsertAsync(
            owner + "_duty",
            [owner + "_id", .. DutyColumns],
            sheet.Rota.Duties.Select(d =>
                new object?[]
                {
                    id,
                    d.Seat.Night,
                    d.Seat.Watch,
                    d.Seat.Post,
                    d.Seat.Number,
                    d.Resident.Value,
                    d.Household.Value,
                    d.Points.Thousandths,
                    d.Leads,
                }
            ),
            onConflict: null,
            cancellation
        );
        await session.InsertAsync(
            owner + "_gap",
            [owner + "_id", .. GapColumns],
            sheet.Rota.Gaps.Select(g =>
                new object?[] { id, g.Seat.Night, g.Seat.Watch, g.Seat.Post, g.Seat.Number, g.Reason.Zh, g.Reason.En }
            ),
            onConflict: null,
            cancellation
        );
    }

    /// <summary>Writes the proof of a head that is written, where it has one.</summary>
    public static Task WriteAsync(
        Session session,
        string owner,
        int id,
        SealedProof? proof,
        CancellationToken cancellation
    ) =>
        session.InsertAsync(
            owner + "_proof",
            [owner + "_id", "content"],
            proof is null
                ? []
                :
                [
                    [id, proof.Content],
                ],
            onConflict: null,
            cancellation
        );

    /// <summary>Reads watches, duties and gaps of a head: watches by beginning, duties and gaps in the order of the watches.</summary>
    public static async Task<FrozenRota> ReadAsync<TWatch, TDuty, TGap>(
        StreetContext context,
        SheetRow head,
        CancellationToken cancellation
    )
        where TWatch : SheetWatch
        where TDuty : SheetDuty
        where TGap : SheetGap
    {
        var watches = await context.Set<TWatch>().Where(w => w.OwnerId == head.Id).ToListAsync(cancellation);
        var duties = await context.Set<TDuty>().Where(d => d.OwnerId == head.Id).ToListAsync(cancellation);
        var gaps = await context.Set<TGap>().Where(g => g.OwnerId == head.Id).ToListAsync(cancellation);
        Watch[] inOrder =
        [
            .. watches
                .Select(ToWatch)
                .OrderBy(w => w.Night.Date)
                .ThenBy(w => w.Begins)
                .ThenBy(w => w.Name, StringComparer.Ordinal)
                .Select((w, i) => w with { Index = i }),
        ];
        var places = inOrder.ToDictionary(w => (w.Night.Date, w.Name), w => w.Index);
        var rota = new WatchRota(
            head.Month,
            [.. duties.Select(ToDuty).OrderBy(d => PlaceOf(d.Seat)).ThenBy(d => d.Seat)],
            [
                .. gaps.Select(g => new Gap(
                        new Seat(g.Night, g.Watch, g.Post, g.Seat),
                        new Words(g.ReasonZh, g.ReasonEn)
                    ))
                    .OrderBy(g => PlaceOf(g.Seat))
                    .ThenBy(g => g.Seat),
            ]
        );
        return new FrozenRota(rota, inOrder, StandingOf(head));

        int PlaceOf(Seat seat) => places.GetValueOrDefault((seat.Night, seat.Watch), int.MaxValue);
    }

    /// <summary>Ids of the grids that a head covers, in the area's order.</summary>
    public static IReadOnlyList<int> GridsOf(SheetRow head) =>
        [
            .. head
                .Grids.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(g => int.Parse(g, CultureInfo.InvariantCulture)),
        ];

    public static Standing StandingOf(SheetRow head) => new(head.Status, head.Cost, head.Bound, head.ClosedBy);

    public static RotaCounts CountsOf(SheetRow head) => new(head.Watches, head.Duties, head.Gaps, head.WithoutLead);

    public static Duty ToDuty(SheetDuty row) =>
        new(
            new Seat(row.Night, row.Watch, row.Post, row.Seat),
            new ResidentId(row.ResidentId),
            new HouseholdId(row.HouseholdId),
            new Points(row.Thousandths),
            row.Leads
        );

    public static Watch ToWatch(SheetWatch row) =>
        new(
            new Night(
                row.Night,
                row.Kind,
                new Points(row.Thousandths),
                new Points(row.StandbyThousandths),
                row.Festival
            ),
            row.Watch,
            row.StartsAt,
            row.EndsAt,
            row.Leads,
            row.Guards,
            row.Standbys
        );
}
