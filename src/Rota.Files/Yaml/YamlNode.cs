namespace Rota.Files.Yaml;

/// <summary>A node of a YAML text, with the place where it begins, both counted from 1.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Column">Its column.</param>
internal abstract record YamlNode(int Line, int Column);

/// <summary>A single value.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Column">Its column.</param>
/// <param name="Text">What is written, without quotes.</param>
/// <param name="IsPlain">Whether it is written without quotes.</param>
internal sealed record YamlScalar(int Line, int Column, string Text, bool IsPlain) : YamlNode(Line, Column)
{
    /// <summary>Whether nothing is written: <c>key:</c>, <c>~</c> or <c>null</c>.</summary>
    public bool IsNothing => IsPlain && Text is "" or "~" or "null";
}

/// <summary>A list.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Column">Its column.</param>
/// <param name="Items">What it holds.</param>
internal sealed record YamlList(int Line, int Column, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column);

/// <summary>Keys with values. A key that stands twice is in it twice: whoever reads it says so.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Column">Its column.</param>
/// <param name="Entries">Keys and values in the order of the text.</param>
internal sealed record YamlMap(int Line, int Column, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line, Column);

/// <summary>One key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>Something whose fault is reported already, so that nobody reports it again.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Column">Its column.</param>
internal sealed record YamlBroken(int Line, int Column) : YamlNode(Line, Column);
