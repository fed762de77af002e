using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Rota.Core;
using Rota.Store.Rows;

namespace Rota.Store.Sqlite;

/// <summary>
/// The database's file: made when missing, brought up to date when older, refused untouched when it is not ours or newer.
/// </summary>
internal static class SqliteFile
{
    private static readonly byte[] Header = "SQLite format 3\0"u8.ToArray();

    /// <summary>Makes the file ready for use; says what stood in the way, null when nothing did.</summary>
    public static async Task<Fault?> PrepareAsync(
        string path,
        int streetId,
        StreetAccess access,
        CancellationToken cancellation
    )
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            {
                MakeFolder(folder);
            }

            var isNew = !File.Exists(path) || new FileInfo(path).Length == 0;
            if (!isNew && !await HasHeaderAsync(path, cancellation))
            {
                return NotOurs(path);
            }

            var pending = true;
            if (!isNew)
            {
                var (fault, isPending) = await LookAsync(path, path, cancellation);
                if (fault is not null)
                {
                    return fault;
                }

                pending = isPending;
                if ((pending || access == StreetAccess.Write) && new FileInfo(path).IsReadOnly)
                {
                    return ReadOnly(path);
                }
            }

            if (pending)
            {
                await MigrateAsync(path, streetId, cancellation);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsUnusable(e))
        {
            return e is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB }
                    ? NotOurs(path)
                : e is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_READONLY } ? ReadOnly(path)
                : Unreachable(path, e);
        }
    }

    /// <summary>Makes a folder where there is none, for nobody but its owner: names and phones will be in it.</summary>
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
    }

    /// <summary>The last migration of the file, and the last that this program knows; null where it has none.</summary>
    public static async Task<(string? Applied, string Known)> AgeAsync(string path, CancellationToken cancellation)
    {
        var isThere = File.Exists(path) && new FileInfo(path).Length > 0;
        await using var connection = Connection(isThere ? path : ":memory:", SqliteOpenMode.ReadWriteCreate);
        await connection.OpenAsync(cancellation);
        await using var context = SqliteStreetContext.On(connection, streetId: 0);
        var applied = isThere ? await context.Database.GetAppliedMigrationsAsync(cancellation) : [];
        return (applied.LastOrDefault(), context.Database.GetMigrations().Last());
    }

    /// <summary>
    /// Whether the file is a whole database of ours in a folder where SQLite cannot keep the files it needs beside it. It can
    /// then only be read as it stands, and only when no writes are waiting in such a file.
    /// </summary>
    public static async Task<bool> IsFrozenAsync(string path, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(path) || new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            {
                return false;
            }

            if (await IsReachableAsync(path, cancellation))
            {
                return false;
            }

            var (fault, isPending) = await LookAsync(path, Frozen(path), cancellation);
            return fault is null && !isPending;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsUnusable(e))
        {
            return false;
        }
    }

    /// <summary>How SQLite is told that nobody writes a file, so that it needs nothing beside it.</summary>
    public static string Frozen(string path) => new Uri(path).AbsoluteUri + "?immutable=1";

    private static async Task<bool> IsReachableAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await LookAsync(path, path, cancellation);
            return true;
        }
        catch (SqliteException closed)
            when (closed.SqliteErrorCode is SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY)
        {
            return false;
        }
    }

    private static bool IsUnusable(Exception e) =>
        e
            is SqliteException
            {
                SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT
                    or SQLitePCL.raw.SQLITE_NOTADB
                    or SQLitePCL.raw.SQLITE_CANTOPEN
                    or SQLitePCL.raw.SQLITE_READONLY
                    or SQLitePCL.raw.SQLITE_FULL
            };

    private static async Task<bool> HasHeaderAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var start = new byte[Header.Length];
        return await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation) == start.Length
            && start.AsSpan().SequenceEqual(Header);
    }

    /// <summary>Whether the file is ours and how old it is, without writing to it.</summary>
    private static async Task<(Fault? Fault, bool IsPending)> LookAsync(
        string path,
        string source,
        CancellationToken cancellation
    )
    {
        await using var connection = Connection(source, SqliteOpenMode.ReadOnly);
        await connection.OpenAsync(cancellation);
        await using var context = SqliteStreetContext.On(connection, streetId: 0);
        await using var tables = connection.CreateCommand();
        tables.CommandText =
            "SELECT count(*), count(*) FILTER (WHERE name = '__EFMigrationsHistory') FROM sqlite_master WHERE type = 'table'";
        await using (var row = await tables.ExecuteReaderAsync(cancellation))
        {
            await row.ReadAsync(cancellation);
            if (row.GetInt32(1) == 0)
            {
                return row.GetInt32(0) == 0 ? (null, true) : (NotOurs(path), false);
            }
        }

        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await MigrationHistory.AppliedAsync(connection, transaction: null, cancellation);
        var unknown = applied.LastOrDefault(m => !known.Contains(m));
        return unknown is null ? (null, applied.Count < known.Count) : (Newer(path, unknown), false);
    }

    /// <summary>
    /// Every pending migration in one transaction, so that a process that dies leaves the file as it was. The tool's own
    /// way takes a lock row first, which a process that dies leaves behind for ever.
    /// </summary>
    private static async Task MigrateAsync(string path, int streetId, CancellationToken cancellation)
    {
        await using var connection = Connection(path, SqliteOpenMode.ReadWriteCreate);
        await connection.OpenAsync(cancellation);
        await RunAsync(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", cancellation);
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var context = SqliteStreetContext.On(connection, streetId);
        context.UseTransaction(transaction);
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellation)).LastOrDefault();
        await UpgradeAsync(connection, context, applied, to: null, cancellation);
        using var commit = StoreTrace.Source.StartActivity(StoreTrace.Commit);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Brings tables from one form to a later one, in the transaction of the connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="context">A context on it.</param>
    /// <param name="from">Name of the migration that they are at; null where there are none.</param>
    /// <param name="to">Name of the migration that they come to; null for the last.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task UpgradeAsync(
        SqliteConnection connection,
        SqliteStreetContext context,
        string? from,
        string? to,
        CancellationToken cancellation
    )
    {
        var script = context
            .GetService<IMigrator>()
            .GenerateScript(from, to, MigrationsSqlGenerationOptions.NoTransactions);
        await RunAsync(connection, script, cancellation);
        await RunAsync(
            connection,
            $"INSERT INTO street (id, name) VALUES ({context.StreetId}, '') ON CONFLICT DO NOTHING",
            cancellation
        );
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // Foreign keys are off while tables are rebuilt; the pragma would do nothing inside the transaction.
    private static SqliteConnection Connection(string path, SqliteOpenMode mode) =>
        new(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                ForeignKeys = false,
                Pooling = false,
                DefaultTimeout = 60,
            }.ToString()
        );

    private static Fault NotOurs(string path) =>
        new(
            new Place(path),
            new Words("这个文件不是值班系统的数据库，或者已经损坏", "this file is not a Rota database, or is damaged"),
            new Words(
                "请用 --data 指定另一个文件夹，或放回备份",
                "name another folder with --data, or put a backup in its place"
            )
        );

    private static Fault Newer(string path, string migration) =>
        new(
            new Place(path),
            new Words(
                $"数据库由更新版本的程序写成（结构 {migration}）",
                $"the database was written by a newer program (schema {migration})"
            ),
            new Words("请换用同样新或更新的程序打开", "open it with a program at least as new")
        );

    private static Fault ReadOnly(string path) =>
        new(
            new Place(path),
            new Words("数据库只能读，不能写", "the database can be read but not written"),
            new Words(
                "请检查文件和所在文件夹的写入权限，或者请有权限的人来做",
                "see that you may write the file and its folder, or ask somebody who may"
            )
        );

    private static Fault Unreachable(string path, Exception e) =>
        new(
            new Place(path),
            new Words($"无法打开或新建数据库（{e.Message}）", $"the database cannot be opened or made ({e.Message})"),
            new Words(
                "请检查文件夹是否存在、可写，磁盘是否已满",
                "see that the folder exists and can be written, and that the disk is not full"
            )
        );
}
