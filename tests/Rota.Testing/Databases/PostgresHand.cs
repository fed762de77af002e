using Npgsql;

namespace Rota.Testing.Databases;

/// <summary>A hand with a database tool on a PostgreSQL server, whatever store a run is on.</summary>
public static class PostgresHand
{
    /// <summary>Runs statements of the tests' own.</summary>
    public static void Run(string place, params IEnumerable<string> statements)
    {
        using var connection = new NpgsqlConnection(place + ";Pooling=false");
        Wait(connection.OpenAsync());
        foreach (var statement in statements)
        {
#pragma warning disable CA2100 // Statements of the tests' own.
            using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
            Wait(command.ExecuteNonQueryAsync());
        }
    }

    /// <summary>Ends every connection that the program has to a database.</summary>
    public static void EndAll(string place) =>
        Run(
            place,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND application_name = 'rota'"
        );

    /// <summary>
    /// Waits for what a database does. The driver's own way of waiting may leave a thread behind that keeps the process alive for ten seconds
    /// after its last test.
    /// </summary>
    public static void Wait(Task work)
    {
        ArgumentNullException.ThrowIfNull(work);
        work.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Wait(Task)"/>
    public static T Wait<T>(Task<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.GetAwaiter().GetResult();
    }
}
