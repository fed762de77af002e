using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Whom to call for a seat.</summary>
/// <param name="Area">The watch area.</param>
/// <param name="At">The seat, with who holds it.</param>
/// <param name="Watch">Its watch.</param>
/// <param name="Count">How many people could be called.</param>
/// <param name="Entries">The first of them, in the order in which they are called.</param>
/// <param name="People">Everybody on the list and whoever holds the seat, by id.</param>
public sealed record PhoneList(
    WatchArea Area,
    SeatHeld At,
    Watch Watch,
    int Count,
    IReadOnlyList<CallEntry> Entries,
    IReadOnlyDictionary<ResidentId, ResidentCard> People
);

/// <summary>Reads whom to call for a watch, with phones. Who read it is on record: phones are shown to nobody else.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadCallList(Office office)
{
    /// <summary>Reads it.</summary>
    /// <param name="asked">The seat.</param>
    /// <param name="most">How many people at most.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<PhoneList>> RunAsync(SeatHeld asked, int most, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        await using var writer = await office.WriteAsync(cancellation);
        var reader = writer.Read;
        var nights = (LocalDate[])[asked.Seat.Night];
        var loaded = await MonthsInHand.LoadAsync(office, reader, asked.Area, nights, isWide: false, cancellation);
        if (!loaded.Succeeded)
        {
            return Outcome<PhoneList>.Failed(loaded.Faults);
        }

        var hand = loaded.Value;
        if (hand.WatchOf(asked.Seat) is not { } watch || watch.Ends <= hand.Now)
        {
            return Outcome<PhoneList>.Failed(
                new Fault(
                    new Place(SeatWords.Of(asked.Seat).En),
                    new("这一班已经过去了", "the watch is over"),
                    new("谁来了请用 rota attend 记", "who came is recorded by rota attend")
                )
            );
        }

        var all = CallList.For(hand.Months, asked.Seat, hand.Terms, hand.Now);
        List<CallEntry> shown = [.. all.Take(most)];
        var holder = hand.Months.Of(asked.Seat.Night)!.Holder(asked.Seat);
        var people = await reader.People.OfAsync(
            shown.Select(e => e.Resident).Concat(holder is { } id ? [id] : []),
            cancellation
        );
        await writer.RecordAsync(
            "phones",
            $"{hand.Area.Code} {SeatWords.Of(asked.Seat).En}",
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"people {shown.Count}"),
            cancellation
        );
        await writer.CommitAsync(cancellation);
        return Outcome<PhoneList>.Of(
            new PhoneList(hand.Area, asked with { Holder = holder }, watch, all.Count, shown, people)
        );
    }
}
