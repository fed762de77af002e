using Npgsql;
using Rota.Core;

namespace Rota.Store.Postgres;

/// <summary>What stands in the way of a database on a server, in words. None of them holds user or password.</summary>
internal static class PostgresFaults
{
    /// <summary>Whether an exception tells that the database cannot be used as it is; any other is a bug.</summary>
    public static bool Is(Exception e) =>
        e is NpgsqlException or System.Net.Sockets.SocketException or ArgumentException or TimeoutException;

    /// <summary>The fault that an exception tells of.</summary>
    public static Fault Of(StreetPlace place, Exception e) =>
        e is PostgresException { SqlState: var state }
            ? state switch
            {
                PostgresErrorCodes.InvalidCatalogName => NoDatabase(place),
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => NoEntry(
                    place
                ),
                PostgresErrorCodes.InsufficientPrivilege => NoRight(place),
                _ => Unusable(place, ((PostgresException)e).MessageText),
            }
        : e.Message.Contains("password", StringComparison.OrdinalIgnoreCase) ? NoEntry(place)
        : e.InnerException is System.Net.Sockets.SocketException or IOException or TimeoutException
        || e is System.Net.Sockets.SocketException
            ? Down(place)
        : Unusable(place, e.Message);

    /// <summary>A newer program wrote it.</summary>
    public static Fault Newer(StreetPlace place, string migration) =>
        new(
            new Place(place.Shown),
            new Words(
                $"数据库由更新版本的程序写成（结构 {migration}）",
                $"the database was written by a newer program (schema {migration})"
            ),
            new Words("请换用同样新或更新的程序打开", "open it with a program at least as new")
        );

    /// <summary>Its tables are missing or older, and it was opened to read.</summary>
    public static Fault Older(StreetPlace place) =>
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

    private static Fault NoEntry(StreetPlace place) =>
        new(
            new Place(place.Shown),
            new("服务器不接受这个用户名或密码", "the server does not accept this user or password"),
            new(
                "请检查 Username 和密码；密码可放在环境变量 PGPASSWORD 或文件 ~/.pgpass 里",
                "check user and password; the password may stand in PGPASSWORD or in the file ~/.pgpass"
            )
        );

    private static Fault NoRight(StreetPlace place) =>
        new(
            new Place(place.Shown),
            new("这个用户没有所需的权限", "this user lacks a right that is needed"),
            new(
                "请管理员把数据库交给这个用户：ALTER DATABASE 库名 OWNER TO 用户",
                "ask the administrator to make it the owner: ALTER DATABASE … OWNER TO …"
            )
        );

    private static Fault Down(StreetPlace place) =>
        new(
            new Place(place.Shown),
            new("连不上数据库服务器", "the database server cannot be reached"),
            new(
                "请检查服务器是否在运行，主机、端口和网络是否正确",
                "see that the server runs, and that host, port and network are right"
            )
        );

    private static Fault Unusable(StreetPlace place, string why) =>
        new(
            new Place(place.Shown),
            new($"数据库用不了（{why}）", $"the database cannot be used ({why})"),
            new("请把这句话给管理员看", "show this sentence to its administrator")
        );
}
