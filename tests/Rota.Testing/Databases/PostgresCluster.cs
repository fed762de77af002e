using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Rota.Testing.Databases;

/// <summary>
/// A PostgreSQL server of the test process's own, made by the machine's initdb and gone with the process: it listens on a socket in its folder
/// alone, and its default language is Chinese, so that an order which leans on the server's language shows.
/// </summary>
public sealed class PostgresCluster
{
    private static readonly Lazy<Task<PostgresCluster>> One = new(() => StartAsync(isSafe: false));
    private static readonly Lazy<Task<PostgresCluster>> Safe = new(() => StartAsync(isSafe: true));

    private readonly string folder;
    private readonly SemaphoreSlim making = new(1);
    private bool hasTemplate;
    private int databases;

    private readonly bool isSafe;

    private PostgresCluster(string folder, bool isSafe)
    {
        this.folder = folder;
        this.isSafe = isSafe;
    }

    /// <summary>The process's server, started when it is first asked for. It keeps nothing safe, and so is quick.</summary>
    public static Task<PostgresCluster> SharedAsync() => One.Value;

    /// <summary>Another server that one test alone uses, with the settings that keep what is committed.</summary>
    public static Task<PostgresCluster> OwnAsync() => StartAsync(isSafe: true);

    /// <summary>Another server of the process's, one that keeps what it says it has written.</summary>
    public static Task<PostgresCluster> SafeAsync() => Safe.Value;

    /// <summary>Where programs of the server lie; null where none is installed.</summary>
    public static string? Binaries =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"))
                .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;

    /// <summary>Makes a database with tables and no street in them, and says how it is reached.</summary>
    /// <param name="prepare">Makes the tables of the database at a place; asked once, for what the others are copied from.</param>
    public async Task<string> NewDatabaseAsync(Func<string, Task> prepare)
    {
        ArgumentNullException.ThrowIfNull(prepare);
        await making.WaitAsync();
        try
        {
            if (!hasTemplate)
            {
                await RunAsync("CREATE DATABASE template_street");
                await prepare(Place("template_street"));
                hasTemplate = true;
            }

            databases++;
            var name = string.Create(CultureInfo.InvariantCulture, $"street_{databases}");
            await RunAsync($"CREATE DATABASE {name} TEMPLATE template_street STRATEGY file_copy");
            return Place(name);
        }
        finally
        {
            making.Release();
        }
    }

    /// <summary>Makes an empty database and says how it is reached.</summary>
    public async Task<string> EmptyDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"empty_{Interlocked.Increment(ref databases)}");
        await RunAsync($"CREATE DATABASE {name}");
        return Place(name);
    }

    /// <summary>Makes an empty database whose tables lie in a folder, and says how it is reached.</summary>
    /// <param name="place">The folder.</param>
    public async Task<string> DatabaseInAsync(string place)
    {
        var its = Directory.CreateDirectory(Path.Combine(place, "tables")).FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await Programs.Run("chown", "postgres", its);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"elsewhere_{Interlocked.Increment(ref databases)}");
        await RunAsync($"CREATE TABLESPACE {name} LOCATION '{its}'");
        await RunAsync($"CREATE DATABASE {name} TABLESPACE {name}");
        return Place(name);
    }

    /// <summary>Removes a database, whoever is still connected.</summary>
    public Task DropAsync(string place) =>
        RunAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(place).Database} WITH (FORCE)");

    /// <summary>Stops the server as a power cut would, and starts it again.</summary>
    public async Task CrashAsync()
    {
        await DieAsync();
        await BeginAsync();
    }

    /// <summary>Stops the server as a power cut would.</summary>
    public Task DieAsync() => ServerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-s", "-w", "stop");

    private string Data => Path.Combine(folder, "data");

    private string Place(string database) =>
        $"Host={folder};Username=rota;Database={database};Maximum Pool Size=40;Include Error Detail=true";

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Place("postgres") + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Names of this class's own making.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresCluster> StartAsync(bool isSafe)
    {
        var made = Directory.CreateTempSubdirectory("rota-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await Programs.Run("chown", "postgres", made);
        }

        var cluster = new PostgresCluster(made, isSafe);
        await ServerAsync(
            "initdb",
            "-D",
            cluster.Data,
            "-U",
            "rota",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--locale-provider=icu",
            "--icu-locale=zh-CN",
            "--no-sync"
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.End();
        await cluster.BeginAsync();
        return cluster;
    }

    /// <summary>Starts the server.</summary>
    public Task BeginAsync() =>
        ServerAsync(
            "pg_ctl",
            "-D",
            Data,
            "-l",
            Path.Combine(folder, "log"),
            "-s",
            "-w",
            "-o",
            // The rows of most tests need not outlive the machine.
            $"-c listen_addresses= -c unix_socket_directories={folder} -c max_connections=200"
                + (isSafe ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"),
            "start"
        );

    /// <summary>
    /// Stops the server and removes its files, which nobody waits for: there are a hundred thousand of them, and a test program that does not end
    /// within ten seconds of its last test counts as failed.
    /// </summary>
    private void End()
    {
        string[] stop = [Path.Combine(Binaries!, "pg_ctl"), "-D", Data, "-m", "immediate", "-s", "stop"];
        using var ending = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                [
                    "-c",
                    "exec >/dev/null 2>&1; \"$@\"; rm -rf \"$0\"",
                    folder,
                    .. Environment.IsPrivilegedProcess ? (string[])["runuser", "-u", "postgres", "--"] : [],
                    .. stop,
                ]
            )
            {
                UseShellExecute = false,
                WorkingDirectory = "/",
            }
        );
    }

    private static async Task ServerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        var isRoot = Environment.IsPrivilegedProcess;
        var start = new ProcessStartInfo(isRoot ? "runuser" : path) { UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in isRoot ? ["-u", "postgres", "--", path, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A server that is started keeps what it inherits open: nothing may wait for the end of its output.
        start.RedirectStandardOutput = program != "pg_ctl";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
