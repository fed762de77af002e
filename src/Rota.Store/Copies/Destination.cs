using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Store.Postgres;
using Rota.Store.Rows;
using Rota.Store.Sqlite;

namespace Rota.Store.Copies;

/// <summary>
/// An empty street that is being filled at a place: nobody sees anything of it before <see cref="FinishAsync"/>, and without that it is gone.
/// What stands at the place already is moved aside in the same step, never deleted.
/// </summary>
internal sealed class Destination : IAsyncDisposable
{
    private const int OnlyStreet = 1;

    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'_'HHmmss");

    private readonly StreetPlace place;
    private readonly StreetRoom room;
    private readonly string? filling;
    private readonly string? aside;
    private bool isDone;

    private Destination(StreetPlace place, StreetRoom room, Session session, string? filling, string? aside)
    {
        this.place = place;
        this.room = room;
        this.filling = filling;
        this.aside = aside;
        Session = session;
    }

    /// <summary>The transaction to fill in.</summary>
    public Session Session { get; }

    /// <summary>Opens a place; a fault where a street is there that may not be moved aside, or where it cannot be reached.</summary>
    /// <param name="place">Where.</param>
    /// <param name="replaces">Whether what stands there is moved aside.</param>
    /// <param name="at">Now, for the name of what is moved aside.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Task<Outcome<Destination>> OpenAsync(
        StreetPlace place,
        bool replaces,
        Instant at,
        CancellationToken cancellation
    ) =>
        place.IsServer
            ? OpenServerAsync(place, replaces, "before_" + Stamp.Format(at), cancellation)
            : OpenFileAsync(place, replaces, Stamp.Format(at), cancellation);

    /// <summary>Makes what was filled the street of the place. Says what was moved aside, null where nothing was.</summary>
    public async Task<string?> FinishAsync(CancellationToken cancellation)
    {
        await Session.Transaction.CommitAsync(cancellation);
        await Session.DisposeAsync();
        await room.DisposeAsync();
        if (filling is not null)
        {
            if (aside is not null)
            {
                MoveAll(place.Text, aside);
            }

            File.Move(filling, place.Text);
            Durable.Folder(Path.GetDirectoryName(place.Text)!);
        }

        isDone = true;
        return aside;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (isDone)
        {
            return;
        }

        await Session.DisposeAsync();
        await room.DisposeAsync();
        if (filling is not null)
        {
            DeleteAll(filling);
        }
    }

    private static async Task<Outcome<Destination>> OpenFileAsync(
        StreetPlace place,
        bool replaces,
        string stamp,
        CancellationToken cancellation
    )
    {
        var path = place.Text;
        if (File.Exists(path) && !replaces)
        {
            return Outcome<Destination>.Failed(Occupied(place));
        }

        var fresh = path + ".filling";
        DeleteAll(fresh);
        if (await SqliteFile.PrepareAsync(fresh, OnlyStreet, StreetAccess.Write, cancellation) is { } fault)
        {
            return Outcome<Destination>.Failed(fault);
        }

        if (!OperatingSystem.IsWindows())
        {
            // Names and phones come in next, into a folder that may be anybody's.
            File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var old = File.Exists(path)
            ? Path.Combine(
                Path.GetDirectoryName(path)!,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path.GetFileNameWithoutExtension(path)}.before_{stamp}{Path.GetExtension(path)}"
                )
            )
            : null;
        var opened = new SqliteRoom(fresh);
        return Outcome<Destination>.Of(
            new Destination(place, opened, await opened.WriteAsync(OnlyStreet, cancellation), fresh, old)
        );
    }

    private static async Task<Outcome<Destination>> OpenServerAsync(
        StreetPlace place,
        bool replaces,
        string schema,
        CancellationToken cancellation
    )
    {
        if (
            !replaces
            && await PostgresSchema.PrepareAsync(place, OnlyStreet, StreetAccess.Write, cancellation) is { } fault
        )
        {
            return Outcome<Destination>.Failed(fault);
        }

        var opened = new PostgresRoom(place);
        Session? session = null;
        try
        {
            session = await opened.WriteAsync(OnlyStreet, cancellation);
            var hasMoved = replaces && await PostgresSchema.RemakeAsync(session, schema, cancellation);
            if (hasMoved || await TableCopy.IsEmptyAsync(session, cancellation))
            {
                return Outcome<Destination>.Of(
                    new Destination(place, opened, session, filling: null, hasMoved ? schema : null)
                );
            }

            fault = Occupied(place);
        }
        catch (Exception e) when (PostgresFaults.Is(e))
        {
            fault = PostgresFaults.Of(place, e);
        }

        if (session is not null)
        {
            await session.DisposeAsync();
        }

        await opened.DisposeAsync();
        return Outcome<Destination>.Failed(fault);
    }

    private static Fault Occupied(StreetPlace place) =>
        new(
            new Place(place.Shown),
            new("这里已经有街道的数据", "there is a street here already"),
            new(
                "请换一个空的位置；恢复备份时也可加 --replace，原有数据会挪到一边，不会删除",
                "choose an empty place; a backup can be restored with --replace, which moves what is there aside and deletes nothing"
            )
        );

    /// <summary>A database and the files that SQLite keeps beside it.</summary>
    private static IEnumerable<string> Endings => ["", "-wal", "-shm", "-journal"];

    private static void MoveAll(string from, string to)
    {
        foreach (var ending in Endings.Where(e => File.Exists(from + e)))
        {
            File.Move(from + ending, to + ending);
        }
    }

    private static void DeleteAll(string path)
    {
        foreach (var ending in Endings.Where(e => File.Exists(path + e)))
        {
            File.Delete(path + ending);
        }
    }
}
