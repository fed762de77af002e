using System.Data.Common;

namespace Rota.Store.Rows;

/// <summary>
/// Which migrations a database has had, read plainly: the tool's own way makes a model of that one table first, which every start
/// of the program would wait for.
/// </summary>
internal static class MigrationHistory
{
    /// <summary>Names of the migrations, oldest first. Its table must be there.</summary>
    /// <param name="connection">The open connection.</param>
    /// <param name="transaction">Its transaction; null where it has none.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<IReadOnlyList<string>> AppliedAsync(
        DbConnection connection,
        DbTransaction? transaction,
        CancellationToken cancellation
    )
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT migration_id FROM \"__EFMigrationsHistory\"";
        var applied = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            applied.Add(rows.GetString(0));
        }

        // Names begin with their time; a server's own order would hang on its language.
        applied.Sort(StringComparer.Ordinal);
        return applied;
    }
}
