using NodaTime;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>A pin that was set or taken back.</summary>
/// <param name="Area">The area.</param>
/// <param name="Seat">The seat.</param>
/// <param name="Resident">Who is or was pinned to it.</param>
/// <param name="IsPublished">Whether the month is published: the pin then holds whoever sits there.</param>
/// <param name="IsDrafted">Whether there is a draft of the month that was made before.</param>
/// <param name="IsEdited">Whether people edited that draft, so that it is not drafted again by itself.</param>
public sealed record PinChanged(
    WatchArea Area,
    Seat Seat,
    ResidentCard Resident,
    bool IsPublished,
    bool IsDrafted,
    bool IsEdited
);

/// <summary>A pin on record.</summary>
/// <param name="Area">The area.</param>
/// <param name="Seat">The seat.</param>
/// <param name="Resident">Who is pinned to it.</param>
/// <param name="Problem">Why no rota could keep it as the books are now; null when one may.</param>
public sealed record PinListed(WatchArea Area, Seat Seat, ResidentCard Resident, Words? Problem);

/// <summary>
/// Pins residents to seats (指定): the next draft keeps them, and in a published month they hold who sits there when it is changed or solved
/// again. What contradicts the rules or another pin is told before anything is written.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class PinSeats(Office office)
{
    /// <summary>Pins a resident to a seat.</summary>
    /// <param name="areaCode">The area, by its code or that of a grid in it.</param>
    /// <param name="asked">The one seat that is meant.</param>
    /// <param name="resident">The resident.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>Fails where there is no such seat, where somebody else is on it in a published month, or with what the pin breaks.</returns>
    public async Task<Outcome<PinChanged>> AddAsync(
        string areaCode,
        SeatAsked asked,
        ResidentId resident,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(asked);
        await using var writer = await office.WriteAsync(cancellation);
        var month = asked.Night.ToYearMonth();
        var areas = await new AreaChoice(null, [areaCode]).PickAsync(writer.Read, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<PinChanged>.Failed(areas.Faults);
        }

        var at = areas.Value.FirstOrDefault(a => a.Edition is not null) ?? areas.Value[0];
        var seat = at.Edition is null
            ? await PlannedAsync(writer.Read, at, asked, resident, cancellation)
            : await HeldAsync(writer.Read, at, asked, resident, cancellation);
        if (!seat.Succeeded)
        {
            return Outcome<PinChanged>.Failed(seat.Faults);
        }

        var pin = new AreaPin(at.State.Area.Id, seat.Value.Seat, resident);
        return await WriteAsync(writer, at, pin, writer.Pins.AddAsync, cancellation);
    }

    /// <summary>Takes the pin of a seat back.</summary>
    /// <param name="areaCode">The area, by its code or that of a grid in it.</param>
    /// <param name="asked">The one seat that is meant.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public async Task<Outcome<PinChanged>> RemoveAsync(
        string areaCode,
        SeatAsked asked,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(asked);
        await using var writer = await office.WriteAsync(cancellation);
        var month = asked.Night.ToYearMonth();
        var areas = await new AreaChoice(null, [areaCode]).PickAsync(writer.Read, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<PinChanged>.Failed(areas.Faults);
        }

        var ids = areas.Value.ToDictionary(a => a.State.Area.Id);
        var pins = (await writer.Read.Pins.ListAsync(asked.Night, asked.Night, cancellation))
            .Where(p => ids.ContainsKey(p.Area))
            .ToList();
        var seat = asked.OneOf([.. pins.Select(p => p.Seat)], new("指定", "the pins"));
        if (!seat.Succeeded)
        {
            return Outcome<PinChanged>.Failed(pins.Count == 0 ? [NoPins(asked)] : seat.Faults);
        }

        var pin = pins.First(p => p.Seat == seat.Value.Seat);
        return await WriteAsync(writer, ids[pin.Area], pin, writer.Pins.RemoveAsync, cancellation);
    }

    /// <summary>The pins of a month, or of all nights to come.</summary>
    /// <param name="month">The month; null for tonight and later.</param>
    /// <param name="choice">Of which areas.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<IReadOnlyList<PinListed>>> ListAsync(
        YearMonth? month,
        AreaChoice choice,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var areas = choice.Pick(await reader.Areas.ListAsync(cancellation), a => a);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<PinListed>>.Failed(areas.Faults);
        }

        var named = areas.Value.ToDictionary(a => a.Area.Id, a => a.Area);
        var nights = month?.ToDateInterval();
        var pins = (await reader.Pins.ListAsync(nights?.Start ?? office.Today, nights?.End, cancellation))
            .Where(p => named.ContainsKey(p.Area))
            .ToList();
        var cards = await reader.People.OfAsync(pins.Select(p => p.Resident), cancellation);
        var listed = new List<PinListed>();
        foreach (var its in pins.GroupBy(p => (p.Area, Month: p.Seat.Night.ToYearMonth())))
        {
            var faults = await FaultsAsync(reader, its.Key.Area, its.Key.Month, cancellation);
            listed.AddRange(
                from pin in its
                where cards.ContainsKey(pin.Resident)
                let fault = faults.FirstOrDefault(f => Concerns(f, pin, cards[pin.Resident]))
                select new PinListed(named[pin.Area], pin.Seat, cards[pin.Resident], fault?.What)
            );
        }

        return Outcome<IReadOnlyList<PinListed>>.Of(listed);
    }

    /// <summary>The seat of a month that is not published yet; fails with what the pin adds to what pins break.</summary>
    private async Task<Outcome<SeatMeant>> PlannedAsync(
        StreetReader reader,
        AreaMonth at,
        SeatAsked asked,
        ResidentId resident,
        CancellationToken cancellation
    )
    {
        var month = asked.Night.ToYearMonth();
        var covenant = await CovenantInForce.AsWouldBeAsync(office, reader, month, cancellation);
        if (!covenant.Succeeded)
        {
            return Outcome<SeatMeant>.Failed(covenant.Faults);
        }

        var area = at.State.Area.Id;
        var facts = (
            await AreaFacts.LoadAsync(reader, area, month, covenant.Value, office.Calendar, cancellation)
        )!.Problem;
        var problem = RotaProblem.From(facts with { Pins = [] });
        if (!problem.Succeeded)
        {
            return Outcome<SeatMeant>.Failed(problem.Faults);
        }

        var seat = asked.OneOf([.. problem.Value.Seats()], new("公约", "the covenant"));
        if (!seat.Succeeded)
        {
            return seat;
        }

        if (problem.Value.Watch(asked.Night, seat.Value.Seat.Watch)!.Begins <= office.Now)
        {
            return Outcome<SeatMeant>.Failed(Begun(seat.Value.Seat));
        }

        if (facts.Pins.Contains((seat.Value.Seat, resident)))
        {
            return Outcome<SeatMeant>.Failed(PinnedBefore(seat.Value.Seat));
        }

        // What pins break already, an absence that came later above all, is no fault of this one.
        var before = RotaProblem.From(facts).Faults.ToHashSet();
        var after = RotaProblem.From(facts with { Pins = [.. facts.Pins, (seat.Value.Seat, resident)] }).Faults;
        var added = after.Where(f => !before.Contains(f)).ToList();
        return added.Count > 0 ? Outcome<SeatMeant>.Failed(added) : seat;
    }

    /// <summary>The seat of a published month, which the resident has to hold.</summary>
    private async Task<Outcome<SeatMeant>> HeldAsync(
        StreetReader reader,
        AreaMonth at,
        SeatAsked asked,
        ResidentId resident,
        CancellationToken cancellation
    )
    {
        var month = asked.Night.ToYearMonth();
        var sheet = (await reader.Editions.InForceAsync(at.State.Area.Id, month, cancellation))!.Sheet;
        var seats = sheet.Rota.Duties.Select(d => d.Seat).Concat(sheet.Rota.Gaps.Select(g => g.Seat));
        var seat = asked.OneOf([.. seats], new("已发布的值班表", "the published rota"));
        if (!seat.Succeeded)
        {
            return seat;
        }

        var its = seat.Value.Seat;
        if (sheet.Watches.First(w => (w.Night.Date, w.Name) == (its.Night, its.Watch)).Begins <= office.Now)
        {
            return Outcome<SeatMeant>.Failed(Begun(its));
        }

        var pins = await reader.Pins.ListAsync(its.Night, its.Night, cancellation);
        if (pins.Contains(new AreaPin(at.State.Area.Id, its, resident)))
        {
            return Outcome<SeatMeant>.Failed(PinnedBefore(its));
        }

        return sheet.Rota.Duties.Any(d => d.Seat == its && d.Resident == resident)
            ? seat
            : Outcome<SeatMeant>.Failed(
                new Fault(
                    new Place(SeatWords.Of(its).En),
                    new(
                        "这个月已经发布，这一席现在不是此人",
                        "the month is published, and the resident is not on this seat"
                    ),
                    new(
                        "已发布的只能指定现在在席的人；要换人请先 rota swap",
                        "in a published month only whoever sits there can be pinned; change who comes first, with rota swap"
                    )
                )
            );
    }

    private async Task<Outcome<PinChanged>> WriteAsync(
        StreetWriter writer,
        AreaMonth at,
        AreaPin pin,
        Func<AreaPin, long, string, CancellationToken, Task<WriteOutcome>> write,
        CancellationToken cancellation
    )
    {
        var card = (await writer.Read.People.OfAsync([pin.Resident], cancellation))[pin.Resident];
        var details = $"{SeatWords.Of(pin.Seat).En}: {card.Number}";
        var version = await writer.Read.Areas.VersionAsync(pin.Area, cancellation);
        var outcome = await write(pin, version!.Value, details, cancellation);
        if (outcome != WriteOutcome.Done)
        {
            var what =
                outcome == WriteOutcome.SeatTaken
                    ? new("同一席位指定了两个人", "two residents are pinned to one seat")
                    : outcome.Sentence();
            return Outcome<PinChanged>.Failed(
                new Fault(
                    new Place(SeatWords.Of(pin.Seat).En),
                    what,
                    new("请先看现有的指定：rota pin --list", "look at the pins there are: rota pin --list")
                )
            );
        }

        await writer.CommitAsync(cancellation);
        return Outcome<PinChanged>.Of(
            new PinChanged(
                at.State.Area,
                pin.Seat,
                card,
                at.Edition is not null,
                at.Edition is null && at.Draft is not null,
                at.Edition is null && at.Draft is { IsEdited: true }
            )
        );
    }

    /// <summary>What the pins of a month break by themselves.</summary>
    private async Task<IReadOnlyList<Fault>> FaultsAsync(
        StreetReader reader,
        AreaId area,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var covenant = await CovenantInForce.AsWouldBeAsync(office, reader, month, cancellation);
        var books = covenant.Succeeded
            ? await AreaFacts.LoadAsync(reader, area, month, covenant.Value, office.Calendar, cancellation)
            : null;
        return books is null ? [] : RotaProblem.From(books.Problem).Faults;
    }

    /// <summary>Whether a fault of pins names a resident of a pin, or its seat.</summary>
    private static bool Concerns(Fault fault, AreaPin pin, ResidentCard card) =>
        fault.Where.Source.Contains(SeatWords.Of(pin.Seat).En, StringComparison.Ordinal)
        || fault.What.Zh.Contains(card.Code, StringComparison.Ordinal);

    private static Fault NoPins(SeatAsked asked) =>
        new(
            new Place("--night"),
            new($"{asked} 没有指定", $"nobody is pinned on {asked}"),
            new("rota pin --list 列出所有指定", "rota pin --list shows all pins")
        );

    private static Fault Begun(Seat seat) =>
        new(
            new Place(SeatWords.Of(seat).En),
            new("这一班已经开始或已经过去", "the watch has begun already"),
            new("请只指定还没有开始的班", "pin watches that have not begun")
        );

    private static Fault PinnedBefore(Seat seat) =>
        new(
            new Place(SeatWords.Of(seat).En),
            new("此人已指定在这一席", "the resident is pinned to this seat already"),
            new("不用做什么", "nothing needs to be done")
        );
}
