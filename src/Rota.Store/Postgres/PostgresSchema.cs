using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Rota.Core;

namespace Rota.Store.Postgres;

/// <summary>The database's tables: made when missing, brought up to date when older, refused untouched when they are newer.</summary>
internal static class PostgresSchema
{
    /// <summary>Makes the database ready for use; says what stood in the way, null when nothing did.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="streetId">The street.</param>
    /// <param name="access">What for: to read, nothing is made or changed.</param>
    /// <param name="cancellation">Stops it; the database is then as it was.</param>
    public static async Task<Fault?> PrepareAsync(
        StreetPlace place,
        int streetId,
        StreetAccess access,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var source = PostgresSource.Of(place, patienceSeconds: 60);
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (access == StreetAccess.Write)
            {
                // Two that begin at once make it once.
                await RunAsync(connection, transaction, "SELECT pg_advisory_xact_lock(1919906913)", cancellation);
            }

            await using var context = PostgresStreetContext.On(connection, streetId);
            context.UseTransaction(transaction);
            var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            var applied = await HasHistoryAsync(connection, transaction, cancellation)
                ? (await context.Database.GetAppliedMigrationsAsync(cancellation)).ToList()
                : [];
            if (applied.LastOrDefault(m => !known.Contains(m)) is { } unknown)
            {
                return Newer(place, unknown);
            }

            if (applied.Count == known.Count)
            {
                return null;
            }

            if (access == StreetAccess.Read)
            {
                return Older(place);
            }

            var script = context
                .GetService<IMigrator>()
                .GenerateScript(
                    applied.LastOrDefault(),
                    toMigration: null,
                    MigrationsSqlGenerationOptions.NoTransactions
                );
            await RunAsync(connection, transaction, script, cancellation);
            await RunAsync(
                connection,
                transaction,
                $"INSERT INTO street (id, name) VALUES ({streetId}, '') ON CONFLICT DO NOTHING",
                cancellation
            );
            await transaction.CommitAsync(cancellation);
            return null;
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or ArgumentException)
        {
            return e is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName }
                ? NoDatabase(place)
                : Unreachable(place, e);
        }
    }

    private static async Task<bool> HasHistoryAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL",
            connection,
            transaction
        );
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string sql,
        CancellationToken cancellation
    )
    {
#pragma warning disable CA2100 // Every text is this assembly's own.
        await using var command = new NpgsqlCommand(sql, connection, transaction);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static Fault Newer(StreetPlace place, string migration) =>
        new(
            new Place(place.Shown),
            new Words(
                $"数据库由更新版本的程序写成（结构 {migration}）",
                $"the database was written by a newer program (schema {migration})"
            ),
            new Words("请换用同样新或更新的程序打开", "open it with a program at least as new")
        );

    private static Fault Older(StreetPlace place) =>
        new(
            new Place(place.Shown),
            new Words("数据库还没有建表，或结构较旧", "the database has no tables yet, or older ones"),
            new Words("请先运行 rota database migrate", "run rota database migrate first")
        );

    private static Fault NoDatabase(StreetPlace place) =>
        new(
            new Place(place.Shown),
            new Words("服务器上没有这个数据库", "the server has no such database"),
            new Words(
                "请管理员先建库：createdb -E UTF8 名称",
                "ask its administrator to make it: createdb -E UTF8 NAME"
            )
        );

    private static Fault Unreachable(StreetPlace place, Exception e) =>
        new(
            new Place(place.Shown),
            new Words($"连不上数据库（{e.Message}）", $"the database cannot be reached ({e.Message})"),
            new Words(
                "请检查服务器是否在运行，用户名、密码和网络是否正确",
                "see that the server runs, and that user, password and network are right"
            )
        );
}
