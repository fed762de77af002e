using System.Text.Json;
using NodaTime;
using Rota.Store.Rows;

namespace Rota.Store.Copies;

/// <summary>What a backup says of itself before its rows.</summary>
/// <param name="Program">The program that wrote it, with its version.</param>
/// <param name="Schema">The form of the tables: the name of the last migration of the embedded database, whichever database it was.</param>
/// <param name="Street">The street's name.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Tables">What each table comes to.</param>
public sealed record BackupHead(
    string Program,
    string Schema,
    string Street,
    Instant MadeAt,
    IReadOnlyList<TableCount> Tables
)
{
    /// <summary>The columns of each table, in the order of <see cref="Tables"/>.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Columns { get; init; } = [];

    /// <summary>All rows.</summary>
    public long Rows => Tables.Sum(t => t.Rows);

    internal byte[] Write() =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Written(
                Program,
                Schema,
                Street,
                TextForm.Of(MadeAt),
                [.. Tables.Zip(Columns, (t, c) => new WrittenTable(t.Table, t.Rows, t.Hash, [.. c]))]
            )
        );

    internal static BackupHead Read(ReadOnlySpan<byte> line)
    {
        var read = JsonSerializer.Deserialize<Written>(line) ?? throw new JsonException("Nothing.");
        return new BackupHead(
            read.Program,
            read.Schema,
            read.Street,
            TextForm.ToInstant(read.MadeAt),
            [.. read.Tables.Select(t => new TableCount(t.Name, t.Rows, t.Hash))]
        )
        {
            Columns = [.. read.Tables.Select(t => t.Columns)],
        };
    }

    private sealed record Written(string Program, string Schema, string Street, string MadeAt, WrittenTable[] Tables);

    private sealed record WrittenTable(string Name, long Rows, string Hash, string[] Columns);
}
