using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using NodaTime;
using Rota.Store.Rows;

namespace Rota.Store.Postgres;

/// <summary>
/// The model on PostgreSQL. Dates and moments are the database's own; text is ordered by its bytes, as codes are everywhere, whatever the
/// server's language.
/// </summary>
internal sealed class PostgresStreetContext(DbContextOptions<PostgresStreetContext> options, int streetId)
    : StreetContext(options, streetId)
{
    private const string ByBytes = "C";

    /// <summary>A context on an open connection that stays its owner's.</summary>
    public static PostgresStreetContext On(DbConnection connection, int streetId) =>
        new(
            new DbContextOptionsBuilder<PostgresStreetContext>()
                .UseNpgsql(connection, o => o.UseNodaTime())
                .UseSnakeCaseNamingConvention()
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .Options,
            streetId
        );

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        Converters.RegisterNames(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation(ByBytes);
        configurationBuilder.Properties<YearMonth>().UseCollation(ByBytes);
    }
}

/// <summary>How the migration tool makes a context; it opens no connection.</summary>
internal sealed class PostgresStreetContextFactory : IDesignTimeDbContextFactory<PostgresStreetContext>
{
    public PostgresStreetContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<PostgresStreetContext>()
                .UseNpgsql(o => o.UseNodaTime())
                .UseSnakeCaseNamingConvention()
                .Options,
            streetId: 1
        );
}
