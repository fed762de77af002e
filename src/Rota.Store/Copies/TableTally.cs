using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Rota.Store.Copies;

/// <summary>Counts the rows of a table and adds up a hash of each, so that two tables compare in whatever order their rows come.</summary>
internal sealed class TableTally(TableShape shape)
{
    private readonly ArrayBufferWriter<byte> line = new();
    private UInt128 sum;

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>What they come to; each row counts, moments to the millionth of a second.</summary>
    public TableCount Count => new(shape.Name, Rows, sum.ToString("x32", CultureInfo.InvariantCulture));

    /// <summary>Takes a row in.</summary>
    public void Add(object?[] row)
    {
        Cells.Write(line, row, rounded: true);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(line.WrittenSpan, hash);
        // A sum that runs over starts again from nothing: the order of rows does not matter, and each row does.
        unchecked
        {
            sum += BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }

        Rows++;
    }
}

/// <summary>What a table of a street came to.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Hash">A hash of what is in them, in whatever order they come, the same on every database.</param>
public sealed record TableCount(string Table, long Rows, string Hash);
