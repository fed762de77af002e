using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Rows;

namespace Rota.Store.Rotas;

/// <summary>
/// Reads tries: solves that were begun and have not ended. What no process is at work on died with the process that was; the
/// library that solves can abort, and nothing catches that.
/// </summary>
public sealed class TryReader
{
    private readonly StreetContext context;

    internal TryReader(StreetContext context) => this.context = context;

    /// <summary>How many tries of a month each area has that have not ended; none for an area that is not named.</summary>
    public async Task<IReadOnlyDictionary<AreaId, int>> OfMonthAsync(
        YearMonth month,
        CancellationToken cancellation = default
    ) =>
        await context
            .Tries.Where(t => t.Month == month)
            .ToDictionaryAsync(t => new AreaId(t.AreaId), t => t.Tries, cancellation);

    /// <summary>How many tries an area and month has that have not ended.</summary>
    public async Task<int> OfAreaAsync(AreaId area, YearMonth month, CancellationToken cancellation = default) =>
        await context
            .Tries.Where(t => t.AreaId == area.Value && t.Month == month)
            .Select(t => t.Tries)
            .SingleOrDefaultAsync(cancellation);
}

/// <summary>Keeps count of tries. A try counts once its writer commits, so that what kills the process cannot take it back.</summary>
public sealed class TryWriter
{
    private const string Which = "WHERE street_id = @street AND area_id = @p0 AND month = @p1";

    private readonly StreetWriter writer;

    internal TryWriter(StreetWriter writer) => this.writer = writer;

    /// <summary>Writes that a try of an area and month begins.</summary>
    public Task BeginAsync(AreaId area, YearMonth month, CancellationToken cancellation = default) =>
        writer.Session.InsertAsync(
            "solve_try",
            ["area_id", "month", "tries", "begun_at"],
            [
                [area.Value, month, 1, writer.At],
            ],
            "(street_id, area_id, month) DO UPDATE SET tries = solve_try.tries + 1, begun_at = excluded.begun_at",
            cancellation
        );

    /// <summary>Takes a try back that was stopped before it came to anything: those that died before it stay counted.</summary>
    public async Task StopAsync(AreaId area, YearMonth month, CancellationToken cancellation = default)
    {
        object?[] which = [area.Value, month];
        await writer.Session.RunAsync($"DELETE FROM solve_try {Which} AND tries = 1", which, cancellation);
        await writer.Session.RunAsync(
            $"UPDATE solve_try SET tries = tries - 1 {Which} AND tries > 1",
            which,
            cancellation
        );
    }

    /// <summary>Forgets the tries of an area and month, since one came to an end, whatever it was.</summary>
    public Task EndAsync(AreaId area, YearMonth month, CancellationToken cancellation = default) =>
        ForgetAsync(area, month, cancellation);

    /// <summary>Forgets the tries of an area and month because somebody asks for another; the trail tells how many there were.</summary>
    public async Task AgainAsync(AreaId area, YearMonth month, CancellationToken cancellation = default)
    {
        var died = await writer.Read.Tries.OfAreaAsync(area, month, cancellation);
        if (died > 0)
        {
            await ForgetAsync(area, month, cancellation);
            await writer.TrailAsync(
                "again",
                await writer.SubjectAsync(area, month, cancellation),
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tries {died}"),
                cancellation
            );
        }
    }

    private Task ForgetAsync(AreaId area, YearMonth month, CancellationToken cancellation) =>
        writer.Session.RunAsync($"DELETE FROM solve_try {Which}", [area.Value, month], cancellation);
}
