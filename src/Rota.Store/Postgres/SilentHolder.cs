using Npgsql;

namespace Rota.Store.Postgres;

/// <summary>
/// Whoever holds a lock of the street and says nothing any more: a process that was stopped, or a machine that froze. Where it owes the server the end
/// of a statement, the rest of its rows for one, the server waits for it without end: its own time-out is for transactions between two statements.
/// So whoever waits for the lock looks twice, and ends who has not come any further.
/// </summary>
internal static class SilentHolder
{
    /// <summary>Name of a connection that may be silent for long: it reads elsewhere while it holds the lock.</summary>
    public const string Patient = "rota-patient";

    private const string Holders = """
        FROM pg_locks l JOIN pg_stat_activity a USING (pid) LEFT JOIN pg_stat_progress_copy c USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND l.classid::bigint = $1 AND l.objid::bigint = $2
          AND a.wait_event_type = 'Client' AND a.application_name <> 'rota-patient'
        """;

    /// <summary>Who, and how far it has come.</summary>
    private const string Sight = "concat_ws(' ', a.pid, a.backend_start, a.state_change, c.bytes_processed)";

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

    /// <summary>Ends a holder's connection, if it is still as it was seen; its transaction is then undone.</summary>
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
            $"SELECT count(pg_terminate_backend(a.pid)) {Holders} AND {Sight} = $3",
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
