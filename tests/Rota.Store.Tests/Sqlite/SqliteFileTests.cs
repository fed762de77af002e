using System.Security.Cryptography;
using CsCheck;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Rota.Store.Sqlite;

namespace Rota.Store.Tests.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rota-file-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_change_of_the_model_has_its_migration()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await using var context = SqliteStreetContext.On(connection, streetId: 1);

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_missing_and_an_empty_file_become_databases_and_open_again()
    {
        var missing = Path.Combine(folder.FullName, "a", "b", "rota.db");
        var empty = Path.Combine(folder.FullName, "empty.db");
        await File.WriteAllBytesAsync(empty, [], TempStreet.Stop);
        foreach (var path in (string[])[missing, empty, missing, empty])
        {
            var opened = await StreetDatabase.OpenAsync(path, TempStreet.Stop);
            await using var database = opened.Value;
            await using var reader = await database.ReadAsync(TempStreet.Stop);
            Assert.Empty(await reader.Areas.ListAsync(TempStreet.Stop));
            Assert.Equal("", await reader.StreetNameAsync(TempStreet.Stop));
        }
    }

    [Fact]
    public async Task The_file_says_of_itself_what_keeps_it_safe()
    {
        var path = Path.Combine(folder.FullName, "rota.db");
        await using var database = (await StreetDatabase.OpenAsync(path, TempStreet.Stop)).Value;
        var room = new SqliteRoom(path);
        await using var session = await room.ReadAsync(streetId: 1, TempStreet.Stop);

        Assert.Equal("wal", await PragmaAsync("journal_mode"));
        Assert.Equal("2", await PragmaAsync("synchronous"));
        Assert.Equal("1", await PragmaAsync("foreign_keys"));
        await room.DisposeAsync();

        async Task<string?> PragmaAsync(string name)
        {
            await using var command = session.Transaction.Connection!.CreateCommand();
            command.Transaction = session.Transaction;
            command.CommandText = "PRAGMA " + name;
            return (await command.ExecuteScalarAsync(TempStreet.Stop))?.ToString();
        }
    }

    [Fact]
    public async Task Whatever_is_not_ours_is_refused_and_left_as_it_is()
    {
        var number = 0;
        await Gen
            .Byte.Array[1, 5000]
            .SampleAsync(
                async bytes =>
                {
                    var path = Path.Combine(folder.FullName, $"garbage-{Interlocked.Increment(ref number)}.db");
                    await File.WriteAllBytesAsync(path, bytes, TempStreet.Stop);
                    await RefusedAsync(path);
                },
                iter: 50
            );
    }

    [Fact]
    public async Task A_damaged_file_with_the_right_beginning_is_refused_and_left_as_it_is()
    {
        var path = Path.Combine(folder.FullName, "damaged.db");
        await File.WriteAllBytesAsync(
            path,
            [.. "SQLite format 3\0"u8, .. Enumerable.Repeat((byte)0xA5, 8000)],
            TempStreet.Stop
        );

        await RefusedAsync(path);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        var path = Path.Combine(folder.FullName, "other.db");
        Run(path, "CREATE TABLE invoice (id INTEGER)");

        await RefusedAsync(path);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_as_it_is()
    {
        var path = Path.Combine(folder.FullName, "newer.db");
        await (await StreetDatabase.OpenAsync(path, TempStreet.Stop)).Value.DisposeAsync();
        Run(path, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");

        var fault = await RefusedAsync(path);

        Assert.Contains("29990101000000_Later", fault.What.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_fault()
    {
        var blocked = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(blocked, "", TempStreet.Stop);

        var opened = await StreetDatabase.OpenAsync(Path.Combine(blocked, "rota.db"), TempStreet.Stop);

        Assert.False(opened.Succeeded);
    }

    [Fact]
    public async Task Many_who_open_a_new_file_at_once_all_find_a_database()
    {
        var path = Path.Combine(folder.FullName, "crowd.db");
        using var gate = new Barrier(4);
        var opened = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Factory.StartNew(
                            () =>
                            {
                                gate.SignalAndWait(TempStreet.Stop);
                                return StreetDatabase.OpenAsync(path, TempStreet.Stop);
                            },
                            TaskCreationOptions.LongRunning
                        )
                        .Unwrap()
                )
        );

        Assert.All(opened, o => Assert.True(o.Succeeded));
        await opened[0].Value.DisposeAsync();
    }

    private static async Task<Core.Fault> RefusedAsync(string path)
    {
        var before = SHA256.HashData(await File.ReadAllBytesAsync(path, TempStreet.Stop));
        var opened = await StreetDatabase.OpenAsync(path, TempStreet.Stop);
        Assert.False(opened.Succeeded);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(path, TempStreet.Stop)));
        return Assert.Single(opened.Faults);
    }

    private static void Run(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
