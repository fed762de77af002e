using System.Diagnostics;

namespace Rota.Store;

/// <summary>What the store tells whoever traces: how long a writer waited for its turn, and each commit. Nothing of what is written.</summary>
public static class StoreTrace
{
    /// <summary>Name of the source.</summary>
    public const string Name = "Rota.Store";

    /// <summary>The activity of waiting to be the one writer.</summary>
    public const string Turn = "turn";

    /// <summary>The activity of making what was written count.</summary>
    public const string Commit = "commit";

    internal static readonly ActivitySource Source = new(Name);
}
