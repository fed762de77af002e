using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Store.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Rotas;

/// <summary>Reads what is told of duties that were to be stood: by an import of history, or marked after the watch.</summary>
public sealed class AttendanceReader
{
    private readonly StreetContext context;

    internal AttendanceReader(StreetContext context) => this.context = context;

    /// <summary>What is told of some residents on a night; who is not told of is left out.</summary>
    public async Task<IReadOnlyDictionary<ResidentId, StoodNight>> OfNightAsync(
        IEnumerable<ResidentId> residents,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(residents);
        var ids = residents.Select(r => r.Value).ToList();
        var told = await ListAsync(
            context.Stood.Where(s => s.Night == night && ids.Contains(s.ResidentId)),
            cancellation
        );
        return told.ToDictionary(s => s.Resident);
    }

    /// <summary>
    /// The duties of an area's households that were missed, from a night up to the end of a month; in the order of nights, then of ids.
    /// </summary>
    /// <param name="area">The area, with the grids it has in the month.</param>
    /// <param name="from">The first night.</param>
    /// <param name="month">The last month.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IReadOnlyList<StoodNight>> MissedAsync(
        AreaId area,
        LocalDate from,
        YearMonth month,
        CancellationToken cancellation = default
    )
    {
        var scope = await AreaScope.LoadAsync(context, area, month, cancellation);
        var (households, last) = (scope.HouseholdIds, scope.Last);
        return await ListAsync(
            context.Stood.Where(s =>
                !s.Attended && households.Contains(s.HouseholdId) && s.Night >= from && s.Night <= last
            ),
            cancellation
        );
    }

    private static async Task<IReadOnlyList<StoodNight>> ListAsync(
        IQueryable<StoredStood> rows,
        CancellationToken cancellation
    ) =>
        [
            .. (await rows.ToListAsync(cancellation))
                .Select(s => new StoodNight(
                    new HouseholdId(s.HouseholdId),
                    new ResidentId(s.ResidentId),
                    s.Night,
                    s.Post,
                    s.Attended
                ))
                .OrderBy(s => s.Night)
                .ThenBy(s => s.Household.Value)
                .ThenBy(s => s.Resident.Value),
        ];
}

/// <summary>Writes who came.</summary>
public sealed class AttendanceWriter
{
    private static readonly string[] Columns = ["resident_id", "night", "household_id", "post", "attended"];

    private readonly StreetWriter writer;

    internal AttendanceWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>
    /// Marks who came to duties of an area: compares and swaps the area's version, writes the marks in the place of those there were, and
    /// appends to the ledger.
    /// </summary>
    /// <param name="area">The area.</param>
    /// <param name="seenVersion">The area's version that was read.</param>
    /// <param name="marks">The marks, one a resident and night.</param>
    /// <param name="entries">What they write into the ledger.</param>
    /// <param name="subject">What they belong to, for the trail: "LJ-03 2026-12-05".</param>
    /// <param name="details">Who is marked how, for the trail: watch numbers only.</param>
    /// <param name="cancellation">Stops the write.</param>
    /// <returns><see cref="WriteOutcome.Stale"/> when the area has changed since it was read.</returns>
    public Task<WriteOutcome> MarkAsync(
        AreaId area,
        long seenVersion,
        IReadOnlyList<StoodNight> marks,
        IReadOnlyList<LedgerEntry> entries,
        string subject,
        string details,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(entries);
        return writer.WholeAsync(
            async () =>
            {
                if (!await writer.SwapVersionAsync(area.Value, seenVersion, cancellation))
                {
                    return WriteOutcome.Stale;
                }

                await WriteAsync(writer.Session, marks, cancellation);
                var trail = await writer.TrailAsync("attend", subject, details, cancellation);
                await writer.Ledger.AppendAsync(entries, trail, cancellation);
                return WriteOutcome.Done;
            },
            cancellation
        );
    }

    /// <summary>
    /// Has marks follow duties that a change moves after their watch has begun; part of a publication, which swaps the version, writes the
    /// ledger and leaves the trail.
    /// </summary>
    /// <param name="marks">Marks as they are now.</param>
    /// <param name="ended">Marks that say nothing any more.</param>
    /// <param name="cancellation">Stops the write.</param>
    public async Task FollowAsync(
        IReadOnlyList<StoodNight> marks,
        IReadOnlyList<StoodNight> ended,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(ended);
        await writer.Session.RunManyAsync(
            "DELETE FROM stood WHERE street_id = @street AND resident_id = @p0 AND night = @p1",
            places: 2,
            ended.Select(s => new object?[] { s.Resident.Value, s.Night }),
            cancellation
        );
        await WriteAsync(writer.Session, marks, cancellation);
    }

    /// <summary>Writes what is told of duties in the place of what was told of them before.</summary>
    internal static Task<int> WriteAsync(
        Session session,
        IEnumerable<StoodNight> told,
        CancellationToken cancellation
    ) =>
        session.InsertAsync(
            "stood",
            Columns,
            told.Select(s => new object?[] { s.Resident.Value, s.Night, s.Household.Value, s.Post, s.Attended }),
            "(street_id, resident_id, night) DO UPDATE SET household_id = excluded.household_id, "
                + "post = excluded.post, attended = excluded.attended",
            cancellation
        );
}
