using CsCheck;
using NodaTime;
using Rota.Core.Intake;

namespace Rota.Seeds.Tests;

/// <summary>Registers that tests look at.</summary>
internal static class Made
{
    public static readonly SeedOptions StreetOptions = new() { AsOf = new LocalDate(2026, 11, 23) };

    private static readonly Lazy<RegisterIntake> TheStreet = new(() => Seeds.Street.Generate(StreetOptions));

    /// <summary>The whole street, made once.</summary>
    public static RegisterIntake Street => TheStreet.Value;

    /// <summary>A few grids of any seed, day and profile for measuring.</summary>
    public static readonly Gen<SeedOptions> Few = Gen.Select(
        Gen.Int,
        Gen.Int[2015, 2060],
        Gen.Int[1, 365],
        Gen.Int[1, 4],
        Gen.Bool,
        (seed, year, day, grids, ample) =>
            new SeedOptions
            {
                Seed = seed,
                AsOf = new LocalDate(year, 1, 1).PlusDays(day - 1),
                Grids = grids,
                Profile = ample ? SeedProfile.Ample : SeedProfile.Std,
            }
    );

    /// <summary>The whole street of any seed and day.</summary>
    public static readonly Gen<SeedOptions> Whole = Gen.Select(
        Gen.Int,
        Gen.Int[0, 4000],
        (seed, day) => new SeedOptions { Seed = seed, AsOf = new LocalDate(2020, 1, 1).PlusDays(day) }
    );

    public static bool MayGuard(this ResidentRow row, LocalDate night)
    {
        var age = night.Year - row.BirthYear;
        var oldest = row.Participation switch
        {
            Core.Registers.Participation.Joins => 65,
            Core.Registers.Participation.Volunteer => 70,
            _ => 0,
        };
        return age >= 19
            && age <= oldest
            && !(row.ExemptUntil is { } until && night <= until)
            && !(row.MovedIn is { } i && night < i)
            && !(row.MovedOut is { } o && night >= o);
    }

    /// <summary>Nights away of each resident, as the files tell them.</summary>
    public static ILookup<string, (LocalDate From, LocalDate To)> Away(this RegisterIntake intake)
    {
        var people = intake.Residents.ToLookup(r => new HouseholdCode(r.Grid, r.Household), r => r.Resident);
        return intake
            .Absences.SelectMany(a =>
                (a.Resident is { } one ? [one] : people[a.Household!.Value]).SelectMany(who =>
                    a.Blocks().Select(b => (who, b))
                )
            )
            .ToLookup(p => p.who, p => p.b);
    }

    public static bool Covers(this IEnumerable<(LocalDate From, LocalDate To)> blocks, LocalDate night) =>
        blocks.Any(b => b.From <= night && night <= b.To);
}
