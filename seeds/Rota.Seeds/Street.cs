using Rota.Core.Intake;
using Rota.Files.Intake;
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
        // Each grid has its own streams of chance, so it does not matter which is made first.
        var grids = Plans(options).AsParallel().AsOrdered().Select(plan => Populate(plan, options));
        foreach (var (grid, past) in grids.Select(g => (g, PastYear.Of(g))))
        {
            rows.Add(grid, past);
        }

        return rows.Intake;
    }

    /// <summary>Makes the register and writes it as the files that people bring: register, absences, wishes, apart, history.</summary>
    /// <param name="options">What it depends on; what is out of range throws.</param>
    /// <param name="folder">Where to; made if there is none.</param>
    /// <param name="style">Language and encoding; English in UTF-8 with a mark when not given.</param>
    /// <returns>What was written.</returns>
    public static RegisterIntake Write(SeedOptions options, string folder, RegisterStyle? style = null)
    {
        var intake = Generate(options);
        RegisterWriter.Write(intake, folder, style);
        return intake;
    }

    /// <summary>The street's grids with everybody in them, one after the other, without their history.</summary>
    internal static IEnumerable<Neighbourhood> Neighbourhoods(SeedOptions options) =>
        Plans(options).Select(plan => Populate(plan, options));

    private static IReadOnlyList<GridPlan> Plans(SeedOptions options)
    {
        SeedOptions.Check(options);
        return StreetPlan.Make(StreetFacts.Xiameiqiao, options);
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
