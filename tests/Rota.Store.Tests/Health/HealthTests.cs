using Microsoft.Data.Sqlite;
using NodaTime;
using Rota.Store.Health;
using Rota.Testing.Databases;

namespace Rota.Store.Tests.Health;

/// <summary>A store is called safe when it keeps what it said it had written, and not else.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rota-health-");

    private static CancellationToken Stop => TempStreet.Stop;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_server_that_does_not_wait_for_its_disk_is_refused()
    {
        Assert.SkipWhen(PostgresCluster.Binaries is null, "There is no PostgreSQL on this machine.");
        var place = await (await PostgresCluster.SharedAsync()).EmptyDatabaseAsync();

        Assert.Equal(
            ["PostgreSQL fsync", "PostgreSQL full_page_writes", "PostgreSQL synchronous_commit"],
            Unsafe(await LinesAsync(place))
        );
    }

    [Fact]
    public async Task A_server_with_safe_settings_is_called_safe()
    {
        Assert.SkipWhen(PostgresCluster.Binaries is null, "There is no PostgreSQL on this machine.");
        var place = await (await PostgresCluster.SafeAsync()).EmptyDatabaseAsync();

        var lines = await LinesAsync(place);

        Assert.Empty(Unsafe(lines));
        Assert.All(lines, l => Assert.Null(l.Right));
        Assert.Equal(
            ["PostgreSQL synchronous_commit"],
            Unsafe(await LinesAsync(place + ";Options=-c synchronous_commit=off"))
        );
    }

    [Fact]
    public async Task A_clock_that_is_far_from_the_servers_is_told()
    {
        Assert.SkipWhen(PostgresCluster.Binaries is null, "There is no PostgreSQL on this machine.");
        var place = await (await PostgresCluster.SafeAsync()).EmptyDatabaseAsync();
        var late = new NodaTime.Testing.FakeClock(SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(10));

        var lines = await StreetHealth.OfAsync(StreetPlace.Of(place), late, Stop);

        Assert.Equal(
            ["difference to the server's clock"],
            lines.Value.Where(l => l.Right is not null).Select(l => l.What.En)
        );
    }

    [Fact]
    public async Task A_file_of_ours_is_called_safe_and_one_that_is_broken_is_not()
    {
        var path = Path.Combine(folder.FullName, "street.db");
        await (await StreetDatabase.OpenAsync(path, Stop)).Value.DisposeAsync();
        Assert.Empty(Unsafe(await LinesAsync(path)));

        Raw(path, "PRAGMA foreign_keys = OFF; INSERT INTO counter (street_id, name, last) VALUES (77, 'x', 1)");
        Assert.Equal(["references between tables"], Unsafe(await LinesAsync(path)));

        Raw(path, "PRAGMA journal_mode = DELETE");
        Assert.Equal(["SQLite journal_mode", "references between tables"], Unsafe(await LinesAsync(path)));
    }

    [Fact]
    public async Task A_file_whose_index_lacks_a_row_is_told_damaged()
    {
        var path = Path.Combine(folder.FullName, "street.db");
        await using (var database = (await StreetDatabase.OpenAsync(path, Stop)).Value)
        {
            await Copies.ChanceStreet.FillAsync(database, seed: 1);
        }

        Raw(
            path,
            "PRAGMA writable_schema = ON; "
                + "UPDATE sqlite_master SET sql = replace(sql, 'UNIQUE INDEX', 'INDEX') WHERE name LIKE 'ix_resident%'; "
                + "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'ix_person_street_id_name') "
                + "WHERE name LIKE 'ix_resident_street_id_code'"
        );

        Assert.Contains("the database's file", Unsafe(await LinesAsync(path)));
    }

    [Theory]
    [InlineData("3.53.3", true)]
    [InlineData("3.51.3", true)]
    [InlineData("3.51.2", false)]
    [InlineData("3.50.7", true)]
    [InlineData("3.50.4", false)]
    [InlineData("3.44.6", true)]
    [InlineData("3.46.1", false)]
    public void Libraries_that_may_lose_what_is_in_the_log_are_refused(string version, bool isSafe) =>
        Assert.Equal(!isSafe, SqliteHealth.LibraryOf(version).IsUnsafe);

    private static async Task<IReadOnlyList<HealthLine>> LinesAsync(string place)
    {
        var lines = await StreetHealth.OfAsync(StreetPlace.Of(place), SystemClock.Instance, Stop);
        Assert.True(lines.Succeeded, string.Join(' ', lines.Faults.Select(f => f.Sentence.En)));
        return lines.Value;
    }

    private static IEnumerable<string> Unsafe(IReadOnlyList<HealthLine> lines) =>
        lines.Where(l => l.IsUnsafe).Select(l => l.What.En).Order(StringComparer.Ordinal);

    private static void Raw(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of this test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
