using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core;
using Rota.Store.Postgres;
using Rota.Store.Rows;
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

    /// <inheritdoc cref="OpenAsync(StreetPlace, StreetAccess, CancellationToken)"/>
    public static Task<Outcome<StreetDatabase>> OpenAsync(
        string place,
        StreetAccess access,
        CancellationToken cancellation = default
    ) => OpenAsync(StreetPlace.Of(place), access, cancellation);

    /// <inheritdoc cref="OpenAsync(string, CancellationToken)"/>
    /// <param name="place">Where it is.</param>
    /// <param name="access">What for. To read, a database that may not be written will do, if it is there and not an older one.</param>
    /// <param name="cancellation">Stops the opening; the database is then as it was.</param>
    public static async Task<Outcome<StreetDatabase>> OpenAsync(
        StreetPlace place,
        StreetAccess access,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(place);
        var at = place;
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

    /// <summary>
    /// Makes ready, besides what the caller goes on with, what every question to a database needs before the first answer, some tenths of a second:
    /// nothing is opened, and whoever does not wait for it only waits longer for the first answer.
    /// </summary>
    /// <param name="place">Where the database is, which may be missing.</param>
    public static Task WarmAsync(StreetPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Task.Run(() =>
        {
            using var context = place.IsServer ? PostgresRoom.Unopened() : SqliteRoom.Unopened();
            context.Areas.OrderBy(a => a.Code).ToQueryString();
        });
    }

    /// <summary>Looks whether there is a street's database at a place, and makes nothing. Fault: its server cannot be asked.</summary>
    /// <param name="place">Where it would be.</param>
    /// <param name="cancellation">Stops the asking.</param>
    public static async Task<Outcome<StreetFound>> LookAsync(
        StreetPlace place,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.IsServer ? await PostgresSchema.LookAsync(place, cancellation) : LookAt(place);
    }

    /// <summary>Whether there is a file. A folder that may not be entered is not an empty one.</summary>
    private static Outcome<StreetFound> LookAt(StreetPlace place)
    {
        try
        {
            return Outcome<StreetFound>.Of(
                new StreetFound(!File.GetAttributes(place.Text).HasFlag(FileAttributes.Directory))
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Outcome<StreetFound>.Of(new StreetFound(IsThere: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Outcome<StreetFound>.Failed(
                new Fault(
                    new Place(place.Shown),
                    new("没有权限进这个文件夹", "you may not enter this folder"),
                    new("请换有权限的用户来做，如 sudo -u rota", "do it as a user who may, such as with sudo -u rota")
                )
            );
        }
    }

    /// <summary>Makes the tables of a database, or brings older ones up to date; says from which to which. Faults as of opening it.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="cancellation">Stops it; the database is then as it was.</param>
    public static async Task<Outcome<SchemaChange>> MigrateAsync(
        StreetPlace place,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(place);
        string? before = null;
        try
        {
            (before, _) = await AgeAsync(place, cancellation);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            // Opening it tells in words what is the matter.
        }

        var opened = await OpenAsync(place, StreetAccess.Write, cancellation);
        if (!opened.Succeeded)
        {
            return Outcome<SchemaChange>.Failed(opened.Faults);
        }

        await opened.Value.DisposeAsync();
        return Outcome<SchemaChange>.Of(new SchemaChange(before, (await AgeAsync(place, cancellation)).Known));
    }

    private static Task<(string? Applied, string Known)> AgeAsync(StreetPlace place, CancellationToken cancellation) =>
        place.IsServer ? PostgresSchema.AgeAsync(place, cancellation) : SqliteFile.AgeAsync(place.Text, cancellation);

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
        return new StreetWriter(await room.WriteAsync(OnlyStreet, cancellation), by, at, WriteSessionAsync);
    }

    /// <summary>A transaction that reads one moment.</summary>
    internal Task<Session> ReadSessionAsync(CancellationToken cancellation) => room.ReadAsync(OnlyStreet, cancellation);

    /// <summary>A transaction that writes, or that reads while nobody else writes.</summary>
    internal Task<Session> WriteSessionAsync(CancellationToken cancellation) =>
        room.WriteAsync(OnlyStreet, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => room.DisposeAsync();
}

/// <summary>What was found at a place.</summary>
/// <param name="IsThere">Whether there is a street's database: a file, or tables of this program on the server.</param>
public sealed record StreetFound(bool IsThere);

/// <summary>What became of a database's tables.</summary>
/// <param name="From">Name of the last change of their form before; null where there were none.</param>
/// <param name="To">Name of the last one now.</param>
public sealed record SchemaChange(string? From, string To);
