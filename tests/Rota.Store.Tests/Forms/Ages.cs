using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Rota.Store.Copies;
using Rota.Store.Postgres;
using Rota.Store.Rows;
using Rota.Store.Sqlite;
using Rota.Store.Tests.Copies;
using Rota.Testing.Databases;

namespace Rota.Store.Tests.Forms;

/// <summary>
/// Streets of chance in databases as earlier programs would have left them: the tables of an earlier migration, with the rows and columns that
/// it had. On the database that the run is on, or in a file.
/// </summary>
internal static class Ages
{
    private static CancellationToken Stop => TempStreet.Stop;

    /// <summary>The migrations of a kind of database, oldest first.</summary>
    public static IReadOnlyList<string> Of(bool onServer)
    {
        using StreetContext context = onServer
            ? PostgresStreetContext.On(new NpgsqlConnection(), streetId: 1)
            : SqliteStreetContext.On(new SqliteConnection(), streetId: 1);
        return [.. context.Database.GetMigrations()];
    }

    /// <summary>Makes one in a file.</summary>
    /// <param name="path">The file, which is not there yet.</param>
    /// <param name="age">Its migration.</param>
    /// <param name="seed">Of its rows.</param>
    public static async Task FileAsync(string path, string age, int seed)
    {
        var now = path + ".now";
        await using (var database = (await StreetDatabase.OpenAsync(now, Stop)).Value)
        {
            await ChanceStreet.FillAsync(database, seed);
        }

        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False");
        await connection.OpenAsync(Stop);
        await using var context = SqliteStreetContext.On(connection, streetId: 1);
        var books = TestBooks.File(path);
        books.Run("PRAGMA journal_mode = WAL", Script(context, age), $"ATTACH DATABASE '{now}' AS now");
        var tables = TableShape.Of(context);
        books.Run([
            $"ATTACH DATABASE '{now}' AS now",
            "PRAGMA foreign_keys = OFF",
            .. Copies(tables, t => ColumnsOf(books, t), "now."),
        ]);
        File.Delete(now);
    }

    /// <summary>Makes one in an empty database on the server.</summary>
    public static async Task ServerAsync(string place, string age, int seed)
    {
        await using (var database = (await StreetDatabase.OpenAsync(place, Stop)).Value)
        {
            await ChanceStreet.FillAsync(database, seed);
        }

        await using var context = PostgresStreetContext.On(new NpgsqlConnection(place), streetId: 1);
        var books = TestBooks.At(place);
        var tables = TableShape.Of(context);
        books.Run("ALTER SCHEMA public RENAME TO now", "CREATE SCHEMA public", Script(context, age));
        books.Run([
            "SET session_replication_role = replica",
            .. Copies(tables, t => ColumnsOf(books, t), "now."),
            "DROP SCHEMA now CASCADE",
        ]);
    }

    /// <summary>Tables with the columns that a database of this age has of them.</summary>
    public static IReadOnlyList<TableShape> ShapesOf(string file)
    {
        using var context = SqliteStreetContext.On(new SqliteConnection(), streetId: 1);
        var books = TestBooks.File(file);
        return
        [
            .. from shape in TableShape.Of(context)
            let columns = ColumnsOf(books, shape.Name)
            where columns.Count > 0
            select shape with
            {
                Columns = [.. shape.Columns.Where(c => columns.Contains(c.Name))],
            },
        ];
    }

    /// <summary>Reads every cell of the columns that a database has now; also later, when it has others too.</summary>
    public static Func<string> Contents(TestBooks books)
    {
        using StreetContext context = TestBooks.OnServer
            ? PostgresStreetContext.On(new NpgsqlConnection(), streetId: 1)
            : SqliteStreetContext.On(new SqliteConnection(), streetId: 1);
        var queries = TableShape
            .Of(context)
            .Select(t => (t.Name, Columns: ColumnsOf(books, t.Name)))
            .Where(t => t.Columns.Count > 0)
            .Select(t => $"SELECT {string.Join(", ", t.Columns.Order(StringComparer.Ordinal))} FROM {t.Name}")
            .ToList();
        return () => string.Join('\n', queries.Select(q => $"{q}\n{string.Join('\n', books.Lines(q))}"));
    }

    private static string Script(StreetContext context, string age) =>
        context.GetService<IMigrator>().GenerateScript(null, age, MigrationsSqlGenerationOptions.NoTransactions);

    private static IEnumerable<string> Copies(
        IReadOnlyList<TableShape> tables,
        Func<string, HashSet<string>> columnsOf,
        string from
    )
    {
        foreach (var table in tables)
        {
            var there = columnsOf(table.Name);
            if (there.Count == 0)
            {
                continue;
            }

            string[] owner = table.Name == TableShape.Street ? ["id"] : ["street_id"];
            var columns = string.Join(
                ", ",
                owner.Concat(table.Columns.Select(c => c.Name).Where(there.Contains)).Select(c => $"\"{c}\"")
            );
            // An earlier program asked nobody for an answer by a notice.
            var known = table.Name == "notice" && !there.Contains("proposal_id") ? " WHERE kind <> 'asked'" : "";
            yield return $"INSERT INTO {table.Name} ({columns}) SELECT {columns} FROM {from}{table.Name}{known}";
        }
    }

    private static HashSet<string> ColumnsOf(TestBooks books, string table) =>
        [
            .. books.Lines(
                books.IsFile
                    ? $"SELECT name FROM pragma_table_info('{table}')"
                    : "SELECT column_name FROM information_schema.columns "
                        + $"WHERE table_schema = 'public' AND table_name = '{table}'"
            ),
        ];
}
