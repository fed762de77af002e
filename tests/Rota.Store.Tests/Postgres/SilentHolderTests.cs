using Npgsql;
using Rota.Store.Postgres;
using Rota.Testing.Databases;
using Xunit;

namespace Rota.Store.Tests.Postgres;

/// <summary>Who holds a lock: at work, or silent in the midst of a statement; only the second is ended, and only as it was seen.</summary>
public sealed class SilentHolderTests
{
    private const int First = 7;
    private const int Second = 8;

    [Fact]
    public async Task WhoOwesTheRestOfItsRows_LooksTheSame_AndIsEnded()
    {
        await using var street = await StreetAsync();
        await using var watcher = await ConnectAsync(street);
        await using var holder = await HoldAsync(street);
        await RunAsync(holder, "CREATE TEMPORARY TABLE rows (number integer)");
        var rows = await holder.BeginBinaryImportAsync("COPY rows FROM STDIN (FORMAT BINARY)", TempStreet.Stop);
        var seen = await LookAsync(watcher);
        Assert.Equal(seen, await LookAsync(watcher));

        await SilentHolder.EndAsync(watcher, First, Second, seen, TempStreet.Stop);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await rows.StartRowAsync(TempStreet.Stop);
            await rows.WriteAsync(1, TempStreet.Stop);
            await rows.CompleteAsync(TempStreet.Stop);
        });
        await RunAsync(watcher, $"SELECT pg_advisory_lock({First}, {Second})");
    }

    [Fact]
    public async Task WhoSaysSomethingMeanwhile_LooksOtherwise_AndIsLeft()
    {
        await using var street = await StreetAsync();
        await using var watcher = await ConnectAsync(street);
        await using var holder = await HoldAsync(street);
        var seen = await LookAsync(watcher);
        await RunAsync(holder, "SELECT 1");
        Assert.NotEqual(seen, await LookAsync(watcher));
        await SilentHolder.EndAsync(watcher, First, Second, seen, TempStreet.Stop);
        await RunAsync(holder, "COMMIT");
    }

    [Fact]
    public async Task WhoIsBetweenTwoStatements_IsLeftToTheServer()
    {
        await using var street = await StreetAsync();
        await using var watcher = await ConnectAsync(street);
        await using var holder = await HoldAsync(street);
        await SilentHolder.EndAsync(watcher, First, Second, await LookAsync(watcher), TempStreet.Stop);
        await RunAsync(holder, "COMMIT");
    }

    [Fact]
    public async Task WhoReadsElsewhereMeanwhile_IsNotSeen()
    {
        await using var street = await StreetAsync();
        await using var watcher = await ConnectAsync(street);
        await using var holder = await HoldAsync(street);
        await LookAsync(watcher);
        await RunAsync(holder, $"SET LOCAL application_name = '{SilentHolder.Patient}'");
        Assert.Null(await SilentHolder.LookAsync(watcher, First, Second, TempStreet.Stop));
    }

    private static Task<TempStreet> StreetAsync()
    {
        Assert.SkipUnless(TestBooks.OnServer, "It needs PostgreSQL: ROTA_TEST_DATABASE=postgres.");
        return TempStreet.OpenAsync();
    }

    private static async Task<NpgsqlConnection> ConnectAsync(TempStreet street)
    {
        var connection = new NpgsqlConnection(street.Database.Place.Text + ";Pooling=false");
        await connection.OpenAsync(TempStreet.Stop);
        return connection;
    }

    private static async Task<NpgsqlConnection> HoldAsync(TempStreet street)
    {
        var connection = await ConnectAsync(street);
        await RunAsync(connection, "BEGIN");
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({First}, {Second})");
        return connection;
    }

    /// <summary>Looks until the server waits for the holder's next word: it answers a moment before it does.</summary>
    private static async Task<string> LookAsync(NpgsqlConnection watcher)
    {
        while (true)
        {
            if (await SilentHolder.LookAsync(watcher, First, Second, TempStreet.Stop) is { } seen)
            {
                return seen;
            }
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Statements of the tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TempStreet.Stop);
    }
}
