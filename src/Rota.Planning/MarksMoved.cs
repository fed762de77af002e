using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>
/// What becomes of marks of who came when a change moves duties of a watch that has begun: a mark goes with its resident to where the next
/// edition has them; whoever came and has no duty any more is not marked; who did not come stays marked.
/// </summary>
/// <param name="Now">Marks that read otherwise now.</param>
/// <param name="Ended">Marks that say nothing any more.</param>
/// <param name="Entries">What the ledger needs besides the moves.</param>
internal sealed record MarksMoved(
    IReadOnlyList<StoodNight> Now,
    IReadOnlyList<StoodNight> Ended,
    IReadOnlyList<LedgerEntry> Entries
)
{
    /// <summary>Reads them; nothing where nobody whom the change moves is told of.</summary>
    public static async Task<MarksMoved> OfAsync(
        StreetReader reader,
        MonthsInHand hand,
        RotaChange change,
        PublishedMonths after,
        CancellationToken cancellation
    )
    {
        var told = new Dictionary<(ResidentId, LocalDate), StoodNight>();
        foreach (var night in change.Moves.GroupBy(m => m.Seat.Night))
        {
            var who = night.SelectMany(m => (ResidentId?[])[m.From, m.To]).OfType<ResidentId>().Distinct();
            foreach (var (resident, mark) in await reader.Attendance.OfNightAsync(who, night.Key, cancellation))
            {
                told.Add((resident, night.Key), mark);
            }
        }

        var moved = new MarksMoved([], [], []);
        foreach (var month in told.Keys.Select(k => k.Item2.ToYearMonth()).Distinct().Order())
        {
            var seats = change.Moves.Select(m => m.Seat).Where(s => s.Night.ToYearMonth() == month).ToList();
            var before = hand.Months.Month(month)!;
            List<Duty> given = [.. seats.Select(before.Duty).OfType<Duty>()];
            List<Duty> taken = [.. seats.Select(s => after.Month(month)!.Duty(s)).OfType<Duty>()];
            var duties = before.Rota.Duties.ToDictionary(d => (d.Resident, d.Seat.Night));
            var scale = new NightScale(before.Problem.Terms, before.Facts.Calendar, duties);
            var held = taken.Select(d => (d.Resident, d.Seat.Night)).ToHashSet();
            moved = new MarksMoved(
                [
                    .. moved.Now,
                    .. from duty in taken
                    where told.ContainsKey((duty.Resident, duty.Seat.Night))
                    select told[(duty.Resident, duty.Seat.Night)] with
                    {
                        Household = duty.Household,
                        Post = duty.Seat.Post,
                    },
                ],
                [
                    .. moved.Ended,
                    .. from duty in given
                    let key = (duty.Resident, duty.Seat.Night)
                    where told.TryGetValue(key, out var mark) && mark.Attended && !held.Contains(key)
                    select told[key],
                ],
                [.. moved.Entries, .. AttendanceEntries.Moved(given, taken, told, scale)]
            );
        }

        return moved;
    }
}
