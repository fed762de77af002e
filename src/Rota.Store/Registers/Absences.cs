using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Records nights on which residents cannot guard, and takes them back. Never why: nobody keeps a reason.</summary>
public sealed class AbsenceWriter
{
    private readonly StreetWriter writer;

    internal AbsenceWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>
    /// Records that residents are away. What is on record already is passed over. The versions of their areas move: drafts made before are outrun.
    /// </summary>
    /// <param name="residents">Who.</param>
    /// <param name="first">The first night.</param>
    /// <param name="last">The last night, inclusive.</param>
    /// <param name="cancellation">Stops the write.</param>
    /// <returns>How many of them were not on record as away for all of these nights.</returns>
    public async Task<int> AddAsync(
        IReadOnlyCollection<ResidentId> residents,
        LocalDate first,
        LocalDate last,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(residents);
        var known = await TouchedAsync(residents, first, last, cancellation);
        var added = residents
            .Where(r => !known.Exists(a => a.ResidentId == r.Value && a.FirstNight <= first && a.LastNight >= last))
            .ToList();
        await InsertAsync(added.Select(r => (r.Value, first, last)), cancellation);
        await writer.MoveVersionsOfAsync(added, cancellation);
        return added.Count;
    }

    /// <summary>Takes back that residents are away on some nights; what reaches beyond these stays on record.</summary>
    /// <inheritdoc cref="AddAsync"/>
    /// <returns>How many of them were away on any of these nights.</returns>
    public async Task<int> TakeBackAsync(
        IReadOnlyCollection<ResidentId> residents,
        LocalDate first,
        LocalDate last,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(residents);
        var known = await TouchedAsync(residents, first, last, cancellation);
        await writer.Session.RunManyAsync(
            "DELETE FROM absence WHERE street_id = @street AND resident_id = @p0 AND first_night = @p1 AND last_night = @p2",
            places: 3,
            known.Select(a => new object?[] { a.ResidentId, a.FirstNight, a.LastNight }),
            cancellation
        );
        var left = known
            .SelectMany(a =>
                ((int Resident, LocalDate First, LocalDate Last)[])
                    [
                        (a.ResidentId, a.FirstNight, LocalDate.Min(a.LastNight, first.PlusDays(-1))),
                        (a.ResidentId, LocalDate.Max(a.FirstNight, last.PlusDays(1)), a.LastNight),
                    ]
            )
            .Where(a => a.First <= a.Last)
            .Distinct();
        await InsertAsync(left, cancellation);
        var back = residents.Where(r => known.Exists(a => a.ResidentId == r.Value)).ToList();
        await writer.MoveVersionsOfAsync(back, cancellation);
        return back.Count;
    }

    /// <summary>Blocks of these residents that share a night with the block given.</summary>
    private async Task<List<StoredAbsence>> TouchedAsync(
        IReadOnlyCollection<ResidentId> residents,
        LocalDate first,
        LocalDate last,
        CancellationToken cancellation
    )
    {
        var ids = residents.Select(r => r.Value).ToList();
        return await writer
            .Session.Context.Absences.AsNoTracking()
            .Where(a => ids.Contains(a.ResidentId) && a.FirstNight <= last && a.LastNight >= first)
            .ToListAsync(cancellation);
    }

    private Task<int> InsertAsync(
        IEnumerable<(int Resident, LocalDate First, LocalDate Last)> blocks,
        CancellationToken cancellation
    ) =>
        writer.Session.InsertAsync(
            "absence",
            ["resident_id", "first_night", "last_night"],
            blocks.Select(b => new object?[] { b.Resident, b.First, b.Last }),
            "DO NOTHING",
            cancellation
        );
}
