using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Rota.Core.Registers;

namespace Rota.Web.Hosting;

/// <summary>
/// Knows a browser in which somebody came in before, by a cookie that only this program can write: whoever tries codes for a watch number elsewhere then
/// does not keep its owner out (OWASP: Slow Down Online Guessing Attacks with Device Cookies). It lets nobody in by itself.
/// </summary>
/// <param name="keys">The keys of all web processes.</param>
/// <param name="settings">How pages are served.</param>
internal sealed class Device(IDataProtectionProvider keys, WebSettings settings)
{
    /// <summary>A household shares a phone; more than these are not one.</summary>
    private const int MostNumbers = 6;

    private readonly IDataProtector protector = keys.CreateProtector("rota device");

    /// <summary>The browser's own name, where somebody came in as a watch number in it; null elsewhere.</summary>
    public string? Of(HttpContext http, string number) =>
        Read(http) is [var name, .. var numbers] && numbers.Contains(number, StringComparer.Ordinal) ? name : null;

    /// <summary>Remembers in the browser that somebody came in.</summary>
    public void Remember(HttpContext http, WatchNumber number)
    {
        var said = Read(http);
        var name = said is [var known, ..] ? known : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        var numbers = said.Skip(1).Where(n => n != number.ToString()).TakeLast(MostNumbers - 1);
        http.Response.Cookies.Append(
            settings.CookieName("rota-device"),
            protector.Protect(string.Join(' ', [name, .. numbers, number.ToString()])),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = settings.IsSecure || http.Request.IsHttps,
                MaxAge = Duration.FromDays(400).ToTimeSpan(),
                Path = "/",
                IsEssential = true,
            }
        );
    }

    private string[] Read(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[settings.CookieName("rota-device")] is { Length: > 0 and < 2000 } cookie
                ? protector.Unprotect(cookie).Split(' ')
                : [];
        }
        catch (CryptographicException)
        {
            // Written by somebody else, or with a key that is gone.
            return [];
        }
    }
}
