using NodaTime;
using Rota.Core;
using Rota.Store.Sqlite;

namespace Rota.Store;

/// <summary>
/// The database of one street, embedded in one file. Readers see one moment each and never wait; writers go one after
/// another. Safe to share between threads; a <see cref="StreetReader"/> or <see cref="StreetWriter"/> is one caller's.
/// </summary>
public sealed class StreetDatabase : IAsyncDisposable
{
    private const int EmbeddedStreet = 1;

    private readonly SqliteRoom room;

    private StreetDatabase(string path, bool isFrozen)
    {
        Path = path;
        room = new SqliteRoom(path, isFrozen);
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>
    /// Opens the database in a file; makes folder and file when missing, brings an older one up to date. Faults: the file
    /// is not a database of this program, was written by a newer one, or cannot be reached; it is then as it was.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops the opening; the file is then as it was.</param>
    public static Task<Outcome<StreetDatabase>> OpenAsync(string path, CancellationToken cancellation = default) =>
        OpenAsync(path, StreetAccess.Write, cancellation);

    /// <inheritdoc cref="OpenAsync(string, CancellationToken)"/>
    /// <param name="path">The file.</param>
    /// <param name="access">What for. To read, a database that may not be written will do, if it is there and not an older one.</param>
    /// <param name="cancellation">Stops the opening; the file is then as it was.</param>
    public static async Task<Outcome<StreetDatabase>> OpenAsync(
        string path,
        StreetAccess access,
        CancellationToken cancellation = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = System.IO.Path.GetFullPath(path);
        if (access == StreetAccess.Read && await SqliteFile.IsFrozenAsync(full, cancellation))
        {
            return Outcome<StreetDatabase>.Of(new StreetDatabase(full, isFrozen: true));
        }

        var fault = await SqliteFile.PrepareAsync(full, EmbeddedStreet, access, cancellation);
        return fault is null
            ? Outcome<StreetDatabase>.Of(new StreetDatabase(full, isFrozen: false))
            : Outcome<StreetDatabase>.Failed(fault);
    }

    /// <summary>Begins to read: everything read through it is of one moment.</summary>
    public async Task<StreetReader> ReadAsync(CancellationToken cancellation = default) =>
        new(await room.ReadAsync(EmbeddedStreet, cancellation));

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
        return new StreetWriter(await room.WriteAsync(EmbeddedStreet, cancellation), by, at);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        room.Release();
        return ValueTask.CompletedTask;
    }
}
