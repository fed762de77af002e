using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Rota.Core;
using Rota.Planning;
using Rota.Planning.Visits;
using Rota.Web.Hosting;
using Rota.Web.Pages;

namespace Rota.Web.Routes;

/// <summary>来不了: one press records it, the page then shows what can be done, and one press more asks for it.</summary>
internal static class CannotRoutes
{
    public static void Map(WebApplication app)
    {
        app.Page($"/me/cannot/{MyNight.InPath}", AudienceKind.Resident, CannotAsync);
        app.Form($"/me/cannot/{MyNight.InPath}", AudienceKind.Resident, SayAsync);
        app.Form($"/me/cannot/{MyNight.InPath}/back", AudienceKind.Resident, TakeBackAsync);
        app.Form($"/me/cannot/{MyNight.InPath}/call", AudienceKind.Resident, CallAsync);
        app.Form($"/me/cannot/{MyNight.InPath}/way", AudienceKind.Resident, ProposeAsync);
    }

    private static async Task<IResult> CannotAsync(
        string night,
        HttpContext http,
        Reader reader,
        SearchGate gate,
        CancellationToken cancellation
    )
    {
        var visitor = reader.Visitor!;
        if (
            MyNight.Read(night) is not { } date
            || await new ReadMyDuties(reader.Office).OfNightAsync(visitor, date, cancellation) is not { } duty
        )
        {
            return MyNight.NoDuty();
        }

        using var place = duty.IsAway ? gate.TryEnter(visitor.Card.Resident) : null;
        if (duty.IsAway && place is null)
        {
            return Answer.Busy(http);
        }

        return Answer.Page<MyCannotPage>(
            (nameof(MyCannotPage.Duty), duty),
            (
                nameof(MyCannotPage.Ways),
                duty.IsAway ? await new CannotCome(reader.Office).ReadAsync(visitor, date, cancellation) : null
            )
        );
    }

    private static Task<IResult> SayAsync(string night, Reader reader, CancellationToken cancellation) =>
        DoAsync(night, reader, (cannot, visitor, date) => cannot.SayAsync(visitor, date, cancellation), Here);

    private static Task<IResult> TakeBackAsync(string night, Reader reader, CancellationToken cancellation) =>
        DoAsync(
            night,
            reader,
            (cannot, visitor, date) => cannot.TakeBackAsync(visitor, date, cancellation),
            (date, _) => $"/me#n{MyNight.Of(date)}"
        );

    private static Task<IResult> CallAsync(string night, Reader reader, CancellationToken cancellation) =>
        DoAsync(
            night,
            reader,
            (cannot, visitor, date) => cannot.CallAsync(visitor, date, cancellation),
            (_, made) => OfferRoutes.Path(made.Proposal.Number)
        );

    private static async Task<IResult> ProposeAsync(
        string night,
        HttpContext http,
        Reader reader,
        SearchGate gate,
        CancellationToken cancellation
    )
    {
        using var place = gate.TryEnter(reader.Visitor!.Card.Resident);
        if (place is null)
        {
            return Answer.Busy(http);
        }

        var way = Answer.Of(await http.Request.ReadFormAsync(cancellation), "way");
        return await DoAsync<ProposalMade>(
            night,
            reader,
            (cannot, visitor, date) => cannot.ProposeAsync(visitor, date, way, cancellation),
            (_, made) => OfferRoutes.Path(made.Proposal.Number)
        );
    }

    private static string Here(LocalDate night, AbsenceReported reported) => $"/me/cannot/{MyNight.Of(night)}";

    /// <summary>Does something about the visitor's own duty of a night, and goes where it then stands.</summary>
    private static async Task<IResult> DoAsync<T>(
        string night,
        Reader reader,
        Func<CannotCome, Visitor, LocalDate, Task<Outcome<T>?>> act,
        Func<LocalDate, T, string> next
    )
        where T : class
    {
        var visitor = reader.Visitor!;
        if (
            MyNight.Read(night) is not { } date
            || await act(new CannotCome(reader.OfficeOf(visitor)), visitor, date) is not { } done
        )
        {
            return MyNight.NoDuty();
        }

        return done.Succeeded ? Answer.To(next(date, done.Value)) : Answer.Refused(done.Faults);
    }
}
