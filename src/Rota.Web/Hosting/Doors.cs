using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Rota.Web.Hosting;

/// <summary>The two ways in which an address is mapped: a page, which changes nothing, and a form, which was made by this program for this reader.</summary>
internal static class Doors
{
    /// <summary>Maps a page: GET, and HEAD with it.</summary>
    public static RouteHandlerBuilder Page(
        this IEndpointRouteBuilder routes,
        string path,
        AudienceKind audience,
        Delegate handler
    ) => For(routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], handler), audience);

    /// <summary>Maps a form: POST, refused without the token that the page with the form had.</summary>
    public static RouteHandlerBuilder Form(
        this IEndpointRouteBuilder routes,
        string path,
        AudienceKind audience,
        Delegate handler
    ) =>
        For(routes.MapPost(path, handler), audience)
            .WithMetadata(new RequireAntiforgeryTokenAttribute())
            .AddEndpointFilter(
                static async (call, next) =>
                    call.HttpContext.Features.Get<IAntiforgeryValidationFeature>() switch
                    {
                        { IsValid: true } => await next(call),
                        // The token stands in the form, and so nothing was read of one that is too long.
                        { Error.InnerException: BadHttpRequestException { StatusCode: 413 } } => Answer.TooLong(
                            call.HttpContext
                        ),
                        _ => Answer.StaleForm(call.HttpContext),
                    }
            );

    private static RouteHandlerBuilder For(RouteHandlerBuilder endpoint, AudienceKind audience)
    {
        endpoint.WithMetadata(new Audience(audience)).ExcludeFromDescription();
        return audience == AudienceKind.Resident ? endpoint.RequireAuthorization() : endpoint;
    }
}
