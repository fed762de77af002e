using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Rotas;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Web.Hosting;
using Xunit;

namespace Rota.Web.Tests;

/// <summary>An address of the pages, with one that is really there.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Pattern">Its pattern, as it is mapped.</param>
/// <param name="Sample">An address of that pattern, of the area or the resident that <see cref="Addresses"/> speaks of.</param>
/// <param name="Others">What a resident of another area gets; null for the same as everybody with the right.</param>
internal sealed record AddressRow(string Method, string Pattern, string Sample, int? Others = null)
{
    /// <summary>The sample, with a night and a proposal of the resident whose it is.</summary>
    public string At(Samples samples) =>
        Sample
            .Replace("{night}", samples.Night, StringComparison.Ordinal)
            .Replace("{offer}", samples.Offer.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{feed}", samples.Feed, StringComparison.Ordinal)
            .Replace("{link}", samples.Link, StringComparison.Ordinal)
            .Replace("{here}", samples.Here, StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Pattern}";
}

/// <summary>What a street has of the resident whose pages are asked for.</summary>
/// <param name="Owner">Their code: they guard in G1 on the second Saturday.</param>
/// <param name="Night">That night.</param>
/// <param name="Offer">Number of an open call of theirs.</param>
/// <param name="Feed">The token of their feed.</param>
/// <param name="Link">The token of their link.</param>
/// <param name="Here">What the QR code of that night's watch holds.</param>
internal sealed record Samples(string Owner, string Night, int Offer, string Feed, string Link, string Here)
{
    private static readonly LocalDate Second = new(2026, 12, 12);

    /// <summary>Makes them.</summary>
    public static async Task<Samples> OfAsync(WebStreet street)
    {
        var sheet = await street.SheetAsync();
        var code = sheet.On(Second, Post.Guard);
        var card = await street.CardAsync(code);
        var seat = sheet.Rota.Duties.First(d => d.Resident == card.Resident && d.Seat.Night == Second).Seat;
        var called = await new ProposeChange(street.Office).CallAsync(
            sheet.Area.Id,
            seat,
            new Answering(card.Resident, Consents: true),
            WebStreet.Stop
        );
        var access = new GiveAccess(street.Office);
        await using var reader = await street.Office.Database.ReadAsync(WebStreet.Stop);
        var duty = (await reader.Duties.OfAreaAsync(sheet.Area.Id, Second, Second, WebStreet.Stop)).First(d =>
            d.Duty.Seat == seat
        );
        return new Samples(
            code,
            "2026-12-12",
            called.Value.Proposal.Number,
            await access.FeedAsync(card.Resident, WebStreet.Stop),
            await access.LinkAsync(card.Resident, WebStreet.Stop),
            street.Here.Make(duty)
        );
    }
}

/// <summary>
/// Every address of the pages, one by one: an endpoint that is not in the list fails the build. Samples are of area G1 and of the resident of <see cref="Samples"/>; forms
/// are sent without fields, so that nothing comes of them.
/// </summary>
internal static class Addresses
{
    /// <summary>What somebody gets who asks for what is another's: nothing says that it is there.</summary>
    private const int NotTheirs = 404;

    /// <summary>Where it is theirs as well: somebody who has said nothing takes nothing back.</summary>
    private const int Any = 0;

    /// <summary>Every address.</summary>
    public static IReadOnlyList<AddressRow> All { get; } =
    [
        new("GET", "/", "/"),
        new("GET", "/communities/{community}", "/communities/丽景"),
        new("GET", "/areas/{area}", "/areas/G1"),
        new("GET", "/areas/{area}/{month:length(7)}", "/areas/G1/2026-12"),
        new("GET", "/areas/{area}/covenant", "/areas/G1/covenant"),
        new("GET", "/areas/{area}/years/{year:int:range(2000,2999)}", "/areas/G1/years/2026"),
        new("GET", "/areas/{area}/years/{year:int:range(2000,2999)}.svg", "/areas/G1/years/2026.svg"),
        new("GET", Style.Path, Style.Path),
        new("GET", "/health/live", "/health/live"),
        new("GET", "/health/ready", "/health/ready"),
        new("POST", "/reads", "/reads"),
        new("GET", "/enter", "/enter"),
        new("POST", "/enter", "/enter"),
        new("GET", "/m/{token}", "/m/nobodys"),
        new("POST", "/m/{token}", "/m/nobodys"),
        new("POST", "/leave", "/leave"),
        new("GET", "/feeds/{token}.ics", "/feeds/nobodys.ics"),
        new("GET", "/me", "/me"),
        new("GET", "/me/feed", "/me/feed"),
        new("POST", "/me/feed", "/me/feed"),
        new("GET", "/me/ledger", "/me/ledger"),
        new("GET", "/me/why", "/me/why"),
        new("GET", "/me/why/{night:length(10)}", "/me/why/{night}"),
        new("POST", "/me/why/{night:length(10)}", "/me/why/{night}"),
        new("POST", "/me/duties/{night:length(10)}/known", "/me/duties/{night}/known", NotTheirs),
        new("GET", "/me/cannot/{night:length(10)}", "/me/cannot/{night}", NotTheirs),
        new("POST", "/me/cannot/{night:length(10)}", "/me/cannot/{night}", NotTheirs),
        new("POST", "/me/cannot/{night:length(10)}/call", "/me/cannot/{night}/call", NotTheirs),
        new("POST", "/me/cannot/{night:length(10)}/way", "/me/cannot/{night}/way", NotTheirs),
        new("POST", "/me/cannot/{night:length(10)}/back", "/me/cannot/{night}/back", Any),
        new("GET", "/me/offers/{number:int}", "/me/offers/{offer}", NotTheirs),
        new("POST", "/me/offers/{number:int}/agree", "/me/offers/{offer}/agree", NotTheirs),
        new("POST", "/me/offers/{number:int}/refuse", "/me/offers/{offer}/refuse", NotTheirs),
        new("POST", "/me/offers/{number:int}/take", "/me/offers/{offer}/take", NotTheirs),
        new("POST", "/me/offers/{number:int}/withdraw", "/me/offers/{offer}/withdraw", NotTheirs),
        new("POST", "/me/offers/{number:int}/undo", "/me/offers/{offer}/undo", NotTheirs),
        new("POST", "/me/offers/{number:int}/not-me", "/me/offers/{offer}/not-me", NotTheirs),
        new("GET", "/me/away", "/me/away"),
        new("POST", "/me/away", "/me/away"),
        new("POST", "/me/away/back", "/me/away/back"),
        new("GET", "/me/wishes", "/me/wishes"),
        new("POST", "/me/wishes", "/me/wishes"),
        new("POST", "/me/wishes/back", "/me/wishes/back"),
        new("GET", "/me/tonight", "/me/tonight"),
        new("POST", "/me/tonight/came", "/me/tonight/came"),
        new("POST", "/me/tonight/left", "/me/tonight/left"),
        new("POST", "/me/tonight/mark", "/me/tonight/mark"),
        new("GET", "/here/{token}", "/here/{here}", NotTheirs),
        new("POST", "/here/{token}", "/here/{here}", NotTheirs),
        new("GET", "/me/data", "/me/data"),
        new("GET", "/me/data.json", "/me/data.json"),
        new("POST", "/me/erase", "/me/erase"),
        new("GET", "/api", "/api"),
        new("GET", "/api/openapi.json", "/api/openapi.json"),
        new("GET", "/api/street", "/api/street"),
        new("GET", "/api/areas/{area}/{month:length(7)}", "/api/areas/G1/2026-12"),
        new("GET", "/api/reader/{documentName?}", "/api/reader/", NotTheirs),
        new("GET", "/api/reader/favicon.svg", "/api/reader/favicon.svg"),
        new("GET", "/api/reader/scalar.js", "/api/reader/scalar.js"),
        new("GET", "/api/reader/scalar.aspnetcore.js", "/api/reader/scalar.aspnetcore.js"),
    ];

    /// <summary>What the program maps: method, pattern and who may ask; HEAD goes with GET.</summary>
    public static IEnumerable<(string Method, string Pattern, AudienceKind? Audience, bool IsForm)> Mapped(
        IEnumerable<Endpoint> endpoints
    ) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any"]
        where method != "HEAD"
        select (
            method,
            "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
            endpoint.Metadata.GetMetadata<Audience>()?.Kind,
            endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true }
        );
}

/// <summary>Who gets what: every address against anonymous readers, the resident whose it is, and a resident of another area.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task EveryEndpointIsListed_SaysWhoMayAskIt_AndEachFormIsGuarded()
    {
        await using var street = await WebStreet.OpenAsync();
        var mapped = Addresses.Mapped(street.Endpoints).ToList();

        Assert.Equal(
            Addresses.All.Select(a => $"{a.Method} {a.Pattern}").Order(StringComparer.Ordinal),
            mapped.Select(m => $"{m.Method} {m.Pattern}").Order(StringComparer.Ordinal)
        );
        Assert.All(mapped, m => Assert.True(m.Audience is not null, $"{m.Pattern} says not who may ask it"));
        Assert.All(mapped, m => Assert.Equal(m.Method == "POST", m.IsForm));
        Assert.All(mapped, m => Assert.Contains(m.Method, (string[])["GET", "POST"]));
    }

    [Fact]
    public async Task TheMatrixHolds()
    {
        await using var street = await WebStreet.OpenAsync();
        using var anybody = street.Guest();
        var samples = await Samples.OfAsync(street);
        using var owner = await street.ResidentAsync(samples.Owner);
        using var other = await street.ResidentAsync((await street.SheetAsync("G2")).Idle(2).First());
        // Of the same area, and without a duty: they may see and take what is offered to all of it, and nothing more than others.
        using var neighbour = await street.ResidentAsync((await street.SheetAsync()).Idle().First());
        var audiences = Addresses.Mapped(street.Endpoints).ToDictionary(m => (m.Method, m.Pattern), m => m.Audience);
        var table = new List<string>();
        // An offer that is withdrawn is no offer, and whoever leaves is nobody's any more: these come last.
        foreach (
            var address in Addresses.All.OrderBy(a =>
                a.Sample == "/leave" ? 2
                : a.Sample.EndsWith("/withdraw", StringComparison.Ordinal) ? 1
                : 0
            )
        )
        {
            var kind = audiences[(address.Method, address.Pattern)]!.Value;
            var (a, o, x) = (
                await AskAsync(anybody, address, samples),
                await AskAsync(owner, address, samples),
                await AskAsync(other, address, samples)
            );
            if (!address.Sample.StartsWith("/me/offers/", StringComparison.Ordinal))
            {
                var n = await AskAsync(neighbour, address, samples);
                Assert.True(n == x || address.Others == 0, $"{address}: a neighbour gets {n}, another {x}");
            }

            table.Add($"{address, -60} {kind, -10} anybody {a}, owner {o}, other {x}");
            switch (kind)
            {
                case AudienceKind.Resident:
                    Assert.True(a is 302, $"{address}: anybody gets {a}");
                    Assert.True(
                        address.Method == "GET" ? o is 200 : o is 200 or 302 or 400 or 404 or 409,
                        $"{address}: whose it is gets {o}"
                    );
                    Assert.True(
                        address.Others is null ? x == o : address.Others == 0 || x == address.Others,
                        $"{address}: another gets {x}"
                    );
                    break;
                case AudienceKind.Holder:
                    Assert.True((a, o, x) is (404, 404, 404), $"{address}: without a token {a}, {o}, {x}");
                    break;
                default:
                    Assert.True(
                        address.Others is { } said ? a == said : a is 200 or 302 or 301 or 307,
                        $"{address}: anybody gets {a}"
                    );
                    Assert.True(a == o && a == x, $"{address}: {a}, {o}, {x}");
                    break;
            }
        }

        await File.WriteAllLinesAsync(Path.Combine(Sight.Pictures, "matrix.txt"), table, WebStreet.Stop);
    }

    [Fact]
    public async Task NoGetChangesAnything_HoweverOftenItIsAsked()
    {
        await using var street = await WebStreet.OpenAsync();
        var samples = await Samples.OfAsync(street);
        using var guest = await street.ResidentAsync(samples.Owner);
        samples = samples with
        {
            Link = await new GiveAccess(street.Office).LinkAsync(
                (await street.CardAsync(samples.Owner)).Resident,
                WebStreet.Stop
            ),
        };
        await guest.PostAsync($"/m/{samples.Link}", (await guest.GetAsync($"/m/{samples.Link}")).Text);
        var before = street.Fingerprint();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 2; round++)
        {
            seen.Clear();
            var left = new Queue<string>([
                .. Addresses.All.Where(a => a.Method == "GET").Select(a => a.At(samples)),
                $"/m/{samples.Link}",
                $"/feeds/{samples.Feed}.ics",
            ]);
            while (left.TryDequeue(out var path))
            {
                if (seen.Count < 400 && seen.Add(path))
                {
                    foreach (var link in LinksOf((await guest.GetAsync(path)).Text))
                    {
                        left.Enqueue(link);
                    }
                }
            }

            Assert.Equal(before, street.Fingerprint());
        }

        Assert.True(seen.Count > Addresses.All.Count(a => a.Method == "GET"), $"{seen.Count} pages were found");
    }

    private static IEnumerable<string> LinksOf(string page) =>
        from part in page.Split("href=\"").Skip(1)
        let link = part[..Math.Max(0, part.IndexOf('"', StringComparison.Ordinal))]
        where link.StartsWith('/') && !link.StartsWith("/pages-", StringComparison.Ordinal)
        // Months and years go on without an end.
        where !link.Contains("/years/", StringComparison.Ordinal) || link.EndsWith("2026", StringComparison.Ordinal)
        where
            !link.Contains("/areas/", StringComparison.Ordinal)
            || !link.Contains("/20", StringComparison.Ordinal)
            || link.Contains("/2026-1", StringComparison.Ordinal)
        select link;

    private static async Task<int> AskAsync(Guest guest, AddressRow address, Samples samples)
    {
        if (address.Method == "GET")
        {
            return (int)(await guest.GetAsync(address.At(samples))).Status;
        }

        var page = await guest.GetAsync("/");
        return (int)(await guest.PostAsync(address.At(samples), page.Text)).Status;
    }
}
