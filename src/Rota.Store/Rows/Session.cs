using System.Data.Common;
using System.Globalization;

namespace Rota.Store.Rows;

/// <summary>
/// One transaction on one connection, read through the model, written through prepared commands: a street's import is
/// half a million rows, which change tracking would carry one by one. The only place that writes rows. For one caller at a time.
/// </summary>
internal class Session(
    DbConnection connection,
    DbTransaction transaction,
    StreetContext context,
    Func<DbException, WriteOutcome?> meaning
) : IAsyncDisposable
{
    /// <summary>What a refusal of the database means; null when it is not one that the store foresees.</summary>
    public WriteOutcome? Meaning(DbException refusal) => meaning(refusal);

    public StreetContext Context => context;

    public DbTransaction Transaction => transaction;

    /// <summary>Inserts rows, the street's id before the columns; says how many rows the database took.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Columns after <c>street_id</c>.</param>
    /// <param name="rows">Their values, in the same order.</param>
    /// <param name="onConflict">What comes after <c>ON CONFLICT</c>; null when a conflict is a failure.</param>
    /// <param name="cancellation">Stops between rows.</param>
    public virtual async Task<int> InsertAsync(
        string table,
        string[] columns,
        IEnumerable<object?[]> rows,
        string? onConflict,
        CancellationToken cancellation
    )
    {
        var places = string.Join(", ", columns.Select((_, i) => Place(i)));
        var sql =
            $"INSERT INTO {table} (street_id, {string.Join(", ", columns)}) VALUES (@street, {places})"
            + (onConflict is null ? "" : " ON CONFLICT " + onConflict);
        return await RunManyAsync(sql, columns.Length, rows, cancellation);
    }

    /// <summary>Runs one command for each row of values; says how many rows it changed.</summary>
    public virtual async Task<int> RunManyAsync(
        string sql,
        int places,
        IEnumerable<object?[]> rows,
        CancellationToken cancellation
    )
    {
        await using var command = Command(sql);
        var parameters = Enumerable.Range(0, places).Select(i => Add(command, Place(i))).ToArray();
        var prepared = false;
        var changed = 0;
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < places; i++)
            {
                parameters[i].Value = ValueOf(row[i]);
            }

            if (!prepared)
            {
                await command.PrepareAsync(cancellation);
                prepared = true;
            }

            changed += await command.ExecuteNonQueryAsync(cancellation);
        }

        return changed;
    }

    /// <summary>Runs one command; <c>@street</c> is the street, <c>@p0</c> and so on the values.</summary>
    public Task<int> RunAsync(string sql, object?[] values, CancellationToken cancellation) =>
        RunManyAsync(sql, values.Length, [values], cancellation);

    /// <summary>Takes numbers of a kind that were never given before; says the first of them.</summary>
    public async Task<long> TakeAsync(string kind, int count, CancellationToken cancellation)
    {
        await using var command = Command(
            "INSERT INTO counter (street_id, name, last) VALUES (@street, @p0, @p1) "
                + "ON CONFLICT (street_id, name) DO UPDATE SET last = counter.last + excluded.last RETURNING last"
        );
        Add(command, Place(0)).Value = kind;
        Add(command, Place(1)).Value = count;
        var last = Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
        return last - count + 1;
    }

    /// <summary>Keeps the transaction open however long it says nothing: its other half is on another database.</summary>
    public virtual Task StayAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>A value as the database will give it back.</summary>
    public virtual object? Kept(object? value) => value;

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>A command of the transaction; <c>@street</c> is the street.</summary>
    public DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is this assembly's own; values come as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        Add(command, "@street").Value = context.StreetId;
        return command;
    }

    /// <summary>Gives a command its values, <c>@p0</c> and so on.</summary>
    public void AddValues(DbCommand command, params IEnumerable<object?> values)
    {
        foreach (var (index, value) in values.Index())
        {
            Add(command, Place(index)).Value = ValueOf(value);
        }
    }

    private static DbParameter Add(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>A value as the database takes it.</summary>
    protected virtual object ValueOf(object? value) => TextForm.Parameter(value);

    /// <summary>The name of the value of an index in a command.</summary>
    protected static string Place(int index) => "@p" + index.ToString(CultureInfo.InvariantCulture);
}
