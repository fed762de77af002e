using System.Data;
using System.Data.Common;
using Npgsql;
using Rota.Store.Rows;

namespace Rota.Store.Postgres;

/// <summary>
/// How the store speaks to PostgreSQL. Whoever writes takes the street's lock first, so that all writers of a street go one after another, as
/// on SQLite: what a writer reads is what it changes, and nobody can hold two locks in two orders. Writing takes milliseconds; solving,
/// which takes seconds, holds no transaction.
/// </summary>
internal sealed class PostgresRoom : StreetRoom
{
    /// <summary>Tells the locks of this program from those of others on the same database ("rota" in ASCII).</summary>
    private const int LockOfRota = 0x726F7461;

    /// <summary>
    /// A writer's patience with others at work comes in so many parts, and after each it looks at who holds the lock; who looks the same so many times is ended.
    /// </summary>
    private const int Waits = 3;

    /// <summary>
    /// So many parts where those who hold it are silent: a process that is stopped may have several connections, which get the lock one after the other.
    /// </summary>
    private const int MostWaits = 10 * Waits;

    private readonly NpgsqlDataSource source;
    private readonly string shown;

    /// <summary>Speaks to a database.</summary>
    /// <param name="place">Where it is.</param>
    public PostgresRoom(StreetPlace place)
    {
        shown = place.Shown;
        source = PostgresSource.Of(place, PatienceSeconds / Waits, PatienceSeconds);
    }

    /// <summary>A context on no database.</summary>
    public static StreetContext Unopened() => PostgresStreetContext.On(new NpgsqlConnection(), streetId: 0);

    /// <inheritdoc/>
    public override async Task<Session> ReadAsync(int streetId, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        return Begin(connection, transaction, streetId);
    }

    /// <inheritdoc/>
    public override async Task<Session> WriteAsync(int streetId, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            string? seen = null;
            var (looks, left) = (0, Waits);
            for (var wait = 0; wait < MostWaits && left > 0; wait++, left--)
            {
                // Each statement sees what was committed before it, and while the lock is held nobody commits for this street.
                var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
                if (await IsOnTurnAsync(connection, transaction, streetId, cancellation))
                {
                    return Begin(connection, transaction, streetId);
                }

                await transaction.DisposeAsync();
                var holder = await SilentHolder.LookAsync(connection, LockOfRota, streetId, cancellation);
                looks = holder is not null && holder == seen ? looks + 1 : 1;
                seen = holder;
                if (looks > 1)
                {
                    // Nobody was at work all this while: what was waited for it does not count.
                    left = Waits;
                }

                if (looks == Waits)
                {
                    await SilentHolder.EndAsync(connection, LockOfRota, streetId, holder!, cancellation);
                }
            }

            throw new TimeoutException($"Another writer held {shown} for {PatienceSeconds} seconds.");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits to be the street's only writer; false when somebody else was it all the time.</summary>
    private static async Task<bool> IsOnTurnAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        int streetId,
        CancellationToken cancellation
    )
    {
        await using var take = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1, $2)", connection, transaction);
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockOfRota });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = streetId });
        try
        {
            await take.ExecuteNonQueryAsync(cancellation);
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private static PostgresSession Begin(NpgsqlConnection connection, NpgsqlTransaction transaction, int streetId)
    {
        var context = PostgresStreetContext.On(connection, streetId);
        context.UseTransaction(transaction);
        return new PostgresSession(connection, transaction, context, Meaning);
    }

    /// <summary>What a refusal of the database means; null when it is not one that the store foresees.</summary>
    private static WriteOutcome? Meaning(DbException refusal) =>
        refusal
            is not PostgresException
            {
                SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.RaiseException
            } told
            ? null
        : told.MessageText == "rota:overlap" ? WriteOutcome.WatchesOverlap
        : told.TableName == "duty_in_force" && told.ConstraintName?.StartsWith("ix_", StringComparison.Ordinal) == true
            ? WriteOutcome.ResidentTaken
        : told.TableName is "duty_in_force" or "draft_duty" or "edition_duty" or "draft_gap" or "edition_gap"
            ? WriteOutcome.SeatTaken
        : told.TableName == "edition" ? WriteOutcome.NumberTaken
        : null;
}
