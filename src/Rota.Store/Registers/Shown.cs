using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>
/// When something that calendars show, and no edition says, became another: a name, a building, a meeting point. One moment for the street, kept as a counter: it only ever
/// grows, whatever the clock does.
/// </summary>
public sealed class ShownReader
{
    private readonly StreetContext context;

    internal ShownReader(StreetContext context) => this.context = context;

    /// <summary>When that was last, to the second; null while nothing has.</summary>
    public async Task<Instant?> LastAsync(CancellationToken cancellation = default) =>
        await context
            .Set<Counter>()
            .Where(c => c.Name == ShownWriter.Counter)
            .Select(c => (long?)c.Last)
            .FirstOrDefaultAsync(cancellation)
            is { } seconds
            ? Instant.FromUnixTimeSeconds(seconds)
            : null;
}

/// <summary>Writes it.</summary>
internal static class ShownWriter
{
    /// <summary>Name of the counter: seconds since 1970.</summary>
    public const string Counter = "shown";

    /// <summary>Says that something which was shown already is another from now on.</summary>
    public static Task ShownAsync(this StreetWriter writer, CancellationToken cancellation) =>
        writer.Session.RunAsync(
            "INSERT INTO counter (street_id, name, last) VALUES (@street, @p0, @p1) ON CONFLICT (street_id, name) DO UPDATE "
                + "SET last = CASE WHEN excluded.last > counter.last THEN excluded.last ELSE counter.last + 1 END",
            // What was shown in the second that has begun was shown before.
            [Counter, writer.At.ToUnixTimeSeconds() + 1],
            cancellation
        );
}
