using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Rota.Store.Rows;
using Rota.Store.Sqlite;

namespace Rota.Store.Copies;

/// <summary>
/// The street of an older backup, in memory: tables are made in the form that they had when it was written, filled, and brought up to date by
/// the same migrations as a database of that age, so that what comes out of an old backup is what an upgrade in place would have made of it.
/// </summary>
internal sealed class OlderStreet : IAsyncDisposable
{
    private const int OnlyStreet = 1;

    private readonly SqliteConnection connection;
    private readonly Session session;

    private OlderStreet(SqliteConnection connection, Session session, IReadOnlyList<TableCount> came)
    {
        this.connection = connection;
        this.session = session;
        Came = came;
        Shapes = TableShape.Of(session.Context);
    }

    /// <summary>The forms that tables ever had, oldest first, by the names of the embedded database's migrations.</summary>
    public static IReadOnlyList<string> Forms { get; } = ReadForms();

    /// <summary>Every table as it is now.</summary>
    public IReadOnlyList<TableShape> Shapes { get; }

    /// <summary>What came out of the backup.</summary>
    public IReadOnlyList<TableCount> Came { get; }

    /// <summary>Makes it; null for a backup in the last form, which needs none.</summary>
    public static async Task<OlderStreet?> OpenAsync(BackupFile backup, CancellationToken cancellation)
    {
        if (backup.Head.Schema == Forms[^1])
        {
            return null;
        }

        var memory = new SqliteConnection("Data Source=:memory:;Foreign Keys=False");
        try
        {
            await memory.OpenAsync(cancellation);
            var transaction = memory.BeginTransaction(deferred: false);
            var context = SqliteStreetContext.On(memory, OnlyStreet);
            context.UseTransaction(transaction);
            var filled = new Session(memory, transaction, context, _ => null);
            await SqliteFile.UpgradeAsync(memory, context, from: null, backup.Head.Schema, cancellation);
            var (came, _) = await TableCopy.FillAsync(filled, backup.Shapes, backup.RowsAsync, cancellation);
            await SqliteFile.UpgradeAsync(memory, context, backup.Head.Schema, to: null, cancellation);
            return new OlderStreet(memory, filled, came);
        }
        catch
        {
            await memory.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of a table as they are now.</summary>
    public IAsyncEnumerable<object?[]> RowsAsync(TableShape shape) =>
        TableCopy.RowsAsync(session, shape, CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static IReadOnlyList<string> ReadForms()
    {
        using var context = SqliteStreetContext.On(new SqliteConnection(), OnlyStreet);
        return [.. context.Database.GetMigrations()];
    }
}
