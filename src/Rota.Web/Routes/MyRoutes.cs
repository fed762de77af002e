using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rota.Core;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>A resident's own page: their nights, their household's ledger, why.</summary>
internal static class MyRoutes
{
    public static void Map(WebApplication app)
    {
        app.Page("/me", AudienceKind.Resident, MeAsync);
        app.Form($"/me/duties/{MyNight.InPath}/known", AudienceKind.Resident, KnownAsync);
        app.Page("/me/ledger", AudienceKind.Resident, LedgerAsync);
        app.Page("/me/why", AudienceKind.Resident, WhyOf);
        app.Page($"/me/why/{MyNight.InPath}", AudienceKind.Resident, WhyAsync);
        app.Form($"/me/why/{MyNight.InPath}", AudienceKind.Resident, ExplainAsync);
        CannotRoutes.Map(app);
        OfferRoutes.Map(app);
        SayRoutes.Map(app);
        TonightRoutes.Map(app);
        DataRoutes.Map(app);
    }

    private static async Task<IResult> MeAsync(Reader reader, NotMe notMe, CancellationToken cancellation)
    {
        var (visitor, office) = (reader.Visitor!, reader.Office);
        var aside = notMe.Of(reader.Http, visitor.Card.Number);
        return Answer.Page<MyPage>(
            (nameof(MyPage.Duties), await new ReadMyDuties(office).RunAsync(visitor, cancellation)),
            (nameof(MyPage.Offers), await new ReadMyOffers(office).RunAsync(visitor, aside, cancellation)),
            (nameof(MyPage.Year), await new ReadMyYear(office).RunAsync(visitor, cancellation)),
            (nameof(MyPage.HasTonight), await new ReadTonight(office).HasAsync(visitor, cancellation))
        );
    }

    private static async Task<IResult> KnownAsync(string night, Reader reader, CancellationToken cancellation)
    {
        var visitor = reader.Visitor!;
        return
            MyNight.Read(night) is { } date
            && await new ConfirmDuty(reader.OfficeOf(visitor)).RunAsync(visitor, date, cancellation)
            ? Answer.To($"/me#n{MyNight.Of(date)}")
            : MyNight.NoDuty();
    }

    private static async Task<IResult> LedgerAsync(Reader reader, CancellationToken cancellation)
    {
        var explained = reader.Visitor!.Home is { } home
            ? await new ExplainLedger(reader.Office).RunAsync(home, cancellation)
            : null;
        return explained is { Succeeded: true }
            ? Answer.Page<MyLedgerPage>((nameof(MyLedgerPage.Explained), explained.Value))
            : Answer.Told(
                StatusCodes.Status404NotFound,
                new Words("您现在不在哪一户的名册上", "You are on no household's register now"),
                new Words("请告诉排班员。", "Please tell the organiser.")
            );
    }

    /// <summary>Asks for a night, and goes to it once one is chosen.</summary>
    private static IResult WhyOf(string? night) =>
        night is not null && MyNight.Read(night) is { } date
            ? Answer.To($"/me/why/{MyNight.Of(date)}")
            : Answer.Page<MyWhyPage>();

    private static async Task<IResult> WhyAsync(string night, Reader reader, CancellationToken cancellation) =>
        MyNight.Read(night) is { } date
        && await new ExplainMyNight(reader.Office).CanAsync(reader.Visitor!, date, cancellation)
            ? Answer.Page<MyWhyPage>((nameof(MyWhyPage.Night), date))
            : NoWatch();

    private static async Task<IResult> ExplainAsync(
        string night,
        HttpContext http,
        Reader reader,
        SearchGate gate,
        CancellationToken cancellation
    )
    {
        if (MyNight.Read(night) is not { } date)
        {
            return NoWatch();
        }

        using var place = gate.TryEnter(reader.Visitor!.Card.Resident);
        if (place is null)
        {
            return Answer.Busy(http);
        }

        var explained = await new ExplainMyNight(reader.Office).RunAsync(reader.Visitor!, date, cancellation);
        return explained is null ? NoWatch()
            : explained.Succeeded
                ? Answer.Page<MyWhyPage>(
                    (nameof(MyWhyPage.Night), date),
                    (nameof(MyWhyPage.Explained), explained.Value)
                )
            : Answer.Refused(explained.Faults);
    }

    private static IResult NoWatch() =>
        Answer.Told(
            StatusCodes.Status404NotFound,
            new("这一夜没有可说明的班", "There is no watch to explain that night"),
            new Words(
                "那一夜停值，或者那个月的值班表还没有公布。",
                "There is no watch that night, or the rota of that month is not published."
            )
        );
}
