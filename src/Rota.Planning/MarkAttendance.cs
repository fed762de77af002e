using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>Who is said to have come to a night, and who not.</summary>
/// <param name="Came">Who came.</param>
/// <param name="Missed">Who did not.</param>
/// <param name="AllCame">Whether everybody else on duty came.</param>
/// <param name="ByLead">Whether the lead of the watch said so; else the organiser saw to it.</param>
public sealed record AttendanceTold(
    IReadOnlyList<ResidentId> Came,
    IReadOnlyList<ResidentId> Missed,
    bool AllCame,
    bool ByLead
);

/// <summary>A duty of a night, and what is told of it.</summary>
/// <param name="Standing">The duty in force.</param>
/// <param name="Attended">Whether the resident came; null where nobody has said.</param>
/// <param name="HasBegun">Whether its watch has begun: what has not can be told of by nobody.</param>
/// <param name="IsRunning">Whether its watch is under way now.</param>
public sealed record DutyAttended(StandingDuty Standing, bool? Attended, bool HasBegun, bool IsRunning);

/// <summary>Who was on duty on a night of an area, and who came.</summary>
/// <param name="Area">The area.</param>
/// <param name="Night">The night.</param>
/// <param name="Duties">The duties in force, in order.</param>
/// <param name="People">Who they are, as of their duties.</param>
public sealed record NightAttended(
    WatchArea Area,
    LocalDate Night,
    IReadOnlyList<DutyAttended> Duties,
    IReadOnlyDictionary<ResidentId, ResidentCard> People
);

/// <summary>What marking did.</summary>
/// <param name="Night">The night as it is told now.</param>
/// <param name="Changed">Whose mark is another than before, in the order of the duties.</param>
/// <param name="Entries">What was written into the ledger.</param>
public sealed record AttendanceMarked(
    NightAttended Night,
    IReadOnlyList<ResidentId> Changed,
    IReadOnlyList<LedgerEntry> Entries
);

/// <summary>
/// Marks who came to a watch that has begun. Who did not come keeps no points of that duty; editions, boards and exports stay as they are.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class MarkAttendance(Office office)
{
    /// <summary>Who was on duty on a night, and how each is marked; fails where no duty of it is in force. Writes nothing.</summary>
    /// <param name="areaCode">The area, by its code or that of a grid in it.</param>
    /// <param name="night">The night.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<NightAttended>> ReadAsync(
        string areaCode,
        LocalDate night,
        CancellationToken cancellation = default
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var read = await LoadAsync(reader, areaCode, night, cancellation);
        return read.Succeeded
            ? Outcome<NightAttended>.Of(read.Value.Night)
            : Outcome<NightAttended>.Failed(read.Faults);
    }

    /// <summary>Marks. What is marked so already writes nothing.</summary>
    /// <param name="areaCode">The area, by its code or that of a grid in it.</param>
    /// <param name="night">The night.</param>
    /// <param name="told">Who came and who did not.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>Fails, in words and with nothing written, where somebody is not on duty that night or the watch has not begun.</returns>
    public async Task<Outcome<AttendanceMarked>> RunAsync(
        string areaCode,
        LocalDate night,
        AttendanceTold told,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(told);
        await using var writer = await office.WriteAsync(cancellation);
        var read = await LoadAsync(writer.Read, areaCode, night, cancellation);
        if (!read.Succeeded)
        {
            return Outcome<AttendanceMarked>.Failed(read.Faults);
        }

        var (before, version) = read.Value;
        var faults = AttendanceFaults.Of(before, told).ToList();
        if (faults.Count > 0)
        {
            return Outcome<AttendanceMarked>.Failed(faults);
        }

        var (marks, entries) = await MarksAsync(writer.Read, before, told, cancellation);
        if (marks.Count > 0)
        {
            var outcome = await writer.Attendance.MarkAsync(
                before.Area.Id,
                version,
                marks,
                entries,
                string.Create(CultureInfo.InvariantCulture, $"{before.Area.Code} {night:uuuu-MM-dd}"),
                Details(before, marks, told.ByLead),
                cancellation
            );
            if (outcome != WriteOutcome.Done)
            {
                return Outcome<AttendanceMarked>.Failed(AttendanceFaults.NotWritten(before, outcome));
            }
        }

        var after = await LoadAsync(writer.Read, areaCode, night, cancellation);
        await writer.CommitAsync(cancellation);
        return Outcome<AttendanceMarked>.Of(
            new AttendanceMarked(after.Value.Night, [.. marks.Select(m => m.Resident)], entries)
        );
    }

    private async Task<(List<StoodNight> Marks, List<LedgerEntry> Entries)> MarksAsync(
        StreetReader reader,
        NightAttended night,
        AttendanceTold told,
        CancellationToken cancellation
    )
    {
        var (came, missed) = (told.Came.ToHashSet(), told.Missed.ToHashSet());
        var known = await reader.Attendance.OfNightAsync(
            night.Duties.Select(d => d.Standing.Duty.Resident),
            night.Night,
            cancellation
        );
        var scale = await NightScale.OfAsync(office, reader, night.Area, night.Night.ToYearMonth(), cancellation);
        var (marks, entries) = (new List<StoodNight>(), new List<LedgerEntry>());
        foreach (var duty in night.Duties.Where(d => d.HasBegun).Select(d => d.Standing.Duty))
        {
            if (!came.Contains(duty.Resident) && !missed.Contains(duty.Resident) && !told.AllCame)
            {
                continue;
            }

            // History may know better than the edition on which post somebody served; then the mark stays there.
            var before = known.GetValueOrDefault(duty.Resident);
            var attended = !missed.Contains(duty.Resident);
            var after = new StoodNight(
                before?.Household ?? duty.Household,
                duty.Resident,
                night.Night,
                before?.Post ?? duty.Seat.Post,
                attended
            );
            if (before != after)
            {
                marks.Add(after);
                entries.AddRange(
                    before is null
                        ? AttendanceEntries.Told(after, scale)
                        : AttendanceEntries.Retold(before, after, scale)
                );
            }
        }

        return (marks, entries);
    }

    /// <summary>Watch numbers of who is marked how, and on whose word.</summary>
    private static string Details(NightAttended night, IReadOnlyList<StoodNight> marks, bool isByLead)
    {
        string Numbers(IEnumerable<ResidentId> who) => string.Join(", ", who.Select(r => night.People[r].Number));
        var parts = new List<string>();
        foreach (var attended in (bool[])[true, false])
        {
            var who = marks.Where(m => m.Attended == attended).Select(m => m.Resident).ToList();
            if (who.Count > 0)
            {
                parts.Add($"{(attended ? "came" : "missed")} {Numbers(who)}");
            }
        }

        if (isByLead)
        {
            var leads = night.Duties.Where(d => d.Standing.Duty.Seat.Post == Post.Lead && d.HasBegun);
            parts.Add($"by word of lead {Numbers(leads.Select(d => d.Standing.Duty.Resident))}");
        }

        return string.Join("; ", parts);
    }

    private async Task<Outcome<Seen>> LoadAsync(
        StreetReader reader,
        string areaCode,
        LocalDate night,
        CancellationToken cancellation
    )
    {
        var areas = await new AreaChoice(null, [areaCode]).PickAsync(reader, night.ToYearMonth(), cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<Seen>.Failed(areas.Faults);
        }

        // A grid may have gone to another area after its old one published the month.
        var state = (areas.Value.FirstOrDefault(a => a.Edition is not null) ?? areas.Value[0]).State;
        var duties = await reader.Duties.OfAreaAsync(state.Area.Id, night, night, cancellation);
        if (duties.Count == 0)
        {
            return Outcome<Seen>.Failed(AttendanceFaults.NobodyOn(state.Area, night));
        }

        var told = await reader.Attendance.OfNightAsync(duties.Select(d => d.Duty.Resident), night, cancellation);
        var people = await reader.People.OfAsync(
            duties.Select(d => (d.Duty.Resident, d.Duty.Household, night)),
            cancellation
        );
        var now = office.Now;
        return Outcome<Seen>.Of(
            new Seen(
                new NightAttended(
                    state.Area,
                    night,
                    [
                        .. duties.Select(d => new DutyAttended(
                            d,
                            told.GetValueOrDefault(d.Duty.Resident)?.Attended,
                            d.Begins <= now,
                            d.Begins <= now && now < d.Ends
                        )),
                    ],
                    people.ToDictionary(p => p.Key.Resident, p => p.Value)
                ),
                state.Version
            )
        );
    }

    /// <summary>A night as it was read, with the area's version then.</summary>
    private sealed record Seen(NightAttended Night, long Version);
}
