using NodaTime;
using Rota.Core;
using Rota.Store.Postgres;
using Rota.Store.Sqlite;

namespace Rota.Store;

/// <summary>
/// The database of one street, in a file or on a PostgreSQL server. Readers see one moment each and never wait; writers go one after
/// another. Safe to share between threads; a <see cref="StreetReader"/> or <see cref="StreetWriter"/> is one caller's.
/// </summary>
public sealed class StreetDatabase : IAsyncDisposable
{
    private const int OnlyStreet = 1;

    private readonly StreetRoom room;

    private StreetDatabase(StreetPlace place, StreetRoom room)
    {
        Place = place;
        this.room = room;
    }

    /// <summary>Where it is.</summary>
    public StreetPlace Place { get; }

    /// <summary>
    /// Opens a database; makes folder, file and tables when missing, brings older ones up to date. Faults: it is not a
    /// database of this program, was written by a newer one, or cannot be reached; it is then as it was.
    /// </summary>
    /// <param name="place">Where it is: a file, or a connection string.</param>
    /// <param name="cancellation">Stops the opening; the database is then as it was.</param>
    public static Task<Outcome<StreetDatabase>> OpenAsync(string place, CancellationToken cancellation = default) =>
        OpenAsync(place, StreetAccess.Write, cancellation);

    /// <inheritdoc cref="OpenAsync(string, CancellationToken)"/>
    /// <param name="place">Where it is: a file, or a connection string.</param>
    /// <param name="access">What for. To read, a database that may not be written will do, if it is there and not an older one.</param>
    /// <param name="cancellation">Stops the opening; the database is then as it was.</param>
    public static async Task<Outcome<StreetDatabase>> OpenAsync(
        string place,
        StreetAccess access,
        CancellationToken cancellation = default
    )
    {
        var at = StreetPlace.Of(place);
        if (at.IsServer)
        {
            var unready = await PostgresSchema.PrepareAsync(at, OnlyStreet, access, cancellation);
            return unready is null
                ? Outcome<StreetDatabase>.Of(new StreetDatabase(at, new PostgresRoom(at)))
                : Outcome<StreetDatabase>.Failed(unready);
        }

        if (access == StreetAccess.Read && await SqliteFile.IsFrozenAsync(at.Text, cancellation))
        {
            return Outcome<StreetDatabase>.Of(new StreetDatabase(at, new SqliteRoom(at.Text, isFrozen: true)));
        }

        var fault = await SqliteFile.PrepareAsync(at.Text, OnlyStreet, access, cancellation);
        return fault is null
            ? Outcome<StreetDatabase>.Of(new StreetDatabase(at, new SqliteRoom(at.Text)))
            : Outcome<StreetDatabase>.Failed(fault);
    }

    /// <summary>Begins to read: everything read through it is of one moment.</summary>
    public async Task<StreetReader> ReadAsync(CancellationToken cancellation = default) =>
        new(await room.ReadAsync(OnlyStreet, cancellation));

    /// <summary>
    /// Begins to write: all of it or nothing, whole at <see cref="StreetWriter.CommitAsync"/>. Waits until other writers
    /// have ended, so keep it short.
    /// </summary>
    /// <param name="by">Who writes, for the trail.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="TimeoutException">Another writer did not end within a minute.</exception>
    public async Task<StreetWriter> WriteAsync(string by, Instant at, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        using var turn = StoreTrace.Source.StartActivity(StoreTrace.Turn);
        return new StreetWriter(await room.WriteAsync(OnlyStreet, cancellation), by, at);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => room.DisposeAsync();
}
