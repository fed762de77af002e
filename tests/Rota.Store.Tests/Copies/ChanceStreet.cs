using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;
using Rota.Store.Copies;
using Rota.Store.Rows;

namespace Rota.Store.Tests.Copies;

/// <summary>
/// Rows by chance for every table of the model, a table that comes next year included: each refers to rows that are there, keeps what the
/// database holds of it, and is else as odd as its columns allow.
/// </summary>
internal sealed class ChanceStreet
{
    private const int Most = 6;

    private static readonly string[] Texts =
    [
        "",
        "张伟",
        "𠮷野家\u2028\u0301",
        "a\"b\\c\n\r\t|,;'",
        "null",
        " 空 格 ",
        "\u0001\u007f\uFEFF",
        "O'Brien -- ; DROP",
    ];

    private readonly Dictionary<string, List<object?[]>> rows = new(StringComparer.Ordinal);
    private readonly Random chance;
    private int count;

    private ChanceStreet(int seed, StreetContext context)
    {
#pragma warning disable CA5394 // Of a seed that is printed.
        chance = new Random(seed);
        Shapes = TableShape.Of(context);
        foreach (var shape in Shapes)
        {
            var entity = context.Model.GetEntityTypes().Single(e => e.GetTableName() == shape.Name);
            rows[shape.Name] = [];
            for (var n = shape.Name == TableShape.Street ? 1 : chance.Next(1, Most); n > 0; n--)
            {
                Add(shape, entity);
            }
        }
    }

    public static Gen<int> Seeds { get; } = Gen.Int[0, 1_000_000];

    public IReadOnlyList<TableShape> Shapes { get; }

    /// <summary>Fills an empty street's database.</summary>
    public static async Task<ChanceStreet> FillAsync(StreetDatabase database, int seed)
    {
        await using var session = await database.WriteSessionAsync(TempStreet.Stop);
        var made = new ChanceStreet(seed, session.Context);
        await TableCopy.FillAsync(session, made.Shapes, made.RowsAsync, TempStreet.Stop);
        await session.Transaction.CommitAsync(TempStreet.Stop);
        return made;
    }

    private async IAsyncEnumerable<object?[]> RowsAsync(TableShape shape)
    {
        await Task.CompletedTask;
        foreach (var row in rows[shape.Name])
        {
            yield return row;
        }
    }

    private void Add(TableShape shape, IEntityType entity)
    {
        var row = shape.Columns.Select(c => Value(shape, c, Property(entity, c))).ToArray();
        foreach (var key in entity.GetForeignKeys())
        {
            var to = Shapes.Single(s => s.Name == key.PrincipalEntityType.GetTableName());
            var there = rows[to.Name][chance.Next(rows[to.Name].Count)];
            foreach (var (mine, its) in key.Properties.Zip(key.PrincipalKey.Properties))
            {
                if (
                    At(shape, mine.GetColumnName()) is >= 0 and var at
                    && At(to, its.GetColumnName()) is >= 0 and var from
                )
                {
                    row[at] = there[from];
                }
            }
        }

        if (shape.Name == "apart")
        {
            // In this order, and no household with itself.
            (row[At(shape, "household_a")], row[At(shape, "household_b")]) = (
                Ids("household").Min(),
                Ids("household").Max()
            );
        }

        if (shape.Name == "edition_move")
        {
            // Nobody moves to where they are.
            row[At(shape, "to_id")] = null;
        }

        if (shape.Name == "notice")
        {
            // A reminder alone is of a night and a watch, and what asks for an answer alone is of a proposal.
            var (isReminder, asks) = (Is(row, shape, "reminder"), Is(row, shape, "asked"));
            row[At(shape, "night")] = isReminder ? row[At(shape, "night")] ?? new LocalDate(2026, 12, 5) : null;
            row[At(shape, "watch")] = isReminder ? row[At(shape, "watch")] ?? "evening" : null;
            row[At(shape, "proposal_id")] = asks ? row[At(shape, "proposal_id")] ?? Ids("proposal")[0] : null;
        }

        var isNew = entity
            .GetIndexes()
            .Where(i => i.IsUnique)
            .Select(i => i.Properties)
            .Append(entity.FindPrimaryKey()!.Properties)
            .Select(p => p.Select(c => At(shape, c.GetColumnName())).Where(i => i >= 0).ToList())
            .All(key => key.Count == 0 || rows[shape.Name].TrueForAll(r => key.Exists(i => !Equals(r[i], row[i]))));
        if (isNew && (shape.Name != "apart" || Ids("household").Count > 1))
        {
            rows[shape.Name].Add(row);
        }
    }

    private List<int> Ids(string table)
    {
        var shape = Shapes.Single(s => s.Name == table);
        return [.. rows[table].Select(r => (int)r[At(shape, "id")]!)];
    }

    private static IProperty Property(IEntityType entity, TableColumn column) =>
        entity.GetProperties().Single(p => p.GetColumnName() == column.Name);

    private static bool Is(object?[] row, TableShape shape, string kind) => Equals(row[At(shape, "kind")], kind);

    private static int At(TableShape shape, string column) =>
        shape.Columns.Select(c => c.Name).ToList().IndexOf(column);

    private object? Value(TableShape shape, TableColumn column, IProperty property) =>
        Settled(shape.Name, column.Name) is { } settled ? settled
        : property.IsNullable && (column.Name is "end_night" or "done_at" or "answered_at" || chance.Next(3) == 0)
            ? null
        : Free(shape, column);

    /// <summary>What the database holds of a column of this name.</summary>
    private object? Settled(string table, string column) =>
        column switch
        {
            "kind" when table == "notice" => Some("given", "moved", "off", "reminder", "asked"),
            "post" => Some("lead", "guard", "standby"),
            "seat" or "tries" or "number" => ++count,
            "watches" or "duties" or "gaps" or "moves" => 1000 + chance.Next(9),
            // Only an edition that takes the place of another has a change.
            "supersedes" => 0,
            "answer" => "none",
            "state" => Some("proposed", "refused"),
            "digest" => "d" + chance.Next(99).ToString(CultureInfo.InvariantCulture),
            "last_night" => new LocalDate(9100, 1, 1).PlusDays(chance.Next(9999)),
            // A watch of its own century, so that none overlaps.
            "begins" => new LocalDateTime(2000 + ++count, 1, 1, 19, 30, 5),
            "ends" => new LocalDateTime(2001 + count, 1, 1, 2, 0),
            _ => null,
        };

    private object Free(TableShape shape, TableColumn column) =>
        column.Kind switch
        {
            CellKind.Whole => shape.Key.Contains(column.Name)
                ? ++count
                : Some(0, -1, int.MaxValue, int.MinValue, chance.Next()),
            CellKind.Long => shape.Key.Contains(column.Name)
                ? (long)++count
                : Some(0L, -1L, long.MaxValue, long.MinValue, chance.NextInt64()),
            CellKind.Real => Some(0.0, -1.5, 0.1, 1e300, 5e-324, chance.NextDouble()),
            CellKind.Truth => chance.Next(2) == 0,
            CellKind.Bytes => Bytes(),
            CellKind.Text => Some(Texts) + (chance.Next(2) == 0 ? new string('长', chance.Next(300)) : "") + ++count,
            CellKind.Date => Some(TextForm.AlwaysHere, new LocalDate(8999, 12, 31), new LocalDate(2024, 2, 29))
                .PlusDays(chance.Next(99)),
            CellKind.Moment => Some(Instant.FromUtc(1969, 12, 31, 23, 59), Instant.FromUtc(2026, 11, 20, 4, 0))
                .Plus(Duration.FromNanoseconds(1000L * chance.Next())),
            CellKind.WallClock => new LocalDateTime(2026, 1, 1, 0, 0).PlusSeconds(chance.Next()),
            _ => new LocalTime(chance.Next(24), chance.Next(60), chance.Next(60)),
        };

    private byte[] Bytes()
    {
        var bytes = new byte[chance.Next(600)];
        chance.NextBytes(bytes);
        return bytes;
    }

    private T Some<T>(params T[] values) => values[chance.Next(values.Length)];
#pragma warning restore CA5394
}
