using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Planning.Visits;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>On the night: who is out with whom, by name and phone; coming and going; what the lead says of who came.</summary>
internal static class TonightRoutes
{
    public static void Map(WebApplication app)
    {
        app.Page("/me/tonight", AudienceKind.Resident, TonightAsync);
        app.Form(
            "/me/tonight/came",
            AudienceKind.Resident,
            (HttpContext http, Reader reader, CancellationToken stop) => TellAsync(http, reader, hasCome: true, stop)
        );
        app.Form(
            "/me/tonight/left",
            AudienceKind.Resident,
            (HttpContext http, Reader reader, CancellationToken stop) => TellAsync(http, reader, hasCome: false, stop)
        );
        app.Form("/me/tonight/mark", AudienceKind.Resident, MarkAsync);
        HereRoutes.Map(app);
    }

    private static async Task<IResult> TonightAsync(Reader reader, CancellationToken cancellation) =>
        Answer.Page<MyTonightPage>(
            (
                nameof(MyTonightPage.Watches),
                await new ReadTonight(reader.Office).RunAsync(reader.Visitor!, cancellation)
            )
        );

    private static async Task<IResult> TellAsync(
        HttpContext http,
        Reader reader,
        bool hasCome,
        CancellationToken cancellation
    )
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var visitor = reader.Visitor!;
        if (MyNight.Read(Answer.Of(form, "night")) is not { } night)
        {
            return MyNight.NoDuty();
        }

        var fault = await new TellPresence(reader.OfficeOf(visitor)).RunAsync(
            visitor,
            night,
            Answer.Of(form, "watch"),
            hasCome,
            cancellation
        );
        return fault is null ? Answer.To("/me/tonight") : Answer.Refused([fault]);
    }

    private static async Task<IResult> MarkAsync(HttpContext http, Reader reader, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (visitor, came) = (reader.Visitor!, Answer.Of(form, "came"));
        if (
            MyNight.Read(Answer.Of(form, "night")) is not { } night
            || came is not ("yes" or "no")
            || !int.TryParse(Answer.Of(form, "who"), NumberStyles.None, CultureInfo.InvariantCulture, out var who)
        )
        {
            return MyNight.NoDuty();
        }

        var faults = await new TellPresence(reader.OfficeOf(visitor)).MarkAsync(
            visitor,
            night,
            Answer.Of(form, "watch"),
            new WatchNumber(who),
            came == "yes",
            cancellation
        );
        return faults.Count == 0 ? Answer.To("/me/tonight") : Answer.Refused(faults);
    }
}
