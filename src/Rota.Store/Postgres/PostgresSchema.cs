using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Rota.Core;
using Rota.Store.Rows;

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
            await using var source = PostgresSource.Of(place);
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
                ? await MigrationHistory.AppliedAsync(connection, transaction, cancellation)
                : [];
            if (applied.LastOrDefault(m => !known.Contains(m)) is { } unknown)
            {
                return PostgresFaults.Newer(place, unknown);
            }

            if (applied.Count == known.Count)
            {
                return null;
            }

            if (access == StreetAccess.Read)
            {
                return PostgresFaults.Older(place);
            }

            await UpgradeAsync(context, transaction, applied.LastOrDefault(), cancellation);
            using var commit = StoreTrace.Source.StartActivity(StoreTrace.Commit);
            await transaction.CommitAsync(CancellationToken.None);
            return null;
        }
        catch (Exception e) when (PostgresFaults.Is(e))
        {
            return PostgresFaults.Of(place, e);
        }
    }

    /// <summary>Looks whether the database has tables of this program, whatever their age.</summary>
    public static async Task<Outcome<StreetFound>> LookAsync(StreetPlace place, CancellationToken cancellation)
    {
        try
        {
            await using var source = PostgresSource.Of(place);
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return Outcome<StreetFound>.Of(
                new StreetFound(await HasHistoryAsync(connection, transaction: null, cancellation))
            );
        }
        catch (Exception e) when (PostgresFaults.Is(e))
        {
            return Outcome<StreetFound>.Failed(PostgresFaults.Of(place, e));
        }
    }

    /// <summary>The last migration of the database, and the last that this program knows; null where it has none.</summary>
    public static async Task<(string? Applied, string Known)> AgeAsync(
        StreetPlace place,
        CancellationToken cancellation
    )
    {
        await using var source = PostgresSource.Of(place);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var context = PostgresStreetContext.On(connection, streetId: 0);
        var applied = await HasHistoryAsync(connection, transaction: null, cancellation)
            ? (await MigrationHistory.AppliedAsync(connection, transaction: null, cancellation)).LastOrDefault()
            : null;
        return (applied, context.Database.GetMigrations().Last());
    }

    /// <summary>
    /// Moves the tables and functions that are there into a schema of their own and makes new ones, in the session's transaction. Others that
    /// live in the same database stay where they are.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="aside">The schema's name: letters, digits and lines.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether there was anything to move.</returns>
    public static async Task<bool> RemakeAsync(Session session, string aside, CancellationToken cancellation)
    {
        var transaction = (NpgsqlTransaction)session.Transaction;
        var isThere = await HasHistoryAsync(transaction.Connection!, transaction, cancellation);
        if (isThere)
        {
            var move = $"""
                CREATE SCHEMA {aside};
                DO $$
                DECLARE one record;
                BEGIN
                  FOR one IN
                    SELECT c.relname AS name FROM pg_class c
                    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
                      AND (c.relname IN ('street', '__EFMigrationsHistory') OR c.relname LIKE 'qrtz\_%' OR EXISTS (
                        SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'street_id'))
                  LOOP
                    EXECUTE format('ALTER TABLE %I SET SCHEMA {aside}', one.name);
                  END LOOP;
                  FOR one IN
                    SELECT p.oid::regprocedure AS name FROM pg_proc p
                    WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'rota\_%'
                  LOOP
                    EXECUTE format('ALTER FUNCTION %s SET SCHEMA {aside}', one.name);
                  END LOOP;
                END $$;
                """;
            await RunAsync(transaction.Connection!, transaction, move, cancellation);
        }

        await UpgradeAsync(session.Context, transaction, from: null, cancellation);
        return isThere;
    }

    private static async Task UpgradeAsync(
        StreetContext context,
        NpgsqlTransaction transaction,
        string? from,
        CancellationToken cancellation
    )
    {
        var connection = transaction.Connection!;
        var script = context
            .GetService<IMigrator>()
            .GenerateScript(from, toMigration: null, MigrationsSqlGenerationOptions.NoTransactions);
        await RunAsync(connection, transaction, script, cancellation);
        await RunAsync(
            connection,
            transaction,
            $"INSERT INTO street (id, name) VALUES ({context.StreetId}, '') ON CONFLICT DO NOTHING",
            cancellation
        );
    }

    private static async Task<bool> HasHistoryAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
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
}
