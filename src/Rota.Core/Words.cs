namespace Rota.Core;

/// <summary>The languages the program speaks. Chinese is what residents see; English is for whoever runs it.</summary>
public enum Language
{
    /// <summary>Simplified Chinese.</summary>
    Chinese,

    /// <summary>English.</summary>
    English,
}

/// <summary>One thing said in both languages, so that every door can say it in its reader's own.</summary>
/// <param name="Zh">What a resident reads, in simplified Chinese.</param>
/// <param name="En">The same in English.</param>
public readonly record struct Words(string Zh, string En)
{
    /// <summary>The words in one language.</summary>
    public string In(Language language) => language == Language.Chinese ? Zh : En;

    /// <summary>Words that are the same in both languages: a code, a name.</summary>
    public static Words Same(string text) => new(text, text);

    /// <inheritdoc/>
    public override string ToString() => En;
}
