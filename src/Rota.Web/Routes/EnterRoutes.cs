using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
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

    private static async Task<IResult> EnterAsync(
        HttpContext http,
        Reader reader,
        Guesses guesses,
        Device device,
        CancellationToken cancellation
    )
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var (number, code, back) = (Answer.Of(form, "number"), Answer.Of(form, "code"), Answer.Of(form, "back"));
        var watch = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            ? new WatchNumber(whole)
            : (WatchNumber?)null;
        var (counted, wait) = Count(http, watch?.ToString() ?? "", guesses, device, reader);
        if (wait > Duration.Zero)
        {
            var later = Answer.Page<EnterPage>(
                (nameof(EnterPage.Back), back),
                (nameof(EnterPage.Number), number),
                (nameof(EnterPage.Code), code),
                (nameof(EnterPage.Wait), Answer.Wait(http, wait))
            );
            later.StatusCode = StatusCodes.Status429TooManyRequests;
            return later;
        }

        var visitor = watch is { } its ? await new OpenAccess(reader.Office).CodeAsync(its, code, cancellation) : null;
        if (visitor is null)
        {
            return Answer.Page<EnterPage>(
                (nameof(EnterPage.Back), back),
                (nameof(EnterPage.Number), number),
                (nameof(EnterPage.Code), code),
                (nameof(EnterPage.IsWrong), true)
            );
        }

        guesses.GiveBack(counted);
        device.Remember(http, visitor.Card.Number);
        await Letting.InAsync(http, visitor);
        return Answer.To(back.Length > 0 ? back : "/me");
    }

    /// <summary>Takes a try: one of the device's own where somebody was in on it as that number, else one of the address and of the number, apart and together.</summary>
    private static (IReadOnlyList<Counted> By, Duration Wait) Count(
        HttpContext http,
        string number,
        Guesses guesses,
        Device device,
        Reader reader
    )
    {
        var now = reader.Office.Clock.GetCurrentInstant();
        if (device.Of(http, number) is { } name)
        {
            var own = Guesses.OfDevice(name, number);
            if (guesses.Take(own, now) == Duration.Zero)
            {
                return (own, Duration.Zero);
            }
        }

        var stranger = Guesses.OfStranger(http.Connection.RemoteIpAddress, number);
        return (stranger, guesses.Take(stranger, now));
    }

    private static async Task<IResult> LinkAsync(
        string token,
        HttpContext http,
        Reader reader,
        Guesses guesses,
        CancellationToken cancellation
    ) =>
        await new OpenAccess(reader.Office).LinkAsync(token, cancellation) is { } visitor
            ? Answer.Page<LinkPage>((nameof(LinkPage.Token), token), (nameof(LinkPage.Name), visitor.Card.Name))
            : Unopened(http, reader, guesses) ?? Closed();

    private static async Task<IResult> FollowAsync(
        string token,
        HttpContext http,
        Reader reader,
        Guesses guesses,
        Device device,
        CancellationToken cancellation
    )
    {
        if (await new OpenAccess(reader.Office).LinkAsync(token, cancellation) is not { } visitor)
        {
            return Unopened(http, reader, guesses) ?? Closed();
        }

        device.Remember(http, visitor.Card.Number);
        await Letting.InAsync(http, visitor);
        return Answer.To("/me");
    }

    /// <summary>
    /// Counts an address that holds a token which opens nothing; says so where there were too many, null where not. It is counted after it was looked
    /// at: no number of guesses finds one of 160 bits, so that whoever holds a good one is never kept waiting by others.
    /// </summary>
    internal static IResult? Unopened(HttpContext http, Reader reader, Guesses guesses)
    {
        var wait = guesses.Take(
            Guesses.OfToken(http.Connection.RemoteIpAddress),
            reader.Office.Clock.GetCurrentInstant()
        );
        return wait > Duration.Zero ? Answer.TooMany(http, wait) : null;
    }

    private static async Task<IResult> LeaveAsync(HttpContext http, NotMe notMe)
    {
        notMe.Forget(http);
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
