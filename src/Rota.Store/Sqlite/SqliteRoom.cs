using System.Data.Common;
using Microsoft.Data.Sqlite;
using Rota.Store.Rows;

namespace Rota.Store.Sqlite;

/// <summary>
/// How the store speaks to SQLite: connections and their settings, transactions, and what its refusals mean.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="isFrozen">Whether it lies where nothing can be written, see <see cref="SqliteFile.IsFrozenAsync"/>.</param>
internal sealed class SqliteRoom(string path, bool isFrozen = false) : StreetRoom
{
    /// <summary>Writers of this process wait here, which keeps no thread busy; SQLite itself makes those of other processes wait.</summary>
    private readonly SemaphoreSlim turn = new(1);

    /// <inheritdoc/>
    public override async Task<Session> ReadAsync(int streetId, CancellationToken cancellation) =>
        Begin(await ConnectAsync(cancellation), deferred: true, streetId, turn: null);

    /// <inheritdoc/>
    public override async Task<Session> WriteAsync(int streetId, CancellationToken cancellation)
    {
        if (!await turn.WaitAsync(TimeSpan.FromSeconds(PatienceSeconds), cancellation))
        {
            throw new TimeoutException($"Another writer held {path} for {PatienceSeconds} seconds.");
        }

        SqliteConnection? connection = null;
        try
        {
            connection = await ConnectAsync(cancellation);
            // BEGIN IMMEDIATE: whoever reads in order to write must not find another's write in between.
            return Begin(connection, deferred: false, streetId, turn);
        }
        catch (Exception failed)
        {
            turn.Release();
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            if (failed is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY })
            {
                throw new TimeoutException($"Another writer held {path} for {PatienceSeconds} seconds.", failed);
            }

            throw;
        }
    }

    /// <summary>Closes the connections that were kept for reuse, so that the file can be moved or deleted.</summary>
    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
        return ValueTask.CompletedTask;
    }

    /// <summary>A context on no database.</summary>
    public static StreetContext Unopened() => SqliteStreetContext.On(new SqliteConnection(), streetId: 0);

    /// <summary>What a refusal of the database means; null when it is not one that the store foresees.</summary>
    private static WriteOutcome? Meaning(DbException refusal) =>
        refusal is not SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT } ? null
        : refusal.Message.Contains("rota:overlap", StringComparison.Ordinal) ? WriteOutcome.WatchesOverlap
        : refusal.Message.Contains("duty_in_force.resident_id", StringComparison.Ordinal) ? WriteOutcome.ResidentTaken
        : refusal.Message.Contains("_duty.seat", StringComparison.Ordinal)
        || refusal.Message.Contains("_gap.seat", StringComparison.Ordinal)
        || refusal.Message.Contains("duty_in_force.seat", StringComparison.Ordinal)
            ? WriteOutcome.SeatTaken
        : refusal.Message.Contains("edition.number", StringComparison.Ordinal) ? WriteOutcome.NumberTaken
        : null;

    private string ConnectionString =>
        new SqliteConnectionStringBuilder
        {
            DataSource = isFrozen ? SqliteFile.Frozen(path) : path,
            Mode = isFrozen ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            DefaultTimeout = PatienceSeconds,
        }.ToString();

    private static SqliteSession Begin(SqliteConnection connection, bool deferred, int streetId, SemaphoreSlim? turn)
    {
        var transaction = connection.BeginTransaction(deferred);
        var context = SqliteStreetContext.On(connection, streetId);
        context.UseTransaction(transaction);
        return new SqliteSession(connection, transaction, context, Meaning, turn);
    }

    private async Task<SqliteConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var settings = connection.CreateCommand();
        // FULL: what was said to be published is on the disk, also when the power fails in the next moment.
        settings.CommandText = $"PRAGMA synchronous = FULL; PRAGMA busy_timeout = {PatienceSeconds}000;";
        await settings.ExecuteNonQueryAsync(cancellation);
        return connection;
    }
}

/// <summary>A transaction on SQLite; one that writes gives its turn to the next writer when it ends.</summary>
internal sealed class SqliteSession(
    SqliteConnection connection,
    SqliteTransaction transaction,
    StreetContext context,
    Func<DbException, WriteOutcome?> meaning,
    SemaphoreSlim? turn
) : Session(connection, transaction, context, meaning)
{
    private SemaphoreSlim? held = turn;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            Interlocked.Exchange(ref held, null)?.Release();
        }
    }
}
