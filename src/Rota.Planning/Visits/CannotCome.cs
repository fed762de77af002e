using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning.Visits;

/// <summary>One way to have somebody else on a visitor's duty.</summary>
/// <param name="Key">Names it on a form; it is looked up among the ways there are then, so that nothing else can be asked for.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Moves">Who takes which seat.</param>
/// <param name="Asked">Number of the proposal by which it is asked for already; null where it is not.</param>
public sealed record MyWay(string Key, ChangeKind Kind, IReadOnlyList<Move> Moves, int? Asked);

/// <summary>What a visitor can do about a duty to which they cannot come.</summary>
/// <param name="Ways">The ways, best first of each kind, somebody of the household before all.</param>
/// <param name="HasMore">Whether there are more than these.</param>
/// <param name="Call">Number of the open call for the duty; null where there is none.</param>
/// <param name="People">Everybody whom the ways name.</param>
/// <param name="IsHeard">Whether an open call would reach a neighbour who could take the duty now.</param>
public sealed record MyWays(
    IReadOnlyList<MyWay> Ways,
    bool HasMore,
    int? Call,
    IReadOnlyDictionary<ResidentId, PersonSeen> People,
    bool IsHeard
);

/// <summary>来不了: a visitor says that they cannot come, sees what can be done, and asks for it. The duty is theirs until somebody has taken it.</summary>
/// <param name="office">What it works with; acts in the visitor's name.</param>
/// <param name="pause">Something to wait for before what is taken back counts; null for nothing. For tests.</param>
public sealed class CannotCome(Office office, Func<CancellationToken, Task>? pause = null)
{
    /// <summary>Ways of each kind that are shown.</summary>
    private const int Shown = 3;

    /// <summary>Ways of each kind among which one that was shown a while ago is looked up.</summary>
    private const int LookedAt = 24;

    /// <summary>Proposals about one duty that may wait for answers at once: neighbours are asked a few at a time.</summary>
    public const int MostAsked = 5;

    private readonly ReadMyDuties duties = new(office);

    /// <summary>What can be done about the visitor's duty of a night; null where they have none that is not over. Writes nothing.</summary>
    public async Task<MyWays?> ReadAsync(Visitor visitor, LocalDate night, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (await FindAsync(visitor, night, cancellation) is not { } duty)
        {
            return null;
        }

        var found = await new SuggestChanges(office).RunAsync(duty.Area, duty.Duty.Seat, Shown, cancellation);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var home = await VisitorHome.OfAsync(reader, visitor, office.Today, cancellation);
        var open = await OpenAsync(reader, duty, cancellation);
        // Near the watch, or with a month that cannot be read, there may be no way but to call.
        var best = found.Succeeded ? found.Value.Best : [];
        var people = found.Succeeded ? found.Value.People : new Dictionary<ResidentId, Store.Registers.ResidentCard>();
        return new MyWays(
            [
                .. best.Select(s => new MyWay(
                    KeyOf(s.Change, people),
                    s.Change.Kind,
                    s.Change.Moves,
                    open.FirstOrDefault(p => p.Moves.SequenceEqual(s.Change.Moves))?.Number
                )),
            ],
            found.Succeeded && found.Value.HasMore,
            open.FirstOrDefault(p => p.IsUntaken)?.Number,
            people.ToDictionary(p => p.Key, p => PersonSeen.Of(p.Value, home)),
            found.Succeeded && found.Value.IsHeard
        );
    }

    /// <summary>Records that the visitor cannot come that night, without a reason; null where they have no duty then that is not over.</summary>
    public async Task<Outcome<AbsenceReported>?> SayAsync(
        Visitor visitor,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return await FindAsync(visitor, night, cancellation) is null
            ? null
            : await new ReportAbsence(office).RunAsync(
                new AbsenceAsked([visitor.Card.Resident], night, night),
                cancellation
            );
    }

    /// <summary>
    /// 我又能来了: takes that back, and with it what the visitor has asked of others about the duty; all of it or nothing. Null where they have no duty
    /// then that is not over.
    /// </summary>
    /// <returns>What is on record then; fails, in words, once somebody else has taken the duty.</returns>
    public async Task<Outcome<AbsenceReported>?> TakeBackAsync(
        Visitor visitor,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var writer = await office.WriteAsync(cancellation);
        if (await duties.FindAsync(writer.Read, visitor, night, cancellation) is null)
        {
            return await IsTakenAsync(writer.Read, visitor, night, cancellation)
                ? Outcome<AbsenceReported>.Failed(VisitFaults.Taken)
                : null;
        }

        return Outcome<AbsenceReported>.Of(await TakeBackAsync(writer, visitor, night, night, cancellation));
    }

    /// <summary>
    /// Takes back that the visitor is away on some nights, and what they have asked of others about their duties of these nights, and commits; writes nothing
    /// where there is nothing to take back.
    /// </summary>
    internal async Task<AbsenceReported> TakeBackAsync(
        StreetWriter writer,
        Visitor visitor,
        LocalDate first,
        LocalDate last,
        CancellationToken cancellation
    )
    {
        var at = office.Clock.GetCurrentInstant();
        var withdrawn = 0;
        var own = await duties.StandingAsync(writer.Read, visitor, cancellation);
        foreach (var duty in own.Where(d => d.Duty.Seat.Night >= first && d.Duty.Seat.Night <= last))
        {
            var asked = await OpenAsync(writer.Read, duty, cancellation);
            foreach (var proposal in asked.Where(p => p.MadeBy == visitor.Card.Code))
            {
                await writer.Proposals.SaveAsync(proposal, proposal.Withdrawn(at).Value, cancellation);
                await writer.RecordAsync(
                    "unpropose",
                    await ProposalDesk.SubjectAsync(writer.Read, proposal, cancellation),
                    "",
                    cancellation
                );
                withdrawn++;
            }
        }

        var reported = await new ReportAbsence(office).TakeBackAsync(
            writer,
            new AbsenceAsked([visitor.Card.Resident], first, last),
            cancellation
        );
        if (pause is not null)
        {
            await pause(cancellation);
        }

        if (withdrawn > 0 || reported.Recorded > 0)
        {
            await writer.CommitAsync(cancellation);
        }

        return reported;
    }

    /// <summary>Whether a duty of the visitor on a night has gone to somebody else by a proposal.</summary>
    private static async Task<bool> IsTakenAsync(
        StreetReader reader,
        Visitor visitor,
        LocalDate night,
        CancellationToken cancellation
    ) =>
        (await reader.Proposals.ListAsync(null, cancellation)).Any(p =>
            p.State == ProposalState.Done
            && p.Moves.Any(m => m.Seat.Night == night && m.From == visitor.Card.Resident && m.To is not null)
        );

    /// <summary>Offers the duty to everybody who may take it, once; null where the visitor has none that night that is not over.</summary>
    public async Task<Outcome<ProposalMade>?> CallAsync(
        Visitor visitor,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (await FindAsync(visitor, night, cancellation) is not { } duty)
        {
            return null;
        }

        await using (var reader = await office.Database.ReadAsync(cancellation))
        {
            if ((await OpenAsync(reader, duty, cancellation)).FirstOrDefault(p => p.IsUntaken) is { } same)
            {
                return Outcome<ProposalMade>.Of(new ProposalMade(same, Effect: null));
            }
        }

        return await new ProposeChange(office).CallAsync(
            duty.Area,
            duty.Duty.Seat,
            new Answering(visitor.Card.Resident, Consents: true),
            cancellation
        );
    }

    /// <summary>Proposes one of the ways, with the visitor's own consent; null where they have no duty that night that is not over.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="night">The night.</param>
    /// <param name="key">The way's <see cref="MyWay.Key"/>.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public async Task<Outcome<ProposalMade>?> ProposeAsync(
        Visitor visitor,
        LocalDate night,
        string key,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(key);
        if (await FindAsync(visitor, night, cancellation) is not { } duty)
        {
            return null;
        }

        var found = await new SuggestChanges(office).RunAsync(duty.Area, duty.Duty.Seat, LookedAt, cancellation);
        var way = found.Succeeded
            ? found.Value.Best.FirstOrDefault(s =>
                string.Equals(KeyOf(s.Change, found.Value.People), key, StringComparison.Ordinal)
            )
            : null;
        if (way is null)
        {
            return Outcome<ProposalMade>.Failed(VisitFaults.NoWay);
        }

        IReadOnlyList<Proposal> open;
        await using (var reader = await office.Database.ReadAsync(cancellation))
        {
            open = await OpenAsync(reader, duty, cancellation);
        }

        if (open.FirstOrDefault(p => p.Moves.SequenceEqual(way.Change.Moves)) is { } same)
        {
            return Outcome<ProposalMade>.Of(new ProposalMade(same, Effect: null));
        }

        return open.Count(p => p.MadeBy == visitor.Card.Code) >= MostAsked
            ? Outcome<ProposalMade>.Failed(VisitFaults.Enough(MostAsked))
            : await new ProposeChange(office).RunAsync(
                duty.Area,
                way.Change,
                [new Answering(visitor.Card.Resident, Consents: true)],
                cancellation
            );
    }

    private async Task<StandingDuty?> FindAsync(Visitor visitor, LocalDate night, CancellationToken cancellation)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await duties.FindAsync(reader, visitor, night, cancellation);
    }

    /// <summary>The proposals that may still come to something by which the duty would go.</summary>
    private async Task<IReadOnlyList<Proposal>> OpenAsync(
        StreetReader reader,
        StandingDuty duty,
        CancellationToken cancellation
    )
    {
        var now = office.Clock.GetCurrentInstant();
        return
        [
            .. (await reader.Proposals.OpenAsync(duty.Area, cancellation)).Where(p =>
                p.At(now).State.IsOpen() && p.Moves.Any(m => m.Seat == duty.Duty.Seat && m.From == duty.Duty.Resident)
            ),
        ];
    }

    /// <summary>A way by its kind and by who takes which seat, in watch numbers.</summary>
    private static string KeyOf(
        RotaChange change,
        IReadOnlyDictionary<ResidentId, Store.Registers.ResidentCard> people
    ) =>
        change.Kind
        + string.Concat(
            change.Moves.Select(m =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"~{m.Seat.Night:uuuu-MM-dd}.{m.Seat.Watch}.{m.Seat.Post}.{m.Seat.Number}.{(m.To is { } to ? people[to].Number.ToString() : "-")}"
                )
            )
        );
}
