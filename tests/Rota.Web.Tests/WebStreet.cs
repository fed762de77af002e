using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using Rota.Core.Covenants;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Files.Calendars;
using Rota.Files.Covenants;
using Rota.Files.Proofs;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Testing;
using Rota.Testing.Databases;
using Rota.Testing.Registers;
using Rota.Web.Hosting;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>
/// A street with its pages on a port of this machine, gone with the test: areas G1 and G2, watches on Saturdays, December 2026 published, and a clock that
/// a test sets; it begins at noon of Saturday 5 December.
/// </summary>
internal sealed class WebStreet : IAsyncDisposable
{
    public static readonly YearMonth December = new(2026, 12);

    /// <summary>Most tests begin with the same street: it is published once, and copied.</summary>
    private static readonly Lazy<Task<string>> Usual = new(async () =>
    {
        var street = await PublishedAsync(SmallRegister.Of(2, 12).Build(), c => c);
        await street.Office.Database.DisposeAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => street.books.DisposeAsync().AsTask().Wait();
        return street.books.Place;
    });

    private readonly TestBooks books;
    private readonly List<WebApplication> servers = [];

    private WebStreet(TestBooks books, Office office)
    {
        this.books = books;
        Office = office;
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Office Office { get; set; }

    public FakeClock Clock => (FakeClock)Office.Clock;

    /// <summary>Where the pages of the first server are.</summary>
    public Uri Url => UrlOf(servers[0]);

    /// <summary>Everything that servers wrote into their logs.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Opens a street, publishes December and serves its pages.</summary>
    public static async Task<WebStreet> OpenAsync(
        RegisterIntake? register = null,
        WebSettings? settings = null,
        Func<Covenant, Covenant>? covenant = null
    )
    {
        var street =
            register is null && covenant is null && !TestBooks.OnServer
                ? await OfficeAsync(TestBooks.CopyOf(await Usual.Value), c => c)
                : await PublishedAsync(register ?? SmallRegister.Of(2, 12).Build(), covenant ?? (c => c));
        street.At(2026, 12, 5, 12, 0);
        await street.ServeAsync(settings ?? WebSettings.Plain);
        return street;
    }

    /// <summary>Opens a seeded street as it is at the end of November 2026, publishes December under the covenant in config, and serves it on the morning of the 5th.</summary>
    public static async Task<WebStreet> SeedAsync(RegisterIntake intake)
    {
        var street = await BooksAsync(c =>
        {
            var adopted = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value;
            return c with { Areas = adopted.Areas, Terms = adopted.Terms };
        });
        await new ImportRegister(street.Office).RunAsync("下湄桥街道", intake, Stop);
        await new DraftMonth(street.Office).RunAsync(
            December,
            AreaChoice.All,
            Environment.ProcessorCount,
            cancellation: Stop
        );
        await new PublishMonth(street.Office).RunAsync(December, AreaChoice.All, cancellation: Stop);
        street.At(2026, 12, 5, 9, 0);
        await street.ServeAsync(WebSettings.Plain);
        return street;
    }

    /// <summary>Serves the pages once more, in a host of its own.</summary>
    public async Task<Uri> ServeAsync(WebSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new LogLines(Log));
        builder.Services.AddSingleton(new OfficeNow(() => Office));
        builder.Services.AddPages(settings);
        var app = builder.Build();
        app.MapPages();
        await app.StartAsync(Stop);
        servers.Add(app);
        return UrlOf(app);
    }

    /// <summary>Sets the clock of the street, by the wall.</summary>
    public void At(int year, int month, int day, int hour, int minute) =>
        Clock.Reset(new LocalDateTime(year, month, day, hour, minute).InZoneLeniently(Office.Zone).ToInstant());

    /// <summary>Somebody with a browser of their own, who sees where they are sent.</summary>
    public Guest Guest() => new(Url);

    /// <summary>A resident who came in by a link.</summary>
    public async Task<Guest> ResidentAsync(string code)
    {
        var guest = Guest();
        var card = await CardAsync(code);
        var token = await new GiveAccess(Office).LinkAsync(card.Resident, Stop);
        var page = await guest.GetAsync($"/m/{token}");
        await guest.PostAsync($"/m/{token}", page.Text);
        return guest;
    }

    /// <summary>Somebody of the register by code: "R1-0002-1".</summary>
    public async Task<ResidentCard> CardAsync(string code) =>
        Assert.Single(await new FindPeople(Office).RunAsync(code, Stop));

    /// <summary>A hash over every row of every table but those that are left out.</summary>
    public string Fingerprint(params string[] without) => books.Fingerprint(without);

    /// <summary>The gate of the first server's searches.</summary>
    public SearchGate Gate => servers[0].Services.GetRequiredService<SearchGate>();

    /// <summary>What makes QR codes of watches.</summary>
    public Hosting.HereTokens Here => servers[0].Services.GetRequiredService<Hosting.HereTokens>();

    /// <summary>Every endpoint of the pages.</summary>
    public IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints =>
        servers[0].Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        await Office.Database.DisposeAsync();
        await books.DisposeAsync();
    }

    private static async Task<WebStreet> PublishedAsync(RegisterIntake register, Func<Covenant, Covenant> covenant)
    {
        var street = await BooksAsync(covenant);
        await new ImportRegister(street.Office).RunAsync("甜水街道", register, Stop);
        await new DraftMonth(street.Office).RunAsync(December, AreaChoice.All, 1, cancellation: Stop);
        var published = await new PublishMonth(street.Office).RunAsync(December, AreaChoice.All, cancellation: Stop);
        Assert.All(published.Value, p => Assert.Equal(PublishState.Published, p.State));
        return street;
    }

    private static async Task<WebStreet> BooksAsync(Func<Covenant, Covenant> change) =>
        await OfficeAsync(
            await TestBooks.NewAsync(async place =>
                await (await StreetDatabase.OpenAsync(place, Stop)).Value.DisposeAsync()
            ),
            change
        );

    private static async Task<WebStreet> OfficeAsync(TestBooks books, Func<Covenant, Covenant> change)
    {
        var covenant = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value;
        var saturdays = covenant.Terms.Watches.Select(w => w with { Weekdays = [IsoDayOfWeek.Saturday] });
        var office = new Office(
            (await StreetDatabase.OpenAsync(books.Place, Stop)).Value,
            change(covenant with { Areas = [], Terms = covenant.Terms with { Watches = [.. saturdays] } }),
            CalendarReader.Read(ProjectFiles.At("config", "calendars")).Value,
            new CovenantForm(CovenantJson.Write, CovenantJson.Read, CovenantVersion.Of),
            new ProofForm(ProofBytes.Write, ProofBytes.Read),
            FakeClock.FromUtc(2026, 11, 20, 4, 0, 0),
            "tester"
        );
        return new WebStreet(books, office);
    }

    private static Uri UrlOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private sealed class LogLines(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            lock (lines)
            {
                lines.Add($"{logLevel} {formatter(state, exception)} {exception}");
            }
        }

        public void Dispose() { }
    }
}

/// <summary>An answer that was read to its end.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Text">Its text.</param>
/// <param name="To">Where it sends its reader; null where it does not.</param>
/// <param name="Headers">Its headers, those of its content among them.</param>
/// <param name="Raw">Its text as it came, with everything that is escaped in it.</param>
internal sealed record Read(
    HttpStatusCode Status,
    string Text,
    string? To,
    ILookup<string, string> Headers,
    string Raw
);

/// <summary>Somebody who reads pages and sends forms, with cookies, without script, and who does not follow where they are sent.</summary>
internal sealed class Guest : IDisposable
{
    private readonly HttpClient http;

    /// <param name="url">Where the pages are.</param>
    /// <param name="address">From where they come, as a proxy says it; null says nothing.</param>
    public Guest(Uri url, string? address = null)
    {
        http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                CookieContainer = new CookieContainer(),
                Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
            }
        )
        {
            BaseAddress = url,
        };
        if (address is not null)
        {
            http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        }
    }

    /// <summary>Asks before each form whether it is taken, so that what is refused is not sent at all.</summary>
    public void AskFirst() => http.DefaultRequestHeaders.ExpectContinue = true;

    public Task<Read> GetAsync(string path) =>
        ReadAsync(http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), WebStreet.Stop));

    /// <summary>A page or picture as it came, with everything that is escaped in it; empty for what no browser shows as one.</summary>
    public async Task<string> RawAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), WebStreet.Stop);
        return answer.Content.Headers.ContentType?.MediaType is "text/html" or "image/svg+xml"
            ? await answer.Content.ReadAsStringAsync(WebStreet.Stop)
            : "";
    }

    /// <summary>Sends a form with the token of the page where it stands.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="page">The page with the form; its token goes with it. Empty sends none.</param>
    /// <param name="fields">The fields.</param>
    public Task<Read> PostAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        var all = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).ToList();
        const string before = "name=\"__RequestVerificationToken\" value=\"";
        if (page.IndexOf(before, StringComparison.Ordinal) is >= 0 and var at)
        {
            var from = at + before.Length;
            all.Add(KeyValuePair.Create("__RequestVerificationToken", page[from..page.IndexOf('"', from)]));
        }

        return SendAsync(path, all);
    }

    public void Dispose() => http.Dispose();

    private async Task<Read> SendAsync(string path, List<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await ReadAsync(http.PostAsync(new Uri(path, UriKind.Relative), content, WebStreet.Stop));
    }

    private static async Task<Read> ReadAsync(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        var raw = await answer.Content.ReadAsStringAsync(WebStreet.Stop);
        return new Read(
            answer.StatusCode,
            WebUtility.HtmlDecode(raw),
            answer.Headers.Location?.OriginalString,
            answer
                .Headers.Concat(answer.Content.Headers)
                .SelectMany(h => h.Value.Select(v => (h.Key, v)))
                .ToLookup(h => h.Key, h => h.v, StringComparer.OrdinalIgnoreCase),
            raw
        );
    }
}
