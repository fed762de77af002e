namespace Rota.Web.Hosting;

/// <summary>Who may ask an address.</summary>
public enum AudienceKind
{
    /// <summary>Everybody: nothing personal is on it.</summary>
    Everybody,

    /// <summary>Whoever holds the token in the address.</summary>
    Holder,

    /// <summary>A resident who was let in: their own data alone.</summary>
    Resident,
}

/// <summary>Says of an endpoint who may ask it. Tests hold that each has one.</summary>
/// <param name="Kind">Who.</param>
public sealed record Audience(AudienceKind Kind);
