using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Rotas;

/// <summary>What an edition said of some nights, whether it is in force or not.</summary>
/// <param name="Area">The area.</param>
/// <param name="AreaCode">Its code.</param>
/// <param name="MeetingPoint">Where it meets now; null where none is said.</param>
/// <param name="Month">The month.</param>
/// <param name="Number">Number of the edition.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="WithdrawnAt">When it was withdrawn; null when it was not.</param>
/// <param name="Duties">The duties of those nights, in the order of seats.</param>
public sealed record EditionDuties(
    AreaId Area,
    string AreaCode,
    string? MeetingPoint,
    YearMonth Month,
    int Number,
    Instant PublishedAt,
    Instant? WithdrawnAt,
    IReadOnlyList<StandingDuty> Duties
);

/// <summary>Reads who was given which duty by every edition, those among them that others have superseded.</summary>
public sealed class DutyHistoryReader
{
    private readonly StreetContext context;

    internal DutyHistoryReader(StreetContext context) => this.context = context;

    /// <summary>Every edition of an area with its duties from a night on, by month and number.</summary>
    public Task<IReadOnlyList<EditionDuties>> OfAreaAsync(
        AreaId area,
        LocalDate since,
        CancellationToken cancellation = default
    )
    {
        var first = since.ToYearMonth();
        return ReadAsync(
            context.Editions.Where(e => e.AreaId == area.Value && e.Month >= first),
            context.Set<EditionDuty>().Where(d => d.Night >= since),
            cancellation
        );
    }

    /// <summary>
    /// Of every area and month in which some edition gave a resident a duty from a night on, every edition, by month and number, with all duties of
    /// those nights, the others' among them.
    /// </summary>
    public async Task<IReadOnlyList<EditionDuties>> OfResidentAsync(
        ResidentId resident,
        LocalDate since,
        CancellationToken cancellation = default
    )
    {
        var theirs = await (
            from d in context.Set<EditionDuty>()
            where d.ResidentId == resident.Value && d.Night >= since
            join e in context.Editions on d.OwnerId equals e.Id
            select new
            {
                e.AreaId,
                e.Month,
                d.Night,
            }
        )
            .Distinct()
            .ToListAsync(cancellation);
        var read = new List<EditionDuties>();
        foreach (var month in theirs.GroupBy(t => (t.AreaId, t.Month)).OrderBy(g => g.Key.Month))
        {
            var (area, of) = month.Key;
            var nights = month.Select(t => t.Night).ToList();
            read.AddRange(
                await ReadAsync(
                    context.Editions.Where(e => e.AreaId == area && e.Month == of),
                    context.Set<EditionDuty>().Where(d => nights.Contains(d.Night)),
                    cancellation
                )
            );
        }

        return read;
    }

    private async Task<IReadOnlyList<EditionDuties>> ReadAsync(
        IQueryable<StoredEdition> editions,
        IQueryable<EditionDuty> duties,
        CancellationToken cancellation
    )
    {
        var heads = await (
            from e in editions
            join a in context.Areas on e.AreaId equals a.Id
            orderby e.Month, e.Number
            select new { Edition = e, Area = a }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var rows = await (
            from e in editions
            join d in duties on e.Id equals d.OwnerId
            join w in context.Set<EditionWatch>()
                on new
                {
                    d.OwnerId,
                    d.Night,
                    d.Watch,
                } equals new
                {
                    w.OwnerId,
                    w.Night,
                    w.Watch,
                }
            select new { Duty = d, Watch = w }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var byEdition = rows.ToLookup(r => r.Duty.OwnerId, r => (r.Duty, Watch: Sheets.ToWatch(r.Watch)));
        return
        [
            .. heads.Select(h => new EditionDuties(
                new AreaId(h.Edition.AreaId),
                h.Area.Code,
                h.Area.MeetingPoint,
                h.Edition.Month,
                h.Edition.Number,
                h.Edition.PublishedAt,
                h.Edition.WithdrawnAt,
                [
                    .. byEdition[h.Edition.Id]
                        .Select(r => new StandingDuty(
                            new AreaId(h.Edition.AreaId),
                            new EditionId(h.Edition.Id),
                            Sheets.ToDuty(r.Duty),
                            r.Watch.Begins,
                            r.Watch.Ends
                        ))
                        .OrderBy(d => d.Duty.Seat),
                ]
            )),
        ];
    }
}
