using Rota.Core.Intake;
using Rota.Seeds.Facts;
using Rota.Seeds.History;
using Rota.Seeds.Neighbourhoods;
using Rota.Seeds.Plans;

namespace Rota.Seeds;

/// <summary>
/// A made-up street to start from: the facts of 下湄桥街道 and a register of people who do not exist, the same for the
/// same options on every machine.
/// </summary>
public static class Street
{
    /// <summary>Its name: 下湄桥街道.</summary>
    public static string Name => StreetFacts.Xiameiqiao.Name;

    /// <summary>Codes of the grids that cannot be filled on purpose, in the profile <see cref="SeedProfile.Street"/>.</summary>
    public static IReadOnlyList<string> HardGrids { get; } = [.. StreetFacts.Xiameiqiao.Hard.Select(h => h.Grid)];

    /// <summary>Makes the register with absences, wishes, households to keep apart and a year of history.</summary>
    /// <param name="options">What it depends on; what is out of range throws.</param>
    public static RegisterIntake Generate(SeedOptions options)
    {
        var rows = new IntakeRows();
        foreach (var neighbourhood in Neighbourhoods(options))
        {
            rows.Add(neighbourhood, PastYear.Of(neighbourhood));
        }

        return rows.Intake;
    }

    /// <summary>The street's grids with everybody in them, one after the other.</summary>
    internal static IEnumerable<Neighbourhood> Neighbourhoods(SeedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return StreetPlan
            .Make(StreetFacts.Xiameiqiao, options).Select(plan => Populate(plan, options));
    }

    // The order matters: who holds an office depends on who is at home, and what is asked for on who may guard.
    private static Neighbourhood Populate(GridPlan plan, SeedOptions options)
    {
        var neighbourhood = Settlement.Settle(plan, options);
        Offices.CallHelpers(neighbourhood);
        Naming.Name(neighbourhood);
        Naming.Number(neighbourhood);
        TakingPart.Decide(neighbourhood);
        Absences.Plan(neighbourhood);
        Strength.Settle(neighbourhood);
        Offices.Fill(neighbourhood);
        Requests.Take(neighbourhood);
        return neighbourhood;
    }
}
