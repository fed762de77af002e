using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Planning.Visits;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>Proposals that concern a resident: to agree, to say no, to take an open call, to take back what they asked for.</summary>
internal static class OfferRoutes
{
    /// <summary>Where a proposal is shown to its parties.</summary>
    public static string Path(int number) => string.Create(CultureInfo.InvariantCulture, $"/me/offers/{number}");

    public static void Map(WebApplication app)
    {
        app.Page("/me/offers/{number:int}", AudienceKind.Resident, OfferAsync);
        app.Form(
            "/me/offers/{number:int}/agree",
            AudienceKind.Resident,
            (int number, Reader reader, CancellationToken stop) =>
                StepAsync(number, reader, (a, v) => a.RunAsync(v, number, consents: true, stop))
        );
        app.Form(
            "/me/offers/{number:int}/refuse",
            AudienceKind.Resident,
            (int number, Reader reader, CancellationToken stop) =>
                StepAsync(number, reader, (a, v) => a.RunAsync(v, number, consents: false, stop))
        );
        app.Form(
            "/me/offers/{number:int}/take",
            AudienceKind.Resident,
            (int number, Reader reader, CancellationToken stop) =>
                StepAsync(number, reader, (a, v) => a.TakeAsync(v, number, stop))
        );
        app.Form(
            "/me/offers/{number:int}/withdraw",
            AudienceKind.Resident,
            (int number, Reader reader, CancellationToken stop) =>
                StepAsync(number, reader, (a, v) => a.WithdrawAsync(v, number, stop))
        );
        app.Form(
            "/me/offers/{number:int}/undo",
            AudienceKind.Resident,
            (int number, Reader reader, CancellationToken stop) =>
                StepAsync(number, reader, (a, v) => a.UndoAsync(v, number, stop))
        );
        app.Form("/me/offers/{number:int}/not-me", AudienceKind.Resident, NotMeAsync);
    }

    private static async Task<IResult> OfferAsync(int number, Reader reader, CancellationToken cancellation) =>
        await new ReadMyOffers(reader.Office).FindAsync(reader.Visitor!, number, cancellation) is { } offer
            ? Answer.Page<MyOfferPage>((nameof(MyOfferPage.Offer), offer))
            : Answer.Missing();

    /// <summary>An open call that is not for the visitor: it is listed no more on this device, and nobody learns of it.</summary>
    private static async Task<IResult> NotMeAsync(
        int number,
        HttpContext http,
        NotMe notMe,
        Reader reader,
        CancellationToken cancellation
    )
    {
        if (
            await new ReadMyOffers(reader.Office).FindAsync(reader.Visitor!, number, cancellation)
            is not { Stand: OfferStand.Call }
        )
        {
            return Answer.Missing();
        }

        notMe.Add(http, reader.Visitor!.Card.Number, number);
        return Answer.To("/me");
    }

    private static async Task<IResult> StepAsync(
        int number,
        Reader reader,
        Func<AnswerOffer, Visitor, Task<Outcome<Proposal>?>> step
    )
    {
        var visitor = reader.Visitor!;
        var stepped = await step(new AnswerOffer(reader.OfficeOf(visitor)), visitor);
        return stepped is null ? Answer.Missing()
            : stepped.Succeeded ? Answer.To(Path(number))
            : Answer.Refused(stepped.Faults);
    }
}
