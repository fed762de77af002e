using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using Rota.Core;
using Rota.Store.Rows;

namespace Rota.Store;

/// <summary>
/// What keeps a database from doing what it was asked and is nobody's bug: a server that went away, a disk that is full. It comes as an exception
/// from wherever it was met, since any statement may meet it, and every door tells it in these words.
/// </summary>
public static class StoreTrouble
{
    /// <summary>PostgreSQL ended a transaction whose owner had gone silent.</summary>
    private const string SilentTooLong = "25P03";

    private static readonly Place Database = new("database");

    /// <summary>What an exception tells of the database; null when it is a bug.</summary>
    public static Fault? Of(Exception e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e switch
        {
            LostCommitException => Unknown,
            _ when IsFull(e) => Full,
            _ when IsUnwritable(e) => Unwritable,
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => Crowded,
            _ when IsLost(e) => Lost,
            TimeoutException => Busy,
            _ when e.InnerException is { } inner => Of(inner),
            _ => null,
        };
    }

    /// <summary>Whether the server went away while something was done, so that it may be asked again once it is back.</summary>
    internal static bool IsLost(Exception e) =>
        e switch
        {
            PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal)
                || state
                    is PostgresErrorCodes.AdminShutdown
                        or PostgresErrorCodes.CrashShutdown
                        or PostgresErrorCodes.CannotConnectNow
                        or SilentTooLong,
            NpgsqlException { InnerException: IOException or SocketException or TimeoutException or null } => true,
            _ => e.InnerException is { } inner && IsLost(inner),
        };

    private static bool IsFull(Exception e) =>
        e
            is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
                or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL };

    private static bool IsUnwritable(Exception e) =>
        e
            is PostgresException { SqlState: PostgresErrorCodes.IoError or PostgresErrorCodes.ReadOnlySqlTransaction }
                or SqliteException
                {
                    SqliteErrorCode: SQLitePCL.raw.SQLITE_IOERR
                        or SQLitePCL.raw.SQLITE_READONLY
                        or SQLitePCL.raw.SQLITE_CANTOPEN
                };

    private static Fault Full =>
        new(
            Database,
            new(
                "数据库所在的磁盘满了，这一步没有写下",
                "the disk of the database is full; nothing of this step was written"
            ),
            new("请腾出空间，再做一次；以前写下的都在", "make room and do it again; what was written before is kept")
        );

    private static Fault Unwritable =>
        new(
            Database,
            new(
                "数据库的文件读写不了，这一步没有写下",
                "the files of the database cannot be read or written; nothing of this step was written"
            ),
            new(
                "请检查磁盘是否满了或坏了、文件可不可写，再做一次",
                "see that the disk is neither full nor broken and the files may be written, then do it again"
            )
        );

    private static Fault Crowded =>
        new(
            Database,
            new("数据库服务器的连接数用完了", "the database server takes no more connections"),
            new(
                "请稍后再做一次，或请管理员调大 max_connections",
                "do it again later, or have its administrator raise max_connections"
            )
        );

    private static Fault Lost =>
        new(
            Database,
            new(
                "和数据库服务器的连接断了，这一步没有写下",
                "the connection to the database server broke; nothing of this step was written"
            ),
            new(
                "请等服务器恢复，再做一次；以前写下的都在",
                "do it again once the server is back; what was written before is kept"
            )
        );

    private static Fault Unknown =>
        new(
            Database,
            new(
                "和数据库服务器的连接断在写下的那一刻，等了一分钟也没问到写下没有",
                "the connection to the database server broke at the moment of writing, and for a minute it could not be asked whether it was written"
            ),
            new(
                "请等服务器恢复，先看 rota trail 最后一行，再决定要不要重做",
                "once the server is back see the last row of rota trail, and do it again if it is not there"
            )
        );

    private static Fault Busy =>
        new(
            Database,
            new("另一个程序正在写数据，等了一分钟还没完", "another program has been writing for a minute"),
            new("请等它结束再试", "wait for it to end and try again")
        );
}
