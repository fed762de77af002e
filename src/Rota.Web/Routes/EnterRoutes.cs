using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Planning.Visits;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>How residents get to their page: by a link, which shows one button and changes nothing, or by watch number and the code on their slip.</summary>
internal static class EnterRoutes
{
    public static void Map(WebApplication app)
    {
        app.Page("/enter", AudienceKind.Everybody, Enter);
        app.Form("/enter", AudienceKind.Everybody, EnterAsync);
        app.Page("/m/{token}", AudienceKind.Holder, LinkAsync);
        app.Form("/m/{token}", AudienceKind.Holder, FollowAsync);
        app.Form("/leave", AudienceKind.Everybody, LeaveAsync);
    }

    private static IResult Enter(string? back) => Answer.Page<EnterPage>((nameof(EnterPage.Back), back));

    private static async Task<IResult> EnterAsync(HttpContext http, Reader reader, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (number, code, back) = (Answer.Of(form, "number"), Answer.Of(form, "code"), Answer.Of(form, "back"));
        var visitor = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            ? await new OpenAccess(reader.Office).CodeAsync(new WatchNumber(whole), code, cancellation)
            : null;
        if (visitor is null)
        {
            return Answer.Page<EnterPage>(
                (nameof(EnterPage.Back), back),
                (nameof(EnterPage.Number), number),
                (nameof(EnterPage.IsWrong), true)
            );
        }

        await Letting.InAsync(http, visitor);
        return Answer.To(back.Length > 0 ? back : "/me");
    }

    private static async Task<IResult> LinkAsync(string token, Reader reader, CancellationToken cancellation) =>
        await new OpenAccess(reader.Office).LinkAsync(token, cancellation) is { } visitor
            ? Answer.Page<LinkPage>((nameof(LinkPage.Token), token), (nameof(LinkPage.Name), visitor.Card.Name))
            : Closed();

    private static async Task<IResult> FollowAsync(
        string token,
        HttpContext http,
        Reader reader,
        CancellationToken cancellation
    )
    {
        if (await new OpenAccess(reader.Office).LinkAsync(token, cancellation) is not { } visitor)
        {
            return Closed();
        }

        await Letting.InAsync(http, visitor);
        return Answer.To("/me");
    }

    private static async Task<IResult> LeaveAsync(HttpContext http)
    {
        await Letting.OutAsync(http);
        return Answer.To("/");
    }

    private static IResult Closed() =>
        Answer.Told(
            StatusCodes.Status404NotFound,
            new Words("这个链接打不开了", "This link opens nothing any more"),
            [
                new Words(
                    "它过期了，或者换过新的。请用守望号和纸条上的码进入，或请排班员再给一个。",
                    "It has ended, or a newer one has taken its place. Come in with your watch number and the code on your slip, or ask the organiser for another."
                ),
            ]
        );
}
