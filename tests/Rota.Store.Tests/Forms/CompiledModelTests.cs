using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Rota.Store.Postgres;
using Rota.Store.Rows;
using Rota.Store.Sqlite;

namespace Rota.Store.Tests.Forms;

/// <summary>
/// The models in <c>Models/</c>, which the program starts with, are what the program says of its tables today. When it is not so they have
/// to be made again, see the chores in <c>src/README.md</c>.
/// </summary>
public sealed class CompiledModelTests
{
    [Fact]
    public void The_compiled_model_of_SQLite_is_the_model() =>
        Same(SqliteStreetContext.On(new SqliteConnection("Data Source=:memory:"), streetId: 1));

    [Fact]
    public void The_compiled_model_of_PostgreSQL_is_the_model() =>
        Same(PostgresStreetContext.On(new NpgsqlConnection("Host=nowhere"), streetId: 1));

    private static void Same(StreetContext context)
    {
        using var open = context;
        var made = context
            .GetService<IModelSource>()
            .GetModel(context, context.GetService<ModelCreationDependencies>(), designTime: false);

        Assert.StartsWith("Rota.Store.Models.", context.Model.GetType().Namespace + ".", StringComparison.Ordinal);
        Assert.NotSame(made, context.Model);
        Assert.Equal(Text(made), Text(context.Model));
    }

    private static string Text(IModel model) =>
        string.Join(
            '\n',
            model.ToDebugString(MetadataDebugStringOptions.LongDefault),
            model.GetRelationalModel().ToDebugString(MetadataDebugStringOptions.LongDefault),
            string.Join(
                '\n',
                from entity in model.GetEntityTypes()
                from property in entity.GetProperties()
                select $"{entity.Name}.{property.Name}: {property.GetTypeMapping().Converter?.GetType()} {property.GetColumnType()} "
                    + $"{property.GetProviderValueComparer().GetType()} {property.Sentinel}"
            )
        );
}
