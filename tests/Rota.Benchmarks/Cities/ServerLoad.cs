using System.Globalization;
using Npgsql;

namespace Rota.Benchmarks.Cities;

/// <summary>What a PostgreSQL server had to do for a database up to now; two of them subtracted tell of the time between.</summary>
/// <param name="ProcessorSeconds">Seconds of processors of all its processes.</param>
/// <param name="Commits">Transactions that were committed.</param>
/// <param name="LogMegabytes">How much went to the write-ahead log, in millions of bytes.</param>
internal sealed record ServerLoad(double ProcessorSeconds, long Commits, double LogMegabytes)
{
    private const double TicksPerSecond = 100;

    /// <summary>Reads it.</summary>
    public static async Task<ServerLoad> ReadAsync(NpgsqlDataSource source)
    {
        // What other connections did is told with a delay, unless they are asked to say it.
        await using var command = source.CreateCommand(
            """
            SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int,
                   (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()),
                   pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new ServerLoad(Seconds(reader.GetInt32(0)), reader.GetInt64(1), reader.GetDouble(2) / 1e6);
    }

    /// <summary>What was done since another reading.</summary>
    public ServerLoad Since(ServerLoad before) =>
        new(ProcessorSeconds - before.ProcessorSeconds, Commits - before.Commits, LogMegabytes - before.LogMegabytes);

    /// <summary>The time of a process, of its children that have ended, and of those that live.</summary>
    private static double Seconds(int server)
    {
        var ticks = 0L;
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            try
            {
                // proc(5): after the name in brackets the state, the parent, and from the twelfth on the times.
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                long Field(int at) => long.Parse(fields[at], CultureInfo.InvariantCulture);
                if (id == server)
                {
                    ticks += Field(11) + Field(12) + Field(13) + Field(14);
                }
                else if (Field(1) == server)
                {
                    ticks += Field(11) + Field(12);
                }
            }
            catch (IOException)
            {
                // It has just ended; its parent has its time.
            }
        }

        return ticks / TicksPerSecond;
    }
}
