using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using NodaTime;
using Rota.Core;
using Rota.Store;
using Rota.Web.Pages;

namespace Rota.Web.Hosting;

/// <summary>What endpoints answer with: a page, another page to go to, or words about what went wrong.</summary>
internal static class Answer
{
    /// <summary>A page with its parameters.</summary>
    public static RazorComponentResult<T> Page<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => new(parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));

    /// <summary>A page with a form that was not taken: it comes back with what was typed and what would be right.</summary>
    public static RazorComponentResult<T> Again<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent =>
        new(parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal))
        {
            StatusCode = StatusCodes.Status409Conflict,
        };

    /// <summary>There is no such page.</summary>
    public static IResult Missing() =>
        Told(
            StatusCodes.Status404NotFound,
            new("没有这一页", "There is no such page"),
            new Words("地址可能写错了，或者这一页已经撤下。", "The address may be wrong, or the page was taken down.")
        );

    /// <summary>Faults of a use case, in words.</summary>
    public static IResult Refused(IReadOnlyList<Fault> faults) =>
        new RazorComponentResult<ToldPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ToldPage.Title)] = new Words("没有办成", "Not done"),
                [nameof(ToldPage.Faults)] = faults,
            }
        )
        {
            StatusCode = StatusCodes.Status409Conflict,
        };

    /// <summary>A page that says something.</summary>
    public static RazorComponentResult<ToldPage> Told(int status, Words title, params IReadOnlyList<Words> lines) =>
        new(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ToldPage.Title)] = title,
                [nameof(ToldPage.Lines)] = lines,
            }
        )
        {
            StatusCode = status,
        };

    /// <summary>A form that lay open too long, or that another page has sent.</summary>
    public static IResult StaleForm(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Told(
            StatusCodes.Status400BadRequest,
            new("请再来一次", "Once more, please"),
            new Words(
                "这张表放得太久了。请回到上一页，刷新，再按一次。",
                "This form lay open too long. Go back, reload the page, and press again."
            )
        );
    }

    /// <summary>A form that is longer than any of ours.</summary>
    public static IResult TooLong(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (Problem.IsFor(http))
        {
            return Problem.Of(StatusCodes.Status413PayloadTooLarge);
        }

        return Told(
            StatusCodes.Status413PayloadTooLarge,
            new("太长了", "Too long"),
            new Words(
                "填的内容太长，没有收下。请写短一些。",
                "What was filled in is too long and was not taken. Please write less."
            )
        );
    }

    /// <summary>Too many wrong tries: when the next is looked at.</summary>
    public static IResult TooMany(HttpContext http, Duration wait) =>
        Told(StatusCodes.Status429TooManyRequests, new("请稍等再试", "Please try again later"), Wait(http, wait));

    /// <summary>Says to machines when the next try is looked at, and gives the words for people.</summary>
    public static IReadOnlyList<Words> Wait(HttpContext http, Duration wait)
    {
        ArgumentNullException.ThrowIfNull(http);
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var minutes = ((seconds + 59) / 60).ToString(CultureInfo.InvariantCulture);
        return
        [
            new(
                $"试错的次数太多了，请过 {minutes} 分钟再试。",
                $"There were too many wrong tries. Try again in {minutes} min."
            ),
            new(
                "有个人链接或二维码的，现在就可以打开它进入；没有的，请找排班员。",
                "With a personal link or QR code you can come in right now; else ask the organiser."
            ),
        ];
    }

    /// <summary>Too many searches at once: when to ask again.</summary>
    public static IResult Busy(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.RetryAfter = "60";
        return Told(
            StatusCodes.Status503ServiceUnavailable,
            new("正忙，请过一分钟再问", "Busy: please ask again in a minute"),
            new Words(
                "要回答这个，得把这个月重新算一遍；现在正算着别的。",
                "To answer this, the month is computed again, and other answers are under way now."
            )
        );
    }

    /// <summary>Something that is a defect of this program.</summary>
    public static IResult Failed(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        // A database that is away comes back; anything else is a bug.
        var isAway =
            http.Features.Get<IExceptionHandlerFeature>() is { Error: { } error } && StoreTrouble.Of(error) is not null;
        var status = isAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        if (Problem.IsFor(http))
        {
            return Problem.Of(status);
        }

        return Told(
            status,
            new("出错了", "Something went wrong"),
            new Words(
                "什么都没有改动。请过一会儿再试；还不行，请告诉排班员。",
                "Nothing was changed. Please try again in a while; if it stays so, tell the organiser."
            )
        );
    }

    /// <summary>Words for a status that nothing else has said anything about.</summary>
    public static IResult Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (Problem.IsFor(http))
        {
            return Problem.Of(http.Response.StatusCode);
        }

        return http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Missing(),
            StatusCodes.Status400BadRequest => StaleForm(http),
            var status => Told(status, Words.Same(ReasonPhrases.GetReasonPhrase(status))),
        };
    }

    /// <summary>To another page of this program, whatever was asked for.</summary>
    public static IResult To(string? path) =>
        Results.Redirect(IsHere(path) ? path! : "/", permanent: false, preserveMethod: false);

    /// <summary>
    /// Whether an address is a page of this program: nobody is sent elsewhere by a link that only begins here. Our own are escaped; what is not, no header can hold.
    /// </summary>
    public static bool IsHere(string? path) =>
        path is ['/', ..] && path is not (['/', '/' or '\\', ..]) && path.All(c => c is > ' ' and <= '~');

    /// <summary>A value of a form; empty when it was not sent.</summary>
    public static string Of(IFormCollection form, string name) =>
        form.TryGetValue(name, out var value) && !StringValues.IsNullOrEmpty(value) ? value[0]!.Trim() : "";
}
