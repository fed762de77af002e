using Rota.Core;

namespace Rota.Files.Yaml;

/// <summary>
/// The keys of one part of a file. Whoever reads asks for the keys that may stand there; <see cref="Finish"/> then reports
/// whatever was not asked for.
/// </summary>
internal sealed class YamlFields
{
    private readonly YamlFaults faults;
    private readonly Dictionary<string, YamlEntry> entries = [];
    private readonly List<string> known = [];

    /// <summary>Opens a part; a node that is not keys with values, and keys that stand twice, are faults.</summary>
    /// <param name="node">The node; null where it is missing and that is reported, or allowed.</param>
    /// <param name="name">What the part is called, as faults name it.</param>
    /// <param name="faults">Where faults go.</param>
    public YamlFields(YamlNode? node, string name, YamlFaults faults)
    {
        this.faults = faults;
        Name = name;
        Node = node;
        switch (node)
        {
            case YamlMap map:
                IsOpen = true;
                foreach (var entry in map.Entries)
                {
                    Enter(entry);
                }

                break;
            case YamlScalar { IsNothing: true }:
                IsOpen = true;
                break;
            case YamlScalar { Text: var text } when text.Contains('\uFF1A', StringComparison.Ordinal):
                faults.Add(
                    node,
                    new($"{name} 里用了全角冒号“：”", $"{name} has a full-width colon (：)"),
                    new("请改为半角冒号加一个空格：“键： 值”", "write an ordinary colon and a space: “key: value”")
                );
                break;
            case null or YamlBroken:
                break;
            default:
                faults.Add(
                    node,
                    new(
                        $"{name} 下面应是“键： 值”，现为{Kind(node).Zh}",
                        $"{name} should hold keys with values, but is {Kind(node).En}"
                    ),
                    new("请照样本分行写“键： 值”", "write “key: value”， a line each, as in the sample")
                );
                break;
        }
    }

    /// <summary>What the part is called.</summary>
    public string Name { get; }

    /// <summary>The node.</summary>
    public YamlNode? Node { get; }

    /// <summary>Whether there are keys to read, possibly none.</summary>
    public bool IsOpen { get; }

    /// <summary>The keys that stand there, each once, in the order of the text.</summary>
    public IReadOnlyCollection<YamlEntry> Entries => entries.Values;

    /// <summary>What a node is, in words.</summary>
    public static Words Kind(YamlNode node) =>
        node switch
        {
            YamlScalar { IsNothing: true } => new("空", "empty"),
            YamlScalar scalar => new($"“{scalar.Text}”", $"“{scalar.Text}”"),
            YamlList => new("一个列表", "a list"),
            _ => new("若干键", "a set of keys"),
        };

    /// <summary>The value of a key that may be missing; null where it is, or where nothing is written.</summary>
    public YamlNode? Optional(string key)
    {
        known.Add(key);
        return entries.TryGetValue(key, out var entry) && entry.Value is not YamlScalar { IsNothing: true }
            ? entry.Value
            : null;
    }

    /// <summary>Whether a key stands there, be it without a value.</summary>
    public bool Has(string key) => entries.ContainsKey(key);

    /// <summary>Where a key stands; the part itself where it does not.</summary>
    public YamlNode? At(string key) => entries.TryGetValue(key, out var entry) ? entry.Key : Node;

    /// <summary>The value of a key that has to be there; null, with a fault, where it is not.</summary>
    /// <param name="key">The key.</param>
    /// <param name="sample">What it may look like: "2026-11".</param>
    public YamlNode? Required(string key, string sample)
    {
        var value = Optional(key);
        if (value is null && IsOpen && Node is not null)
        {
            faults.Add(
                At(key)!,
                Has(key)
                    ? new($"{Name} 的 {key} 没有写值", $"{key} of {Name} has no value")
                    : new($"{Name} 缺少 {key}", $"{Name} lacks {key}"),
                new($"请写，例如 {key}: {sample}", $"write for example {key}: {sample}")
            );
        }

        return value;
    }

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void Finish()
    {
        foreach (var entry in entries.Values.Where(e => !known.Contains(e.Key.Text)))
        {
            faults.Add(
                entry.Key,
                new($"{Name} 没有 {entry.Key.Text} 这一项", $"{Name} knows no key {entry.Key.Text}"),
                Likeness.Right(entry.Key.Text, known)
            );
        }
    }

    private void Enter(YamlEntry entry)
    {
        if (!entries.TryAdd(entry.Key.Text, entry))
        {
            faults.Add(
                entry.Key,
                new(
                    $"{Name} 里 {entry.Key.Text} 写了两次（前一次在第 {entries[entry.Key.Text].Key.Line} 行）",
                    $"{Name} has {entry.Key.Text} twice (first in line {entries[entry.Key.Text].Key.Line})"
                ),
                new("请只留一处", "keep one of them")
            );
        }
    }
}
