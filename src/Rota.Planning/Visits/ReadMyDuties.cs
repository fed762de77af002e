using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning.Visits;

/// <summary>Somebody else on the same watch.</summary>
/// <param name="Seat">On which seat.</param>
/// <param name="Who">Who.</param>
public sealed record Fellow(Seat Seat, PersonSeen Who);

/// <summary>A duty of a visitor, or of somebody of their household, whose watch is not over.</summary>
/// <param name="Standing">The duty in force.</param>
/// <param name="Area">The area.</param>
/// <param name="Who">Whose it is.</param>
/// <param name="With">Who else is on the watch, in the order of seats.</param>
/// <param name="IsKnown">Whether the visitor has said to know of it.</param>
/// <param name="IsAway">Whether the visitor is on record as not coming that night.</param>
public sealed record MyDuty(
    StandingDuty Standing,
    WatchArea Area,
    PersonSeen Who,
    IReadOnlyList<Fellow> With,
    bool IsKnown,
    bool IsAway
)
{
    /// <summary>The night.</summary>
    public LocalDate Night => Standing.Duty.Seat.Night;

    /// <summary>The seat.</summary>
    public Seat Seat => Standing.Duty.Seat;
}

/// <summary>What a visitor's page says of nights.</summary>
/// <param name="Mine">The visitor's duties that are not over, in order.</param>
/// <param name="Household">Those of the rest of the household.</param>
public sealed record MyDuties(IReadOnlyList<MyDuty> Mine, IReadOnlyList<MyDuty> Household);

/// <summary>Reads the published duties of a visitor and of their household. Writes nothing.</summary>
/// <param name="office">What it works with.</param>
public sealed class ReadMyDuties(Office office)
{
    /// <summary>Reads them.</summary>
    public async Task<MyDuties> RunAsync(Visitor visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var home = await VisitorHome.OfAsync(reader, visitor, office.Today, cancellation);
        var mine = await StandingAsync(reader, visitor, cancellation);
        var others = new List<StandingDuty>();
        foreach (var member in home.Members.Where(m => m.Resident != home.Visitor))
        {
            others.AddRange(await NotOverAsync(office, reader, member.Resident, cancellation));
        }

        return new MyDuties(
            await SeenAsync(reader, home, mine, cancellation),
            await SeenAsync(reader, home, [.. others.OrderBy(d => d.Begins).ThenBy(d => d.Duty.Seat)], cancellation)
        );
    }

    /// <summary>The visitor's duty of a night, while its watch is not over; null where there is none.</summary>
    public async Task<MyDuty?> OfNightAsync(Visitor visitor, LocalDate night, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var reader = await office.Database.ReadAsync(cancellation);
        if (await FindAsync(reader, visitor, night, cancellation) is not { } standing)
        {
            return null;
        }

        var home = await VisitorHome.OfAsync(reader, visitor, office.Today, cancellation);
        return (await SeenAsync(reader, home, [standing], cancellation))[0];
    }

    /// <summary>The visitor's duty in force of a night, while its watch is not over; null where there is none.</summary>
    internal async Task<StandingDuty?> FindAsync(
        StreetReader reader,
        Visitor visitor,
        LocalDate night,
        CancellationToken cancellation
    ) => (await StandingAsync(reader, visitor, cancellation)).FirstOrDefault(d => d.Duty.Seat.Night == night);

    /// <summary>The visitor's duties in force whose watches are not over.</summary>
    internal Task<IReadOnlyList<StandingDuty>> StandingAsync(
        StreetReader reader,
        Visitor visitor,
        CancellationToken cancellation
    ) => NotOverAsync(office, reader, visitor.Card.Resident, cancellation);

    /// <summary>A resident's duties in force whose watches are not over.</summary>
    internal static async Task<IReadOnlyList<StandingDuty>> NotOverAsync(
        Office office,
        StreetReader reader,
        ResidentId resident,
        CancellationToken cancellation
    ) =>
        [
            // A watch of yesterday's night may go on until this morning.
            .. (await reader.Duties.OfResidentAsync(resident, office.Today.PlusDays(-1), cancellation)).Where(d =>
                d.Ends > office.Now
            ),
        ];

    private static async Task<IReadOnlyList<MyDuty>> SeenAsync(
        StreetReader reader,
        VisitorHome home,
        IReadOnlyList<StandingDuty> duties,
        CancellationToken cancellation
    )
    {
        if (duties.Count == 0)
        {
            return [];
        }

        var areas = await AreasAsync(reader, duties, cancellation);
        var away = await reader.Said.AbsencesAsync(home.Visitor, cancellation);
        var seen = new List<MyDuty>();
        foreach (var duty in duties)
        {
            var night = duty.Duty.Seat.Night;
            var on = await reader.Duties.OfAreaAsync(duty.Area, night, night, cancellation);
            var watch = on.Where(d => d.Duty.Seat.Watch == duty.Duty.Seat.Watch).ToList();
            var people = await PeopleAsync(reader, watch, cancellation);
            var known = await reader.Confirmations.OfAreaAsync(duty.Area, night, night, cancellation);
            seen.Add(
                new MyDuty(
                    duty,
                    areas[duty.Area],
                    PersonSeen.Of(people[duty.Duty.Resident], home),
                    [
                        .. watch
                            .Where(d => d.Duty.Seat != duty.Duty.Seat)
                            .Select(d => new Fellow(d.Duty.Seat, PersonSeen.Of(people[d.Duty.Resident], home))),
                    ],
                    known.Contains((duty.Duty.Seat, duty.Duty.Resident)),
                    duty.Duty.Resident == home.Visitor && away.Any(a => a.Covers(night))
                )
            );
        }

        return seen;
    }

    /// <summary>
    /// The areas of some duties in force. An area that was joined into another, and has no grid today, keeps the watches of its editions, and meets for them where it did.
    /// </summary>
    internal static async Task<IReadOnlyDictionary<AreaId, WatchArea>> AreasAsync(
        StreetReader reader,
        IReadOnlyList<StandingDuty> duties,
        CancellationToken cancellation
    )
    {
        var areas = (await reader.Areas.ListAsync(cancellation)).ToDictionary(a => a.Area.Id, a => a.Area);
        var gone = duties.Where(d => !areas.ContainsKey(d.Area)).Select(d => d.Duty.Seat.Night.ToYearMonth());
        foreach (var month in gone.Distinct().ToList())
        {
            foreach (var at in await reader.Areas.MonthAsync(month, cancellation))
            {
                areas.TryAdd(at.State.Area.Id, at.State.Area);
            }
        }

        return areas;
    }

    /// <summary>Who is on some duties, with the building of the duty's household.</summary>
    internal static async Task<IReadOnlyDictionary<ResidentId, Store.Registers.ResidentCard>> PeopleAsync(
        StreetReader reader,
        IEnumerable<StandingDuty> duties,
        CancellationToken cancellation
    ) =>
        (
            await reader.People.OfAsync(
                duties.Select(d => (d.Duty.Resident, d.Duty.Household, d.Duty.Seat.Night)),
                cancellation
            )
        )
            .GroupBy(p => p.Key.Resident)
            .ToDictionary(p => p.Key, p => p.First().Value);
}
