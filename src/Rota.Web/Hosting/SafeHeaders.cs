using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Rota.Web.Hosting;

/// <summary>
/// Says with every answer that nothing of it is kept on the way, shown in another page, sent on as a referrer, or runs scripts that are not this
/// program's files.
/// </summary>
internal static class SafeHeaders
{
    /// <summary>No script but files of this program, nothing inline, nothing from elsewhere.</summary>
    public const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>
    /// Adds them when the answer begins, since an answer that fails is cleared on the way; what a page has said by itself stays.
    /// </summary>
    public static Task AddAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(
            static response =>
            {
                var headers = ((HttpResponse)response).Headers;
                headers.TryAdd(HeaderNames.ContentSecurityPolicy, Policy);
                headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
                headers.TryAdd("Referrer-Policy", "no-referrer");
                headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
                headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
                headers.TryAdd(HeaderNames.CacheControl, "no-store");
                return Task.CompletedTask;
            },
            http.Response
        );
        return next(http);
    }
}
