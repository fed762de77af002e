using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Rota.Web.Hosting;

/// <summary>
/// Tells whoever sends more than any form of ours that it is too long. A browser sends all of it before it reads the answer, and a server that stops listening meanwhile
/// breaks the connection: so some megabytes are heard out, and thrown away as they come.
/// </summary>
internal static class LongForms
{
    /// <summary>The longest form that is taken in, in bytes: the longest of ours is far shorter.</summary>
    public const long Longest = 64 * 1024;

    /// <summary>The longest that is heard out, in bytes: a picture, chosen by mistake. Of more the connection breaks.</summary>
    private const long HeardOut = 16 * 1024 * 1024;

    public static async Task LookAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength is not (> Longest and var length))
        {
            await next(http);
            return;
        }

        // Who asks first whether it is taken has sent nothing yet.
        if (length <= HeardOut && !http.Request.Headers.ContainsKey(HeaderNames.Expect))
        {
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = length;
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }

        await Answer.TooLong().ExecuteAsync(http);
    }
}
