using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Files.Calendars;
using Rota.Files.Covenants;
using Rota.Files.Proofs;
using Rota.Planning;
using Rota.Store;
using Rota.Testing;
using Rota.Testing.Databases;
using Rota.Testing.Registers;
using Xunit;

namespace Rota.Worker.Tests;

/// <summary>
/// A street for workers to work on, in a file or on a server, gone with the test: watches on Saturdays only, areas G1 and so on, and a clock that a test
/// sets. Drafts are due on the 15th, posting on the 18th, publishing on the 25th.
/// </summary>
internal sealed class WorkedStreet : IAsyncDisposable
{
    public static readonly YearMonth December = new(2026, 12);

    private readonly TestBooks? file;
    private readonly string place;
    private readonly List<IHost> hosts = [];

    private WorkedStreet(TestBooks? file, string place, Office office)
    {
        this.file = file;
        this.place = place;
        Office = office;
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Office Office { get; private set; }

    public FakeClock Clock => (FakeClock)Office.Clock;

    /// <summary>Everything that its workers wrote into their logs.</summary>
    public List<string> Log { get; } = [];

    /// <summary>What they wrote so far.</summary>
    public IReadOnlyList<string> Told()
    {
        lock (Log)
        {
            return [.. Log];
        }
    }

    /// <summary>Opens a street with so many areas of so many households.</summary>
    public static async Task<WorkedStreet> OpenAsync(bool onServer, int areas, int households = 8)
    {
        var books = onServer ? null : await TestBooks.NewAsync(PrepareAsync);
        var at = onServer ? await ServerAsync() : books!.Place;
        var street = new WorkedStreet(books, at, await OfficeAsync(at, 14));
        await new ImportRegister(street.Office).RunAsync("甜水街道", SmallRegister.Of(areas, households).Build(), Stop);
        return street;
    }

    /// <summary>An office on books that are there, at noon of a day of November 2026.</summary>
    public static async Task<Office> OfficeAsync(string place, int day)
    {
        var covenant = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value;
        var saturdays = covenant.Terms.Watches.Select(w => w with { Weekdays = [IsoDayOfWeek.Saturday] });
        return new Office(
            (await StreetDatabase.OpenAsync(place, Stop)).Value,
            covenant with
            {
                Areas = [],
                Terms = covenant.Terms with { Watches = [.. saturdays] },
            },
            CalendarReader.Read(ProjectFiles.At("config", "calendars")).Value,
            new CovenantForm(CovenantJson.Write, CovenantJson.Read, CovenantVersion.Of),
            new ProofForm(ProofBytes.Write, ProofBytes.Read),
            new FakeClock(NoonOf(day)),
            "worker"
        );
    }

    /// <summary>Sets the clock of every worker to noon of a day of November 2026.</summary>
    public void At(int day) => Clock.Reset(NoonOf(day));

    /// <summary>Starts a worker in a host of its own.</summary>
    /// <param name="solve">What solves; the solver when null.</param>
    /// <param name="settings">How it works; ticking all the time when null.</param>
    /// <param name="readAgain">What people edited meanwhile; nothing when null.</param>
    public async Task<IHost> StartAsync(
        Solve? solve = null,
        WorkerSettings? settings = null,
        Func<Office, Outcome<Office>?>? readAgain = null
    )
    {
        var host = Build(
            Office,
            place,
            settings ?? Brisk,
            solve,
            readAgain,
            line =>
            {
                lock (Log)
                {
                    Log.Add(line);
                }
            }
        );
        hosts.Add(host);
        await host.StartAsync(Stop);
        return host;
    }

    /// <summary>Settings with which a test need not wait.</summary>
    public static WorkerSettings Brisk { get; } = new() { SideBySide = 2, TickEvery = TimeSpan.FromMilliseconds(200) };

    /// <summary>A worker's host.</summary>
    public static IHost Build(
        Office office,
        string place,
        WorkerSettings settings,
        Solve? solve = null,
        Func<Office, Outcome<Office>?>? readAgain = null,
        Action<string>? log = null
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        if (log is not null)
        {
            builder.Logging.AddProvider(new LinesOfLog(log));
        }

        builder.Services.AddOffice(office, readAgain ?? (_ => null));
        builder.Services.AddWorker(StreetPlace.Of(place), settings, solve);
        return builder.Build();
    }

    /// <summary>How each area's December stands: "G1 edition 1", "G2 posted".</summary>
    public async Task<IReadOnlyList<string>> StandAsync()
    {
        await using var reader = await Office.Database.ReadAsync(Stop);
        return
        [
            .. from at in await reader.Areas.MonthAsync(December, Stop)
            let stands = at.Edition is { } edition ? $"edition {edition.Number}"
            : at.Draft is null ? "nothing"
            : at.Draft.PostedAt is null ? "draft"
            : "posted"
            select $"{at.State.Area.Code} {stands}",
        ];
    }

    /// <summary>Waits until all areas stand so.</summary>
    public Task UntilAllAsync(string stands) =>
        UntilAsync(async () => (await StandAsync()).All(s => s.EndsWith(stands, StringComparison.Ordinal)));

    /// <summary>Waits for a fact, as long as the test may run.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(Stop);
        }
    }

    /// <summary>How often something was done, by the trail.</summary>
    public async Task<int> CountAsync(string verb)
    {
        await using var reader = await Office.Database.ReadAsync(Stop);
        return (await reader.Trail.LastAsync(10_000, Stop)).Count(t => t.Verb == verb);
    }

    /// <summary>Solves that were begun and have not ended.</summary>
    public async Task<int> TriesAsync()
    {
        await using var reader = await Office.Database.ReadAsync(Stop);
        return (await reader.Tries.OfMonthAsync(December, Stop)).Values.Sum();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        await Office.Database.DisposeAsync();
        if (file is not null)
        {
            await file.DisposeAsync();
        }
        else
        {
            await (await PostgresCluster.SharedAsync()).DropAsync(place);
        }
    }

    private static Instant NoonOf(int day) => Instant.FromUtc(2026, 11, day, 4, 0);

    private static async Task<string> ServerAsync()
    {
        Assert.SkipWhen(PostgresCluster.Binaries is null, "This machine has no PostgreSQL server.");
        return await (await PostgresCluster.SharedAsync()).NewDatabaseAsync(PrepareAsync);
    }

    private static async Task PrepareAsync(string place) =>
        await (await StreetDatabase.OpenAsync(place, Stop)).Value.DisposeAsync();

    private sealed class LinesOfLog(Action<string> say) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => say($"{logLevel} {formatter(state, exception)}{exception}");

        public void Dispose() { }
    }
}
