using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Rota.Files.Exports;

/// <summary>
/// Writes a tree of elements as HTML: its doctype, void elements without and all others with an end tag, every text and attribute
/// escaped. Nothing but a style sheet of the program's own is ever written unescaped.
/// </summary>
internal static class HtmlDocument
{
    private static readonly HashSet<string> Void = ["meta", "br", "link", "hr", "img", "input", "col", "wbr"];

    /// <summary>A page: its head with title and styles, and a body.</summary>
    public static XElement Page(string language, string title, string style, params object?[] body) =>
        new(
            "html",
            new XAttribute("lang", language),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement(
                    "meta",
                    new XAttribute("name", "viewport"),
                    new XAttribute("content", "width=device-width, initial-scale=1")
                ),
                new XElement("title", Text(title)),
                new XElement("style", Resource(style))
            ),
            new XElement("body", body)
        );

    /// <summary>An element with a class.</summary>
    public static XElement Tag(string name, string? kind, params object?[] content) =>
        new(name, kind is null ? null : new XAttribute("class", kind), content);

    /// <summary>Text that somebody else wrote, isolated so that its writing direction reaches no further.</summary>
    public static XElement Foreign(string name, string? kind, string text) =>
        Tag(name, kind, new XElement("bdi", Text(text)));

    /// <summary>Text without the characters that no document may hold: controls and halves of surrogate pairs.</summary>
    public static string Text(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }

    /// <summary>Writes a page as UTF-8.</summary>
    public static void Write(Stream output, XElement page)
    {
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            OmitXmlDeclaration = true,
            NewLineChars = "\n",
            CloseOutput = false,
        };
        using var writer = XmlWriter.Create(output, settings);
        writer.WriteRaw("<!DOCTYPE html>");
        Write(writer, page);
        writer.WriteWhitespace("\n");
    }

    private static void Write(XmlWriter writer, XElement element)
    {
        var name = element.Name.LocalName;
        writer.WriteStartElement(name);
        foreach (var attribute in element.Attributes())
        {
            writer.WriteAttributeString(attribute.Name.LocalName, attribute.Value);
        }

        if (Void.Contains(name))
        {
            writer.WriteEndElement();
            return;
        }

        foreach (var node in element.Nodes())
        {
            if (node is XElement child)
            {
                Write(writer, child);
            }
            else if (name == "style")
            {
                writer.WriteRaw(((XText)node).Value);
            }
            else
            {
                writer.WriteString(((XText)node).Value);
            }
        }

        writer.WriteFullEndElement();
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlDocument).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return "\n" + reader.ReadToEnd();
    }
}
