namespace Rota.Core.Intake;

/// <summary>
/// What the books hold already, as far as an intake may name it without bringing it: everybody who was ever on the
/// register, moved out or not, so that an old code is not taken for an unknown one.
/// </summary>
public sealed record KnownRegister
{
    /// <summary>Nothing yet: the first import.</summary>
    public static KnownRegister Empty { get; } = new();

    /// <summary>Resident code to household; a helper's household has an empty code.</summary>
    public IReadOnlyDictionary<string, HouseholdCode> Residents { get; init; } =
        new Dictionary<string, HouseholdCode>();

    /// <summary>Households.</summary>
    public IReadOnlySet<HouseholdCode> Households { get; init; } = new HashSet<HouseholdCode>();

    /// <summary>Grid code to the name of its community.</summary>
    public IReadOnlyDictionary<string, string> Grids { get; init; } = new Dictionary<string, string>();

    /// <summary>Codes of watch areas, besides those of grids.</summary>
    public IReadOnlySet<string> Areas { get; init; } = new HashSet<string>();
}
