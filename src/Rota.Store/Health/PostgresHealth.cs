using System.Globalization;
using NodaTime;
using Npgsql;
using Rota.Core;
using Rota.Store.Postgres;

namespace Rota.Store.Health;

/// <summary>What of a PostgreSQL server decides whether a commit that was acknowledged is there after a power cut.</summary>
internal static class PostgresHealth
{
    /// <summary>The oldest server that still gets its makers' corrections, and that the store is tested on or above.</summary>
    private const int OldestVersion = 14;

    private static readonly Duration MostDifference = Duration.FromMinutes(2);

    public static async Task<List<HealthLine>> OfAsync(StreetPlace place, IClock clock, CancellationToken cancellation)
    {
        await using var source = PostgresSource.Of(place);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        async Task<string> Ask(string sql)
        {
#pragma warning disable CA2100 // Every text is this class's own.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            return Convert.ToString(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture)!;
        }

        var lines = new List<HealthLine>
        {
            Must("fsync", await Ask("SHOW fsync"), v => v == "on", "on"),
            // Whatever waits for the own disk is safe: more may wait for others besides.
            Must("synchronous_commit", await Ask("SHOW synchronous_commit"), v => v != "off", "on"),
            Must("full_page_writes", await Ask("SHOW full_page_writes"), v => v == "on", "on"),
            Must("server_encoding", await Ask("SHOW server_encoding"), v => v == "UTF8", "UTF8"),
        };
        var version = await Ask("SHOW server_version");
        lines.Add(
            HealthLine.Must(
                new("PostgreSQL 版本", "PostgreSQL version"),
                new(version, version),
                connection.PostgreSqlVersion.Major >= OldestVersion,
                new($"{OldestVersion} 或更新", $"{OldestVersion} or newer")
            )
        );
        lines.Add(await ClockAsync(connection, clock, cancellation));
        return lines;
    }

    private static HealthLine Must(string setting, string found, Func<string, bool> isRight, string right) =>
        HealthLine.Must(
            new($"PostgreSQL {setting}", $"PostgreSQL {setting}"),
            new(found, found),
            isRight(found),
            new(
                $"应为 {right}：不然断电后，说过已写下的东西可能丢失或损坏",
                $"should be {right}: what was said to be written may be lost or damaged by a power cut"
            )
        );

    private static async Task<HealthLine> ClockAsync(
        NpgsqlConnection connection,
        IClock clock,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var server = (Instant)(await command.ExecuteScalarAsync(cancellation))!;
        var apart = clock.GetCurrentInstant() - server;
        var shown = (apart < Duration.Zero ? -apart : apart).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return HealthLine.Should(
            new("与服务器的时差", "difference to the server's clock"),
            new($"{shown} 秒", $"{shown} s"),
            apart < MostDifference && -apart < MostDifference,
            new("两边都应跟随同一个时间服务器", "let both follow the same time server")
        );
    }
}
