using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rota.Core;

namespace Rota.Store.Copies;

/// <summary>A backup that is read. Its hash is right before any of it is believed; a file that is none, or not a whole one, is refused in words.</summary>
internal sealed class BackupFile : IAsyncDisposable
{
    private const int LongestHead = 1 << 20;

    private readonly FileStream file;
    private readonly StreamReader rows;

    private BackupFile(FileStream file, BackupHead head, IReadOnlyList<TableShape> shapes)
    {
        this.file = file;
        Head = head;
        Shapes = shapes;
        rows = new StreamReader(
            new GZipStream(new Part(file, file.Length - SHA256.HashSizeInBytes), CompressionMode.Decompress),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
        );
    }

    /// <summary>What it says of itself.</summary>
    public BackupHead Head { get; }

    /// <summary>Its tables with the columns that it has of them, in its order.</summary>
    public IReadOnlyList<TableShape> Shapes { get; }

    /// <summary>Opens a backup.</summary>
    /// <param name="path">The file.</param>
    /// <param name="known">The tables that this program has.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Outcome<BackupFile>> OpenAsync(
        string path,
        IReadOnlyList<TableShape> known,
        CancellationToken cancellation
    )
    {
        if (Directory.Exists(path))
        {
            return Outcome<BackupFile>.Failed(
                new Fault(
                    new Place(path),
                    new("这是一个文件夹", "this is a folder"),
                    new(
                        "请写里面的备份文件，如 rota-20261120-080000.backup",
                        "name the backup in it, such as rota-20261120-080000.backup"
                    )
                )
            );
        }

        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var opened = await OpenAsync(stream, path, known, cancellation);
            if (opened.Succeeded)
            {
                stream = null;
            }

            return opened;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Outcome<BackupFile>.Failed(
                new Fault(
                    new Place(path),
                    new($"读不出来（{e.Message}）", $"cannot be read ({e.Message.TrimEnd('.')})"),
                    new("请检查路径、权限和存储盘", "check the path, the permissions and the disk")
                )
            );
        }
        catch (Exception e) when (e is JsonException or FormatException or NodaTime.Text.UnparsableValueException)
        {
            return Outcome<BackupFile>.Failed(Damaged(path));
        }
        finally
        {
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }
        }
    }

    /// <summary>The rows of the next table; each table is read once, in order.</summary>
    /// <exception cref="FormatException">They are not what the head says.</exception>
    public async IAsyncEnumerable<object?[]> RowsAsync(TableShape shape)
    {
        var count = Head.Tables.Single(t => t.Table == shape.Name).Rows;
        for (var i = 0L; i < count; i++)
        {
            var line = await rows.ReadLineAsync() ?? throw new FormatException("It ends too early.");
            yield return Cells.Read(Encoding.UTF8.GetBytes(line), shape.Columns);
        }
    }

    /// <summary>The file is not whole, or was changed.</summary>
    public static Fault Damaged(string path) =>
        new(
            new Place(path),
            new("这份备份不完整或已损坏", "this backup was cut short or is damaged"),
            new("请用另一份备份；没有改动任何数据", "take another backup; nothing was changed")
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        rows.Dispose();
        await file.DisposeAsync();
    }

    private static async Task<Outcome<BackupFile>> OpenAsync(
        FileStream file,
        string path,
        IReadOnlyList<TableShape> known,
        CancellationToken cancellation
    )
    {
        if (FormatOf(Line(file, 64)) is not { } format)
        {
            return Outcome<BackupFile>.Failed(Foreign(path));
        }

        if (format != BackupWriter.Format)
        {
            return Outcome<BackupFile>.Failed(Newer(path, $"rota-backup {format}"));
        }

        var begin = file.Position;
        if (!await IsWholeAsync(file, cancellation))
        {
            return Outcome<BackupFile>.Failed(Damaged(path));
        }

        file.Position = begin;
        var head = BackupHead.Read(Line(file, LongestHead));
        var shapes = OlderStreet.Forms.Contains(head.Schema, StringComparer.Ordinal) ? ShapesOf(head, known) : null;
        return shapes is null
            ? Outcome<BackupFile>.Failed(Newer(path, $"{head.Program}, {head.Schema}"))
            : Outcome<BackupFile>.Of(new BackupFile(file, head, shapes));
    }

    /// <summary>The number of the form that a first line names; null where it is not one of ours.</summary>
    private static int? FormatOf(ReadOnlySpan<byte> line) =>
        Encoding.Latin1.GetString(line) is var text
        && text.StartsWith(BackupWriter.Mark, StringComparison.Ordinal)
        && int.TryParse(
            text.AsSpan(BackupWriter.Mark.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var format
        )
            ? format
            : null;

    /// <summary>The next line without its end; what there is of it where it is longer than it may be.</summary>
    private static byte[] Line(FileStream file, int longest)
    {
        var line = new List<byte>();
        while (line.Count < longest && file.ReadByte() is >= 0 and not '\n' and var next)
        {
            line.Add((byte)next);
        }

        return [.. line];
    }

    private static async Task<bool> IsWholeAsync(FileStream file, CancellationToken cancellation)
    {
        var left = file.Length - SHA256.HashSizeInBytes;
        if (left <= 0)
        {
            return false;
        }

        file.Position = 0;
        var hash = await SHA256.HashDataAsync(new Part(file, left), cancellation);
        file.Position = left;
        var end = new byte[SHA256.HashSizeInBytes];
        await file.ReadExactlyAsync(end, cancellation);
        return hash.AsSpan().SequenceEqual(end);
    }

    /// <summary>The tables of a backup in this program's terms; null where there is something in it that this program does not know.</summary>
    private static List<TableShape>? ShapesOf(BackupHead head, IReadOnlyList<TableShape> known)
    {
        var shapes = new List<TableShape>();
        foreach (var (table, columns) in head.Tables.Zip(head.Columns))
        {
            var shape = known.FirstOrDefault(s => s.Name == table.Table);
            var found = columns.Select(c => shape?.Columns.FirstOrDefault(k => k.Name == c)).ToList();
            if (shape is null || found.Contains(null))
            {
                return null;
            }

            shapes.Add(shape with { Columns = found! });
        }

        return shapes;
    }

    private static Fault Foreign(string path) =>
        new(
            new Place(path),
            new("这不是 rota backup 写的备份", "this is not a backup that rota backup wrote"),
            new("请指定备份文件，如 rota-20261120-080000.backup", "name a backup, such as rota-20261120-080000.backup")
        );

    private static Fault Newer(string path, string form) =>
        new(
            new Place(path),
            new($"这份备份由更新版本的程序写成（{form}）", $"this backup was written by a newer program ({form})"),
            new("请用同样新或更新的程序恢复", "restore it with a program at least as new")
        );

    /// <summary>The bytes of a file from where it stands up to an end.</summary>
    private sealed class Part(FileStream file, long end) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => file.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) =>
            file.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(0, end - file.Position))]);

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
