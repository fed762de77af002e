using NodaTime;
using Rota.Core.Registers;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>Finds people by what organisers and residents know of them, and their duties.</summary>
/// <param name="office">What it works with.</param>
public sealed class FindPeople(Office office)
{
    /// <summary>Residents whose code or watch number this is, or whose name (with a building, in either order); several where names repeat, none where nobody fits.</summary>
    public async Task<IReadOnlyList<ResidentCard>> RunAsync(string text, CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await reader.People.FindAsync(text, cancellation);
    }

    /// <summary>Everybody who lives in a household now, by its code "LJ-03/0012"; nobody where there is none.</summary>
    public async Task<IReadOnlyList<ResidentCard>> OfHouseholdAsync(
        string household,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(household);
        if (household.Trim().Split('/') is not [var grid, var code])
        {
            return [];
        }

        await using var reader = await office.Database.ReadAsync(cancellation);
        return await reader.People.OfHouseholdAsync(new(grid, code), office.Today, cancellation);
    }

    /// <summary>A resident's duties in force in a month, in order.</summary>
    public async Task<IReadOnlyList<StandingDuty>> DutiesAsync(
        ResidentId resident,
        YearMonth month,
        CancellationToken cancellation = default
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var duties = await reader.Duties.OfResidentAsync(resident, month.OnDayOfMonth(1), cancellation);
        return [.. duties.Where(d => d.Duty.Seat.Night.ToYearMonth() == month)];
    }
}
