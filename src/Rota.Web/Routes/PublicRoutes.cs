using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Rota.Core.Measures;
using Rota.Core.Rotas;
using Rota.Files.Covenants;
using Rota.Files.Measures;
using Rota.Planning;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>What everybody may read: the street, its boards, the covenant, how evenly it lay.</summary>
internal static class PublicRoutes
{
    private static readonly YearMonthPattern Months = YearMonthPattern.CreateWithInvariantCulture("uuuu'-'MM");

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

    private static async Task<IResult> StreetAsync(string? q, Reader reader, CancellationToken cancellation) =>
        Answer.Page<StreetPage>(
            (nameof(StreetPage.Street), await new ReadStreet(reader.Office).RunAsync(cancellation)),
            (nameof(StreetPage.Sought), q)
        );

    private static async Task<IResult> CommunityAsync(string community, Reader reader, CancellationToken cancellation)
    {
        var read = new ReadStreet(reader.Office);
        var street = await read.RunAsync(cancellation);
        if (street.Communities.FirstOrDefault(c => c.Name == community) is not { } found)
        {
            return Answer.Missing();
        }

        var night = NightNow(reader.Office);
        return Answer.Page<CommunityPage>(
            (nameof(CommunityPage.Street), street.Name),
            (nameof(CommunityPage.Community), found),
            (nameof(CommunityPage.Night), night),
            (
                nameof(CommunityPage.OnDuty),
                await read.OnDutyAsync(found.Areas.Select(a => a.Area.Id), night, cancellation)
            )
        );
    }

    private static Task<IResult> AreaAsync(string area, Reader reader, CancellationToken cancellation) =>
        BoardAsync(area, NightNow(reader.Office).ToYearMonth(), reader, cancellation);

    private static Task<IResult> MonthAsync(string area, string month, Reader reader, CancellationToken cancellation) =>
        Months.Parse(month) is { Success: true } parsed
            ? BoardAsync(area, parsed.Value, reader, cancellation)
            : Task.FromResult(Answer.Missing());

    private static async Task<IResult> BoardAsync(
        string code,
        YearMonth month,
        Reader reader,
        CancellationToken cancellation
    )
    {
        var office = reader.Office;
        var street = await new ReadStreet(office).RunAsync(cancellation);
        var area = street.Communities.SelectMany(c => c.Areas).FirstOrDefault(a => a.Area.Code == code);
        if (area is null)
        {
            return Answer.Missing();
        }

        var night = NightNow(office);
        var sheet = await SheetAsync(office, code, month, cancellation);
        // The week may go on in the next month.
        var later =
            month == night.ToYearMonth() ? await SheetAsync(office, code, month.PlusMonths(1), cancellation) : null;
        return Answer.Page<AreaPage>(
            (nameof(AreaPage.Street), street.Name),
            (nameof(AreaPage.Area), area.Area),
            (nameof(AreaPage.Month), month),
            (nameof(AreaPage.Night), night),
            (nameof(AreaPage.Sheet), sheet),
            (nameof(AreaPage.Later), later)
        );
    }

    /// <summary>What may be shown of an area's month: an edition, or a draft that is posted for comment; null else.</summary>
    internal static async Task<RotaSheet?> SheetAsync(
        Office office,
        string area,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var read = await new ReadSheets(office).RunAsync(month, new AreaChoice(null, [area]), cancellation);
        return read.Succeeded
            ? read.Value.FirstOrDefault(s => s.Area.Code == area && (!s.IsDraft || s.IsPosted))
            : null;
    }

    private static async Task<IResult> CovenantAsync(string area, Reader reader, CancellationToken cancellation)
    {
        var street = await new ReadStreet(reader.Office).RunAsync(cancellation);
        return street.Communities.SelectMany(c => c.Areas).All(a => a.Area.Code != area)
            ? Answer.Missing()
            : Answer.Page<CovenantWordsPage>(
                (nameof(CovenantWordsPage.Area), area),
                (nameof(CovenantWordsPage.Digest), CovenantDigest.Of(reader.Office.Covenant, []))
            );
    }

    private static async Task<IResult> YearAsync(string area, int year, Reader reader, CancellationToken cancellation)
    {
        var tables = await new ReadStood(reader.Office).TablesAsync(
            FairnessSpan.Of(year),
            new AreaChoice(null, [area]),
            cancellation
        );
        return tables is { Succeeded: true, Value: [var table, ..] }
            ? Answer.Page<YearPage>((nameof(YearPage.Table), table), (nameof(YearPage.Year), year))
            : Answer.Missing();
    }

    private static async Task<IResult> YearPictureAsync(
        string area,
        int year,
        Reader reader,
        CancellationToken cancellation
    )
    {
        var measured = await new MeasureFairness(reader.Office).RunAsync(
            FairnessSpan.Of(year),
            new AreaChoice(null, [area]),
            cancellation
        );
        if (!measured.Succeeded)
        {
            return Answer.Missing();
        }

        using var svg = new MemoryStream();
        FairnessPicture.Write(svg, measured.Value, reader.Language);
        return Results.Bytes(svg.ToArray(), "image/svg+xml");
    }

    private static IResult StyleSheet(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Style.Content, "text/css; charset=utf-8");
    }

    /// <summary>Language and size of letters, kept in a cookie that says nothing else.</summary>
    private static async Task<IResult> ReadsAsync(HttpContext http, Reader reader, CancellationToken cancellation)
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
                Secure = http.Request.IsHttps,
                MaxAge = Duration.FromDays(400).ToTimeSpan(),
                Path = "/",
            }
        );
        return Answer.To(Answer.Of(form, "back"));
    }

    /// <summary>The night that is on: until six in the morning, the one that began the evening before.</summary>
    internal static LocalDate NightNow(Office office) => office.Now.Hour < 6 ? office.Today.PlusDays(-1) : office.Today;
}
