namespace Rota.Core;

/// <summary>Where in what a person brought something is wrong.</summary>
/// <param name="Source">The file's name, or the part of the program's input that is meant.</param>
/// <param name="Line">The line or row, counted from 1 as a spreadsheet shows it; null where there is none.</param>
/// <param name="Column">The column's header or number; null where there is none.</param>
public sealed record Place(string Source, int? Line = null, string? Column = null)
{
    /// <summary>The place in words: "register.csv, row 12, column sex".</summary>
    public Words Words =>
        new(
            Source
                + (Line is { } l ? $"，第 {l} 行" : "")
                + (Column is { } c ? (c.All(char.IsAsciiDigit) ? $"第 {c} 列" : $"，“{c}”栏") : ""),
            Source + (Line is { } n ? $", row {n}" : "") + (Column is { } d ? $", column {d}" : "")
        );
}

/// <summary>An expected failure: where, what is wrong, and what would be right. Never an exception.</summary>
/// <param name="Where">The place.</param>
/// <param name="What">What was found there, the value named.</param>
/// <param name="Right">What would be right; the way out.</param>
public sealed record Fault(Place Where, Words What, Words Right)
{
    /// <summary>The whole fault in both languages: where and what in one sentence, the way out in another.</summary>
    public Words Sentence =>
        new(
            $"{Where.Words.Zh}：{Ended(What.Zh, '。')}{Ended(Right.Zh, '。')}",
            $"{Where.Words.En}: {Ended(What.En, '.')} {Begun(Ended(Right.En, '.'))}"
        );

    // What ends with a mark of its own, a question above all, gets no second one.
    private static string Ended(string text, char mark) =>
        text.TrimEnd() is { Length: > 0 } said && ".?!。？！".Contains(said[^1], StringComparison.Ordinal)
            ? said
            : text + mark;

    // A sentence begins with a capital; what is typed as it stands, a command or a name with marks in it, does not change.
    private static string Begun(string text)
    {
        var word = text.Split(' ', 2)[0].TrimEnd(',', '.', ';');
        return word.Length > 0 && char.IsAsciiLetterLower(word[0]) && word.All(char.IsAsciiLetter) && word != "rota"
            ? char.ToUpperInvariant(text[0]) + text[1..]
            : text;
    }
}

/// <summary>A value, or the faults that stood in its way; never both.</summary>
/// <typeparam name="T">What is got when nothing stands in the way.</typeparam>
public sealed class Outcome<T>
    where T : class
{
    private readonly T? value;

    private Outcome(T? value, IReadOnlyList<Fault> faults)
    {
        this.value = value;
        Faults = faults;
    }

    /// <summary>What stood in the way; empty when there is a value.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>Whether there is a value.</summary>
    public bool Succeeded => value is not null;

    /// <summary>The value. Asking for it after a failure is a bug and throws.</summary>
    public T Value =>
        value
        ?? throw new InvalidOperationException(string.Join(Environment.NewLine, Faults.Select(f => f.Sentence.En)));

    /// <summary>An outcome with a value.</summary>
    public static Outcome<T> Of(T value) => new(value, []);

    /// <summary>An outcome without one.</summary>
    public static Outcome<T> Failed(params IReadOnlyList<Fault> faults) =>
        faults.Count == 0
            ? throw new ArgumentException("A failure names at least one fault.", nameof(faults))
            : new(null, faults);

    /// <summary>A value if there are no faults, the faults otherwise.</summary>
    public static Outcome<T> Of(IReadOnlyList<Fault> faults, Func<T> value)
    {
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentNullException.ThrowIfNull(value);
        return faults.Count == 0 ? Of(value()) : Failed(faults);
    }
}
