using Rota.Store.Rows;

namespace Rota.Store;

/// <summary>How the store speaks to one kind of database: connections and their settings, transactions, and what its refusals mean.</summary>
internal abstract class StreetRoom : IAsyncDisposable
{
    /// <summary>How long a writer waits for others to end, in seconds.</summary>
    protected const int PatienceSeconds = 60;

    /// <summary>A transaction that reads one moment of the database, whatever is written meanwhile.</summary>
    public abstract Task<Session> ReadAsync(int streetId, CancellationToken cancellation);

    /// <summary>A transaction that writes; it waits until it is the street's only one.</summary>
    /// <exception cref="TimeoutException">Another writer did not end within a minute.</exception>
    public abstract Task<Session> WriteAsync(int streetId, CancellationToken cancellation);

    /// <summary>Closes the connections that were kept for reuse.</summary>
    public abstract ValueTask DisposeAsync();
}
