using System.Diagnostics;
using Rota.Store.Copies;
using Rota.Testing;
using Rota.Testing.Databases;

namespace Rota.Store.Tests.Forms;

/// <summary>
/// Tables come from every earlier form to the last one with all their rows, whoever is killed at it and however many begin it at once.
/// <c>ROTA_MIGRATIONS</c> says how many processes are killed at random moments.
/// </summary>
public sealed class MigrationTests(ITestOutputHelper output) : IDisposable
{
    private const string Place = "ROTA_MIGRATED_BOOKS";
    private const string Fate = "ROTA_MIGRATED_FATE";
    private const string Ready = "READY";
    private const string Open = "OPEN";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rota-ages-");

    private static CancellationToken Stop => TempStreet.Stop;

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>What the other tests start: a process that opens a database when it is told to, and says when it has.</summary>
    [Fact(Explicit = true)]
    public async Task Opens()
    {
        var place = Environment.GetEnvironmentVariable(Place);
        Assert.SkipWhen(place is null, $"It is started with {Place}.");
        var fate = Environment.GetEnvironmentVariable(Fate);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StoreTrace.Name && !string.IsNullOrEmpty(fate),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => KillWhen(fate == "before"),
            ActivityStopped = _ => KillWhen(fate == "after"),
        };
        ActivitySource.AddActivityListener(listener);
        Say(Ready);
        await Console.In.ReadLineAsync(Stop);
        var opened = await StreetDatabase.OpenAsync(place!, Stop);
        Assert.True(opened.Succeeded, opened.Succeeded ? "" : opened.Faults[0].Sentence.En);
        await opened.Value.DisposeAsync();
        Say(Open);
    }

    [Fact]
    public async Task From_every_migration_to_the_last_no_row_and_no_cell_is_lost()
    {
        var last = await NewAsync();
        await OpenedAsync(last.Place);
        var form = Form(last);
        foreach (var age in Ages.Of(TestBooks.OnServer))
        {
            var books = await OldAsync(age, seed: 5);
            var contents = Ages.Contents(books);
            var before = contents();

            await OpenedAsync(books.Place);

            Assert.Equal(before, contents());
            Assert.Equal(form, Form(books));
        }
    }

    [Fact]
    public async Task A_backup_from_every_age_comes_out_as_an_upgrade_in_place_would_have_made_it()
    {
        foreach (var age in Ages.Of(onServer: false))
        {
            var (old, backup, restored) = (At($"{age}.db"), At($"{age}.backup"), At($"{age}.restored.db"));
            await Ages.FileAsync(old, age, seed: 5);
            await BackUpAsync(old, age, backup);
            await OpenedAsync(old);

            var told = await StreetBackup.RestoreAsync(
                backup,
                StreetPlace.Of(restored),
                replaces: false,
                TempStreet.Now,
                Stop
            );

            Assert.True(told.Succeeded, told.Succeeded ? "" : $"{age}: {told.Faults[0].Sentence.En}");
            Assert.Equal(TestBooks.File(old).Fingerprint(), TestBooks.File(restored).Fingerprint());
        }
    }

    [Fact]
    public async Task Whoever_is_killed_at_its_commit_leaves_it_whole_or_as_it_was_and_the_next_one_makes_it()
    {
        foreach (var (fate, isDone) in ((string, bool)[])[("before", false), ("after", true)])
        {
            var age = Ages.Of(TestBooks.OnServer)[0];
            var books = await OldAsync(age, seed: 6);
            var (contents, old) = (Ages.Contents(books), Form(books));
            var before = contents();
            using var victim = Start(books.Place, fate);
            Assert.DoesNotContain(Open, await GoAsync(victim));

            Assert.Equal(!isDone, old == Form(books));
            await OpenedAsync(books.Place);
            Assert.NotEqual(old, Form(books));
            Assert.Equal(before, contents());
        }
    }

    [Fact]
    public async Task Whoever_is_killed_at_any_moment_leaves_it_whole_or_as_it_was()
    {
        var seed = Environment.TickCount;
        var kills = Laboratory.Asked("ROTA_MIGRATIONS", 3);
        output.WriteLine($"seed {seed}, {kills} kills");
        var chance = new Random(seed);
        var ages = Ages.Of(TestBooks.OnServer);
        var last = await NewAsync();
        await OpenedAsync(last.Place);
        var form = Form(last);
        var whole = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            // From nothing, or from an earlier form with a street in it.
            var age = chance.Next(3) == 0 ? null : ages[chance.Next(ages.Count - 1)];
            var books = age is null ? await NewAsync() : await OldAsync(age, chance.Next(1000));
            Func<string> contents = age is null ? () => "" : Ages.Contents(books);
            var (before, old) = (contents(), age is null ? "" : Form(books));
            using var victim = Start(books.Place, fate: null);
            await ReadyAsync(victim);
            var rest = EndAsync(victim);
            if (await Task.WhenAny(rest, Task.Delay(chance.Next(900), Stop)) != rest)
            {
                victim.Kill();
            }

            await rest;
            var now = age is null && IsNothing(books) ? "" : Form(books);
            Assert.True(now == old || now == form, $"{age} is half of the way.");
            whole += now == form ? 1 : 0;
            await OpenedAsync(books.Place);
            Assert.Equal(form, Form(books));
            Assert.Equal(before, contents());
        }

        output.WriteLine($"{whole} had come to the end");
    }

    [Fact]
    public async Task Processes_that_begin_on_an_empty_database_at_once_make_it_once()
    {
        var books = await NewAsync();
        var crowd = Enumerable.Range(0, 3).Select(_ => Start(books.Place, fate: null)).ToList();
        foreach (var one in crowd)
        {
            await ReadyAsync(one);
        }

        var said = await Task.WhenAll(crowd.Select(EndAsync));
        Assert.All(said, s => Assert.Contains(Open, s));
        Assert.All(crowd, c => Assert.Equal(0, c.ExitCode));
        var last = await NewAsync();
        await OpenedAsync(last.Place);
        Assert.Equal(Form(last), Form(books));
        Assert.Equal(1, books.Scalar<int>("SELECT count(*) FROM street"));
        crowd.ForEach(c => c.Dispose());
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private async Task<TestBooks> NewAsync() =>
        TestBooks.At(
            TestBooks.OnServer
                ? await (await PostgresCluster.SharedAsync()).EmptyDatabaseAsync()
                : At(Path.GetRandomFileName() + ".db")
        );

    private async Task<TestBooks> OldAsync(string age, int seed)
    {
        var books = await NewAsync();
        await (TestBooks.OnServer ? Ages.ServerAsync(books.Place, age, seed) : Ages.FileAsync(books.Place, age, seed));
        return books;
    }

    private static async Task OpenedAsync(string place)
    {
        var opened = await StreetDatabase.OpenAsync(place, Stop);
        Assert.True(opened.Succeeded, opened.Succeeded ? "" : opened.Faults[0].Sentence.En);
        await opened.Value.DisposeAsync();
    }

    private static bool IsNothing(TestBooks books) =>
        TestBooks.OnServer
            ? books.Scalar<int>("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
            : !File.Exists(books.Place) || books.Scalar<int>("SELECT count(*) FROM sqlite_master") == 0;

    /// <summary>Every table, column, index, trigger and function, as the database says them.</summary>
    private static string Form(TestBooks books) => string.Join('\n', books.Lines(FormSql));

    private static string FormSql =>
        TestBooks.OnServer
            ? """
                SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, collation_name)
                FROM information_schema.columns WHERE table_schema = 'public'
                UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                UNION ALL SELECT concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
                  WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
                UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                UNION ALL SELECT migration_id FROM "__EFMigrationsHistory"
                """
            : """
                SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master
                UNION ALL SELECT migration_id FROM "__EFMigrationsHistory"
                """;

    private static async Task BackUpAsync(string file, string age, string backup)
    {
        var room = new Rota.Store.Sqlite.SqliteRoom(file);
        await using (var session = await room.ReadAsync(streetId: 1, Stop))
        {
            var shapes = Ages.ShapesOf(file);
            var head = new BackupHead(
                "test",
                age,
                "",
                TempStreet.Now,
                await TableCopy.CountAsync(session, shapes, Stop)
            )
            {
                Columns = [.. shapes.Select(s => (IReadOnlyList<string>)[.. s.Columns.Select(c => c.Name)])],
            };
            await using var writer = new BackupWriter(backup, head);
            foreach (var shape in shapes)
            {
                await foreach (var row in TableCopy.RowsAsync(session, shape, Stop))
                {
                    writer.Add(row);
                }
            }

            await writer.EndAsync();
        }

        await room.DisposeAsync();
    }

    private static Process Start(string place, string? fate)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(MigrationTests).Assembly.Location,
                "-explicit",
                "only",
                "-method",
                $"*.{nameof(MigrationTests)}.{nameof(Opens)}",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment[Place] = place;
        start.Environment[Fate] = fate ?? "";
        return Process.Start(start)!;
    }

    private static async Task ReadyAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(Stop) is { } line && line != Ready) { }
    }

    private static async Task<List<string>> GoAsync(Process process)
    {
        await ReadyAsync(process);
        return await EndAsync(process);
    }

    /// <summary>Tells a process to go, and everything it says until its end.</summary>
    private static async Task<List<string>> EndAsync(Process process)
    {
        try
        {
            await process.StandardInput.WriteLineAsync("go");
            await process.StandardInput.FlushAsync(Stop);
        }
        catch (IOException)
        {
            // It was killed before it began.
        }

        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(Stop) is { } line)
        {
            lines.Add(line);
        }

        await process.WaitForExitAsync(Stop);
        return lines;
    }

    private static void KillWhen(bool isTime)
    {
        if (isTime)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
