using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;
using Rota.Store.Rows;

namespace Rota.Store.Copies;

/// <summary>What a column holds, the same on every database.</summary>
internal enum CellKind
{
    Whole,
    Long,
    Real,
    Truth,
    Text,
    Bytes,
    Date,
    Moment,
    WallClock,
    Time,
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record TableColumn(string Name, CellKind Kind);

/// <summary>A table as it is copied: columns but the street's id, and the key by which its rows are put in order.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">All but <c>street_id</c>.</param>
/// <param name="Key">Columns of its primary key but <c>street_id</c>, in order.</param>
internal sealed record TableShape(string Name, IReadOnlyList<TableColumn> Columns, IReadOnlyList<string> Key)
{
    /// <summary>The table of streets, whose row is there before any other.</summary>
    public const string Street = "street";

    private const string StreetId = "street_id";

    /// <summary>The column that says which street a row is of.</summary>
    public string Owner => Name == Street ? "id" : StreetId;

    /// <summary>Every table of the model, each after those that its rows refer to.</summary>
    public static IReadOnlyList<TableShape> Of(StreetContext context)
    {
        var left = context.Model.GetEntityTypes().OrderBy(e => e.GetTableName(), StringComparer.Ordinal).ToList();
        var shapes = new List<TableShape>();
        var done = new HashSet<IReadOnlyEntityType>();
        while (left.Count > 0)
        {
            var next = left.First(e =>
                e.GetForeignKeys().All(k => k.PrincipalEntityType == e || done.Contains(k.PrincipalEntityType))
            );
            left.Remove(next);
            done.Add(next);
            shapes.Add(Of(next));
        }

        return shapes;
    }

    private static TableShape Of(IReadOnlyEntityType entity)
    {
        var name = entity.GetTableName()!;
        var owner = name == Street ? "id" : StreetId;
        return new TableShape(
            name,
            [
                .. entity
                    .GetProperties()
                    .Select(p => new TableColumn(p.GetColumnName(), KindOf(p)))
                    .Where(c => c.Name != owner)
                    .OrderBy(c => c.Name, StringComparer.Ordinal),
            ],
            [.. entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()).Where(c => c != owner)]
        );
    }

    private static CellKind KindOf(IReadOnlyProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(int) ? CellKind.Whole
            : type == typeof(long) ? CellKind.Long
            : type == typeof(double) ? CellKind.Real
            : type == typeof(bool) ? CellKind.Truth
            : type == typeof(byte[]) ? CellKind.Bytes
            : type == typeof(LocalDate) ? CellKind.Date
            : type == typeof(Instant) ? CellKind.Moment
            : type == typeof(LocalDateTime) ? CellKind.WallClock
            : type == typeof(LocalTime) ? CellKind.Time
            // Months and names of enumerations are text on every database.
            : type == typeof(string) || type == typeof(YearMonth) || type.IsEnum ? CellKind.Text
            : throw new InvalidOperationException(
                $"{property.DeclaringType.Name}.{property.Name} is of a type that is not copied yet."
            );
    }
}
