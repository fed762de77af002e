using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning.Visits;

/// <summary>Somebody on a visitor's watch.</summary>
/// <param name="Seat">On which seat.</param>
/// <param name="Who">Who: with name and phone from noon of the day until the watch ends, masked else.</param>
/// <param name="Code">Their watch number, by which the lead marks them.</param>
/// <param name="CameAt">When they came, as told on the night; null while nobody has said so.</param>
/// <param name="LeftAt">When they went.</param>
/// <param name="Attended">Whether they are marked as come; null where nobody has said. Told to the lead and to themselves alone.</param>
public sealed record OnWatch(
    Seat Seat,
    PersonSeen Who,
    WatchNumber Code,
    LocalDateTime? CameAt,
    LocalDateTime? LeftAt,
    bool? Attended
);

/// <summary>A watch on which a visitor is, on its night.</summary>
/// <param name="Standing">The visitor's duty.</param>
/// <param name="Area">The area.</param>
/// <param name="People">Who is on it, the visitor among them, in the order of seats.</param>
/// <param name="IsOpen">Whether names and phones are shown now.</param>
/// <param name="CanTell">Whether the visitor may say now that they have come or gone.</param>
/// <param name="CanMark">Whether the visitor leads it and may say now who came.</param>
/// <param name="HasBegun">Whether it has begun: before, nobody can be said not to have come.</param>
public sealed record TonightWatch(
    StandingDuty Standing,
    WatchArea Area,
    IReadOnlyList<OnWatch> People,
    bool IsOpen,
    bool CanTell,
    bool CanMark,
    bool HasBegun
);

/// <summary>
/// Reads the watches of today on which a visitor is. Names and phones of who is on the same watch are shown from noon of the day until it ends, to them
/// alone. Writes nothing.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class ReadTonight(Office office)
{
    /// <summary>How long before a watch somebody may say that they have come.</summary>
    public static Period Early { get; } = Period.FromHours(1);

    /// <summary>The watches, in order; none where the visitor has none today.</summary>
    public async Task<IReadOnlyList<TonightWatch>> RunAsync(Visitor visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var home = await VisitorHome.OfAsync(reader, visitor, office.Today, cancellation);
        var duties = await DutiesAsync(reader, visitor, cancellation);
        var areas = await ReadMyDuties.AreasAsync(reader, duties, cancellation);
        var seen = new List<TonightWatch>();
        foreach (var duty in duties)
        {
            seen.Add(await SeenAsync(reader, home, duty, areas[duty.Area], cancellation));
        }

        return seen;
    }

    /// <summary>Whether there are any. Cheap.</summary>
    public async Task<bool> HasAsync(Visitor visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var reader = await office.Database.ReadAsync(cancellation);
        return (await DutiesAsync(reader, visitor, cancellation)).Count > 0;
    }

    /// <summary>The visitor's duties of which something can be shown or told today: of tonight, and of last night until noon.</summary>
    internal async Task<IReadOnlyList<StandingDuty>> DutiesAsync(
        StreetReader reader,
        Visitor visitor,
        CancellationToken cancellation
    ) =>
        [
            .. (
                await reader.Duties.OfResidentAsync(visitor.Card.Resident, office.Today.PlusDays(-1), cancellation)
            ).Where(d => d.Duty.Seat.Night <= office.Today && office.Now < MarkedUntil(d)),
        ];

    /// <summary>Whether whoever is on a watch sees the names and phones of the others now.</summary>
    internal static bool IsOpen(StandingDuty duty, LocalDateTime now) =>
        duty.Duty.Seat.Night.At(LocalTime.Noon) <= now && now < duty.Ends;

    /// <summary>Whether somebody on a watch may say now that they have come or gone.</summary>
    internal static bool CanTell(StandingDuty duty, LocalDateTime now) => duty.Begins - Early <= now && now < duty.Ends;

    /// <summary>Whether whoever leads a watch may say now who came: until noon of the next day, since the last minutes of a watch are for walking home.</summary>
    internal static bool CanMark(StandingDuty duty, LocalDateTime now) =>
        duty.Duty.Seat.Post == Post.Lead && duty.Begins - Early <= now && now < MarkedUntil(duty);

    private static LocalDateTime MarkedUntil(StandingDuty duty) =>
        LocalDateTime.Max(duty.Ends, duty.Duty.Seat.Night.PlusDays(1).At(LocalTime.Noon));

    private async Task<TonightWatch> SeenAsync(
        StreetReader reader,
        VisitorHome home,
        StandingDuty duty,
        WatchArea area,
        CancellationToken cancellation
    )
    {
        var (night, now) = (duty.Duty.Seat.Night, office.Now);
        var watch = (await reader.Duties.OfAreaAsync(duty.Area, night, night, cancellation))
            .Where(d => d.Duty.Seat.Watch == duty.Duty.Seat.Watch)
            .ToList();
        var people = await ReadMyDuties.PeopleAsync(reader, watch, cancellation);
        var there = (await reader.Presences.OfNightAsync(duty.Area, night, cancellation))
            .Where(p => p.Watch == duty.Duty.Seat.Watch)
            .ToDictionary(p => p.Resident);
        var marked = await reader.Attendance.OfNightAsync(watch.Select(d => d.Duty.Resident), night, cancellation);
        var (isOpen, leads) = (IsOpen(duty, now), duty.Duty.Seat.Post == Post.Lead);
        return new TonightWatch(
            duty,
            area,
            [
                .. watch.Select(d =>
                {
                    var (who, card) = (d.Duty.Resident, people[d.Duty.Resident]);
                    var presence = there.GetValueOrDefault(who);
                    return new OnWatch(
                        d.Duty.Seat,
                        isOpen ? PersonSeen.OnWatch(card, home) : PersonSeen.Of(card, home),
                        card.Number,
                        At(presence?.CameAt),
                        At(presence?.LeftAt),
                        leads || who == home.Visitor ? marked.GetValueOrDefault(who)?.Attended : null
                    );
                }),
            ],
            isOpen,
            CanTell(duty, now),
            CanMark(duty, now),
            duty.Begins <= now
        );
    }

    private LocalDateTime? At(Instant? moment) => moment?.InZone(office.Zone).LocalDateTime;
}
