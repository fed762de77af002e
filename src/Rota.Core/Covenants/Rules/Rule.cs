namespace Rota.Core.Covenants.Rules;

/// <summary>
/// One rule of the covenant (条款): a record with its limit or price, whose properties are what a covenant file may set
/// (in snake_case, below <see cref="Key"/>), and the sentence residents read.
/// </summary>
public abstract record Rule
{
    /// <summary>Its name in covenant files: "rest".</summary>
    public abstract string Key { get; }

    /// <summary>What residents read, its limit filled in.</summary>
    public abstract Words Sentence { get; }
}
