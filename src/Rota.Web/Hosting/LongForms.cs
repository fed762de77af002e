using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace Rota.Web.Hosting;

/// <summary>
/// Tells whoever sends more than any form of ours that it is too long. A browser sends all of it before it reads the answer, and a server that stops listening meanwhile
/// breaks the connection: so some megabytes are heard out, and thrown away as they come; of a few at a time and not for ever, as nobody is asked who they are.
/// </summary>
/// <param name="atOnce">How many are heard out at a time; the next is told at once, and its connection closed.</param>
/// <param name="patience">How long one is heard out; then it is told, and its connection closed.</param>
internal sealed class LongForms(int atOnce, Duration patience) : IDisposable
{
    /// <summary>The longest form that is taken in, in bytes: the longest of ours is far shorter.</summary>
    public const long Longest = 64 * 1024;

    /// <summary>How many are heard out at a time.</summary>
    public const int AtOnce = 4;

    /// <summary>The longest that is heard out, in bytes: a picture, chosen by mistake. Of more the connection breaks.</summary>
    private const long HeardOut = 16 * 1024 * 1024;

    /// <summary>How long one is heard out: a picture on a slow phone.</summary>
    public static readonly Duration Patience = Duration.FromSeconds(30);

    private readonly SemaphoreSlim places = new(atOnce);

    public async Task LookAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength is not (> Longest and var length))
        {
            await next(http);
            return;
        }

        // Who asks first whether it is taken has sent nothing yet.
        var isHeard =
            length <= HeardOut
            && !http.Request.Headers.ContainsKey(HeaderNames.Expect)
            && await IsHeardOutAsync(http, length);
        if (!isHeard)
        {
            // Else the server would wait for the rest of it.
            http.Response.Headers.Connection = "close";
        }

        await Answer.TooLong(http).ExecuteAsync(http);
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private async Task<bool> IsHeardOutAsync(HttpContext http, long length)
    {
        if (!await places.WaitAsync(0, http.RequestAborted))
        {
            return false;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        stop.CancelAfter(patience.ToTimeSpan());
        try
        {
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = length;
            await http.Request.Body.CopyToAsync(Stream.Null, stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            places.Release();
        }
    }
}
