using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Rota.Web.Hosting;

/// <summary>
/// Open calls of which somebody has said that they are not for them. It is kept on their device alone, in a cookie of numbers: that nobody may be asked why they
/// did not take a duty, it stands in no books.
/// </summary>
internal static class NotMe
{
    private const string Cookie = "rota-not-me";

    /// <summary>Numbers that are kept at most; the oldest go first.</summary>
    private const int Most = 50;

    /// <summary>The numbers of this device.</summary>
    public static IReadOnlyList<int> Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return
        [
            .. (http.Request.Cookies[Cookie] ?? "")
                .Split('.')
                .Select(n =>
                    int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
                )
                .Where(n => n > 0)
                .TakeLast(Most),
        ];
    }

    /// <summary>Keeps one more.</summary>
    public static void Add(HttpContext http, int number) =>
        http.Response.Cookies.Append(
            Cookie,
            string.Join(
                '.',
                Of(http)
                    .Where(n => n != number)
                    .Append(number)
                    .TakeLast(Most)
                    .Select(n => n.ToString(CultureInfo.InvariantCulture))
            ),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = Duration.FromDays(60).ToTimeSpan(),
                Path = "/me",
            }
        );
}
