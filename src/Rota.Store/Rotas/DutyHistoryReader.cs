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

/// <summary>An edition, and whether it was withdrawn since: all that can become of it.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="WithdrawnAt">When it was withdrawn; null when it was not.</param>
public sealed record EditionMark(EditionId Edition, Instant? WithdrawnAt);

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
        var read = new List<EditionDuties>();
        foreach (var (area, of, nights) in await MonthsAsync(resident, since, cancellation))
        {
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

    /// <summary>The editions that the reading of a resident goes through, and the nights that it finds; cheap.</summary>
    public async Task<(IReadOnlyList<LocalDate> Nights, IReadOnlyList<EditionMark> Editions)> MarksOfResidentAsync(
        ResidentId resident,
        LocalDate since,
        CancellationToken cancellation = default
    )
    {
        var months = await MonthsAsync(resident, since, cancellation);
        var marks = new List<EditionMark>();
        foreach (var (area, of, _) in months)
        {
            marks.AddRange(
                await MarksAsync(context.Editions.Where(e => e.AreaId == area && e.Month == of), cancellation)
            );
        }

        return ([.. months.SelectMany(m => m.Nights).Order()], marks);
    }

    /// <summary>The editions that the reading of an area goes through; cheap.</summary>
    public Task<IReadOnlyList<EditionMark>> MarksOfAreaAsync(
        AreaId area,
        LocalDate since,
        CancellationToken cancellation = default
    )
    {
        var first = since.ToYearMonth();
        return MarksAsync(context.Editions.Where(e => e.AreaId == area.Value && e.Month >= first), cancellation);
    }

    private static async Task<IReadOnlyList<EditionMark>> MarksAsync(
        IQueryable<StoredEdition> editions,
        CancellationToken cancellation
    )
    {
        var rows = await editions.OrderBy(e => e.Id).Select(e => new { e.Id, e.WithdrawnAt }).ToListAsync(cancellation);
        return [.. rows.Select(e => new EditionMark(new EditionId(e.Id), e.WithdrawnAt))];
    }

    /// <summary>Areas and months in which some edition gave a resident a duty from a night on, with the nights, in the order of months.</summary>
    private async Task<IReadOnlyList<(int Area, YearMonth Month, IReadOnlyList<LocalDate> Nights)>> MonthsAsync(
        ResidentId resident,
        LocalDate since,
        CancellationToken cancellation
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
        return
        [
            .. theirs
                .GroupBy(t => (t.AreaId, t.Month))
                .OrderBy(g => g.Key.Month)
                .ThenBy(g => g.Key.AreaId)
                .Select(g => (g.Key.AreaId, g.Key.Month, (IReadOnlyList<LocalDate>)[.. g.Select(t => t.Night)])),
        ];
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
        // By their numbers: joined to the editions, a database without statistics walks through all duties there ever were.
        var ids = heads.Select(h => h.Edition.Id).ToArray();
        var rows = await (
            from d in duties
            where ids.Contains(d.OwnerId)
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
