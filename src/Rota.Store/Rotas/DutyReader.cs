using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Rotas;

/// <summary>A duty in force now.</summary>
/// <param name="Area">In which area.</param>
/// <param name="Edition">By which edition.</param>
/// <param name="Duty">The duty.</param>
/// <param name="Begins">When the watch begins, on the wall clock.</param>
/// <param name="Ends">When the watch ends, on the wall clock.</param>
public sealed record StandingDuty(AreaId Area, EditionId Edition, Duty Duty, LocalDateTime Begins, LocalDateTime Ends);

/// <summary>Reads who is on duty now, whatever edition put them there.</summary>
public sealed class DutyReader
{
    private readonly StreetContext context;

    internal DutyReader(StreetContext context) => this.context = context;

    /// <summary>A resident's duties from a night on, in order.</summary>
    public Task<IReadOnlyList<StandingDuty>> OfResidentAsync(
        ResidentId resident,
        LocalDate from,
        CancellationToken cancellation = default
    ) => ListAsync(context.DutiesInForce.Where(d => d.ResidentId == resident.Value && d.Night >= from), cancellation);

    /// <summary>A household's duties from a night on, in order.</summary>
    public Task<IReadOnlyList<StandingDuty>> OfHouseholdAsync(
        HouseholdId household,
        LocalDate from,
        CancellationToken cancellation = default
    ) => ListAsync(context.DutiesInForce.Where(d => d.HouseholdId == household.Value && d.Night >= from), cancellation);

    /// <summary>An area's duties from a night to a night, both inclusive, in order.</summary>
    public Task<IReadOnlyList<StandingDuty>> OfAreaAsync(
        AreaId area,
        LocalDate from,
        LocalDate to,
        CancellationToken cancellation = default
    ) =>
        ListAsync(
            context.DutiesInForce.Where(d => d.AreaId == area.Value && d.Night >= from && d.Night <= to),
            cancellation
        );

    private static async Task<IReadOnlyList<StandingDuty>> ListAsync(
        IQueryable<DutyInForce> duties,
        CancellationToken cancellation
    )
    {
        var rows = await duties.ToListAsync(cancellation);
        return
        [
            .. rows.Select(d => new StandingDuty(
                    new AreaId(d.AreaId),
                    new EditionId(d.EditionId),
                    new Duty(
                        new Seat(d.Night, d.Watch, d.Post, d.Seat),
                        new ResidentId(d.ResidentId),
                        new HouseholdId(d.HouseholdId),
                        new Points(d.Thousandths),
                        d.Leads
                    ),
                    d.Begins,
                    d.Ends
                ))
                .OrderBy(d => d.Duty.Seat.Night)
                .ThenBy(d => d.Begins)
                .ThenBy(d => d.Duty.Seat),
        ];
    }
}
