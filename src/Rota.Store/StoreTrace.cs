using System.Diagnostics;

namespace Rota.Store;

/// <summary>What the store tells whoever traces: how long a writer waited for its turn, what it sends and each commit. Nothing of what is written.</summary>
public static class StoreTrace
{
    /// <summary>Name of the source.</summary>
    public const string Name = "Rota.Store";

    /// <summary>The activity of waiting to be the one writer.</summary>
    public const string Turn = "turn";

    /// <summary>The activity of making what was written count.</summary>
    public const string Commit = "commit";

    /// <summary>The activity of sending the rows of one table to a server.</summary>
    public const string Copy = "copy";

    internal static readonly ActivitySource Source = new(Name);
}
