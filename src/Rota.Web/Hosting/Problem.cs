using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Rota.Web.Hosting;

/// <summary>What machines are told that get nothing: JSON that says what is wrong (RFC 9457), where people get a page.</summary>
internal static class Problem
{
    private static readonly JsonSerializerOptions Written = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Chinese stays readable; it is never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether it was asked below <c>/api</c>, where machines ask.</summary>
    public static bool IsFor(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal, out var rest) && rest.HasValue;

    /// <summary>A status in words.</summary>
    public static IResult Of(int status) =>
        Results.Json(
            new ProblemDetails
            {
                Status = status,
                Title = ReasonPhrases.GetReasonPhrase(status),
                Detail = status switch
                {
                    StatusCodes.Status404NotFound =>
                        "没有这个地址，或者那个月还没有公布。/ There is no such address, or that month is not published.",
                    StatusCodes.Status405MethodNotAllowed => "这里只能读。/ Here one can only read.",
                    StatusCodes.Status413PayloadTooLarge => "内容太长，没有收下。/ Too long; it was not taken.",
                    >= 500 => "出错了，请过一会儿再试。/ Something went wrong; try again in a while.",
                    _ => null,
                },
            },
            Written,
            "application/problem+json; charset=utf-8",
            status
        );
}
