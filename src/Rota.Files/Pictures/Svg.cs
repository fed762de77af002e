using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Rota.Core;
using Rota.Files.Exports;

namespace Rota.Files.Pictures;

/// <summary>
/// Writes pictures as SVG that stands alone: no script, nothing loaded, fonts of the reader's own system. Lengths are tenths of a
/// millimetre; a picture is as wide as a sheet of A4. What tells things apart is shape and hatching before colour, so that it reads
/// in black and white.
/// </summary>
internal static class Svg
{
    /// <summary>Width of a sheet of A4.</summary>
    public const int Width = 2100;

    /// <summary>Room left at each side.</summary>
    public const int Margin = 120;

    /// <summary>Width of what is drawn.</summary>
    public const int Inner = Width - (2 * Margin);

    private const string Style = """

        text { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", sans-serif; font-size: 28px; fill: #111; }
        .title { font-size: 62px; font-weight: 700; } .sub { font-size: 34px; } .head { font-size: 36px; font-weight: 700; }
        .name { font-size: 38px; font-weight: 700; } .big { font-size: 46px; font-weight: 700; } .note { font-size: 27px; fill: #333; }
        .small { font-size: 24px; } .strong { font-weight: 700; } .end { text-anchor: end; } .middle { text-anchor: middle; }
        text, tspan { font-variant-numeric: tabular-nums; }
        .bar { fill: #33658f; } .pale { fill: #b9cbdc; } .short { fill: url(#hatch); stroke: #111; stroke-width: 2; }
        .grid { stroke: #d0d0d0; stroke-width: 1.5; } .axis { stroke: #111; stroke-width: 2.5; }
        .mark { stroke: #111; stroke-width: 4; stroke-dasharray: 12 8; } .tick { stroke: #111; stroke-width: 3; }
        .box { fill: #b9cbdc; stroke: #111; stroke-width: 2.5; } .dot { fill: #111; } .ringed { fill: #111; stroke: #fff; stroke-width: 5; } .paper { fill: #fff; }

        """;

    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>A picture.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="language">The language of its texts.</param>
    /// <param name="title">What it shows, in a few words.</param>
    /// <param name="told">The same in sentences, for who cannot see it.</param>
    /// <param name="content">What is drawn.</param>
    public static XElement Picture(
        int height,
        Language language,
        string title,
        string told,
        params object?[] content
    ) =>
        Tag(
            "svg",
            new XAttribute("width", "210mm"),
            new XAttribute("height", $"{Number(height / 10m)}mm"),
            new XAttribute("viewBox", $"0 0 {Width} {height}"),
            new XAttribute("role", "img"),
            new XAttribute(XNamespace.Xml + "lang", language == Language.Chinese ? "zh-CN" : "en"),
            Tag("title", HtmlDocument.Text(title)),
            Tag("desc", HtmlDocument.Text(told)),
            Tag("style", Style),
            Tag(
                "defs",
                Tag(
                    "pattern",
                    new XAttribute("id", "hatch"),
                    new XAttribute("width", 12),
                    new XAttribute("height", 12),
                    new XAttribute("patternUnits", "userSpaceOnUse"),
                    new XAttribute("patternTransform", "rotate(45)"),
                    Rectangle("paper", 0, 0, 12, 12),
                    Rectangle("dot", 0, 0, 5, 12)
                )
            ),
            Rectangle("paper", 0, 0, Width, height),
            content
        );

    /// <summary>A line of text; letters stand on <paramref name="y"/>.</summary>
    public static XElement Text(string kind, decimal x, decimal y, string text) =>
        Tag("text", Class(kind), At("x", x), At("y", y), HtmlDocument.Text(text));

    /// <summary>A text in as many lines as it needs; lines of at most so many columns, a Chinese character takes two.</summary>
    public static IEnumerable<XElement> Lines(
        string kind,
        decimal x,
        decimal y,
        decimal step,
        IReadOnlyList<string> lines
    ) => lines.Select((line, i) => Text(kind, x, y + (i * step), line));

    /// <summary>A rectangle; with something to say when it is pointed at.</summary>
    public static XElement Rectangle(
        string kind,
        decimal x,
        decimal y,
        decimal width,
        decimal height,
        string? told = null
    ) =>
        Tag(
            "rect",
            Class(kind),
            At("x", x),
            At("y", y),
            At("width", width),
            At("height", height),
            told is null ? null : Tag("title", HtmlDocument.Text(told))
        );

    /// <summary>A straight line; with something to say when it is pointed at.</summary>
    public static XElement Line(string kind, decimal x1, decimal y1, decimal x2, decimal y2, string? told = null) =>
        Tag(
            "line",
            Class(kind),
            At("x1", x1),
            At("y1", y1),
            At("x2", x2),
            At("y2", y2),
            told is null ? null : Tag("title", HtmlDocument.Text(told))
        );

    /// <summary>A dot.</summary>
    public static XElement Dot(string kind, decimal x, decimal y, decimal radius) =>
        Tag("circle", Class(kind), At("cx", x), At("cy", y), At("r", radius));

    /// <summary>Writes a picture as UTF-8.</summary>
    public static void Write(Stream output, XElement picture)
    {
        ArgumentNullException.ThrowIfNull(output);
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            IndentChars = " ",
            NewLineChars = "\n",
            CloseOutput = false,
        };
        using (var writer = XmlWriter.Create(output, settings))
        {
            new XDocument(picture).Save(writer);
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>A number as SVG writes it, to the hundredth.</summary>
    public static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static XElement Tag(string name, params object?[] content) => new(Namespace + name, content);

    private static XAttribute Class(string kind) => new("class", kind);

    private static XAttribute At(string name, decimal number) => new(name, Number(number));
}
