using Microsoft.AspNetCore.Http;

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

    public static Task AddAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return next(http);
    }
}
