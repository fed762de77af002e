using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning.Visits;

/// <summary>
/// On the night: a visitor says that they have come and gone, and whoever leads a watch says of each who came and who did not.
/// </summary>
/// <param name="office">What it works with; acts in the visitor's name.</param>
public sealed class TellPresence(Office office)
{
    private readonly ReadTonight tonight = new(office);

    /// <summary>Records that the visitor has come, or has gone, from an hour before the watch until its end. A second time changes nothing.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="night">The night.</param>
    /// <param name="watch">The watch's name.</param>
    /// <param name="hasCome">Whether they have come; else they have gone.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The fault that keeps it from being recorded; null for none.</returns>
    public async Task<Fault?> RunAsync(
        Visitor visitor,
        LocalDate night,
        string watch,
        bool hasCome,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var writer = await office.WriteAsync(cancellation);
        if (await FindAsync(writer.Read, visitor, night, watch, cancellation) is not { } duty)
        {
            return VisitFaults.NoDuty;
        }

        if (!ReadTonight.CanTell(duty, office.Now))
        {
            return VisitFaults.NotNow;
        }

        var isNew = hasCome
            ? await writer.Presences.CameAsync(duty.Area, night, watch, duty.Duty.Resident, cancellation)
            : await writer.Presences.LeftAsync(duty.Area, night, watch, duty.Duty.Resident, cancellation);
        if (isNew)
        {
            await RecordAsync(writer, hasCome ? "come" : "leave", visitor.Card.Number, night, cancellation);
            await writer.CommitAsync(cancellation);
        }

        return null;
    }

    /// <summary>
    /// Records by word of the lead that somebody of their watch has come, or has not. Once the watch has begun the mark goes into the books as with
    /// <see cref="MarkAttendance"/>; before, only that they are there.
    /// </summary>
    /// <param name="visitor">The lead.</param>
    /// <param name="night">The night.</param>
    /// <param name="watch">The watch's name.</param>
    /// <param name="who">Watch number of somebody on it.</param>
    /// <param name="hasCome">Whether they have come.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Why it cannot be recorded, in words; none where it is.</returns>
    public async Task<IReadOnlyList<Fault>> MarkAsync(
        Visitor visitor,
        LocalDate night,
        string watch,
        WatchNumber who,
        bool hasCome,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        StandingDuty? lead;
        StandingDuty? marked = null;
        string area;
        await using (var reader = await office.Database.ReadAsync(cancellation))
        {
            lead = await FindAsync(reader, visitor, night, watch, cancellation);
            if (lead is null || !ReadTonight.CanMark(lead, office.Now))
            {
                return [lead is { Duty.Seat.Post: Post.Lead } ? VisitFaults.NotNow : VisitFaults.NotLead];
            }

            var on = (await reader.Duties.OfAreaAsync(lead.Area, night, night, cancellation))
                .Where(d => d.Duty.Seat.Watch == watch)
                .ToList();
            var people = await reader.People.OfAsync(on.Select(d => d.Duty.Resident), cancellation);
            marked = on.FirstOrDefault(d => people[d.Duty.Resident].Number == who);
            var areas = await reader.Areas.MonthAsync(night.ToYearMonth(), cancellation);
            area = areas.First(a => a.State.Area.Id == lead.Area).State.Area.Code;
        }

        // That they themselves did not come a lead would say from elsewhere: that is for the organiser.
        if (marked is null || (marked.Duty.Resident == visitor.Card.Resident && !hasCome))
        {
            return [VisitFaults.NoDuty];
        }

        var hasBegun = lead.Begins <= office.Now;
        if (!hasBegun && !hasCome)
        {
            return [VisitFaults.NotBegun];
        }

        if (hasBegun)
        {
            IReadOnlyList<ResidentId> one = [marked.Duty.Resident];
            var told = new AttendanceTold(hasCome ? one : [], hasCome ? [] : one, AllCame: false, ByLead: true);
            var done = await new MarkAttendance(office).RunAsync(area, night, told, cancellation);
            if (!done.Succeeded)
            {
                return done.Faults;
            }
        }

        return hasCome ? await CameAsync(marked, who, cancellation) : [];
    }

    private async Task<IReadOnlyList<Fault>> CameAsync(
        StandingDuty duty,
        WatchNumber who,
        CancellationToken cancellation
    )
    {
        await using var writer = await office.WriteAsync(cancellation);
        var seat = duty.Duty.Seat;
        if (await writer.Presences.CameAsync(duty.Area, seat.Night, seat.Watch, duty.Duty.Resident, cancellation))
        {
            await RecordAsync(writer, "come", who, seat.Night, cancellation);
            await writer.CommitAsync(cancellation);
        }

        return [];
    }

    private async Task<StandingDuty?> FindAsync(
        StreetReader reader,
        Visitor visitor,
        LocalDate night,
        string watch,
        CancellationToken cancellation
    ) =>
        (await tonight.DutiesAsync(reader, visitor, cancellation)).FirstOrDefault(d =>
            d.Duty.Seat.Night == night && d.Duty.Seat.Watch == watch
        );

    private static Task RecordAsync(
        StreetWriter writer,
        string verb,
        WatchNumber who,
        LocalDate night,
        CancellationToken cancellation
    ) =>
        writer.RecordAsync(
            verb,
            $"resident {who}",
            string.Create(CultureInfo.InvariantCulture, $"night {night:uuuu-MM-dd}"),
            cancellation
        );
}
