using NodaTime;

namespace Rota.Seeds;

/// <summary>What kind of street is made.</summary>
public enum SeedProfile
{
    /// <summary>The street of the facts file: 93 grids, two of them hard.</summary>
    Street,

    /// <summary>For measuring: 12 to 15 of a hundred adults can lead, and about a fifth of the grids have too few who can.</summary>
    Std,

    /// <summary>For measuring: 24 of a hundred adults can lead.</summary>
    Ample,
}

/// <summary>What a made-up register depends on: the same options give the same register, byte for byte.</summary>
public sealed record SeedOptions
{
    /// <summary>The most grids that can be asked for.</summary>
    public const int MostGrids = 10_000;

    /// <summary>The first year in which a register can stand.</summary>
    public const int FirstYear = 2000;

    /// <summary>The last year in which a register can stand; the lunar calendar behind the festivals ends soon after.</summary>
    public const int LastYear = 2095;

    /// <summary>Any number; another number makes another street.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The day on which the register stands, in the years <see cref="FirstYear"/> to <see cref="LastYear"/>. History ends
    /// with the month before it.
    /// </summary>
    public required LocalDate AsOf { get; init; }

    /// <summary>What kind of street is made.</summary>
    public SeedProfile Profile { get; init; } = SeedProfile.Street;

    /// <summary>
    /// How many grids, 1 to <see cref="MostGrids"/>, in the profiles for measuring; null for as many as the facts name.
    /// The street itself always has its own.
    /// </summary>
    public int? Grids { get; init; }

    /// <summary>Refuses options that no register can be made from.</summary>
    internal static void Check(SeedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.AsOf.Year is < FirstYear or > LastYear)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.AsOf,
                $"The day lies in {FirstYear} to {LastYear}."
            );
        }

        if (options.Grids is < 1 or > MostGrids)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Grids, $"Grids are 1 to {MostGrids}.");
        }

        if (options is { Profile: SeedProfile.Street, Grids: not null })
        {
            throw new ArgumentException(
                "The street has the grids of its facts; only std and ample take a number.",
                nameof(options)
            );
        }
    }
}
