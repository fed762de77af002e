using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Rota.Testing.Databases;

/// <summary>
/// A database of a test's own, gone with the test: a file, or with <c>ROTA_TEST_DATABASE=postgres</c> one on a private PostgreSQL server. Read and
/// written here past the store, as a hand with a database tool would.
/// </summary>
public sealed class TestBooks : IAsyncDisposable
{
    private readonly DirectoryInfo? folder;
    private readonly bool isOwn;

    private TestBooks(string place, DirectoryInfo? folder, bool isFile, bool isOwn)
    {
        Place = place;
        this.folder = folder;
        IsFile = isFile;
        this.isOwn = isOwn;
    }

    /// <summary>Whether this run is on PostgreSQL.</summary>
    public static bool OnServer { get; } = Environment.GetEnvironmentVariable("ROTA_TEST_DATABASE") == "postgres";

    /// <summary>Whether it is a file.</summary>
    public bool IsFile { get; }

    /// <summary>Where it is, as the store is told.</summary>
    public string Place { get; }

    /// <summary>Makes one; nothing is in it.</summary>
    /// <param name="prepare">Makes the tables of a database on the server at a place.</param>
    public static async Task<TestBooks> NewAsync(Func<string, Task> prepare)
    {
        if (OnServer)
        {
            return new TestBooks(
                await (await PostgresCluster.SharedAsync()).NewDatabaseAsync(prepare),
                folder: null,
                isFile: false,
                isOwn: true
            );
        }

        var made = Directory.CreateTempSubdirectory("rota-books-");
        return new TestBooks(Path.Combine(made.FullName, "data", "street.db"), made, isFile: true, isOwn: true);
    }

    /// <summary>A copy of a file that nobody has open.</summary>
    public static TestBooks CopyOf(string path)
    {
        var made = Directory.CreateTempSubdirectory("rota-books-");
        var place = Path.Combine(made.FullName, "data", "street.db");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        System.IO.File.Copy(path, place);
        return new TestBooks(place, made, isFile: true, isOwn: true);
    }

    /// <summary>One that is there already, and stays when the test is done with it.</summary>
    public static TestBooks At(string place) => new(place, folder: null, !OnServer, isOwn: false);

    /// <summary>A file that is there already, whatever this run is on.</summary>
    public static TestBooks File(string path) => new(path, folder: null, isFile: true, isOwn: false);

    /// <summary>An open connection.</summary>
    public DbConnection Connect()
    {
        DbConnection connection = IsFile
            ? new SqliteConnection($"Data Source={Place};Pooling=False;Foreign Keys=True")
            : new NpgsqlConnection(Place + ";Pooling=false");
        PostgresHand.Wait(connection.OpenAsync());
        return connection;
    }

    /// <summary>Runs statements; says how many rows the last of them changed.</summary>
    public int Run(params IEnumerable<string> statements)
    {
        using var connection = Connect();
        var changed = 0;
        foreach (var statement in statements)
        {
            using var command = Command(connection, statement);
            changed = PostgresHand.Wait(command.ExecuteNonQueryAsync());
        }

        return changed;
    }

    /// <summary>The one value of a query.</summary>
    public T Scalar<T>(string sql)
    {
        using var connection = Connect();
        using var command = Command(connection, sql);
        return (T)
            Convert.ChangeType(
                PostgresHand.Wait(command.ExecuteScalarAsync())!,
                typeof(T),
                CultureInfo.InvariantCulture
            );
    }

    /// <summary>The rows of a query in the order of their text, the values of each joined by bars.</summary>
    public IReadOnlyList<string> Lines(string sql)
    {
        using var connection = Connect();
        return [.. Rows(connection, sql).Order(StringComparer.Ordinal)];
    }

    /// <summary>A hash over every row of every table but those that are left out.</summary>
    public string Fingerprint(params string[] without)
    {
        using var connection = Connect();
        var tables = Rows(
            connection,
            !IsFile
                ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        );
        var text = new StringBuilder();
        foreach (var table in tables.Except(without, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            text.AppendLine(table)
                .AppendJoin('\n', Rows(connection, $"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal))
                .AppendLine();
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Whether a database said that something must not be; not that it did not understand.</summary>
    public static bool IsRefusal(DbException told) =>
        told is SqliteException { SqliteErrorCode: 19 }
        || (
            told is PostgresException { SqlState: var state }
            && (state.StartsWith("23", StringComparison.Ordinal) || state == PostgresErrorCodes.RaiseException)
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        folder?.Delete(recursive: true);
        if (isOwn && OnServer)
        {
            await (await PostgresCluster.SharedAsync()).DropAsync(Place);
        }
    }

    private static List<string> Rows(DbConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        using var reader = PostgresHand.Wait(command.ExecuteReaderAsync());
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
        }

        return rows;
    }

    private static string Text(object value) =>
        value is byte[] bytes
            ? Convert.ToHexString(bytes)
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
