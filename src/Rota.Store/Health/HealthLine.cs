using Rota.Core;

namespace Rota.Store.Health;

/// <summary>How something is that a street's data hang on.</summary>
/// <param name="What">What was looked at.</param>
/// <param name="Found">How it is.</param>
/// <param name="Right">What would be right; null where it is right as it is.</param>
/// <param name="IsUnsafe">Whether, being as it is, something that was acknowledged may be lost or wrong; else it is advice.</param>
public sealed record HealthLine(Words What, Words Found, Words? Right = null, bool IsUnsafe = false)
{
    /// <summary>Something that is right.</summary>
    public static HealthLine Well(Words what, Words found) => new(what, found);

    /// <summary>Something that has to be as said, or the store is not safe.</summary>
    public static HealthLine Must(Words what, Words found, bool isRight, Words right) =>
        isRight ? new(what, found) : new(what, found, right, IsUnsafe: true);

    /// <summary>Something that had better be as said.</summary>
    public static HealthLine Should(Words what, Words found, bool isRight, Words right) =>
        isRight ? new(what, found) : new(what, found, right);
}
