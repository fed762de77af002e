using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rota.Store.Rows;

namespace Rota.Store.Postgres;

/// <summary>A transaction on PostgreSQL: rows go in by COPY, and many commands go over the wire together.</summary>
internal sealed class PostgresSession(
    NpgsqlConnection connection,
    NpgsqlTransaction transaction,
    StreetContext context,
    Func<DbException, WriteOutcome?> meaning
) : Session(connection, transaction, context, meaning)
{
    /// <summary>Commands that are sent before their answers are waited for.</summary>
    private const int Together = 500;

    private readonly Dictionary<string, Dictionary<string, string>> types = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override async Task<int> InsertAsync(
        string table,
        string[] columns,
        IEnumerable<object?[]> rows,
        string? onConflict,
        CancellationToken cancellation
    )
    {
        if (onConflict is not null)
        {
            return await base.InsertAsync(table, columns, rows, onConflict, cancellation);
        }

        var its = TypesOf(table);
        var (street, of) = (its["street_id"], columns.Select(c => its[c]).ToArray());
        var copy = $"COPY {table} (street_id, {string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)";
        await using var writer = await connection.BeginBinaryImportAsync(copy, cancellation);
        using var sending = StoreTrace.Source.StartActivity(StoreTrace.Copy);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellation);
            await writer.WriteAsync(Context.StreetId, street, cancellation);
            for (var i = 0; i < of.Length; i++)
            {
                var value = ValueOf(row[i]);
                if (value is DBNull)
                {
                    await writer.WriteNullAsync(cancellation);
                }
                else
                {
                    await writer.WriteAsync(value, of[i], cancellation);
                }
            }
        }

        return (int)await writer.CompleteAsync(cancellation);
    }

    /// <inheritdoc/>
    public override async Task<int> RunManyAsync(
        string sql,
        int places,
        IEnumerable<object?[]> rows,
        CancellationToken cancellation
    )
    {
        var changed = 0;
        foreach (var part in rows.Chunk(Together))
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var row in part)
            {
                var command = new NpgsqlBatchCommand(sql);
                command.Parameters.Add(new NpgsqlParameter("street", Context.StreetId));
                for (var i = 0; i < places; i++)
                {
                    command.Parameters.Add(new NpgsqlParameter(Place(i), ValueOf(row[i])));
                }

                batch.BatchCommands.Add(command);
            }

            changed += await batch.ExecuteNonQueryAsync(cancellation);
        }

        return changed;
    }

    /// <inheritdoc/>
    public override async Task StayAsync(CancellationToken cancellation)
    {
        await RunAsync("SET LOCAL idle_in_transaction_session_timeout = 0", [], cancellation);
        await RunAsync($"SET LOCAL application_name = '{SilentHolder.Patient}'", [], cancellation);
    }

    /// <inheritdoc/>
    public override object? Kept(object? value) => Copies.Cells.Rounded(value);

    /// <inheritdoc/>
    protected override object ValueOf(object? value) =>
        value is NodaTime.LocalDate or NodaTime.Instant or NodaTime.LocalDateTime or NodaTime.LocalTime
            ? value
            : base.ValueOf(value);

    /// <summary>The type of each column of a table, as the model has it.</summary>
    private Dictionary<string, string> TypesOf(string table)
    {
        if (!types.TryGetValue(table, out var its))
        {
            var entity = Context.Model.GetEntityTypes().Single(e => e.GetTableName() == table);
            its = entity.GetProperties().ToDictionary(p => p.GetColumnName(), p => p.GetColumnType());
            types[table] = its;
        }

        return its;
    }
}
