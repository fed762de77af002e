using System.Globalization;
using System.Text.Json;
using Rota.Testing.Databases;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>Looking after the database: tables made, a street moved, backed up, restored, and told safe or not.</summary>
public sealed class KeepingTests(DemoStreet demo)
{
    [Fact]
    public async Task Tables_are_made_and_said_to_be_up_to_date_after()
    {
        using var room = new Room();
        var first = await room.RunAsync("database", "migrate");
        var second = await room.RunAsync("database", "migrate");

        Assert.Contains("tables made (", first.Out, StringComparison.Ordinal);
        Assert.Contains("up to date (", second.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, second.Code);
    }

    [Theory]
    [InlineData("database", "migrate", "--to", "x.db")]
    [InlineData("database", "move")]
    [InlineData("database", "mvoe", "--to", "x.db")]
    public async Task What_makes_no_sense_is_a_matter_of_usage(params string[] args)
    {
        using var room = new Room();
        Assert.Equal(ExitCode.Usage, (await room.RunAsync(args)).Code);
        Assert.False(Directory.Exists(room.At(".rota")));
    }

    [Fact]
    public async Task Without_a_street_there_is_nothing_to_move_or_back_up()
    {
        using var room = new Room();
        Assert.Equal(ExitCode.NothingThere, (await room.RunAsync("database", "move", "--to", "x.db")).Code);
        Assert.Equal(ExitCode.NothingThere, (await room.RunAsync("backup", "x.backup")).Code);
        Assert.Empty(Directory.GetFileSystemEntries(room.Folder));
    }

    [Fact]
    public async Task A_demo_moved_to_another_file_says_the_same_there()
    {
        using var room = demo.Room.Copy();
        var moved = await room.RunAsync("database", "move", "--to", "moved/street.db");
        var again = await room.RunAsync("database", "move", "--to", "moved/street.db");

        Assert.True(moved.Code == ExitCode.Done, moved.Error);
        Assert.Contains("1 proof tried, each with its digest", moved.Out, StringComparison.Ordinal);
        Assert.Contains("all agree", moved.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, again.Code);
        Assert.Contains("there is a street here already", again.Error, StringComparison.Ordinal);
        Assert.Equal(room.Fingerprint(), Fingerprint(room.At("moved", "street.db")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(room.At("moved", "street.db")), 8));
        }

        string[] audit = ["audit", "2026-12", "--json"];
        Assert.Equal(
            (await room.RunAsync(audit)).Out,
            (await room.RunAsync([.. audit, "--database", "moved/street.db"])).Out
        );
    }

    [Fact]
    public async Task A_demo_moved_to_a_server_says_the_same_there()
    {
        Assert.SkipWhen(PostgresCluster.Binaries is null, "There is no PostgreSQL on this machine.");
        using var room = demo.Room.Copy();
        var place = await (await PostgresCluster.SharedAsync()).EmptyDatabaseAsync() + ";Password=geheim7";
        var nothing = await room.RunAsync("trail", "--database", place);
        var moved = await room.RunAsync("database", "move", "--to", place);

        var done = await room.RunAsync(
            "import",
            room.Register(SmallRegister.Of(grids: 1, households: 2).Build()),
            "--database",
            place
        );
        await room.RunAsync("import", room.At("register"));
        var trail = await room.RunAsync("trail", "--json", "--database", place);
        Assert.Equal(ExitCode.Done, done.Code);
        foreach (var answer in (Answer[])[nothing, moved, done, trail])
        {
            Assert.DoesNotContain("geheim7", answer.Out + answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.NothingThere, nothing.Code);
        Assert.True(moved.Code == ExitCode.Done, moved.Error);
        foreach (
            var args in (string[][])
                [
                    ["audit", "2026-12", "--json"],
                    ["show", "2026-12", "--json"],
                    ["trail", "--json"],
                    ["covenant", "--json"],
                ]
        )
        {
            Assert.Equal((await room.RunAsync(args)).Out, (await room.RunAsync([.. args, "--database", place])).Out);
        }

        Allow(room, "700");
        var doctor = await room.RunAsync("doctor", "--database", place);
        Assert.Equal(ExitCode.Refused, doctor.Code);
        Assert.Contains("Not safe: 3 things", doctor.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_says_in_words_what_it_lacks()
    {
        Assert.SkipWhen(PostgresCluster.Binaries is null, "There is no PostgreSQL on this machine.");
        using var room = new Room();
        var place = await (await PostgresCluster.SharedAsync()).EmptyDatabaseAsync();
        var name = new Npgsql.NpgsqlConnectionStringBuilder(place).Database!;
        async Task<string> Told(string where) => (await room.RunAsync("trail", "--database", where)).Error;

        Assert.Contains(
            "the server has no such database",
            await Told(place.Replace(name, "nowhere", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "does not accept this user or password",
            await Told(place.Replace("=rota", "=nobody", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.Contains("there is no street here yet", await Told(place), StringComparison.Ordinal);
        await room.RunAsync("database", "migrate", "--database", place);
        Assert.Equal("", await Told(place));
        await RunAsync(place, "DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id LIKE '%Guards'");
        Assert.Contains("rota database migrate", await Told(place), StringComparison.Ordinal);
        await RunAsync(place, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99')");
        Assert.Contains(
            "written by a newer program (schema 29990101000000_Later)",
            await Told(place),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_backup_brings_the_demo_back_after_it_was_lost()
    {
        using var room = demo.Room.Copy();
        Directory.CreateDirectory(room.At("usb"));
        var before = room.Fingerprint();
        var made = await room.RunAsync("backup", "usb", "--as-of", "2026-11-20");
        var file = Assert.Single(Directory.GetFiles(room.At("usb")));
        Directory.Delete(room.At(".rota"), recursive: true);
        var restored = await room.RunAsync("restore", file);

        Assert.True(made.Code == ExitCode.Done, made.Error);
        Assert.Contains("names and phones", made.Error, StringComparison.Ordinal);
        Assert.Equal("rota-20261120-120000.backup", Path.GetFileName(file));
        Assert.True(restored.Code == ExitCode.Done, restored.Error);
        Assert.Equal(before, room.Fingerprint());
    }

    [Fact]
    public async Task A_street_is_replaced_only_when_that_is_said_and_stays_beside()
    {
        using var room = demo.Room.Copy();
        // A stick that is not plugged in does not become a file of its name.
        var missing = await room.RunAsync("backup", "stick");
        Assert.Equal(ExitCode.Refused, missing.Code);
        Assert.Contains("stick", missing.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(room.At("stick")));
        await room.RunAsync("backup", "b.backup");
        var before = room.Fingerprint();
        var register = room.Register(SmallRegister.Of(grids: 1, households: 4).Build());
        await room.RunAsync("import", register);
        var changed = room.Fingerprint();
        var refused = await room.RunAsync("restore", "b.backup");
        Assert.Equal(ExitCode.Refused, refused.Code);
        Assert.Equal(changed, room.Fingerprint());

        var restored = await room.RunAsync("restore", "b.backup", "--replace");

        Assert.True(restored.Code == ExitCode.Done, restored.Error);
        Assert.NotEqual(before, changed);
        Assert.Equal(before, room.Fingerprint());
        Assert.Equal(changed, Fingerprint(Assert.Single(Directory.GetFiles(room.At(".rota"), "*.before_*.db"))));
    }

    [Fact]
    public async Task The_doctor_calls_a_demo_safe_and_one_that_everybody_may_read_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        using var room = demo.Room.Copy();
        Allow(room, "700");
        var well = await room.RunAsync("doctor", "--json");
        Assert.True(well.Code == ExitCode.Done, well.Out);
        Assert.True(JsonDocument.Parse(well.Out).RootElement.GetProperty("is_safe").GetBoolean());

        Allow(room, "755");
        var open = await room.RunAsync("doctor");
        Assert.Equal(ExitCode.Refused, open.Code);
        Assert.Contains("everybody on this machine", open.Out, StringComparison.Ordinal);
        Assert.Contains("Not safe: 1 thing ", open.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_before_the_last_row_of_the_trail_and_a_broken_file_are_not_safe()
    {
        using var room = demo.Room.Copy();
        Allow(room, "700");
        using var running = new Room { Clock = NodaTime.Testing.FakeClock.FromUtc(2026, 11, 20, 4, 17, 23) };
        var written = await running.RunAsync("access", "--resident", "0001", "--code", "--database", room.Database);
        Assert.Equal(ExitCode.Done, written.Code);
        using var earlier = new Room { Clock = NodaTime.Testing.FakeClock.FromUtc(2020, 1, 1) };
        var back = await earlier.RunAsync("doctor", "--database", room.Database);
        Assert.Equal(ExitCode.Refused, back.Code);
        Assert.Contains("should not be before the last row of the trail", back.Out, StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(room.Database, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length / 2, 20_000).Fill(0x5A);
        await File.WriteAllBytesAsync(room.Database, bytes, TestContext.Current.CancellationToken);
        var broken = await room.RunAsync("doctor");
        Assert.Equal(ExitCode.Refused, broken.Code);
        Assert.Contains("rota restore", broken.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_was_ahead_once_and_was_set_right_is_safe()
    {
        using var room = demo.Room.Copy();
        Allow(room, "700");
        async Task<Answer> At(int month, int minute, params string[] args)
        {
            using var then = new Room { Clock = NodaTime.Testing.FakeClock.FromUtc(2026, month, 20, 4, minute, 23) };
            return await then.RunAsync([.. args, "--database", room.Database]);
        }

        string[] given = ["access", "--resident", "0001", "--code"];
        Assert.Equal(ExitCode.Done, (await At(12, 11, given)).Code);
        var ahead = await At(11, 17, "doctor");
        Assert.Equal(ExitCode.Refused, ahead.Code);
        Assert.Contains("2026-12-20 04:11:23", ahead.Out, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, (await At(11, 18, given)).Code);
        var right = await At(11, 19, "doctor");
        Assert.True(right.Code == ExitCode.Done, right.Out);
        var back = await At(11, 17, "doctor");
        Assert.Equal(ExitCode.Refused, back.Code);
        Assert.Contains("2026-11-20 04:18:23", back.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_with_a_later_date_for_a_trial_is_told_and_is_safe()
    {
        using var room = demo.Room.Copy();
        Allow(room, "700");
        using var earlier = new Room { Clock = NodaTime.Testing.FakeClock.FromUtc(2026, 11, 1, 3, 14, 15) };
        var looked = await earlier.RunAsync("doctor", "--database", room.Database);
        Assert.True(looked.Code == ExitCode.Done, looked.Out);
        Assert.Contains("--as-of", looked.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_made_is_its_owners_alone()
    {
        using var room = new Room();
        await room.RunAsync("database", "migrate");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(room.At(".rota")), 8));
        }
    }

    private static void Allow(Room room, string mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(room.At(".rota"), (UnixFileMode)Convert.ToInt32(mode, 8));
        }
    }

    private static string Fingerprint(string path) => Room.FingerprintOf(path);

    private static async Task RunAsync(string place, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(place + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
