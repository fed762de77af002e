using System.Data.Common;
using System.Runtime.CompilerServices;
using Rota.Core;
using Rota.Store.Rows;

namespace Rota.Store.Copies;

/// <summary>Reads the tables of a street row by row, and fills those of another: the one way in and the one way out, for moving, backup and restore.</summary>
internal static class TableCopy
{
    /// <summary>Rows that are held in memory at once.</summary>
    private const int Together = 5_000;

    /// <summary>The rows of a table in the order of its key.</summary>
    public static async IAsyncEnumerable<object?[]> RowsAsync(
        Session session,
        TableShape shape,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var columns = string.Join(", ", shape.Columns.Select(c => Quoted(c.Name)));
        var order = shape.Key.Count == 0 ? "" : $" ORDER BY {string.Join(", ", shape.Key.Select(Quoted))}";
        await using var command = session.Command(
            $"SELECT {columns} FROM {shape.Name} WHERE {shape.Owner} = @street{order}"
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var row = new object?[shape.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = Cells.Read(reader, i, shape.Columns[i].Kind);
            }

            yield return row;
        }
    }

    /// <summary>What each table comes to.</summary>
    public static async Task<IReadOnlyList<TableCount>> CountAsync(
        Session session,
        IReadOnlyList<TableShape> shapes,
        CancellationToken cancellation
    )
    {
        var counts = new List<TableCount>();
        foreach (var shape in shapes)
        {
            var tally = new TableTally(shape);
            await foreach (var row in RowsAsync(session, shape, cancellation))
            {
                tally.Add(row);
            }

            counts.Add(tally.Count);
        }

        return counts;
    }

    /// <summary>Whether nothing but the street's own row is there.</summary>
    public static async Task<bool> IsEmptyAsync(Session session, CancellationToken cancellation)
    {
        foreach (var shape in TableShape.Of(session.Context).Where(s => s.Name != TableShape.Street))
        {
            await using var command = session.Command(
                $"SELECT 1 FROM {shape.Name} WHERE {shape.Owner} = @street LIMIT 1"
            );
            if (await command.ExecuteScalarAsync(cancellation) is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Fills the tables of an empty street and reads all of it back; says what each table came to in the end.</summary>
    /// <param name="session">The transaction to fill in; whoever began it commits it.</param>
    /// <param name="shapes">The tables, each after those that its rows refer to.</param>
    /// <param name="rowsOf">The rows of a table; asked once for each, in their order.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What came in, and what is there now; equal when all is well.</returns>
    public static async Task<(IReadOnlyList<TableCount> Came, IReadOnlyList<TableCount> There)> FillAsync(
        Session session,
        IReadOnlyList<TableShape> shapes,
        Func<TableShape, IAsyncEnumerable<object?[]>> rowsOf,
        CancellationToken cancellation
    )
    {
        await session.StayAsync(cancellation);
        var came = new List<TableCount>();
        foreach (var shape in shapes)
        {
            var tally = new TableTally(shape);
            var part = new List<object?[]>(Together);
            await foreach (var row in rowsOf(shape))
            {
                tally.Add(row);
                part.Add([.. row.Select(session.Kept)]);
                if (part.Count == Together)
                {
                    await InsertAsync(session, shape, part, cancellation);
                    part.Clear();
                }
            }

            await InsertAsync(session, shape, part, cancellation);
            came.Add(tally.Count);
        }

        return (came, await CountAsync(session, shapes, cancellation));
    }

    /// <summary>What does not agree, a fault for each table; empty when all of it does.</summary>
    public static IReadOnlyList<Fault> Differences(
        string source,
        IReadOnlyList<TableCount> expected,
        IReadOnlyList<TableCount> found
    ) =>
        [
            .. expected
                .Zip(found)
                .Where(p => p.First != p.Second)
                .Select(p => new Fault(
                    new Place(source),
                    new(
                        $"{p.First.Table} 表对不上：原有 {p.First.Rows} 行，读回 {p.Second.Rows} 行",
                        $"table {p.First.Table} does not agree: {p.First.Rows} rows were there, {p.Second.Rows} were read back"
                    ),
                    new("没有写下任何东西，请报告这个问题", "nothing was kept; please report this")
                )),
        ];

    private static async Task InsertAsync(
        Session session,
        TableShape shape,
        List<object?[]> rows,
        CancellationToken cancellation
    )
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (shape.Name == TableShape.Street)
        {
            var sets = string.Join(", ", shape.Columns.Select((c, i) => $"{Quoted(c.Name)} = @p{i}"));
            await session.RunAsync($"UPDATE street SET {sets} WHERE id = @street", rows[0], cancellation);
            return;
        }

        string[] columns = [.. shape.Columns.Select(c => c.Name)];
        await session.InsertAsync(shape.Name, columns, rows, onConflict: null, cancellation);
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
