using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Rota.Planning.Visits;

namespace Rota.Web.Hosting;

/// <summary>
/// Lets residents in and out. The cookie names the token they came with and is looked up at each request, so that a token which is revoked, or has
/// ended, closes at once what was opened with it.
/// </summary>
internal static class Letting
{
    public const string Scheme = "resident";
    private const string TokenClaim = "token";

    /// <summary>Lets a resident in.</summary>
    public static Task InAsync(HttpContext http, Visitor visitor) =>
        http.SignInAsync(
            Scheme,
            new ClaimsPrincipal(
                new ClaimsIdentity(
                    [new Claim(TokenClaim, visitor.Token.ToString(CultureInfo.InvariantCulture))],
                    Scheme
                )
            ),
            new AuthenticationProperties { IsPersistent = true }
        );

    /// <summary>Lets them out.</summary>
    public static Task OutAsync(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Finds whose cookie it is; none any more where the token opens nothing now.</summary>
    public static async Task LookAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var office = ((OfficeNow)http.RequestServices.GetService(typeof(OfficeNow))!).Current();
        var visitor = int.TryParse(
            context.Principal?.FindFirstValue(TokenClaim),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var token
        )
            ? await new OpenAccess(office).StillAsync(token, http.RequestAborted)
            : null;
        if (visitor is null)
        {
            context.RejectPrincipal();
            return;
        }

        http.Features.Set(visitor);
    }

    /// <summary>Sends somebody who is not in to where they can come in, and then back to the page; who has sent a form, to their nights.</summary>
    public static Task AskAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(
            HttpMethods.IsPost(context.Request.Method) ? "/enter?back=%2Fme" : context.RedirectUri
        );
        return Task.CompletedTask;
    }

    /// <summary>How long a cookie lasts after it was used last; never beyond its token.</summary>
    public static Duration Lasts { get; } = Duration.FromDays(100);
}
