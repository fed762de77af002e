using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>How often something that calendars show, and no edition says, has become another: a name, a building, a meeting point.</summary>
/// <param name="Times">How often, in the whole street.</param>
/// <param name="LastAt">When that was last, to the second, by the clock of whoever wrote it; null while nothing has.</param>
public sealed record ShownChanges(int Times, Instant? LastAt);

/// <summary>Reads how often that was. Both are counters of the street, which only ever grow, whatever clocks do.</summary>
public sealed class ShownReader
{
    private readonly StreetContext context;

    internal ShownReader(StreetContext context) => this.context = context;

    /// <summary>How often, and when last.</summary>
    public async Task<ShownChanges> ChangesAsync(CancellationToken cancellation = default)
    {
        var counters = await context
            .Set<Counter>()
            .Where(c => c.Name == ShownWriter.Times || c.Name == ShownWriter.LastAt)
            .ToDictionaryAsync(c => c.Name, c => c.Last, cancellation);
        return new ShownChanges(
            (int)counters.GetValueOrDefault(ShownWriter.Times),
            counters.TryGetValue(ShownWriter.LastAt, out var seconds) ? Instant.FromUnixTimeSeconds(seconds) : null
        );
    }
}

/// <summary>Writes it.</summary>
internal static class ShownWriter
{
    /// <summary>Name of the counter of changes.</summary>
    public const string Times = "shown";

    /// <summary>Name of the counter that holds when the last was: seconds since 1970.</summary>
    public const string LastAt = "shown_at";

    private const string Upsert =
        "INSERT INTO counter (street_id, name, last) VALUES (@street, @p0, @p1) ON CONFLICT (street_id, name) DO UPDATE SET last = ";

    /// <summary>Says that something which was shown already is another from now on.</summary>
    public static async Task ShownAsync(this StreetWriter writer, CancellationToken cancellation)
    {
        await writer.Session.RunAsync($"{Upsert} counter.last + 1", [Times, 1L], cancellation);
        await writer.Session.RunAsync(
            $"{Upsert} CASE WHEN excluded.last > counter.last THEN excluded.last ELSE counter.last END",
            [LastAt, writer.At.ToUnixTimeSeconds()],
            cancellation
        );
    }
}
