using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rota.Testing.Databases;

/// <summary>
/// What a test asks of its database from now until this is disposed of, statement by statement, as the store's own diagnostics tell it. What other tests ask meanwhile is not
/// among it.
/// </summary>
public sealed partial class Statements
    : IDisposable,
        IObserver<DiagnosticListener>,
        IObserver<KeyValuePair<string, object?>>
{
    /// <summary>Tables with as many rows as there are people, or nights of people. Whoever asks for one person may not walk through them.</summary>
    private static readonly HashSet<string> OfPeople = new(StringComparer.Ordinal)
    {
        "absence",
        "duty_in_force",
        "edition_duty",
        "grid_membership",
        "household",
        "household_membership",
        "ledger_entry",
        "person",
        "resident",
        "stood",
        "wish",
    };

    private readonly AsyncLocal<bool> isHere = new() { Value = true };
    private readonly List<DbCommand> asked = [];
    private readonly List<IDisposable> heard = [];

    /// <summary>Begins.</summary>
    public Statements() => heard.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>How many statements were sent.</summary>
    public int Count => asked.Count;

    /// <summary>
    /// Where a file's plan of a statement goes through all of a street's rows in a table of people, one line each, with the statement. Only of a database that is a file.
    /// </summary>
    public IReadOnlyList<string> Walks(TestBooks books)
    {
        ArgumentNullException.ThrowIfNull(books);
        using var connection = books.Connect();
        return [.. asked.DistinctBy(a => a.CommandText).SelectMany(a => Walks(connection, a))];
    }

    /// <inheritdoc/>
    public void Dispose() => heard.ForEach(h => h.Dispose());

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            heard.Add(value.Subscribe(this));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (
            isHere.Value
            && value.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting"
            && value.Value?.GetType().GetProperty("Command")?.GetValue(value.Value) is DbCommand command
        )
        {
            asked.Add(command);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }

    void IObserver<DiagnosticListener>.OnError(Exception error) { }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }

    private static IEnumerable<string> Walks(DbConnection connection, DbCommand asked)
    {
        var tables = Named()
            .Matches(asked.CommandText)
            .ToLookup(m => m.Groups["name"].Value, m => m.Groups["table"].Value);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The program's own statement, with its parameters.
        command.CommandText = "EXPLAIN QUERY PLAN " + asked.CommandText;
#pragma warning restore CA2100
        foreach (DbParameter given in asked.Parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (given.ParameterName, given.Value);
            command.Parameters.Add(parameter);
        }

        using var plan = command.ExecuteReader();
        while (plan.Read())
        {
            var step = plan.GetString(plan.GetOrdinal("detail"));
            if (
                Walk().Match(step) is { Success: true } walk
                && tables[walk.Groups["name"].Value].Append(walk.Groups["name"].Value).Any(OfPeople.Contains)
            )
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{step}: {asked.CommandText}");
            }
        }
    }

    [GeneratedRegex("\"(?<table>\\w+)\" AS \"(?<name>\\w+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();

    /// <summary>A step that is not narrowed by anything but the street.</summary>
    [GeneratedRegex(
        @"^(SCAN|SEARCH) (?<name>\w+)\b(?! USING .*\(street_id=\? AND )",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Walk();
}
