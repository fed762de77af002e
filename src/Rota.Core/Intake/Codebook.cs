using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Rota.Core.Intake;

/// <summary>
/// Every code that may be named: of the intake and of what is known. For one that is not there it looks for one that
/// differs only by zeros in front of digits or by letter case: a spreadsheet makes "12" of "0012".
/// </summary>
internal sealed class Codebook
{
    private readonly Dictionary<string, HouseholdCode> residents = new(StringComparer.Ordinal);
    private readonly HashSet<HouseholdCode> households = [];
    private readonly HashSet<string> places = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, string>> alike;

    public Codebook(RegisterIntake intake, KnownRegister known)
    {
        foreach (var (code, household) in known.Residents)
        {
            residents[code] = household;
        }

        households.UnionWith(known.Households);
        places.UnionWith(known.Grids.Keys);
        places.UnionWith(known.Areas);
        foreach (var row in intake.Residents)
        {
            residents[row.Resident] = new HouseholdCode(row.Grid, row.Household);
            places.Add(row.Grid);
            if (row.Household.Length > 0)
            {
                households.Add(new HouseholdCode(row.Grid, row.Household));
            }
        }

        alike = new Lazy<Dictionary<string, string>>(Alike);
    }

    /// <summary>Whether a resident is known, and the household.</summary>
    public bool Has(string resident, [MaybeNullWhen(false)] out HouseholdCode household) =>
        residents.TryGetValue(resident, out household);

    /// <summary>Whether a household is known.</summary>
    public bool Has(HouseholdCode household) => households.Contains(household);

    /// <summary>Whether an area or a grid is known.</summary>
    public bool HasPlace(string code) => places.Contains(code);

    /// <summary>A known code that looks like this one; null when there is none, or when it is this one.</summary>
    public string? LookingLike(string code) =>
        alike.Value.TryGetValue(Bare(code), out var other) && other != code ? other : null;

    /// <summary>Whether two codes differ only by zeros in front of digits or by letter case.</summary>
    public static bool Resemble(string a, string b) => a != b && Bare(a) == Bare(b);

    private Dictionary<string, string> Alike()
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var code in residents.Keys.Concat(households.Select(h => h.ToString())).Concat(places))
        {
            codes.TryAdd(Bare(code), code);
        }

        return codes;
    }

    private static string Bare(string code)
    {
        var bare = new StringBuilder(code.Length);
        for (var i = 0; i < code.Length; i++)
        {
            var digitBefore = bare.Length > 0 && char.IsAsciiDigit(bare[^1]);
            var digitAfter = i + 1 < code.Length && char.IsAsciiDigit(code[i + 1]);
            if (code[i] != '0' || digitBefore || !digitAfter)
            {
                bare.Append(char.ToUpperInvariant(code[i]));
            }
        }

        return bare.ToString();
    }
}
