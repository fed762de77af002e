using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Rota.Core;
using Rota.Files.Exports;
using Rota.Planning.Visits;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>Calendar feeds, each under a token of its own, and the page on which a resident gets one.</summary>
internal static class FeedRoutes
{
    private const string English = "en";

    public static void Map(WebApplication app)
    {
        app.Page("/feeds/{token}.ics", AudienceKind.Holder, FeedAsync);
        app.Page("/me/feed", AudienceKind.Resident, MyFeed);
        app.Form("/me/feed", AudienceKind.Resident, NewFeedAsync);
    }

    /// <summary>A feed. A calendar that has it already, and names its tag, is told that it is the same.</summary>
    private static async Task<IResult> FeedAsync(
        string token,
        string? @in,
        HttpContext http,
        Reader reader,
        Guesses guesses,
        CancellationToken cancellation
    )
    {
        if (await new ReadFeed(reader.Office).OfAsync(token, cancellation) is not { } feed)
        {
            return EnterRoutes.Unopened(http, reader, guesses) ?? Answer.Missing();
        }

        var bytes = CalendarFeed.Write(feed, @in == English ? Language.English : Language.Chinese);
        // A calendar keeps what it shows anyway; it may, so that it can ask whether that is still so.
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(
            bytes,
            CalendarFeed.ContentType,
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"")
        );
    }

    private static IResult MyFeed() => Answer.Page<MyFeedPage>();

    private static async Task<IResult> NewFeedAsync(
        HttpContext http,
        Reader reader,
        WebSettings settings,
        CancellationToken cancellation
    )
    {
        var visitor = reader.Visitor!;
        var token = await new GiveAccess(reader.OfficeOf(visitor)).FeedAsync(visitor.Card.Resident, cancellation);
        var url = settings.UrlOf(http.Request);
        var tongue = reader.Language == Language.English ? $"?in={English}" : "";
        return Answer.Page<MyFeedPage>((nameof(MyFeedPage.Made), WebSettings.At(url, $"/feeds/{token}.ics{tongue}")));
    }
}
