using Microsoft.EntityFrameworkCore;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Reads what one resident has said of nights: when they are away, what they would like.</summary>
public sealed class SaidReader
{
    private readonly StreetContext context;

    internal SaidReader(StreetContext context) => this.context = context;

    /// <summary>All wishes of a resident, weekdays behind dates.</summary>
    public async Task<IReadOnlyList<Wish>> WishesAsync(ResidentId resident, CancellationToken cancellation = default)
    {
        var rows = await context
            .Wishes.AsNoTracking()
            .Where(w => w.ResidentId == resident.Value)
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(w => w.Concerns, StringComparer.Ordinal)
                .Select(w => (About: TextForm.ToWish(w.Concerns), w.Kind))
                .Select(w => new Wish(resident, w.About.Night, w.About.Weekday, w.Kind)),
        ];
    }

    /// <summary>All blocks of nights on which a resident is away, past ones too, in order.</summary>
    public async Task<IReadOnlyList<Absence>> AbsencesAsync(
        ResidentId resident,
        CancellationToken cancellation = default
    )
    {
        var rows = await context
            .Absences.AsNoTracking()
            .Where(a => a.ResidentId == resident.Value)
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(a => a.FirstNight)
                .ThenBy(a => a.LastNight)
                .Select(a => new Absence(resident, a.FirstNight, a.LastNight)),
        ];
    }
}

/// <summary>Records which nights residents would like, or rather not have.</summary>
public sealed class WishWriter
{
    private readonly StreetWriter writer;

    internal WishWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Records a wish, in the place of another about the same night or weekday. The version of the area moves.</summary>
    public async Task SetAsync(Wish wish, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(wish);
        await writer.Session.InsertAsync(
            "wish",
            ["resident_id", "concerns", "kind"],
            [
                [wish.Resident.Value, TextForm.OfWish(wish.Night, wish.Weekday), wish.Kind],
            ],
            "(street_id, resident_id, concerns) DO UPDATE SET kind = excluded.kind",
            cancellation
        );
        await writer.MoveVersionsOfAsync([wish.Resident], cancellation);
    }

    /// <summary>Takes a wish back, whatever it was. The version of the area moves.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> TakeBackAsync(Wish wish, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var gone = await writer.Session.RunAsync(
            "DELETE FROM wish WHERE street_id = @street AND resident_id = @p0 AND concerns = @p1",
            [wish.Resident.Value, TextForm.OfWish(wish.Night, wish.Weekday)],
            cancellation
        );
        await writer.MoveVersionsOfAsync([wish.Resident], cancellation);
        return gone == 1;
    }
}
