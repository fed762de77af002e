using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Store.Rows;

namespace Rota.Store.Trails;

/// <summary>One row of the trail.</summary>
/// <param name="Number">Its number, from 1, never reused.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Verb">What was done: "publish".</param>
/// <param name="Subject">To what: "LJ-03 2026-12".</param>
/// <param name="Details">Counts and codes, never a name or a phone of a resident.</param>
public sealed record TrailEntry(long Number, Instant At, string By, string Verb, string Subject, string Details);

/// <summary>Reads the trail.</summary>
public sealed class TrailReader
{
    private readonly StreetContext context;

    internal TrailReader(StreetContext context) => this.context = context;

    /// <summary>The last so many rows, newest first.</summary>
    public async Task<IReadOnlyList<TrailEntry>> LastAsync(int count, CancellationToken cancellation = default) =>
        await context
            .Trail.OrderByDescending(t => t.Id)
            .Take(count)
            .Select(t => new TrailEntry(t.Id, t.At, t.By, t.Verb, t.Subject, t.Details))
            .ToListAsync(cancellation);

    /// <summary>Number of the newest row; 0 when there is none. Another number says that something was written in between.</summary>
    public async Task<long> NewestNumberAsync(CancellationToken cancellation = default) =>
        await context.Trail.MaxAsync(t => (long?)t.Id, cancellation) ?? 0;

    /// <summary>The newest row of a subject and one of some verbs; null when there is none.</summary>
    /// <param name="subject">To what: "LJ-03 2026-12".</param>
    /// <param name="verbs">What was done.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<TrailEntry?> NewestAsync(
        string subject,
        IReadOnlyCollection<string> verbs,
        CancellationToken cancellation = default
    ) =>
        await context
            .Trail.Where(t => t.Subject == subject && verbs.Contains(t.Verb))
            .OrderByDescending(t => t.Id)
            .Select(t => new TrailEntry(t.Id, t.At, t.By, t.Verb, t.Subject, t.Details))
            .FirstOrDefaultAsync(cancellation);

    /// <summary>All that somebody did, in order.</summary>
    public async Task<IReadOnlyList<TrailEntry>> ByAsync(string by, CancellationToken cancellation = default) =>
        await context
            .Trail.Where(t => t.By == by)
            .OrderBy(t => t.Id)
            .Select(t => new TrailEntry(t.Id, t.At, t.By, t.Verb, t.Subject, t.Details))
            .ToListAsync(cancellation);
}
