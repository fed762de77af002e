using System.Globalization;
using Microsoft.Data.Sqlite;
using Rota.Core;
using Rota.Store.Sqlite;

namespace Rota.Store.Health;

/// <summary>What of the embedded database decides whether what was said to be written is there after a power cut, and whether it is whole.</summary>
internal static class SqliteHealth
{
    /// <summary>
    /// Where a reset of the write-ahead log no longer loses commits that race with it (https://sqlite.org/wal.html#walresetbug): from the first
    /// on, and from the others on within their lines.
    /// </summary>
    private static readonly Version SafeWithLog = new(3, 51, 3);

    private static readonly Version[] SafeLines = [new(3, 50, 7), new(3, 44, 6)];

    /// <summary>Faults of the file that are shown; a broken one may have thousands.</summary>
    private const int Shown = 3;

    public static async Task<List<HealthLine>> OfAsync(string path, CancellationToken cancellation)
    {
        var isFrozen = await SqliteFile.IsFrozenAsync(path, cancellation);
        var room = new SqliteRoom(path, isFrozen);
        try
        {
            await using var session = await room.ReadAsync(streetId: 1, cancellation);
            async Task<List<string>> Ask(string sql)
            {
                await using var command = session.Command(sql);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                var rows = new List<string>();
                while (await reader.ReadAsync(cancellation))
                {
                    rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
                }

                return rows;
            }

            var lines = new List<HealthLine>
            {
                Setting("synchronous", (await Ask("PRAGMA synchronous"))[0] is "2" or "3" ? "FULL" : "OFF", "FULL"),
                Setting(
                    "journal_mode",
                    (await Ask("PRAGMA journal_mode"))[0].ToUpperInvariant(),
                    isFrozen ? "DELETE" : "WAL"
                ),
                Setting("foreign_keys", (await Ask("PRAGMA foreign_keys"))[0] == "1" ? "ON" : "OFF", "ON"),
                LibraryOf((await Ask("SELECT sqlite_version()"))[0]),
            };
            lines.Add(Whole(await Ask("PRAGMA integrity_check")));
            var orphans = await Ask("PRAGMA foreign_key_check");
            lines.Add(
                HealthLine.Must(
                    new("表间引用", "references between tables"),
                    orphans.Count == 0
                        ? new("完好", "whole")
                        : new($"{orphans.Count} 处断开", $"{orphans.Count} broken"),
                    orphans.Count == 0,
                    Restore
                )
            );
            return lines;
        }
        finally
        {
            await room.DisposeAsync();
        }
    }

    private static Words Restore =>
        new(
            "请停用它，用 rota restore 恢复最近的备份",
            "stop using it, and put the last backup in its place with rota restore"
        );

    private static HealthLine Setting(string name, string found, string right) =>
        HealthLine.Must(
            new($"SQLite {name}", $"SQLite {name}"),
            new(found, found),
            found == right,
            new($"应为 {right}", $"should be {right}")
        );

    /// <summary>Whether a library can be trusted with the write-ahead log.</summary>
    internal static HealthLine LibraryOf(string version)
    {
        var its = Version.Parse(version);
        return HealthLine.Must(
            new("SQLite 版本", "SQLite version"),
            new(version, version),
            its >= SafeWithLog
                || Array.Exists(SafeLines, l => (its.Major, its.Minor) == (l.Major, l.Minor) && its >= l),
            new(
                $"应为 {SafeWithLog} 或更新：更早的版本在少有的时机会丢失已写下的东西",
                $"should be {SafeWithLog} or newer: older ones lose what was written at rare moments"
            )
        );
    }

    private static HealthLine Whole(List<string> told)
    {
        var isWhole = told is ["ok"];
        var some = string.Join("; ", told.Take(Shown));
        return HealthLine.Must(
            new("数据文件", "the database's file"),
            isWhole ? new("完好", "whole") : new($"损坏（{some}）", $"damaged ({some})"),
            isWhole,
            Restore
        );
    }
}
