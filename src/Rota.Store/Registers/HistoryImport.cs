using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Store.Rotas;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>Adds duties of the past, one a resident and night.</summary>
internal sealed class HistoryImport(Session session, RegisterState state)
{
    public List<StoodNight> New { get; } = [];

    public List<(StoodNight Before, StoodNight After)> Changed { get; } = [];

    public RowCounts Counts { get; private set; } = RowCounts.None;

    public async Task ApplyAsync(IReadOnlyList<HistoryRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var known = (await session.Context.Stood.ToListAsync(cancellation)).ToDictionary(
            s => (s.ResidentId, s.Night),
            s => new StoodNight(
                new HouseholdId(s.HouseholdId),
                new ResidentId(s.ResidentId),
                s.Night,
                s.Post,
                s.Attended
            )
        );
        // Of two rows about one resident and night the later one counts.
        var told = new Dictionary<(int, LocalDate), StoodNight>();
        foreach (var row in rows)
        {
            var resident = state.Resident(row.Resident, row.At).Id;
            var stood = new StoodNight(
                new HouseholdId(HouseholdOf(row, resident)),
                new ResidentId(resident),
                row.Night,
                row.Post,
                row.Attended
            );
            told[(stood.Resident.Value, stood.Night)] = stood;
        }

        foreach (
            var stood in told.Values.OrderBy(s => s.Night).ThenBy(s => s.Household.Value).ThenBy(s => s.Resident.Value)
        )
        {
            if (!known.TryGetValue((stood.Resident.Value, stood.Night), out var before))
            {
                New.Add(stood);
            }
            else if (before != stood)
            {
                Changed.Add((before, stood));
            }
        }

        await WriteAsync(cancellation);
        Counts = new RowCounts(New.Count, Changed.Count, told.Count - New.Count - Changed.Count);
    }

    /// <summary>A helper has no household in files, or one of the helper's own code; in the books it is the helper's own.</summary>
    private int HouseholdOf(HistoryRow row, int resident)
    {
        var home = state.Homes[resident].Last.HouseholdId;
        var isHelper = state.Households.ContainsKey((state.Places[home].Grid, row.Resident, true));
        return isHelper && (row.Household.Household.Length == 0 || row.Household.Household == row.Resident)
            ? home
            : state.Household(row.Household, row.At);
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        var differing = New.Concat(Changed.Select(c => c.After)).ToList();
        foreach (var stood in differing)
        {
            state.TouchHousehold(stood.Household.Value);
        }

        await AttendanceWriter.WriteAsync(session, differing, cancellation);
    }
}
