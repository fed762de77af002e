using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Rota.Cli.Verbs;
using Rota.Planning;
using Rota.Planning.Notices;
using Rota.Web;
using Rota.Worker;
using Rota.Worker.Notices;
using Rota.Worker.Telling;

namespace Rota.Cli.Serving;

/// <summary>What a host is asked to be.</summary>
/// <param name="IsWorker">Whether it works on the monthly cycle.</param>
/// <param name="IsWeb">Whether it has the pages.</param>
/// <param name="Urls">Where it listens.</param>
/// <param name="IsJsonLog">Whether each line of its log is a JSON document.</param>
/// <param name="Channels">By which channels notices go.</param>
/// <param name="Worker">How the worker works.</param>
/// <param name="Web">How pages are served.</param>
internal sealed record HostAsked(
    bool IsWorker,
    bool IsWeb,
    string Urls,
    bool IsJsonLog,
    IReadOnlyCollection<string> Channels,
    WorkerSettings Worker,
    WebSettings Web
);

/// <summary>Builds the host that <c>rota serve</c> runs: health, log, measures, and the roles asked for.</summary>
internal static class RotaHost
{
    /// <summary>The channel that writes notices into files.</summary>
    public const string Files = "files";

    /// <summary>That notices go by no channel.</summary>
    public const string NoChannel = "none";

    private const string LogName = "log";

    /// <summary>Where measures and traces are sent; nowhere when it is not set.</summary>
    public const string Exporter = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The channels that can be asked for.</summary>
    public static IReadOnlySet<string> Channels { get; } =
        new HashSet<string>(StringComparer.Ordinal) { Files, LogName, NoChannel };

    /// <summary>How long a stop may take: a solve ends within a second, a write within milliseconds.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    /// <summary>Builds it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="office">The office.</param>
    /// <param name="asked">What it is to be.</param>
    public static WebApplication Build(Call call, Office office, HostAsked asked)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = call.Around.ProgramFolder }
        );
        builder.WebHost.UseUrls(asked.Urls);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        Log(builder.Logging, asked.IsJsonLog);
        // Each does something only where the system has started the program as a service of its own: a service of Windows logs to its event log too.
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(o => o.ServiceName = "Rota");
        Measure(builder.Services, call.Around.Variable(Exporter));
        builder.Services.AddOffice(office, new ServedOffice(call).ReadAgain);
        if (asked.IsWorker)
        {
            AddChannels(builder.Services, asked.Channels, Path.Combine(call.Setting.Data, "notices"));
            builder.Services.AddWorker(office.Database.Place, asked.Worker);
        }

        if (asked.IsWeb)
        {
            builder.Services.AddSingleton(s =>
            {
                var keeper = s.GetRequiredService<OfficeKeeper>();
                return new OfficeNow(() =>
                {
                    keeper.Refresh();
                    return keeper.Current;
                });
            });
            builder.Services.AddPages(asked.Web);
        }

        var app = builder.Build();
        if (asked.IsWeb)
        {
            app.MapPages();
        }
        else
        {
            app.MapHealth();
        }

        return app;
    }

    private static void AddChannels(IServiceCollection services, IReadOnlyCollection<string> names, string folder)
    {
        if (names.Contains(Files))
        {
            services.AddSingleton<INoticeChannel>(new FileChannel(folder));
        }

        if (names.Contains(LogName))
        {
            services.AddSingleton<INoticeChannel, LogChannel>();
        }
    }

    private static void Log(ILoggingBuilder logging, bool isJson)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // A start that fails is told in words, and a database that is away by the worker, once a tick.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Quartz", LogLevel.Critical);
        // Keys of web processes lie in the database, where names and phones lie too: they are as safe as these.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (isJson)
        {
            logging.AddJsonConsole(o =>
            {
                o.UseUtcTimestamp = true;
                o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
        else if (SystemdHelpers.IsSystemdService())
        {
            logging.AddSystemdConsole();
        }
        else
        {
            logging.AddSimpleConsole(o =>
            {
                o.SingleLine = true;
                o.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            });
        }
    }

    private static void Measure(IServiceCollection services, string? endpoint)
    {
        if (string.IsNullOrWhiteSpace(endpoint))
        {
            return;
        }

        services
            .AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("rota"))
            .WithMetrics(m => m.AddMeter(Gauges.Name).AddOtlpExporter())
            .WithTracing(t => t.AddSource(Gauges.Name).AddOtlpExporter());
    }
}
