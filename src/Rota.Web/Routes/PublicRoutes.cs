using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Rota.Files.Covenants;
using Rota.Planning;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>What everybody may read: the street, its boards, the covenant, how evenly it lay.</summary>
internal static class PublicRoutes
{
    public static void Map(WebApplication app)
    {
        app.Page("/", AudienceKind.Everybody, StreetAsync);
        app.Page("/communities/{community}", AudienceKind.Everybody, CommunityAsync);
        app.Page("/areas/{area}", AudienceKind.Everybody, AreaAsync);
        app.Page("/areas/{area}/{month:length(7)}", AudienceKind.Everybody, MonthAsync);
        app.Page("/areas/{area}/covenant", AudienceKind.Everybody, CovenantAsync);
        app.Page("/areas/{area}/years/{year:int:range(2000,2999)}", AudienceKind.Everybody, YearAsync);
        app.Page("/areas/{area}/years/{year:int:range(2000,2999)}.svg", AudienceKind.Everybody, YearPictureAsync);
        app.Page(Style.Path, AudienceKind.Everybody, StyleSheet);
        app.Form("/reads", AudienceKind.Everybody, ReadsAsync);
    }

    private static async Task<IResult> StreetAsync(string? q, PublicBooks books, CancellationToken cancellation) =>
        Answer.Page<StreetPage>(
            (nameof(StreetPage.Street), await books.StreetAsync(cancellation)),
            (nameof(StreetPage.Sought), q)
        );

    private static async Task<IResult> CommunityAsync(
        string community,
        PublicBooks books,
        CancellationToken cancellation
    )
    {
        var street = await books.StreetAsync(cancellation);
        if (street.Communities.FirstOrDefault(c => c.Name == community) is not { } found)
        {
            return Answer.Missing();
        }

        // Areas that were joined or parted keep what was published before.
        var month = await books.MonthAsync((await books.NightAsync(found, cancellation)).ToYearMonth(), cancellation);
        var listed = found.Areas.Select(a => a.Area.Id).ToHashSet();
        found = found with
        {
            Areas =
            [
                .. found.Areas,
                .. month
                    .Where(a => a.Edition is not null && a.State.Area.Community == community)
                    .Where(a => !listed.Contains(a.State.Area.Id))
                    .Select(a => new AreaOverview(a.State.Area, [])),
            ],
        };
        var night = await books.NightAsync(found, cancellation);
        return Answer.Page<CommunityPage>(
            (nameof(CommunityPage.Street), street.Name),
            (nameof(CommunityPage.Community), found),
            (nameof(CommunityPage.Night), night),
            (nameof(CommunityPage.OnDuty), await books.OnDutyAsync(found, night, cancellation)),
            (
                nameof(CommunityPage.Elsewhere),
                month
                    .SelectMany(a => a.PublishedElsewhere.Select(c => (a.State.Area.Code, Where: c)))
                    .ToLookup(a => a.Code, a => a.Where)
            )
        );
    }

    private static async Task<IResult> AreaAsync(string area, PublicBooks books, CancellationToken cancellation) =>
        await BoardAsync(area, (await books.NightAsync(area, cancellation)).ToYearMonth(), books, cancellation);

    private static Task<IResult> MonthAsync(
        string area,
        string month,
        PublicBooks books,
        CancellationToken cancellation
    ) =>
        Address.ReadMonth(month) is { } parsed
            ? BoardAsync(area, parsed, books, cancellation)
            : Task.FromResult(Answer.Missing());

    private static async Task<IResult> BoardAsync(
        string code,
        YearMonth month,
        PublicBooks books,
        CancellationToken cancellation
    )
    {
        if (await books.AreaAsync(code, month, cancellation) is not { } at)
        {
            return Answer.Missing();
        }

        async Task<YearMonth?> ThereAsync(YearMonth other) =>
            await books.AreaAsync(code, other, cancellation) is null ? null : other;

        var night = await books.NightAsync(code, cancellation);
        var isNow = month == night.ToYearMonth();
        return Answer.Page<AreaPage>(
            (nameof(AreaPage.Street), (await books.StreetAsync(cancellation)).Name),
            (nameof(AreaPage.Area), at.State.Area),
            (nameof(AreaPage.Month), month),
            (nameof(AreaPage.Night), night),
            (nameof(AreaPage.Sheet), await books.SheetAsync(code, month, cancellation)),
            (nameof(AreaPage.Elsewhere), at.PublishedElsewhere),
            // The week may go on in the next month.
            (nameof(AreaPage.Later), isNow ? await books.SheetAsync(code, month.PlusMonths(1), cancellation) : null),
            (nameof(AreaPage.Previous), await ThereAsync(month.PlusMonths(-1))),
            (nameof(AreaPage.Next), await ThereAsync(month.PlusMonths(1)))
        );
    }

    private static async Task<IResult> CovenantAsync(
        string area,
        Reader reader,
        PublicBooks books,
        CancellationToken cancellation
    ) =>
        await books.AreaAsync(area, cancellation) is null
            ? Answer.Missing()
            : Answer.Page<CovenantWordsPage>(
                (nameof(CovenantWordsPage.Area), area),
                (nameof(CovenantWordsPage.Digest), CovenantDigest.Of(reader.Office.Covenant, []))
            );

    private static async Task<IResult> YearAsync(
        string area,
        int year,
        PublicBooks books,
        CancellationToken cancellation
    ) =>
        await books.StoodAsync(area, year, cancellation) is { } table
            ? Answer.Page<YearPage>(
                (nameof(YearPage.Table), table),
                (nameof(YearPage.Year), year),
                (nameof(YearPage.HasPrevious), books.HasYear(year - 1)),
                (nameof(YearPage.HasNext), books.HasYear(year + 1))
            )
            : Answer.Missing();

    private static async Task<IResult> YearPictureAsync(
        string area,
        int year,
        Reader reader,
        PublicBooks books,
        CancellationToken cancellation
    ) =>
        await books.PictureAsync(area, year, reader.Language, cancellation) is { } svg
            ? Results.Bytes(svg, "image/svg+xml")
            : Answer.Missing();

    private static IResult StyleSheet(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Style.Content, "text/css; charset=utf-8");
    }

    /// <summary>Language and size of letters, kept in a cookie that says nothing else.</summary>
    private static async Task<IResult> ReadsAsync(
        HttpContext http,
        Reader reader,
        WebSettings settings,
        CancellationToken cancellation
    )
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (language, size) = (Answer.Of(form, "language"), Answer.Of(form, "size"));
        var isEnglish = language.Length > 0 ? language == "en" : reader.Language == Core.Language.English;
        var isLarge = size.Length > 0 ? size == "large" : reader.IsLarge;
        var said = new StringBuilder(isEnglish ? "en" : "zh").Append(isLarge ? " large" : "").ToString();
        http.Response.Cookies.Append(
            Reader.Cookie,
            said,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = settings.IsSecure || http.Request.IsHttps,
                MaxAge = Duration.FromDays(400).ToTimeSpan(),
                Path = "/",
            }
        );
        return Answer.To(Answer.Of(form, "back"));
    }
}
