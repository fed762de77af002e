using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Rota.Core.Registers;

namespace Rota.Web.Hosting;

/// <summary>
/// Open calls of which somebody has said that they are not for them. It is kept on their device alone, in a cookie of numbers: that nobody may be asked why they
/// did not take a duty, it stands in no books. A household shares a phone: each number goes with the watch number of who said it, and all are forgotten when
/// somebody leaves.
/// </summary>
/// <param name="settings">How pages are served.</param>
internal sealed class NotMe(WebSettings settings)
{
    /// <summary>Numbers that are kept at most; the oldest go first.</summary>
    private const int Most = 50;

    private string Cookie => settings.CookieName("rota-not-me");

    /// <summary>The numbers that one resident has put aside on this device.</summary>
    public IReadOnlyList<int> Of(HttpContext http, WatchNumber who) =>
        [.. Read(http).Where(k => k.Who == who.Value).Select(k => k.Number)];

    /// <summary>Keeps one more.</summary>
    public void Add(HttpContext http, WatchNumber who, int number)
    {
        var kept = Read(http).Where(k => k != (who.Value, number)).Append((who.Value, number)).TakeLast(Most);
        http.Response.Cookies.Append(
            Cookie,
            string.Join('.', kept.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Item1}-{k.Item2}"))),
            Options(http, Duration.FromDays(60).ToTimeSpan())
        );
    }

    /// <summary>Forgets all of this device.</summary>
    public void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http, lasts: null));

    private IEnumerable<(int Who, int Number)> Read(HttpContext http) =>
        (http.Request.Cookies[Cookie] ?? "")
            .Split('.')
            .Select(k => k.Split('-') is [var who, var number] ? (Whole(who), Whole(number)) : default)
            .Where(k => k is { Item1: > 0, Item2: > 0 })
            .TakeLast(Most);

    private static int Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : 0;

    private CookieOptions Options(HttpContext http, TimeSpan? lasts) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = settings.IsSecure || http.Request.IsHttps,
            MaxAge = lasts,
            Path = "/",
        };
}
