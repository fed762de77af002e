namespace Rota.Core.Explanations;

/// <summary>What came of looking for another rota: one of <see cref="Found"/>, <see cref="Impossible"/>, <see cref="Unsettled"/>.</summary>
public abstract record Alternative
{
    private Alternative() { }

    /// <summary>There is one.</summary>
    /// <param name="Choice">What it would come to.</param>
    public sealed record Found(OtherChoice Choice) : Alternative;

    /// <summary>There is none: the rules and what is settled leave no such rota.</summary>
    public sealed record Impossible : Alternative;

    /// <summary>Whether there is one did not come out within the effort allowed; nothing may be told of it.</summary>
    public sealed record Unsettled : Alternative;

    /// <summary>The other rota; null where none was found.</summary>
    public OtherChoice? Other => (this as Found)?.Choice;
}
