using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Rota.Core;
using Rota.Core.Registers;
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

    /// <summary>A feed. A calendar that has it already, and names its tag, is told that it is the same, before anything of it is read.</summary>
    private static async Task<IResult> FeedAsync(
        string token,
        string? @in,
        HttpContext http,
        Reader reader,
        Guesses guesses,
        CancellationToken cancellation
    )
    {
        var read = new ReadFeed(reader.Office);
        var language = @in == English ? Language.English : Language.Chinese;
        // The tag is read first: of a feed that changes meanwhile the next look gets the rest.
        if (await read.VersionAsync(token, cancellation) is not { } version)
        {
            return Unopened();
        }

        var tag = TagOf(version, language);
        // A calendar keeps what it shows anyway; it may, so that it can ask whether that is still so.
        var headers = http.Response.GetTypedHeaders();
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        headers.ETag = tag;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        return await read.OfAsync(token, cancellation) is { } feed
            ? Results.Bytes(CalendarFeed.Write(feed, language), CalendarFeed.ContentType)
            : Unopened();

        IResult Unopened()
        {
            http.Response.Headers.ETag = default;
            return EnterRoutes.Unopened(http, reader, guesses) ?? Answer.Missing();
        }
    }

    /// <summary>One type of each part of the program that has a say in how a feed is written: its words, what it tells, and whose names are masked how.</summary>
    private static readonly Type[] Program = [typeof(CalendarFeed), typeof(ReadFeed), typeof(MaskedName)];

    /// <summary>The tag of a feed: what it hangs on, how it is written, and by which program, since another may write it otherwise.</summary>
    private static EntityTagHeaderValue TagOf(string version, Language language)
    {
        var program = string.Join(' ', Program.Select(t => t.Module.ModuleVersionId));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{version}\n{language}\n{program}"));
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash)[..32]}\"");
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
