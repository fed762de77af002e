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

/// <summary>What a resident says of nights to come: when they are away, what they would like or rather not.</summary>
internal static class SayRoutes
{
    public static void Map(WebApplication app)
    {
        app.Page("/me/away", AudienceKind.Resident, AwayAsync);
        app.Form("/me/away", AudienceKind.Resident, SayAwayAsync);
        app.Form("/me/away/back", AudienceKind.Resident, BackAsync);
        app.Page("/me/wishes", AudienceKind.Resident, WishesAsync);
        app.Form("/me/wishes", AudienceKind.Resident, WishAsync);
        app.Form("/me/wishes/back", AudienceKind.Resident, UnwishAsync);
    }

    private static async Task<IResult> AwayAsync(Reader reader, CancellationToken cancellation) =>
        Answer.Page<MyAwayPage>(
            (nameof(MyAwayPage.Absences), await new SayAway(reader.Office).ReadAsync(reader.Visitor!, cancellation))
        );

    private static async Task<IResult> SayAwayAsync(HttpContext http, Reader reader, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var visitor = reader.Visitor!;
        var said = new SayAway(reader.OfficeOf(visitor));
        var faults = Nights(form) is ({ } first, { } last)
            ? (await said.RunAsync(visitor, first, last, cancellation)).Faults
            : [MyNight.NoDate];
        return faults.Count == 0
            ? Answer.To("/me/away")
            : Answer.Again<MyAwayPage>(
                (nameof(MyAwayPage.Absences), await said.ReadAsync(visitor, cancellation)),
                (nameof(MyAwayPage.Faults), faults),
                (nameof(MyAwayPage.From), Answer.Of(form, "from")),
                (nameof(MyAwayPage.To), Answer.Of(form, "to"))
            );
    }

    private static async Task<IResult> BackAsync(HttpContext http, Reader reader, CancellationToken cancellation)
    {
        var visitor = reader.Visitor!;
        return Nights(await http.Request.ReadFormAsync(cancellation)) is ({ } first, { } last)
            ? Told(
                await new SayAway(reader.OfficeOf(visitor)).TakeBackAsync(visitor, first, last, cancellation),
                "/me/away"
            )
            : Answer.Refused([MyNight.NoDate]);
    }

    private static async Task<IResult> WishesAsync(Reader reader, CancellationToken cancellation) =>
        Answer.Page<MyWishesPage>(
            (nameof(MyWishesPage.Wishes), await new SayWish(reader.Office).ReadAsync(reader.Visitor!, cancellation))
        );

    private static async Task<IResult> WishAsync(HttpContext http, Reader reader, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var visitor = reader.Visitor!;
        var kind = Answer.Of(form, "kind") switch
        {
            "like" => WishKind.Like,
            "avoid" => WishKind.Avoid,
            _ => (WishKind?)null,
        };
        var said = new SayWish(reader.OfficeOf(visitor));
        var faults = (About(form), kind) is ({ } about, { } how)
            ? (await said.RunAsync(visitor, about.Night, about.Weekday, how, cancellation)).Faults
            : [MyNight.NoDate];
        return faults.Count == 0
            ? Answer.To("/me/wishes")
            : Answer.Again<MyWishesPage>(
                (nameof(MyWishesPage.Wishes), await said.ReadAsync(visitor, cancellation)),
                (nameof(MyWishesPage.Faults), faults),
                (nameof(MyWishesPage.Night), Answer.Of(form, "night")),
                (nameof(MyWishesPage.Weekday), Answer.Of(form, "weekday"))
            );
    }

    private static async Task<IResult> UnwishAsync(HttpContext http, Reader reader, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var visitor = reader.Visitor!;
        if (About(form) is not { } about)
        {
            return Answer.Refused([MyNight.NoDate]);
        }

        await new SayWish(reader.OfficeOf(visitor)).TakeBackAsync(visitor, about.Night, about.Weekday, cancellation);
        return Answer.To("/me/wishes");
    }

    /// <summary>The date or the weekday that a form names, one of both; a weekday is a number from Monday's 1 on.</summary>
    private static (LocalDate? Night, IsoDayOfWeek? Weekday)? About(IFormCollection form)
    {
        var (night, weekday) = (Answer.Of(form, "night"), Answer.Of(form, "weekday"));
        return night.Length > 0
            ? MyNight.Read(night) is { } date
                ? (date, null)
                : null
            : int.TryParse(weekday, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && day is >= 1 and <= 7
                ? (null, (IsoDayOfWeek)day)
                : null;
    }

    /// <summary>First and last night of a form; one night where the last is left out.</summary>
    private static (LocalDate? From, LocalDate? To) Nights(IFormCollection form)
    {
        var (from, to) = (Answer.Of(form, "from"), Answer.Of(form, "to"));
        return (MyNight.Read(from), MyNight.Read(to.Length > 0 ? to : from));
    }

    private static IResult Told<T>(Outcome<T> done, string next)
        where T : class => done.Succeeded ? Answer.To(next) : Answer.Refused(done.Faults);
}
