using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Rota.Core;
using Rota.Planning.Visits;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>签到: whoever is on a watch scans the QR code on the lead's phone, and presses one button.</summary>
internal static class HereRoutes
{
    public static void Map(WebApplication app)
    {
        app.Page("/here/{token}", AudienceKind.Resident, HereAsync);
        app.Form("/here/{token}", AudienceKind.Resident, ComeAsync);
    }

    private static async Task<IResult> HereAsync(
        string token,
        Reader reader,
        HereTokens tokens,
        CancellationToken cancellation
    ) =>
        tokens.Read(token, reader.Office.Now) is not { } watch ? Over()
        : await OfAsync(watch, reader, cancellation) is { } duty
            ? Answer.Page<HerePage>((nameof(HerePage.Token), token), (nameof(HerePage.Duty), duty))
        : NotOnIt();

    private static async Task<IResult> ComeAsync(
        string token,
        Reader reader,
        HereTokens tokens,
        CancellationToken cancellation
    )
    {
        if (tokens.Read(token, reader.Office.Now) is not { } watch)
        {
            return Over();
        }

        var visitor = reader.Visitor!;
        return await OfAsync(watch, reader, cancellation) is null ? NotOnIt()
            : await new TellPresence(reader.OfficeOf(visitor)).RunAsync(
                visitor,
                watch.Night,
                watch.Watch,
                hasCome: true,
                cancellation
            )
                is { } fault
                ? Answer.Refused([fault])
            : Answer.To("/me/tonight");
    }

    /// <summary>The visitor's duty on the watch; null where they are not on it.</summary>
    private static async Task<MyDuty?> OfAsync(HereWatch watch, Reader reader, CancellationToken cancellation) =>
        await new ReadMyDuties(reader.Office).OfNightAsync(reader.Visitor!, watch.Night, cancellation) is { } duty
        && watch.Has(duty.Standing)
            ? duty
            : null;

    private static IResult Over() =>
        Answer.Told(
            StatusCodes.Status404NotFound,
            new("这个码打不开了", "This code opens nothing any more"),
            new Words(
                "它只管一班，到班结束为止。请扫带班人手机上现在的码。",
                "It is for one watch and ends with it. Scan the code that the lead's phone shows now."
            )
        );

    private static IResult NotOnIt() =>
        Answer.Told(
            StatusCodes.Status404NotFound,
            new("您不在这一班上", "You are not on this watch"),
            new Words("这个码给同一班的人签到用。", "This code is for those on the watch to say that they are here."),
            new Words("要是换过班，请看“我的班”。", "If duties were swapped, see your nights.")
        );
}
