using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Rota.Files.Tests.Exports;
using Xunit;

namespace Rota.Files.Tests.Pictures;

/// <summary>A picture read back: well-formed, standing alone, nothing of it beside the sheet.</summary>
internal sealed class Picture
{
    private const decimal Width = 2100;

    private Picture(XElement root) => Root = root;

    public XElement Root { get; }

    /// <summary>All texts, in the order in which they are drawn.</summary>
    public IReadOnlyList<string> Texts => [.. Named("text").Select(t => t.Value)];

    /// <summary>Its height in millimetres.</summary>
    public decimal Height => decimal.Parse(Root.Attribute("height")!.Value[..^2], CultureInfo.InvariantCulture);

    public static Picture Of(Action<Stream> write)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
        using var reader = XmlReader.Create(new MemoryStream(Written.Bytes(write)), settings);
        var picture = new Picture(XDocument.Load(reader).Root!);
        picture.AssertAlone();
        picture.AssertOnTheSheet();
        return picture;
    }

    /// <summary>How many shapes are drawn in a style.</summary>
    public int Shapes(string style) =>
        Root.Descendants().Count(e => e.Parent!.Name.LocalName != "pattern" && e.Attribute("class")?.Value == style);

    private IEnumerable<XElement> Named(string name) => Root.Descendants().Where(e => e.Name.LocalName == name);

    private void AssertAlone()
    {
        string[] known = ["title", "desc", "style", "defs", "pattern", "rect", "line", "circle", "text"];
        Assert.All(Root.Descendants(), e => Assert.Contains(e.Name.LocalName, known));
        Assert.DoesNotContain(
            Root.DescendantsAndSelf().Attributes(),
            a => a.Name.LocalName is "href" or "src" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
        );
        var style = Named("style").Single().Value;
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
        Assert.DoesNotContain("http", style, StringComparison.Ordinal);
        Assert.NotEmpty(Named("title").First().Value);
        Assert.NotEmpty(Named("desc").Single().Value);
    }

    private void AssertOnTheSheet()
    {
        var height = 10 * Height;
        foreach (
            var shape in Root.Descendants().Where(e => e.Attribute("x") is not null || e.Attribute("x1") is not null)
        )
        {
            var (x, y) = (
                Number(shape, "x") ?? Number(shape, "x1")!.Value,
                Number(shape, "y") ?? Number(shape, "y1")!.Value
            );
            Assert.InRange(x, 0, Width);
            Assert.InRange(y, 0, height);
            Assert.InRange(x + (Number(shape, "width") ?? 0), 0, Width);
            Assert.InRange(Number(shape, "width") ?? 0, 0, Width);
            Assert.InRange(Number(shape, "height") ?? 0, 0, height);
        }
    }

    private static decimal? Number(XElement shape, string name) =>
        shape.Attribute(name) is { } a ? decimal.Parse(a.Value, CultureInfo.InvariantCulture) : null;
}
