using System.Net;
using Microsoft.AspNetCore.Http;
using Rota.Planning;

namespace Rota.Web;

/// <summary>How pages are served.</summary>
/// <param name="PublicUrl">
/// Where residents reach them: "https://watch.example"; null where they cannot, as with a street's PC. Then nothing prints a link or a QR code.
/// </param>
/// <param name="Proxies">Addresses of proxies whose word on who asks, and whether it was asked over TLS, counts; none by default.</param>
public sealed record WebSettings(Uri? PublicUrl, IReadOnlyList<IPAddress> Proxies)
{
    /// <summary>A street's PC: no address for residents, no proxy.</summary>
    public static WebSettings Plain { get; } = new(null, []);

    /// <summary>Whether residents come over TLS alone; cookies then are of this host and of TLS only.</summary>
    public bool IsSecure => PublicUrl?.Scheme == Uri.UriSchemeHttps;

    /// <summary>A cookie's name: behind TLS it says to the browser that it is of this host and of TLS alone.</summary>
    internal string CookieName(string name) => IsSecure ? "__Host-" + name : name;

    /// <summary>Where who reads this finds the pages: by the address for residents, and where there is none by the one that was asked, which serves at home.</summary>
    internal Uri UrlOf(HttpRequest request) => PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}");

    /// <summary>The whole address of a page below an address of the pages: "https://watch.example" and "/enter".</summary>
    public static string At(Uri url, string path)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.AbsoluteUri.TrimEnd('/') + path;
    }
}

/// <summary>Gives the office as it is now: covenant and calendar are files that people edit while pages are served.</summary>
/// <param name="Current">The office.</param>
public sealed record OfficeNow(Func<Office> Current);
