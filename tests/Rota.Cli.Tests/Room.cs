using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using Rota.Cli.Starting;
using Rota.Core.Intake;
using Rota.Files.Intake;
using Rota.Testing;
using Xunit;

namespace Rota.Cli.Tests;

/// <summary>What a command line came to.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Answer(ExitCode Code, string Out, string Error);

/// <summary>A current folder of its own to run command lines in; gone with the test.</summary>
internal sealed class Room : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rota-cli-");

    public string Folder => folder.FullName;

    public string Database => At(".rota", "street.db");

    /// <summary>The language of the system.</summary>
    public string Locale { get; init; } = "C.UTF-8";

    /// <summary>The clock; no test may depend on the day on which it runs.</summary>
    public IClock Clock { get; init; } = NodaTime.Testing.FakeClock.FromUtc(2026, 11, 20, 4, 0, 0);

    private readonly Dictionary<string, string?> variables = new(StringComparer.Ordinal)
    {
        ["ROTA_CONFIG"] = ProjectFiles.At("config"),
    };

    /// <summary>Sets an environment variable, or takes it away.</summary>
    public Room With(string variable, string? value)
    {
        variables[variable] = value;
        return this;
    }

    /// <summary>Makes a folder of configuration like the project's with a service.yaml of its own, and says where.</summary>
    public string Config(string service)
    {
        var to = At("settings");
        foreach (var file in Directory.GetFiles(ProjectFiles.At("config"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(ProjectFiles.At("config"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        File.WriteAllText(Path.Combine(to, "service.yaml"), service);
        return to;
    }

    public string At(params IEnumerable<string> parts) => Path.Combine([Folder, .. parts]);

    public async Task<Answer> RunAsync(params string[] args) =>
        await RunAsync(TestContext.Current.CancellationToken, args);

    public async Task<Answer> RunAsync(CancellationToken stop, params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var around = new Surroundings
        {
            Out = output,
            Error = error,
            Variable = name => name == "LANG" ? Locale : variables.GetValueOrDefault(name),
            Folder = Folder,
            ProgramFolder = Folder,
            User = "tester",
            Clock = Clock,
        };
        var code = await RotaCommandLine.RunAsync(args, around, stop);
        return new Answer((ExitCode)code, output.ToString(), error.ToString());
    }

    /// <summary>Writes a register as files and gives their folder.</summary>
    public string Register(RegisterIntake intake, string name = "register")
    {
        RegisterWriter.Write(intake, At(name));
        return At(name);
    }

    /// <summary>A room with the same data, to change it in.</summary>
    /// <param name="clock">Its clock; the usual one when null.</param>
    public Room Copy(IClock? clock = null)
    {
        var copy = clock is null ? new Room() : new Room { Clock = clock };
        // Beside a database that somebody is just reading lie files that come and go; nothing of it is in them.
        var files = Directory
            .GetFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var to = copy.At(Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    /// <summary>Hashes of all files of a folder, by name.</summary>
    public IReadOnlyDictionary<string, string> Files(string name) =>
        Directory
            .GetFiles(At(name), "*", SearchOption.AllDirectories)
            .ToDictionary(
                f => Path.GetRelativePath(Folder, f),
                f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))
            );

    /// <summary>A hash over every row of every table of the database.</summary>
    public string Fingerprint() => FingerprintOf(Database);

    /// <summary>A hash over every row of every table of a file.</summary>
    public static string FingerprintOf(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        var text = new StringBuilder();
        foreach (var table in Column(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            text.AppendLine(table)
                .AppendJoin('\n', Rows(connection, $"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal));
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static List<string> Column(SqliteConnection connection, string sql) =>
        [.. Rows(connection, sql).Select(r => r.TrimEnd('|'))];

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Concat(Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) + "|")));
        }

        return rows;
    }
}
