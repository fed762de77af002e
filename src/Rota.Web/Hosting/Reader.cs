using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Rota.Core;
using Rota.Files.Exports;
using Rota.Planning;
using Rota.Planning.Visits;

namespace Rota.Web.Hosting;

/// <summary>Who reads a page, and how: the language, the size of letters, the resident where one was let in. One a request.</summary>
public sealed class Reader
{
    /// <summary>The cookie that keeps language and size: "en large".</summary>
    internal const string Cookie = "rota-reads";

    /// <summary>As the request says it: by its cookie, in Chinese and plain letters without one.</summary>
    /// <param name="http">The request.</param>
    /// <param name="office">The office.</param>
    public Reader(IHttpContextAccessor http, OfficeNow office)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(office);
        Http = http.HttpContext!;
        Office = office.Current();
        var said = (Http.Request.Cookies[Cookie] ?? "").Split(' ');
        Language = said.Contains("en", StringComparer.Ordinal) ? Language.English : Language.Chinese;
        IsLarge = said.Contains("large", StringComparer.Ordinal);
        Words = new BoardWords(Language);
    }

    /// <summary>The request.</summary>
    public HttpContext Http { get; }

    /// <summary>The office, as it was when the request came.</summary>
    public Office Office { get; }

    /// <summary>Chinese, unless another was chosen.</summary>
    public Language Language { get; }

    /// <summary>大字: letters half as large again.</summary>
    public bool IsLarge { get; }

    /// <summary>Months, dates and posts as boards say them.</summary>
    public BoardWords Words { get; }

    /// <summary>The resident who was let in; null for anybody else.</summary>
    public Visitor? Visitor => Http.Features.Get<Visitor>();

    /// <summary>The path of the page with its query, to come back to; the first page for what came of a form.</summary>
    public string Path => HttpMethods.IsPost(Http.Request.Method) ? "/" : Http.Request.Path + Http.Request.QueryString;

    /// <summary>One of two texts.</summary>
    public string Say(string zh, string en) => Words.In(zh, en);

    /// <summary>Words in the reader's language.</summary>
    public string Say(Words words) => Words.In(words);

    /// <summary>"12月5日 周六", or "Sat 5 December".</summary>
    public string Day(LocalDate date) =>
        Say(
            $"{date.Month}月{date.Day}日 {Words.Weekday(date)}",
            date.ToString("ddd d MMMM", CultureInfo.InvariantCulture)
        );

    /// <summary>The office with this resident as who acts, for the trail.</summary>
    public Office OfficeOf(Visitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return Office with { By = visitor.Card.Code };
    }
}
