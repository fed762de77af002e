using System.Text;
using Rota.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rota.Files.Yaml;

/// <summary>
/// Reads one YAML document into nodes that know their places. Anchors, aliases, tags and further documents are faults: in a
/// file that a council signs, what stands somewhere is what holds there.
/// </summary>
internal static class YamlText
{
    /// <summary>No file that a person edits is larger, in bytes.</summary>
    private const int LargestFile = 1_000_000;

    /// <summary>No covenant or calendar nests deeper.</summary>
    private const int DeepestNesting = 16;

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>The text of a file; null, with a fault, when it cannot be read as UTF-8.</summary>
    public static string? Load(string path, YamlFaults faults)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                faults.Add(new("没有这个文件", "there is no such file"), new("请检查路径", "check the path"));
                return null;
            }

            if (file.Length > LargestFile)
            {
                faults.Add(
                    new($"文件有 {file.Length} 字节", $"the file has {file.Length} bytes"),
                    new($"至多 {LargestFile} 字节", $"at most {LargestFile} bytes are read")
                );
                return null;
            }

            return StrictUtf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException fallback)
        {
            faults.Add(
                new($"第 {fallback.Index + 1} 个字节不是 UTF-8", $"byte {fallback.Index + 1} is not UTF-8"),
                new("请把文件另存为 UTF-8 编码", "save the file as UTF-8")
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(
                new($"文件读不出来（{e.Message}）", $"the file cannot be read ({e.Message})"),
                new("请检查文件和权限", "check the file and its permissions")
            );
        }

        return null;
    }

    /// <summary>The document's node; null, with a fault, when the text is not one YAML document.</summary>
    public static YamlNode? Parse(string text, YamlFaults faults)
    {
        if (HasTabIndent(text, faults))
        {
            return null;
        }

        try
        {
            return Document(new Parser(new StringReader(text)), faults);
        }
        catch (YamlException e)
        {
            var zh = e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}";
            faults.Add(
                (int)Math.Max(1, e.Start.Line),
                (int)Math.Max(1, e.Start.Column),
                new($"这里不是合法的 YAML({zh})", $"this is not YAML: {zh}"),
                new(
                    "请看这一行和上一行：冒号用半角且后面空一格，同级的行左边对齐，带特殊符号的文字用引号括起来",
                    "look at this line and the one before: a space after each colon, keys of one level aligned, text with special signs in quotes"
                )
            );
            return null;
        }
    }

    private static YamlNode? Document(Parser parser, YamlFaults faults)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            faults.Add(
                1,
                1,
                new("文件是空的", "the file is empty"),
                new("请照样本写上内容", "write it as the sample shows")
            );
            return null;
        }

        parser.Consume<DocumentStart>();
        var node = Node(parser, faults, depth: 0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var next))
        {
            faults.Add(
                (int)next.Start.Line,
                (int)next.Start.Column,
                new("这里开始了第二份文档（---）", "a second document begins here (---)"),
                new("一个文件只写一份", "a file holds one document")
            );
        }

        return node;
    }

    private static YamlNode Node(Parser parser, YamlFaults faults, int depth)
    {
        var next = parser.Consume<ParsingEvent>();
        var (line, column) = ((int)next.Start.Line, (int)next.Start.Column);
        if (next is AnchorAlias || (next is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false }))
        {
            faults.Add(
                line,
                column,
                new("这里用了锚点、引用或标签（& * !）", "an anchor, an alias or a tag stands here (& * !)"),
                new(
                    "请把内容照写出来；文字里的这些符号用引号括起来",
                    "write the content out; put such signs in quotes where they are text"
                )
            );
            Skip(parser, next);
            return new YamlBroken(line, column);
        }

        if (depth > DeepestNesting)
        {
            faults.Add(
                line,
                column,
                new($"层次超过 {DeepestNesting} 层", $"nested more than {DeepestNesting} deep"),
                new("请照样本的层次写", "nest as the sample does")
            );
            Skip(parser, next);
            return new YamlBroken(line, column);
        }

        switch (next)
        {
            case Scalar scalar:
                return new YamlScalar(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                var items = new List<YamlNode>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    items.Add(Node(parser, faults, depth + 1));
                }

                return new YamlList(line, column, items);
            default:
                return new YamlMap(line, column, Entries(parser, faults, depth));
        }
    }

    private static List<YamlEntry> Entries(Parser parser, YamlFaults faults, int depth)
    {
        var entries = new List<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(parser, faults, depth + 1);
            var value = Node(parser, faults, depth + 1);
            if (key is YamlScalar scalar)
            {
                entries.Add(new YamlEntry(scalar, value));
            }
            else if (key is not YamlBroken)
            {
                faults.Add(
                    key,
                    new("键不是一个词", "the key is not a word"),
                    new("请写成“键： 值”", "write “key: value”")
                );
            }
        }

        return entries;
    }

    /// <summary>Passes over the rest of a list or of keys that has begun, without recursion.</summary>
    private static void Skip(Parser parser, ParsingEvent begun)
    {
        for (var open = begun.NestingIncrease; open > 0; )
        {
            open += parser.Consume<ParsingEvent>().NestingIncrease;
        }
    }

    /// <summary>YAML forbids tabs as indentation, and a scanner's message about it helps nobody.</summary>
    private static bool HasTabIndent(string text, YamlFaults faults)
    {
        var isFlow = text.TrimStart() is ['{' or '[', ..];
        var before = faults.Count;
        var line = 0;
        if (isFlow)
        {
            return false;
        }

        foreach (var content in text.EnumerateLines())
        {
            line++;
            var indent = content[..(content.Length - content.TrimStart([' ', '\t']).Length)];
            if (indent.Contains('\t') && indent.Length < content.Length && content[indent.Length] != '#')
            {
                faults.Add(
                    line,
                    indent.IndexOf('\t') + 1,
                    new("行首用了制表符（Tab）", "a tab indents this line"),
                    new("请改为空格", "indent with spaces")
                );
            }
        }

        return faults.Count > before;
    }
}
