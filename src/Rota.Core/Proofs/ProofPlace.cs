using System.Globalization;

namespace Rota.Core.Proofs;

/// <summary>Places in the proof of an area, as its faults name them: "LJ-03, household LJ-03/0012".</summary>
/// <param name="area">Code of the area.</param>
public sealed class ProofPlace(string area)
{
    /// <summary>A part of the proof.</summary>
    /// <param name="part">The part, and what in it is meant.</param>
    public Place Of(string part) => new($"{area}, {part}");

    /// <summary>A fault: what stands there is not what it comes to when it is computed again.</summary>
    /// <param name="part">The part, and what in it is meant.</param>
    /// <param name="stated">What stands there.</param>
    /// <param name="found">What it comes to.</param>
    public Fault Differs(string part, object? stated, object? found) =>
        new(
            Of(part),
            new($"写的是 {Written(stated)}", $"it says {Written(stated)}"),
            new($"重算是 {Written(found)}", $"computed again it is {Written(found)}")
        );

    private static string Written(object? value) =>
        value switch
        {
            null => "–",
            Enum name => name.ToString().ToLowerInvariant(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "–",
        };
}
