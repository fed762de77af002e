using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Rota.Store.Copies;

/// <summary>
/// A backup as bytes: a line that says what it is, a line of JSON with the head, the rows of all tables compressed, a line each, and at the end a hash
/// over everything before it, so that a file that was cut short or damaged is known before anything of it is believed.
/// </summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    /// <summary>The form that this program writes; a later one has another number.</summary>
    public const int Format = 1;

    /// <summary>How a backup of any form begins.</summary>
    public const string Mark = "rota-backup ";

    private readonly FileStream file;
    private readonly HashingStream hashing;
    private readonly GZipStream pressed;
    private readonly ArrayBufferWriter<byte> line = new();

    /// <summary>Begins a file that only its owner may read.</summary>
    public BackupWriter(string path, BackupHead head)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        file = new FileStream(path, options);
        hashing = new HashingStream(file);
        hashing.Write([.. System.Text.Encoding.ASCII.GetBytes($"{Mark}{Format}\n"), .. head.Write(), (byte)'\n']);
        pressed = new GZipStream(hashing, CompressionLevel.Optimal, leaveOpen: true);
    }

    /// <summary>Writes a row.</summary>
    public void Add(object?[] row)
    {
        Cells.Write(line, row, rounded: false);
        pressed.Write(line.WrittenSpan);
        pressed.WriteByte((byte)'\n');
    }

    /// <summary>Ends the file and sees it onto the disk.</summary>
    public async Task EndAsync()
    {
        await pressed.DisposeAsync();
        await file.WriteAsync(hashing.Hash());
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await pressed.DisposeAsync();
        await hashing.DisposeAsync();
        await file.DisposeAsync();
    }

    /// <summary>Passes on what is written and hashes it.</summary>
    private sealed class HashingStream(Stream to) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public byte[] Hash() => hash.GetCurrentHash();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            to.Write(buffer);
        }

        public override void Flush() => to.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
