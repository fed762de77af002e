using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;
using Rota.Core.Rotas;
using Rota.Web.Hosting;
using Rota.Web.Pages;
using Scalar.AspNetCore;

namespace Rota.Web.Routes;

/// <summary>What machines of others may read: the same as stands on the boards, as JSON, and its description.</summary>
internal static class ApiRoutes
{
    private const string Description = "/api/openapi.json";

    /// <summary>Where the description's reader lies.</summary>
    private const string Bundle = "/api/reader";

    public static void Map(WebApplication app)
    {
        Json(app, "/api/street", "street", StreetAsync).WithSummary("The street, its communities and its watch areas.");
        Json(app, "/api/areas/{area}/{month:length(7)}", "month", MonthAsync)
            .WithSummary("An area's published month: nights, watches, who is on them by masked name, and open seats.")
            .WithDescription(
                "What stands on the area's board. 404 while the month is neither published nor posted for comment."
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
        app.MapOpenApi(Description).WithMetadata(new Audience(AudienceKind.Everybody));
        var reader = app.MapScalarApiReference(Bundle).WithMetadata(new Audience(AudienceKind.Everybody));
        reader.Add(WithoutPage);
        app.Page("/api", AudienceKind.Everybody, Reference);
    }

    /// <summary>Of the reader only its files are served: its own page runs inline what our policy stops.</summary>
    private static void WithoutPage(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path } && path.EndsWith('}'))
        {
            endpoint.RequestDelegate = http =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
        }
    }

    /// <summary>The page of the description's reader, with the reader as a file: nothing in it runs inline.</summary>
    private static IResult Reference(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = ReferencePolicy;
        return Results.Content(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Rota API</title></head>
            <body>
            <script id="api-reference" data-url="{{Description}}" data-configuration='{"withDefaultFonts":false,"telemetry":false,"showDeveloperTools":"never","hideClientButton":true,"agent":{"disabled":true} }'></script>
            <script src="{{Bundle}}/scalar.js"></script>
            </body>
            </html>
            """,
            "text/html; charset=utf-8"
        );
    }

    /// <summary>The reader brings its styles with it and writes them into the page; it gets no more than this machine.</summary>
    private const string ReferencePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

    private static RouteHandlerBuilder Json(IEndpointRouteBuilder app, string path, string name, Delegate handler) =>
        app.MapGet(path, handler).WithName(name).WithTags("boards").WithMetadata(new Audience(AudienceKind.Everybody));

    private static async Task<Ok<StreetJson>> StreetAsync(PublicBooks books, CancellationToken cancellation)
    {
        var street = await books.StreetAsync(cancellation);
        return TypedResults.Ok(
            new StreetJson(
                street.Name,
                [
                    .. street.Communities.Select(c => new CommunityJson(
                        c.Name,
                        [
                            .. c.Areas.Select(a => new AreaJson(
                                a.Area.Code,
                                a.Area.MeetingPoint,
                                a.Area.Phone,
                                a.Buildings
                            )),
                        ]
                    )),
                ]
            )
        );
    }

    private static async Task<Results<Ok<MonthJson>, NotFound>> MonthAsync(
        [Description("The area's code: LJ-03.")] string area,
        [Description("The month: 2026-12.")] string month,
        PublicBooks books,
        CancellationToken cancellation
    )
    {
        return Address.ReadMonth(month) is { } parsed && await books.SheetAsync(area, parsed, cancellation) is { } sheet
            ? TypedResults.Ok(Of(sheet))
            : TypedResults.NotFound();
    }

    private static MonthJson Of(RotaSheet sheet)
    {
        var duties = sheet.Rota.Duties.ToLookup(d => (d.Seat.Night, d.Seat.Watch));
        var gaps = sheet.Rota.Gaps.ToLookup(g => (g.Seat.Night, g.Seat.Watch));
        return new MonthJson(
            sheet.Area.Code,
            Address.Of(sheet.Month),
            sheet.Edition,
            InstantPattern.General.Format(sheet.MadeAt),
            [
                .. sheet.Watches.Select(w => new WatchJson(
                    LocalDatePattern.Iso.Format(w.Night.Date),
                    w.Name,
                    At(sheet, w.Begins),
                    At(sheet, w.Ends),
                    [
                        .. duties[(w.Night.Date, w.Name)]
                            .Select(d => (Duty: d, Person: sheet.People[d.Resident]))
                            .Select(d => new DutyJson(
                                PostOf(d.Duty.Seat.Post),
                                d.Duty.Seat.Number,
                                d.Person.Masked,
                                d.Person.Number.ToString(),
                                d.Person.Building
                            )),
                    ],
                    [.. gaps[(w.Night.Date, w.Name)].Select(g => new GapJson(PostOf(g.Seat.Post), g.Seat.Number))]
                )),
            ]
        );
    }

    private static string PostOf(Post post) => post.ToString().ToLower(CultureInfo.InvariantCulture);

    private static string At(RotaSheet sheet, NodaTime.LocalDateTime wall) =>
        OffsetDateTimePattern.Rfc3339.Format(sheet.Zone.AtLeniently(wall).ToOffsetDateTime());
}

/// <summary>The street.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Communities">Its communities and villages.</param>
public sealed record StreetJson(string Name, IReadOnlyList<CommunityJson> Communities);

/// <summary>A community or village.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Areas">Its watch areas, in the order of codes.</param>
public sealed record CommunityJson(string Name, IReadOnlyList<AreaJson> Areas);

/// <summary>A watch area.</summary>
/// <param name="Code">Its code.</param>
/// <param name="MeetingPoint">Where its watch meets; null when not known.</param>
/// <param name="Phone">Whom to call; null when not known.</param>
/// <param name="Buildings">Names of its buildings.</param>
public sealed record AreaJson(string Code, string? MeetingPoint, string? Phone, IReadOnlyList<string> Buildings);

/// <summary>An area's month.</summary>
/// <param name="Area">Code of the area.</param>
/// <param name="Month">The month: 2026-12.</param>
/// <param name="Edition">Number of the edition in force; null for a draft that is posted for comment.</param>
/// <param name="MadeAt">When the edition was published, or the draft posted, in UTC.</param>
/// <param name="Watches">Its watches, in order; a night without one is suspended.</param>
public sealed record MonthJson(
    string Area,
    string Month,
    int? Edition,
    string MadeAt,
    IReadOnlyList<WatchJson> Watches
);

/// <summary>A watch.</summary>
/// <param name="Night">The night it belongs to: the date of the evening.</param>
/// <param name="Name">Its name, unique on that night.</param>
/// <param name="Begins">When it begins, with the street's offset from UTC.</param>
/// <param name="Ends">When it ends.</param>
/// <param name="Duties">Who is on it.</param>
/// <param name="Open">Seats that nobody fills.</param>
public sealed record WatchJson(
    string Night,
    string Name,
    string Begins,
    string Ends,
    IReadOnlyList<DutyJson> Duties,
    IReadOnlyList<GapJson> Open
);

/// <summary>Somebody on a seat.</summary>
/// <param name="Post">lead, guard or standby.</param>
/// <param name="Seat">The seat on that post, from 1.</param>
/// <param name="Name">The masked name.</param>
/// <param name="WatchNumber">The public number, which tells namesakes apart.</param>
/// <param name="Building">The building; null when not known.</param>
public sealed record DutyJson(string Post, int Seat, string Name, string WatchNumber, string? Building);

/// <summary>A seat that nobody fills.</summary>
/// <param name="Post">lead, guard or standby.</param>
/// <param name="Seat">The seat on that post, from 1.</param>
public sealed record GapJson(string Post, int Seat);
