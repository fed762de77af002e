using NodaTime;
using Rota.Core;
using Rota.Core.Calendars;
using Rota.Core.Covenants;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>
/// What it writes into the ledger to tell who came, whoever tells it: history that is imported, an organiser who marks it, a change that
/// moves a marked duty. Whatever the order, a household's night comes to the points of its duties that were stood.
/// </summary>
internal static class AttendanceEntries
{
    /// <summary>What the first word about a duty changes of what an edition assigned.</summary>
    /// <param name="stood">What is told.</param>
    /// <param name="scale">What its night weighs.</param>
    public static IEnumerable<LedgerEntry> Told(StoodNight stood, NightScale scale)
    {
        if (scale.Published(stood) is { } published && published.Points != scale.Of(stood))
        {
            yield return Entry(stood, LedgerReason.Correction, scale.Of(stood) - published.Points);
        }

        if (!stood.Attended)
        {
            yield return Entry(stood, LedgerReason.Missed, -scale.Of(stood));
        }
    }

    /// <summary>What a duty told otherwise than before changes: the points it gave then, against those it gives now.</summary>
    /// <param name="before">What was told.</param>
    /// <param name="after">What is told now; of the same resident and night.</param>
    /// <param name="scale">What the night weighs.</param>
    public static IEnumerable<LedgerEntry> Retold(StoodNight before, StoodNight after, NightScale scale)
    {
        var was = before.Attended ? scale.Of(before) : Points.Zero;
        var now = after.Attended ? scale.Of(after) : Points.Zero;
        if (before.Household != after.Household)
        {
            LedgerEntry[] both =
            [
                Entry(before, LedgerReason.Correction, -was),
                Entry(after, LedgerReason.Correction, now),
            ];
            return both.Where(e => e.Amount != Points.Zero);
        }

        var reason = after.Attended ? LedgerReason.Correction : LedgerReason.Missed;
        return now == was ? [] : [Entry(after, reason, now - was)];
    }

    /// <summary>
    /// What a change books besides its moves where it moves duties that are told of: with a duty go the points that its mark took, and
    /// whoever takes a duty on a night they missed gets none for it.
    /// </summary>
    /// <param name="given">Duties that somebody has no more.</param>
    /// <param name="taken">Duties that somebody has now.</param>
    /// <param name="told">What is told of these people on these nights.</param>
    /// <param name="scale">What the nights weigh, by the duties before the change.</param>
    public static IReadOnlyList<LedgerEntry> Moved(
        IReadOnlyList<Duty> given,
        IReadOnlyList<Duty> taken,
        IReadOnlyDictionary<(ResidentId, LocalDate), StoodNight> told,
        NightScale scale
    )
    {
        var back =
            from duty in given
            where told.ContainsKey((duty.Resident, duty.Seat.Night))
            let mark = told[(duty.Resident, duty.Seat.Night)]
            let amount = duty.Points - (mark.Attended ? scale.Of(mark) : Points.Zero)
            where amount != Points.Zero
            select Entry(duty, LedgerReason.Correction, amount);
        var off =
            from duty in taken
            where told.TryGetValue((duty.Resident, duty.Seat.Night), out var mark) && !mark.Attended
            select Entry(duty, LedgerReason.Missed, -duty.Points);
        return [.. back, .. off];
    }

    private static LedgerEntry Entry(StoodNight stood, LedgerReason reason, Points amount) =>
        new(stood.Household, stood.Night.ToYearMonth(), stood.Night, reason, amount);

    private static LedgerEntry Entry(Duty duty, LedgerReason reason, Points amount) =>
        new(duty.Household, duty.Seat.Night.ToYearMonth(), duty.Seat.Night, reason, amount);
}

/// <summary>What nights of an area's month weigh; a published duty weighs what was frozen with its edition.</summary>
/// <param name="Terms">The area's terms.</param>
/// <param name="Calendar">The calendar.</param>
/// <param name="Duties">The area's duties in force of the month.</param>
internal sealed record NightScale(
    Terms Terms,
    DayCalendar Calendar,
    IReadOnlyDictionary<(ResidentId, LocalDate), Duty> Duties
)
{
    /// <summary>The scale of an area's month.</summary>
    public static async Task<NightScale> OfAsync(
        Office office,
        StreetReader reader,
        WatchArea area,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var nights = month.ToDateInterval();
        var duties = await reader.Duties.OfAreaAsync(area.Id, nights.Start, nights.End, cancellation);
        return new(
            office.Covenant.For(area.Code, area.Community),
            office.Calendar,
            duties.ToDictionary(d => (d.Duty.Resident, d.Duty.Seat.Night), d => d.Duty)
        );
    }

    /// <summary>The duty in force that something told is about; null where there is none.</summary>
    public Duty? Published(StoodNight stood) =>
        Duties.TryGetValue((stood.Resident, stood.Night), out var duty) && duty.Household == stood.Household
            ? duty
            : null;

    /// <summary>What somebody's night weighs on the post on which it was stood.</summary>
    public Points Of(StoodNight stood) =>
        Published(stood) is { } duty && duty.Seat.Post == stood.Post
            ? duty.Points
            : NightReader.Read(stood.Night, Terms, Calendar).PointsOf(stood.Post);
}
