using Microsoft.EntityFrameworkCore;
using Rota.Core;
using Rota.Core.Intake;
using Rota.Store.Rows;

namespace Rota.Store.Registers;

/// <summary>What the register holds while an import runs, by the codes that files use; kept up to date as it goes.</summary>
internal sealed class RegisterState
{
    private RegisterState() { }

    public Dictionary<string, int> Communities { get; private init; } = null!;

    public Dictionary<string, StoredGrid> Grids { get; private init; } = null!;

    /// <summary>Households by where they are, or were last, and whether they are a helper's.</summary>
    public Dictionary<(int Grid, string Code, bool IsHelper), int> Households { get; private init; } = null!;

    /// <summary>Building and grid of every household.</summary>
    public Dictionary<int, (string? Building, int Grid)> Places { get; private init; } = null!;

    public Dictionary<string, StoredResident> Residents { get; private init; } = null!;

    /// <summary>Every resident's last home, and whether it is the only one.</summary>
    public Dictionary<int, (HouseholdMembership Last, bool IsOnly)> Homes { get; private init; } = null!;

    public Dictionary<int, (string Name, string? Phone)> Persons { get; private init; } = null!;

    /// <summary>Grids in which something changed that rotas stand on.</summary>
    public HashSet<int> TouchedGrids { get; } = [];

    public static async Task<RegisterState> LoadAsync(StreetContext context, CancellationToken cancellation)
    {
        var stays = await context.GridMemberships.OrderBy(m => m.FirstNight).ToListAsync(cancellation);
        var buildings = await context.Households.ToDictionaryAsync(h => h.Id, h => h.Building, cancellation);
        var households = new Dictionary<(int, string, bool), int>();
        var places = new Dictionary<int, (string?, int)>();
        // Ended stays first: where a code was given again, the household that bears it now is meant.
        foreach (var stay in stays.OrderBy(s => s.EndNight is null))
        {
            households[(stay.GridId, stay.Code, stay.IsHelper)] = stay.HouseholdId;
            places[stay.HouseholdId] = (buildings[stay.HouseholdId], stay.GridId);
        }

        var homes = await context.HouseholdMemberships.ToListAsync(cancellation);
        return new RegisterState
        {
            Communities = await context.Communities.ToDictionaryAsync(
                c => c.Name,
                c => c.Id,
                StringComparer.Ordinal,
                cancellation
            ),
            Grids = await context.Grids.ToDictionaryAsync(g => g.Code, StringComparer.Ordinal, cancellation),
            Households = households,
            Places = places,
            Residents = await context.Residents.ToDictionaryAsync(r => r.Code, StringComparer.Ordinal, cancellation),
            Homes = homes
                .GroupBy(h => h.ResidentId)
                .ToDictionary(g => g.Key, g => (g.MaxBy(h => h.FirstNight)!, g.Count() == 1)),
            Persons = await context.Persons.ToDictionaryAsync(p => p.ResidentId, p => (p.Name, p.Phone), cancellation),
        };
    }

    /// <summary>Whether somebody is on the register without a name: they were erased at their own wish, for whoever is added has one.</summary>
    public bool IsErased(string code) =>
        Residents.TryGetValue(code, out var resident) && !Persons.ContainsKey(resident.Id);

    public StoredResident Resident(string code, Place at) =>
        Residents.TryGetValue(code, out var resident) ? resident : throw Unchecked(at, code);

    public int Household(HouseholdCode code, Place at)
    {
        if (Grids.TryGetValue(code.Grid, out var grid))
        {
            if (Households.TryGetValue((grid.Id, code.Household, false), out var id))
            {
                return id;
            }

            if (Households.TryGetValue((grid.Id, code.Household, true), out id))
            {
                return id;
            }
        }

        throw Unchecked(at, code.ToString());
    }

    /// <summary>Notes that rotas of a resident's grid stand on something that changed.</summary>
    public void TouchResident(int resident) => TouchHousehold(Homes[resident].Last.HouseholdId);

    /// <summary>Notes that rotas of a household's grid stand on something that changed.</summary>
    public void TouchHousehold(int household) => TouchedGrids.Add(Places[household].Grid);

    /// <summary>Intakes are checked before they come here; what is unknown now is a bug of the caller.</summary>
    private static InvalidOperationException Unchecked(Place at, string code) =>
        new($"{at.Words.En}: {code} is not on the register; the intake was not checked.");
}
