using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using NodaTime;
using NodaTime.Testing;
using Rota.Files.Calendars;
using Rota.Files.Covenants;
using Rota.Files.Proofs;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Store;
using Rota.Store.Rotas;
using Rota.Testing;

namespace Rota.Benchmarks.Loads;

/// <summary>A resident with a duty to come, who has said that they cannot come to it, with a browser and a calendar of their own.</summary>
internal sealed class BrowsingResident : IDisposable
{
    private readonly HttpClient http;
    private readonly string link;
    private readonly string feed;
    private readonly string night;
    private EntityTagHeaderValue? tag;

    public BrowsingResident(Uri url, string link, string feed, LocalDate night)
    {
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = url };
        (this.link, this.feed) = (link, feed);
        this.night = night.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>Comes in by their link, and reads the feed once, as a calendar does when it is given the address.</summary>
    public async Task ComeInAsync()
    {
        const string before = "name=\"__RequestVerificationToken\" value=\"";
        var page = await http.GetStringAsync(At($"/m/{link}"));
        var from = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var token = page[from..page.IndexOf('"', from)];
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        (await http.PostAsync(At($"/m/{link}"), form)).EnsureSuccessStatusCode().Dispose();
        using var read = await FeedAsync();
        tag = read.Headers.ETag;
    }

    /// <summary>Asks for a page of theirs.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(At(path));

    /// <summary>Asks what can be done about their duty: a search.</summary>
    public Task<HttpResponseMessage> CannotAsync() => http.GetAsync(At($"/me/cannot/{night}"));

    /// <summary>Asks for their feed, as a calendar does that has nothing of it yet.</summary>
    public Task<HttpResponseMessage> FeedAsync() => http.GetAsync(At($"/feeds/{feed}.ics"));

    /// <summary>Asks whether their feed has changed.</summary>
    public async Task<HttpResponseMessage> FeedAgainAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At($"/feeds/{feed}.ics"));
        request.Headers.IfNoneMatch.Add(tag!);
        return await http.SendAsync(request);
    }

    public void Dispose() => http.Dispose();

    private static Uri At(string path) => new(path, UriKind.Relative);
}

/// <summary>Gives residents of a published street what lets them in.</summary>
internal static class Residents
{
    private const int Most = 48;

    /// <summary>One resident of each of some areas, spread over the street.</summary>
    /// <param name="place">Where the street's database is.</param>
    /// <param name="day">The day; their duties lie later in its month.</param>
    /// <param name="url">Where the pages will be.</param>
    public static async Task<IReadOnlyList<BrowsingResident>> OfAsync(string place, LocalDate day, Uri url)
    {
        var covenant = CovenantReader.Read(ProjectFiles.At("config", "covenant.yaml")).Value;
        var zone = DateTimeZoneProviders.Tzdb[covenant.TimeZone];
        await using var database = (await StreetDatabase.OpenAsync(place)).Value;
        var office = new Office(
            database,
            covenant,
            CalendarReader.Read(ProjectFiles.At("config", "calendars")).Value,
            new CovenantForm(CovenantJson.Write, CovenantJson.Read, CovenantVersion.Of),
            new ProofForm(ProofBytes.Write, ProofBytes.Read),
            new FakeClock(day.At(new LocalTime(9, 0)).InZoneLeniently(zone).ToInstant()),
            "benchmark"
        );
        var residents = new List<BrowsingResident>();
        foreach (var duty in await DutiesAsync(office, day))
        {
            var (who, night) = (duty.Duty.Resident, duty.Duty.Seat.Night);
            await new ReportAbsence(office).RunAsync(new AbsenceAsked([who], night, night), CancellationToken.None);
            var give = new GiveAccess(office);
            residents.Add(new BrowsingResident(url, await give.LinkAsync(who), await give.FeedAsync(who), night));
        }

        return residents;
    }

    private static async Task<IReadOnlyList<StandingDuty>> DutiesAsync(Office office, LocalDate day)
    {
        await using var reader = await office.Database.ReadAsync();
        var areas = await reader.Areas.ListAsync();
        var duties = new List<StandingDuty>();
        foreach (var area in areas.Where((_, i) => i * Most / areas.Count != (i - 1) * Most / areas.Count || i == 0))
        {
            var from = day.PlusDays(7);
            var all = await reader.Duties.OfAreaAsync(area.Area.Id, from, from.PlusDays(14));
            duties.AddRange(all.Take(1));
        }

        return duties;
    }
}
