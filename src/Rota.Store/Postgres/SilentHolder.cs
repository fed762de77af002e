using Npgsql;

namespace Rota.Store.Postgres;

/// <summary>
/// Whoever holds a lock of the street and says nothing any more: a process that was stopped, or a machine that froze. Between two statements of a transaction the
/// server ends it by itself; one that owes the end of a statement, the rest of its rows for one, or does not take its answer, the server waits for without end. So
/// whoever waits for the lock looks again and again, and ends who has come no further at the last of several looks.
/// </summary>
/// <remarks>
/// How far rows have come is told by PostgreSQL 14 and later. A server that keeps no account of what its connections do (<c>track_activities</c>) shows nobody as silent.
/// </remarks>
internal static class SilentHolder
{
    /// <summary>Name of a connection that may be silent for long: it reads elsewhere while it holds the lock.</summary>
    public const string Patient = "rota-patient";

    private const string Holders = $"""
        FROM pg_locks l JOIN pg_stat_activity a USING (pid) LEFT JOIN pg_stat_progress_copy c USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND l.classid::bigint = $1 AND l.objid::bigint = $2
          AND a.wait_event_type = 'Client' AND a.application_name <> '{Patient}'
          AND a.state IN ('active', 'idle in transaction', 'idle in transaction (aborted)')
        """;

    /// <summary>Who, and how far it has come.</summary>
    private const string Sight =
        "concat_ws(' ', a.pid, a.backend_start, a.xact_start, a.state, a.state_change, c.bytes_processed)";

    /// <summary>Looks at who holds a lock while the server waits for their next word; the same text twice: nothing was said in between. Null: nobody.</summary>
    /// <param name="connection">A connection outside of a transaction.</param>
    /// <param name="first">First half of the lock's key.</param>
    /// <param name="second">Second half.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<string?> LookAsync(
        NpgsqlConnection connection,
        int first,
        int second,
        CancellationToken cancellation
    )
    {
        await using var look = Command(connection, $"SELECT {Sight} {Holders}", first, second);
        return (string?)await look.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Ends a holder's connection, if it is still as it was seen and in the midst of a statement; its transaction is then undone.</summary>
    /// <inheritdoc cref="LookAsync"/>
    /// <param name="connection">A connection outside of a transaction.</param>
    /// <param name="first">First half of the lock's key.</param>
    /// <param name="second">Second half.</param>
    /// <param name="seen">As it was seen.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task EndAsync(
        NpgsqlConnection connection,
        int first,
        int second,
        string seen,
        CancellationToken cancellation
    )
    {
        await using var end = Command(
            connection,
            $"SELECT count(pg_terminate_backend(a.pid)) {Holders} AND a.state = 'active' AND {Sight} = $3",
            first,
            second
        );
        end.Parameters.Add(new NpgsqlParameter<string> { TypedValue = seen });
        await end.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, int first, int second)
    {
#pragma warning disable CA2100 // Put together of constants.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = first });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = second });
        return command;
    }
}
