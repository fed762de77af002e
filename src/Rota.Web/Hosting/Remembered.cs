using System.Collections.Concurrent;
using NodaTime;
using Rota.Planning;

namespace Rota.Web.Hosting;

/// <summary>
/// What was read for everybody is remembered until something is written: whatever is written leaves a row in the trail, and a page asks for the number of
/// its newest row alone. So what is shown is what holds, whoever wrote it, another process too. Safe to share.
/// </summary>
internal sealed class Remembered
{
    /// <summary>How many things are remembered at most; then all are forgotten.</summary>
    private const int Most = 2_000;

    private readonly Lock gate = new();
    private Since since = new(null, default, 0);
    private Memory known = new();

    /// <summary>What is remembered of the books as they are now; nothing, where something was written since.</summary>
    /// <param name="office">The office; another covenant, calendar or day is another thing.</param>
    /// <param name="cancellation">Stops the look.</param>
    public async Task<Memory> NowAsync(Office office, CancellationToken cancellation)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var now = new Since(office, office.Today, await reader.Trail.NewestNumberAsync(cancellation));
        lock (gate)
        {
            if (!now.IsSameAs(since) || known.Count > Most)
            {
                (since, known) = (now, new Memory());
            }

            return known;
        }
    }

    /// <summary>What everything remembered was read under.</summary>
    private sealed record Since(Office? Office, LocalDate Day, long Trail)
    {
        public bool IsSameAs(Since other) =>
            ReferenceEquals(Office?.Covenant, other.Office?.Covenant)
            && ReferenceEquals(Office?.Calendar, other.Office?.Calendar)
            && ReferenceEquals(Office?.Database, other.Office?.Database)
            && (Day, Trail) == (other.Day, other.Trail);
    }
}

/// <summary>What was read of the books as they were at one moment, or later.</summary>
internal sealed class Memory
{
    private readonly ConcurrentDictionary<string, Task<object?>> known = new(StringComparer.Ordinal);

    /// <summary>How many things there are.</summary>
    public int Count => known.Count;

    /// <summary>What is remembered, or else read now; that there is nothing is not remembered. Many who ask for the same at once wait for one read.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="key">Names it.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellation">Stops the waiting; the read goes on for others.</param>
    public async Task<T> OfAsync<T>(string key, Func<Task<T>> read, CancellationToken cancellation)
    {
        var told = known.GetOrAdd(key, static (_, read) => BoxedAsync(read), read);
        try
        {
            var value = await told.WaitAsync(cancellation);
            if (value is null)
            {
                // There is no end of what there is not.
                known.TryRemove(KeyValuePair.Create(key, told));
            }

            return (T)value!;
        }
        catch when (told.IsFaulted || told.IsCanceled)
        {
            known.TryRemove(KeyValuePair.Create(key, told));
            throw;
        }
    }

    private static async Task<object?> BoxedAsync<T>(Func<Task<T>> read) => await read();
}
