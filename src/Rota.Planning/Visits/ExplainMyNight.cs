using NodaTime;
using Rota.Core;

namespace Rota.Planning.Visits;

/// <summary>
/// Explains to a visitor why they have a night or have it not, where a rota of it is published or posted for comment. It solves the month again, so a door
/// asks for one at a time.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class ExplainMyNight(Office office)
{
    /// <summary>Whether there is something to explain: a watch of the visitor's area that everybody may read of. Cheap.</summary>
    public async Task<bool> CanAsync(Visitor visitor, LocalDate night, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var month = night.ToYearMonth();
        var elsewhere = (await reader.Duties.OfResidentAsync(visitor.Card.Resident, night, cancellation))
            .Where(d => d.Duty.Seat.Night == night)
            .Select(d => d.Area)
            .ToList();
        var at = (await reader.Areas.MonthAsync(month, cancellation)).FirstOrDefault(a =>
            elsewhere.Count > 0
                ? elsewhere.Contains(a.State.Area.Id)
                : (a.Edition is not null || a.Draft is not null)
                    && visitor.Home is { } home
                    && a.State.Area.Grids.Contains(home.Grid, StringComparer.Ordinal)
        );
        if (at is null || (at.Edition is null && at.Draft?.PostedAt is null))
        {
            return false;
        }

        return (await reader.SheetAsync(at, month, cancellation)).Watches.Any(w => w.Night.Date == night);
    }

    /// <summary>Explains it; null where there is nothing that everybody may read of.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="night">The night.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    public async Task<Outcome<DutyExplained>?> RunAsync(
        Visitor visitor,
        LocalDate night,
        CancellationToken cancellation = default
    ) =>
        await CanAsync(visitor, night, cancellation)
            ? await new ExplainDuty(office).RunAsync(visitor.Card, night, cancellation)
            : null;
}
