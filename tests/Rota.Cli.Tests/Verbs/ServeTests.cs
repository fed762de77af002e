using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Rota.Cli.Serving;
using Rota.Testing;
using Rota.Testing.Databases;
using Rota.Testing.Registers;
using Rota.Web;
using Xunit;

namespace Rota.Cli.Tests.Verbs;

/// <summary>The program as a service runs it: a process that works by itself, answers how it is, tells no names, and stops when it is told to.</summary>
public sealed class ServeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AProcess_PublishesTheMonth_WritesNotices_SaysHowItIs_AndStops(bool onServer)
    {
        Assert.SkipWhen(onServer && PostgresCluster.Binaries is null, "This machine has no PostgreSQL server.");
        using var room = new Room();
        string[] at = onServer ? ["--database", await (await PostgresCluster.SharedAsync()).EmptyDatabaseAsync()] : [];
        Assert.Equal(
            ExitCode.Done,
            (await room.RunAsync(["import", room.Register(SmallRegister.Of(2, 30).Build()), .. at])).Code
        );
        using var process = Start(room, at);
        var (address, log, notes) = await AddressAsync(process);

        using var client = new HttpClient { BaseAddress = address };
        using (var live = await client.GetAsync("/health/live", Stop))
        {
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        }

        await UntilAsync(async () =>
        {
            using var ready = await client.GetAsync("/health/ready", Stop);
            return ready.StatusCode == HttpStatusCode.OK;
        });
        await UntilAsync(async () => (await SentAsync(room, at)) > 0);

        // What a service manager sends when it stops a service.
        await Programs.Run("kill", "-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);

        Assert.Contains(await notes, l => l.StartsWith("Stopped", StringComparison.Ordinal));
        var lines = await log;
        Assert.Contains(lines, l => l.Contains("publish G1 2026-12: published", StringComparison.Ordinal));
        Assert.All(lines, l => JsonDocument.Parse(l).Dispose());
        Assert.DoesNotContain(lines, l => l.Contains("Exception", StringComparison.Ordinal));
        var names = NamesIn(room);
        Assert.NotEmpty(names);
        Assert.DoesNotContain(lines, l => names.Any(n => l.Contains(n, StringComparison.Ordinal)));
        Assert.Contains(
            "No notice is stuck",
            (await room.RunAsync(["notices", "--stuck", "--lang", "en", .. at])).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task MeasuresAndTracesArriveWhereTheEnvironmentSays_WithoutANameInThem()
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(2, 30).Build()));
        using var receiver = new Receiver();
        using var process = Start(
            room,
            [],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "300"),
            ("OTEL_BSP_SCHEDULE_DELAY", "300")
        );
        await AddressAsync(process);

        await receiver.UntilAsync(
            "/v1/metrics",
            ["rota.steps", "rota.draft.duration", "rota.work.due", "rota.notices"]
        );
        await receiver.UntilAsync("/v1/traces", ["tick", "draft", "publish", "service.name", "rota.area"]);
        await UntilAsync(async () => (await SentAsync(room, [])) > 0);
        await Programs.Run("kill", "-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);
        var names = NamesIn(room);
        Assert.NotEmpty(names);
        Assert.DoesNotContain(names, n => receiver.All.Contains(n, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatItDoesIsSaidByTheOption_ElseTheEnvironment_ElseTheConfiguration()
    {
        using var room = new Room();
        var config = room.Config("urls: 'ftp://file:1'\nroles: boss\nnotices: pigeon\n");
        async Task<string> Fault(string? variable, params string[] args)
        {
            var answer = await room.With("ROTA_URLS", variable)
                .RunAsync(["serve", "--config", config, "--lang", "en", .. args]);
            Assert.Equal(ExitCode.Refused, answer.Code);
            return answer.Error;
        }

        var all = await Fault(null);
        Assert.Contains("service.yaml, urls: \"ftp://file:1\" will not do", all, StringComparison.Ordinal);
        Assert.Contains("service.yaml, roles: \"boss\" will not do", all, StringComparison.Ordinal);
        Assert.Contains("service.yaml, notices: \"pigeon\" will not do", all, StringComparison.Ordinal);
        Assert.Contains("ROTA_URLS: \"ftp://set:1\"", await Fault("ftp://set:1"), StringComparison.Ordinal);
        var option = await Fault("ftp://set:1", "--urls", "http://127.0.0.1:5080", "--roles", "web");
        Assert.DoesNotContain("ftp", option, StringComparison.Ordinal);
        Assert.DoesNotContain("boss", option, StringComparison.Ordinal);
        Assert.Contains("pigeon", option, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--roles", "boss")]
    [InlineData("--notices", "pigeon")]
    [InlineData("--notices", "files,none")]
    [InlineData("--urls", "127.0.0.1")]
    [InlineData("--urls", "http://127.0.0.1:99999")]
    [InlineData("--urls", "http://:80")]
    [InlineData("--workers", "0")]
    [InlineData("--remind", "1000")]
    public async Task WhatItCannotBe_IsUsage(string option, string value)
    {
        using var room = new Room();
        Assert.Equal(ExitCode.Usage, (await room.RunAsync("serve", option, value)).Code);
    }

    [Fact]
    public async Task ANoticeThatIsNotStuck_IsNeitherSentAgainNorGivenUp()
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(1, 8).Build()));
        foreach (var option in (string[])["--resend", "--drop"])
        {
            var answer = await room.RunAsync("notices", option, "7", "--lang", "en");
            Assert.Equal(ExitCode.Refused, answer.Code);
            Assert.Contains("notice 7 is not stuck", answer.Error, StringComparison.Ordinal);
        }

        Assert.Contains(
            "no channel yet",
            (await room.RunAsync("notices", "--lang", "en")).Out,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", null, false, false, false)]
    [InlineData("http://localhost:5080 http://[::1]:5080", null, false, false, false)]
    [InlineData("http://0.0.0.0:5080", null, false, true, false)]
    [InlineData("http://*:5080", null, false, true, false)]
    [InlineData("http://[::]:5080", null, false, true, false)]
    [InlineData("http://127.0.0.1:5080 http://192.168.1.2:80", null, false, true, false)]
    [InlineData("https://0.0.0.0:443", "https://watch.example", false, false, false)]
    [InlineData("http://127.0.0.1:5080", "https://watch.example", false, false, true)]
    [InlineData("http://127.0.0.1:5080", "https://watch.example", true, false, false)]
    [InlineData("http://127.0.0.1:5080", "http://watch.example", false, false, false)]
    [InlineData("http://0.0.0.0:5080", "https://watch.example", false, true, true)]
    public void WhereItIsServedOpenly_OrBehindAProxyThatIsNotNamed_IsSaid(
        string urls,
        string? publicUrl,
        bool hasProxy,
        bool isOpen,
        bool isUnnamed
    )
    {
        var settings = new WebSettings(
            publicUrl is null ? null : new Uri(publicUrl),
            hasProxy ? [IPAddress.Loopback] : []
        );
        var said = WebWarnings.Of(urls.Split(' '), settings).ToList();
        Assert.Equal(isOpen, said.Exists(w => w.En.Contains("plain HTTP", StringComparison.Ordinal)));
        Assert.Equal(isUnnamed, said.Exists(w => w.En.Contains("proxies:", StringComparison.Ordinal)));
        Assert.Equal((isOpen ? 1 : 0) + (isUnnamed ? 1 : 0), said.Count);
    }

    [Theory]
    [InlineData("web", true)]
    [InlineData("worker", false)]
    public async Task TheWarningIsPrintedAtStart_WhereThereArePages(string role, bool isSaid)
    {
        using var room = new Room();
        await room.RunAsync("import", room.Register(SmallRegister.Of(1, 8).Build()));
        using var process = Start(room, ["--urls", "http://0.0.0.0:0", "--roles", role]);
        _ = LinesAsync(process.StandardOutput);
        Assert.StartsWith(
            "Database: .rota/street.db.",
            await process.StandardError.ReadLineAsync(Stop),
            StringComparison.Ordinal
        );
        Assert.StartsWith("Running at", await process.StandardError.ReadLineAsync(Stop), StringComparison.Ordinal);
        var rest = LinesAsync(process.StandardError);
        await Programs.Run("kill", "-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await process.WaitForExitAsync(Stop);
        Assert.Equal(isSaid, (await rest).Any(l => l.Contains("plain HTTP", StringComparison.Ordinal)));
    }

    /// <summary>Names that notices are written to.</summary>
    private static HashSet<string> NamesIn(Room room) =>
        [
            .. Directory
                .EnumerateFiles(room.At(".rota", "notices"), "*.txt", SearchOption.AllDirectories)
                .Select(f => File.ReadLines(f).First().Split('（')[0]),
        ];

    private static async Task<int> SentAsync(Room room, string[] at)
    {
        var answer = await room.RunAsync(["notices", "--json", .. at]);
        using var document = JsonDocument.Parse(answer.Out);
        var counts = document.RootElement.GetProperty("notices").EnumerateArray().ToList();
        return counts.Exists(c => c.GetProperty("state").GetString() is "queued" or "sending")
            ? 0
            : counts.Sum(c => c.GetProperty("state").GetString() == "sent" ? c.GetProperty("count").GetInt32() : 0);
    }

    private static Process Start(Room room, string[] at, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "rota.dll"),
                "serve",
                "--as-of",
                "2026-11-26",
                .. at.Contains("--urls") ? [] : (string[])["--urls", "http://127.0.0.1:0"],
                "--json-log",
                "--lang",
                "en",
                .. at,
            ]
        )
        {
            UseShellExecute = false,
            WorkingDirectory = room.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ROTA_CONFIG"] = ProjectFiles.At("config");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Where it says that it listens, what it logs until it ends, and what it says besides.</summary>
    private static async Task<(
        Uri Address,
        Task<IReadOnlyList<string>> Log,
        Task<IReadOnlyList<string>> Notes
    )> AddressAsync(Process process)
    {
        var log = LinesAsync(process.StandardOutput);
        Assert.StartsWith("Database: ", await process.StandardError.ReadLineAsync(Stop), StringComparison.Ordinal);
        var said = await process.StandardError.ReadLineAsync(Stop);
        Assert.StartsWith("Running at http://", said, StringComparison.Ordinal);
        Assert.StartsWith("Roles: ", await process.StandardError.ReadLineAsync(Stop), StringComparison.Ordinal);
        return (new Uri(said!["Running at ".Length..].TrimEnd('.')), log, LinesAsync(process.StandardError));
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(Stop) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(Stop);
        }
    }
}
