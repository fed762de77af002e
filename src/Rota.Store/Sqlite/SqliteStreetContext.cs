using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Rota.Store.Rows;

namespace Rota.Store.Sqlite;

/// <summary>The model on SQLite. A class of its own, so that each database has its own set of migrations.</summary>
internal sealed class SqliteStreetContext(DbContextOptions<SqliteStreetContext> options, int streetId)
    : StreetContext(options, streetId)
{
    /// <summary>A context on an open connection that stays its owner's.</summary>
    public static SqliteStreetContext On(DbConnection connection, int streetId) =>
        new(
            new DbContextOptionsBuilder<SqliteStreetContext>()
                .UseSqlite(connection)
                .UseSnakeCaseNamingConvention()
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .Options,
            streetId
        );
}

/// <summary>How the migration tool makes a context; it opens no file.</summary>
internal sealed class SqliteStreetContextFactory : IDesignTimeDbContextFactory<SqliteStreetContext>
{
    public SqliteStreetContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<SqliteStreetContext>()
                .UseSqlite("Data Source=:memory:")
                .UseSnakeCaseNamingConvention()
                .Options,
            streetId: 1
        );
}
