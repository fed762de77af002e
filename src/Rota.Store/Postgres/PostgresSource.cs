using Npgsql;

namespace Rota.Store.Postgres;

/// <summary>Connections to a PostgreSQL database, with the settings that the store relies on.</summary>
internal static class PostgresSource
{
    /// <summary>A source of connections.</summary>
    /// <param name="place">Where the database is.</param>
    /// <param name="lockSeconds">How long a lock is waited for.</param>
    /// <param name="patienceSeconds">
    /// After how long the database ends a transaction whose owner has gone silent between two statements: a worker that hangs holds nobody up for longer.
    /// </param>
    public static NpgsqlDataSource Of(StreetPlace place, int lockSeconds = 60, int patienceSeconds = 60)
    {
        var settings = new NpgsqlConnectionStringBuilder(place.Text)
        {
            ApplicationName = "rota",
            CommandTimeout = 10 * patienceSeconds,
            // Also how long a free connection is waited for, where many come at once.
            Timeout = patienceSeconds,
            // What the server would quote of rows that it refuses holds names and phones.
            IncludeErrorDetail = false,
            // What has been asked once is planned once.
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 3,
        };
        // What the place says itself comes last and holds.
        settings.Options =
            $"-c lock_timeout={lockSeconds}s -c idle_in_transaction_session_timeout={patienceSeconds}s {settings.Options}".Trim();
        var source = new NpgsqlDataSourceBuilder(settings.ToString());
        source.UseNodaTime();
        return source.Build();
    }
}
