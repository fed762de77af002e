using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning.Visits;

/// <summary>Nights on which a visitor is away, and their published duties then.</summary>
/// <param name="From">The first night, not before yesterday's.</param>
/// <param name="To">The last night, inclusive.</param>
/// <param name="Duties">Duties in force of these nights that are not over; they stay the visitor's until somebody has taken them.</param>
public sealed record MyAbsence(LocalDate From, LocalDate To, IReadOnlyList<StandingDuty> Duties);

/// <summary>A visitor's own absences: to see, to say and to take back. No reason is asked for and none is kept.</summary>
/// <param name="office">What it works with; acts in the visitor's name.</param>
public sealed class SayAway(Office office)
{
    /// <summary>Blocks of nights to come that a resident may have on record at most.</summary>
    public const int MostBlocks = 60;

    /// <summary>The absences that are not past, in order. Writes nothing.</summary>
    public async Task<IReadOnlyList<MyAbsence>> ReadAsync(Visitor visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var reader = await office.Database.ReadAsync(cancellation);
        var duties = await new ReadMyDuties(office).StandingAsync(reader, visitor, cancellation);
        return
        [
            .. (await reader.Said.AbsencesAsync(visitor.Card.Resident, cancellation))
                .Where(a => a.To >= office.Today)
                .Select(a => new MyAbsence(
                    LocalDate.Max(a.From, office.Today),
                    a.To,
                    [.. duties.Where(d => a.Covers(d.Duty.Seat.Night))]
                )),
        ];
    }

    /// <summary>Records nights on which the visitor is away; fails, in words, where they are no such nights, past or too many, or where too many blocks are on record.</summary>
    public async Task<Outcome<AbsenceReported>> RunAsync(
        Visitor visitor,
        LocalDate from,
        LocalDate to,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return Wrong(from, to) is { } wrong
            ? Outcome<AbsenceReported>.Failed(wrong)
            : await new ReportAbsence(office).RunAsync(
                new AbsenceAsked([visitor.Card.Resident], from, to, MostBlocks: MostBlocks),
                cancellation
            );
    }

    /// <summary>
    /// Takes nights back on which the visitor was to be away, and with them what they have asked of others about their duties of these nights; all of it or nothing.
    /// </summary>
    public async Task<Outcome<AbsenceReported>> TakeBackAsync(
        Visitor visitor,
        LocalDate from,
        LocalDate to,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (Wrong(from, to) is { } wrong)
        {
            return Outcome<AbsenceReported>.Failed(wrong);
        }

        await using var writer = await office.WriteAsync(cancellation);
        return Outcome<AbsenceReported>.Of(
            await new CannotCome(office).TakeBackAsync(writer, visitor, from, to, cancellation)
        );
    }

    private Fault? Wrong(LocalDate from, LocalDate to) =>
        to < from ? VisitFaults.Reversed
        : from < office.Today ? VisitFaults.Past
        : Period.DaysBetween(office.Today, to) >= ReportAbsence.MostNights
            ? VisitFaults.TooLong(ReportAbsence.MostNights - 1)
        : null;
}
