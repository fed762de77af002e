using System.Data.Common;
using System.Security.Cryptography;
using NodaTime;
using Rota.Core;
using Rota.Store.Rows;
using Rota.Store.Sqlite;

namespace Rota.Store.Copies;

/// <summary>
/// A street in one file, the same from every kind of database and for every kind. It holds names and phones of residents, and only its owner may read it.
/// </summary>
public static class StreetBackup
{
    /// <summary>
    /// Writes a street, as of one moment, while others read and write on. What was written is read back and compared before the file has its name;
    /// where anything stands in the way there is no file. A file of that name is never replaced.
    /// </summary>
    /// <param name="database">The street.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="program">What the file says wrote it.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellation">Stops it; there is then no file.</param>
    public static async Task<Outcome<BackupHead>> WriteAsync(
        StreetDatabase database,
        string path,
        string program,
        Instant at,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Path.Exists(path))
        {
            return Outcome<BackupHead>.Failed(Taken(path));
        }

        var part = path + ".part";
        try
        {
            await using var session = await database.ReadSessionAsync(cancellation);
            var shapes = TableShape.Of(session.Context);
            var head = await HeadAsync(session, shapes, program, at, cancellation);
            await WriteAsync(session, shapes, head, part, cancellation);
            if (await CheckAsync(part, shapes, cancellation) is { } fault)
            {
                return Outcome<BackupHead>.Failed(fault with { Where = new Place(path) });
            }

            File.Move(part, path);
            Durable.Folder(Path.GetDirectoryName(path)!);
            return Outcome<BackupHead>.Of(head);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Outcome<BackupHead>.Failed(StreetCopy.Stopped(StreetPlace.Of(Path.GetFullPath(path)), e));
        }
        finally
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }
        }
    }

    /// <summary>
    /// Makes the street of a backup at an empty place, compares it with what the backup says, and only then lets it count. A file that is not a
    /// backup, not a whole one, or a newer program's is refused, and nothing has changed.
    /// </summary>
    /// <param name="path">Full path of the backup.</param>
    /// <param name="to">Where to.</param>
    /// <param name="replaces">Whether a street that stands there is moved aside; it is never deleted.</param>
    /// <param name="at">Now, for the name of what is moved aside.</param>
    /// <param name="cancellation">Stops it; the place is then as it was.</param>
    public static async Task<Outcome<RestoreReport>> RestoreAsync(
        string path,
        StreetPlace to,
        bool replaces,
        Instant at,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        if (ServedStreet.InUse(to) is { } served)
        {
            return Outcome<RestoreReport>.Failed(served);
        }

        try
        {
            await using var model = SqliteStreetContext.On(new Microsoft.Data.Sqlite.SqliteConnection(), streetId: 0);
            var opened = await BackupFile.OpenAsync(path, TableShape.Of(model), cancellation);
            if (!opened.Succeeded)
            {
                return Outcome<RestoreReport>.Failed(opened.Faults);
            }

            await using var backup = opened.Value;
            await using var older = await OlderStreet.OpenAsync(backup, cancellation);
            if (older is { Came: var first } && TableCopy.Differences(path, backup.Head.Tables, first) is [_, ..] wrong)
            {
                return Outcome<RestoreReport>.Failed(wrong);
            }

            var place = await Destination.OpenAsync(to, replaces, at, cancellation);
            if (!place.Succeeded)
            {
                return Outcome<RestoreReport>.Failed(place.Faults);
            }

            await using var destination = place.Value;
            var (came, there) = await TableCopy.FillAsync(
                destination.Session,
                older?.Shapes ?? backup.Shapes,
                older is null ? backup.RowsAsync : older.RowsAsync,
                cancellation
            );
            IReadOnlyList<Fault> differences =
            [
                .. older is null ? TableCopy.Differences(path, backup.Head.Tables, came) : [],
                .. TableCopy.Differences(to.Shown, came, there),
            ];
            return differences.Count > 0
                ? Outcome<RestoreReport>.Failed(differences)
                : Outcome<RestoreReport>.Of(
                    new RestoreReport(backup.Head, await destination.FinishAsync(cancellation))
                );
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            return Outcome<RestoreReport>.Failed(BackupFile.Damaged(path));
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            return Outcome<RestoreReport>.Failed(StreetCopy.Stopped(to, e));
        }
    }

    private static async Task<BackupHead> HeadAsync(
        Session session,
        IReadOnlyList<TableShape> shapes,
        string program,
        Instant at,
        CancellationToken cancellation
    )
    {
        await using var reader = session.Command("SELECT name FROM street WHERE id = @street");
        var name = (string)(await reader.ExecuteScalarAsync(cancellation))!;
        var counts = await TableCopy.CountAsync(session, shapes, cancellation);
        var (_, schema) = await SqliteFile.AgeAsync("", cancellation);
        return new BackupHead(program, schema, name, at, counts)
        {
            Columns = [.. shapes.Select(s => (IReadOnlyList<string>)[.. s.Columns.Select(c => c.Name)])],
        };
    }

    private static async Task WriteAsync(
        Session session,
        IReadOnlyList<TableShape> shapes,
        BackupHead head,
        string part,
        CancellationToken cancellation
    )
    {
        File.Delete(part);
        await using var writer = new BackupWriter(part, head);
        foreach (var shape in shapes)
        {
            await foreach (var row in TableCopy.RowsAsync(session, shape, cancellation))
            {
                writer.Add(row);
            }
        }

        await writer.EndAsync();
    }

    /// <summary>Reads a whole backup and compares it with its head; says what does not agree, null when all does.</summary>
    private static async Task<Fault?> CheckAsync(
        string path,
        IReadOnlyList<TableShape> known,
        CancellationToken cancellation
    )
    {
        var opened = await BackupFile.OpenAsync(path, known, cancellation);
        if (!opened.Succeeded)
        {
            return opened.Faults[0];
        }

        await using var backup = opened.Value;
        var counts = new List<TableCount>();
        foreach (var shape in backup.Shapes)
        {
            var tally = new TableTally(shape);
            await foreach (var row in backup.RowsAsync(shape))
            {
                tally.Add(row);
            }

            counts.Add(tally.Count);
        }

        return TableCopy.Differences(path, backup.Head.Tables, counts) is [var first, ..] ? first : null;
    }

    private static Fault Taken(string path) =>
        new(
            new Place(path),
            new("已经有这个文件", "there is a file of this name already"),
            new("请换个名字；备份从不覆盖别的文件", "choose another name; a backup never replaces a file")
        );
}

/// <summary>What was restored.</summary>
/// <param name="Head">The backup's head, with what each table came to.</param>
/// <param name="Aside">Where what stood at the place before is now; null where nothing was moved.</param>
public sealed record RestoreReport(BackupHead Head, string? Aside);
