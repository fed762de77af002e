using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
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
    public override string ToString() => $"{Method} {Pattern}";
}

/// <summary>
/// Every address of the pages, one by one: an endpoint that is not in the list fails the build. Samples are of area G1 and of resident R1-0001-1; forms
/// are sent without fields, so that nothing comes of them.
/// </summary>
internal static class Addresses
{
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
        new("POST", "/reads", "/reads"),
        new("GET", "/enter", "/enter"),
        new("POST", "/enter", "/enter"),
        new("GET", "/m/{token}", "/m/nobodys"),
        new("POST", "/m/{token}", "/m/nobodys"),
        new("POST", "/leave", "/leave"),
        new("GET", "/me", "/me"),
        new("GET", "/api", "/api"),
        new("GET", "/api/openapi.json", "/api/openapi.json"),
        new("GET", "/api/street", "/api/street"),
        new("GET", "/api/areas/{area}/{month:length(7)}", "/api/areas/G1/2026-12"),
        new("GET", "/api/reader/{documentName?}", "/api/reader/"),
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
        using var owner = await street.ResidentAsync("R1-0001-1");
        using var other = await street.ResidentAsync("R2-0001-1");
        var audiences = Addresses.Mapped(street.Endpoints).ToDictionary(m => (m.Method, m.Pattern), m => m.Audience);
        var table = new List<string>();
        // Whoever leaves is nobody's any more: that comes last.
        foreach (var address in Addresses.All.OrderBy(a => a.Sample == "/leave"))
        {
            var kind = audiences[(address.Method, address.Pattern)]!.Value;
            var (a, o, x) = (
                await AskAsync(anybody, address),
                await AskAsync(owner, address),
                await AskAsync(other, address)
            );
            table.Add($"{address, -60} {kind, -10} anybody {a}, owner {o}, other {x}");
            switch (kind)
            {
                case AudienceKind.Resident:
                    Assert.True(a is 302, $"{address}: anybody gets {a}");
                    Assert.True(
                        address.Method == "GET" ? o is 200 : o is 200 or 302 or 400 or 404 or 409,
                        $"{address}: whose it is gets {o}"
                    );
                    Assert.True(address.Others is null ? x == o : x == address.Others, $"{address}: another gets {x}");
                    break;
                case AudienceKind.Holder:
                    Assert.True((a, o, x) is (404, 404, 404), $"{address}: without a token {a}, {o}, {x}");
                    break;
                default:
                    Assert.True(a is 200 or 302 or 301 or 307, $"{address}: anybody gets {a}");
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
        using var guest = await street.ResidentAsync("R1-0001-1");
        var before = street.Fingerprint();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 2; round++)
        {
            seen.Clear();
            var left = new Queue<string>([.. Addresses.All.Where(a => a.Method == "GET").Select(a => a.Sample)]);
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

        Assert.True(seen.Count > Addresses.All.Count, $"{seen.Count} pages were found");
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

    private static async Task<int> AskAsync(Guest guest, AddressRow address)
    {
        if (address.Method == "GET")
        {
            return (int)(await guest.GetAsync(address.Sample)).Status;
        }

        var page = await guest.GetAsync("/");
        return (int)(await guest.PostAsync(address.Sample, page.Text)).Status;
    }
}
