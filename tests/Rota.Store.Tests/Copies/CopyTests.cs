using CsCheck;
using NodaTime;
using Rota.Store.Copies;
using Rota.Testing.Databases;

namespace Rota.Store.Tests.Copies;

/// <summary>A street that goes from one store to another, or into a backup and out again, is the same street; else there is none.</summary>
public sealed class CopyTests : IDisposable
{
    private static readonly Instant Now = TempStreet.Now;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rota-copy-");

    private static CancellationToken Stop => TempStreet.Stop;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_street_of_chance_comes_back_from_the_server_as_it_went()
    {
        Assert.SkipWhen(PostgresCluster.Binaries is null, "There is no PostgreSQL on this machine.");
        var cluster = await PostgresCluster.SharedAsync();
        await ChanceStreet.Seeds.SampleAsync(
            async seed =>
            {
                var (first, back) = (New(), New());
                await using var source = await FilledAsync(first, seed);
                var server = await cluster.EmptyDatabaseAsync();
                var there = await StreetCopy.MoveAsync(source, StreetPlace.Of(server), Now, Stop);
                Assert.True(there.Succeeded, Told(there));
                await using (var moved = (await StreetDatabase.OpenAsync(server, Stop)).Value)
                {
                    var again = await StreetCopy.MoveAsync(moved, StreetPlace.Of(back), Now, Stop);
                    Assert.True(again.Succeeded, Told(again));
                    Assert.Equal(there.Value.Tables, again.Value.Tables);
                    Assert.All(
                        there.Value.Tables,
                        t => Assert.True(t.Rows > 0 || t.Table == "apart", $"{t.Table} has no row.")
                    );
                }

                await cluster.DropAsync(server);
                Assert.Equal(Fingerprint(first), Fingerprint(back));
            },
            iter: 3,
            threads: 1
        );
    }

    [Fact]
    public async Task A_street_of_chance_comes_out_of_its_backup_as_it_went_in() =>
        await ChanceStreet.Seeds.SampleAsync(
            async seed =>
            {
                var (first, back, backup) = (New(), New(), At("b.backup"));
                await using var source = await FilledAsync(first, seed);
                File.Delete(backup);
                var written = await StreetBackup.WriteAsync(source, backup, "test", Now, Stop);
                Assert.True(written.Succeeded, Told(written));
                var restored = await StreetBackup.RestoreAsync(
                    backup,
                    StreetPlace.Of(back),
                    replaces: false,
                    Now,
                    Stop
                );
                Assert.True(restored.Succeeded, Told(restored));
                Assert.Equal(written.Value.Tables, restored.Value.Head.Tables);
                Assert.Equal(Fingerprint(first), Fingerprint(back));
            },
            iter: 3,
            threads: 1
        );

    [Fact]
    public async Task Counters_go_on_after_a_move()
    {
        await using var street = await TempStreet.SmallAsync();
        var to = New();
        Assert.True((await StreetCopy.MoveAsync(street.Database, StreetPlace.Of(to), Now, Stop)).Succeeded);
        await using var moved = (await StreetDatabase.OpenAsync(to, Stop)).Value;
        async Task<long> NextAsync(StreetDatabase database)
        {
            await using var session = await database.WriteSessionAsync(Stop);
            return await session.TakeAsync("trail", 1, Stop);
        }

        var next = await NextAsync(street.Database);
        Assert.True(next > 1);
        Assert.Equal(next, await NextAsync(moved));
    }

    [Fact]
    public async Task A_place_with_a_street_in_it_is_left_alone()
    {
        await using var street = await TempStreet.SmallAsync();
        await using var other = await TempStreet.SmallAsync();
        var before = other.Fingerprint();

        var moved = await StreetCopy.MoveAsync(street.Database, other.Database.Place, Now, Stop);
        var backup = At("b.backup");
        Assert.True((await StreetBackup.WriteAsync(street.Database, backup, "test", Now, Stop)).Succeeded);
        var restored = await StreetBackup.RestoreAsync(backup, other.Database.Place, replaces: false, Now, Stop);

        Assert.Equal("there is a street here already", Assert.Single(moved.Faults).What.En);
        Assert.Equal("there is a street here already", Assert.Single(restored.Faults).What.En);
        Assert.Equal(before, other.Fingerprint());
    }

    [Fact]
    public async Task What_is_replaced_is_moved_aside_and_not_deleted()
    {
        await using var street = await TempStreet.SmallAsync();
        var backup = At("b.backup");
        Assert.True((await StreetBackup.WriteAsync(street.Database, backup, "test", Now, Stop)).Succeeded);
        await street.CovenantAsync();
        Assert.Equal(1, street.Scalar<int>("SELECT count(*) FROM covenant_version"));
        var place = street.Database.Place;
        await street.Database.DisposeAsync();

        var restored = await StreetBackup.RestoreAsync(backup, place, replaces: true, Now, Stop);

        Assert.True(restored.Succeeded, Told(restored));
        var aside = restored.Value.Aside!;
        Assert.Equal(0, street.Scalar<int>("SELECT count(*) FROM covenant_version"));
        Assert.Equal(16, street.Scalar<int>("SELECT count(*) FROM resident"));
        Assert.Equal(
            1,
            place.IsServer
                ? street.Scalar<int>($"SELECT count(*) FROM {aside}.covenant_version")
                : TestBooks.File(aside).Scalar<int>("SELECT count(*) FROM covenant_version")
        );
        await using var open = (await StreetDatabase.OpenAsync(place, StreetAccess.Write, Stop)).Value;
        await using var writer = await open.WriteAsync("tester", Now, Stop);
        await writer.CommitAsync(Stop);
    }

    [Fact]
    public async Task A_backup_that_was_changed_anywhere_or_cut_short_anywhere_makes_no_street()
    {
        await using var street = await TempStreet.SmallAsync();
        var whole = At("whole.backup");
        Assert.True((await StreetBackup.WriteAsync(street.Database, whole, "test", Now, Stop)).Succeeded);
        var bytes = await File.ReadAllBytesAsync(whole, Stop);
        var (broken, to) = (At("broken.backup"), New());
        await Gen.Int[0, bytes.Length - 1]
            .Select(Gen.Int[1, 255], Gen.Bool)
            .SampleAsync(
                async (at, by, isCut) =>
                {
                    var changed = isCut ? bytes[..at] : [.. bytes];
                    if (!isCut)
                    {
                        changed[at] ^= (byte)by;
                    }

                    await File.WriteAllBytesAsync(broken, changed, Stop);
                    var restored = await StreetBackup.RestoreAsync(
                        broken,
                        StreetPlace.Of(to),
                        replaces: false,
                        Now,
                        Stop
                    );
                    var fault = Assert.Single(restored.Faults);
                    Assert.True(
                        fault.What.En.StartsWith("this ", StringComparison.Ordinal),
                        $"{at} {by} {isCut}: {fault.Sentence.En}"
                    );
                    Assert.Empty(Directory.GetFiles(folder.FullName, Path.GetFileName(to) + "*"));
                },
                iter: 200,
                threads: 1
            );
    }

    [Theory]
    [InlineData("rota-backup 2\n{}", "written by a newer program (rota-backup 2)")]
    [InlineData("PK\u0003\u0004 something else", "not a backup")]
    [InlineData("", "not a backup")]
    [InlineData("rota-backup 1\n", "cut short or is damaged")]
    public async Task A_foreign_or_newer_file_is_told_in_words(string content, string what)
    {
        var path = At("x.backup");
        await File.WriteAllTextAsync(path, content, Stop);
        var restored = await StreetBackup.RestoreAsync(path, StreetPlace.Of(New()), replaces: false, Now, Stop);

        Assert.Contains(what, Assert.Single(restored.Faults).What.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_for_its_owner_alone_and_replaces_no_file()
    {
        await using var street = await TempStreet.SmallAsync();
        var path = At("b.backup");
        var first = await StreetBackup.WriteAsync(street.Database, path, "test", Now, Stop);
        var bytes = await File.ReadAllBytesAsync(path, Stop);
        var second = await StreetBackup.WriteAsync(street.Database, path, "test", Now, Stop);

        Assert.True(first.Succeeded);
        Assert.Contains("already", Assert.Single(second.Faults).What.En, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Stop));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.Equal([path], Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public async Task A_backup_with_fewer_columns_and_tables_is_restored_and_one_with_unknown_ones_or_of_an_unknown_form_is_not()
    {
        await using var street = await TempStreet.SmallAsync();
        await using var session = await street.Database.ReadSessionAsync(Stop);
        var now = TableShape.Of(session.Context);
        var before = now.Where(s => !s.Name.StartsWith("proposal", StringComparison.Ordinal))
            .Select(s => s with { Columns = [.. s.Columns.Where(c => (s.Name, c.Name) != ("area", "phone"))] })
            .ToList();
        var (older, to) = (At("older.backup"), New());
        await WriteAsync(session, before, older, c => c);
        var newer = new[] { At("column.backup"), At("form.backup") };
        await WriteAsync(session, before, newer[0], c => c == "birth_year" ? "shoe_size" : c);
        await WriteAsync(session, before, newer[1], c => c, form: "29990101000000_Later");
        foreach (var path in newer)
        {
            var refused = await StreetBackup.RestoreAsync(path, StreetPlace.Of(to), replaces: false, Now, Stop);
            Assert.Contains("newer program (test, 2", Assert.Single(refused.Faults).What.En, StringComparison.Ordinal);
            Assert.False(File.Exists(to));
        }

        var restored = await StreetBackup.RestoreAsync(older, StreetPlace.Of(to), replaces: false, Now, Stop);
        Assert.True(restored.Succeeded, Told(restored));
        Assert.Equal(16, TestBooks.File(to).Scalar<int>("SELECT count(*) FROM resident"));
    }

    [Fact]
    public async Task A_backup_whose_rows_the_database_refuses_leaves_nothing_behind()
    {
        await using var street = await TempStreet.SmallAsync();
        await using var session = await street.Database.ReadSessionAsync(Stop);
        var shapes = TableShape.Of(session.Context).Where(s => s.Name != "resident").ToList();
        var path = At("b.backup");
        await WriteAsync(session, shapes, path, c => c);
        await using var empty = await TempStreet.OpenAsync();
        var before = empty.Fingerprint();
        var place = empty.Database.Place.IsServer ? empty.Database.Place : StreetPlace.Of(New());

        var restored = await StreetBackup.RestoreAsync(path, place, replaces: false, Now, Stop);

        Assert.Contains("stopped midway", Assert.Single(restored.Faults).What.En, StringComparison.Ordinal);
        Assert.Equal(before, empty.Fingerprint());
        Assert.Equal([path], Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void A_tally_hangs_on_every_cell_and_on_no_order() =>
        Gen.Select(Gen.String, Gen.Int, Gen.Long.Select(n => Instant.FromUnixTimeMilliseconds(n % 1_000_000_000_000)))
            .Select(t => new object?[] { t.Item1, t.Item2, t.Item3 })
            .List[2, 9]
            .Select(Gen.Int[0, 8], Gen.Int[0, 2])
            .Sample(
                (rows, row, cell) =>
                {
                    var changed = rows.Select(r => (object?[])[.. r]).ToList();
                    var one = changed[row % rows.Count];
                    one[cell] = one[cell] switch
                    {
                        string text => text + "x",
                        int number => number ^ 1,
                        _ => ((Instant)one[cell]!).Plus(Duration.FromTicks(10)),
                    };
                    Assert.Equal(Tally(rows), Tally(Enumerable.Reverse(rows)));
                    Assert.NotEqual(Tally(rows), Tally(changed));
                    Assert.NotEqual(Tally(rows), Tally(rows.Skip(1)));
                    Assert.NotEqual(Tally(rows), Tally(rows.Append(rows[0])));
                }
            );

    private static TableCount Tally(IEnumerable<object?[]> rows)
    {
        var tally = new TableTally(new TableShape("t", [], []));
        foreach (var row in rows)
        {
            tally.Add(row);
        }

        return tally.Count;
    }

    /// <summary>A backup of some tables and columns, as another version of the program would write it.</summary>
    private static async Task WriteAsync(
        Rows.Session session,
        IReadOnlyList<TableShape> shapes,
        string path,
        Func<string, string> called,
        string? form = null
    )
    {
        var counts = await TableCopy.CountAsync(session, shapes, Stop);
        var head = new BackupHead("test", form ?? OlderStreet.Forms[^1], "", Now, counts)
        {
            Columns = [.. shapes.Select(s => (IReadOnlyList<string>)[.. s.Columns.Select(c => called(c.Name))])],
        };
        await using var writer = new BackupWriter(path, head);
        foreach (var shape in shapes)
        {
            await foreach (var row in TableCopy.RowsAsync(session, shape, Stop))
            {
                writer.Add(row);
            }
        }

        await writer.EndAsync();
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private string New() => At(Path.GetRandomFileName() + ".db");

    private static async Task<StreetDatabase> FilledAsync(string path, int seed)
    {
        var database = (await StreetDatabase.OpenAsync(path, Stop)).Value;
        await ChanceStreet.FillAsync(database, seed);
        return database;
    }

    /// <summary>A hash over a file read past the store.</summary>
    private static string Fingerprint(string path) => TestBooks.File(path).Fingerprint();

    private static string Told<T>(Rota.Core.Outcome<T> outcome)
        where T : class => string.Join(' ', outcome.Faults.Select(f => f.Sentence.En));
}
