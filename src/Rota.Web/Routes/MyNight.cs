using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Web.Hosting;

namespace Rota.Web.Routes;

/// <summary>Nights in addresses and forms of a resident's pages, and what there is to say where one is none.</summary>
internal static class MyNight
{
    /// <summary>A night as an address has it: "2026-12-05".</summary>
    public const string InPath = "{night:length(10)}";

    /// <summary>The night; null for what is none.</summary>
    public static LocalDate? Read(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 2000 and < 3000 } night } ? night : null;

    /// <summary>The night as an address has it.</summary>
    public static string Of(LocalDate night) => night.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The visitor has no such duty, or none any more.</summary>
    public static IResult NoDuty() =>
        Answer.Told(
            StatusCodes.Status404NotFound,
            new("这一夜没有您的班", "You have no duty that night"),
            new Words(
                "可能已经换给别人，或者已经值完了。最新的请看“我的班”。",
                "It may be somebody else's by now, or be over. Your nights have the latest."
            )
        );

    /// <summary>A date that is none.</summary>
    public static Fault NoDate { get; } =
        new(
            new Place("date"),
            new("日期没有看懂", "the date could not be read"),
            new("请写成 2026-12-05 这样", "write it such as 2026-12-05")
        );
}
