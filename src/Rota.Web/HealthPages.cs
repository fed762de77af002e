using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rota.Web.Hosting;

namespace Rota.Web;

/// <summary>Where whoever watches over the process asks how it is.</summary>
public static class HealthPages
{
    /// <summary>
    /// Maps <c>/health/live</c>, which answers while the process does, and <c>/health/ready</c>, which answers 200 while every check that is
    /// registered passes and 503 else, with the names of the checks and nothing of the street. A server with pages has them among its pages.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        Map(routes, "/health/live", new HealthCheckOptions { Predicate = _ => false });
        Map(routes, "/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static void Map(IEndpointRouteBuilder routes, string path, HealthCheckOptions options) =>
        routes
            .MapHealthChecks(path, options)
            .WithMetadata(new Audience(AudienceKind.Everybody))
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsync(
            string.Concat(report.Entries.Select(e => $"{e.Key}: {e.Value.Status}\n")),
            context.RequestAborted
        );
}
