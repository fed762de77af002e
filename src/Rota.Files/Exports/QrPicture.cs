using System.Globalization;
using System.Text;
using System.Xml.Linq;
using QRCoder;

namespace Rota.Files.Exports;

/// <summary>A QR code as an inline picture.</summary>
public static class QrPicture
{
    private const int Quiet = 2;

    /// <summary>One path of an SVG that needs no style: black on what is behind it, with a quiet zone of two modules; what is around it has to be as light for two more.</summary>
    /// <param name="text">What it says to who scans it.</param>
    /// <param name="label">What it is, for who cannot see it.</param>
    public static XElement Of(string text, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // What the library gives has a quiet zone of four modules; light paper around the picture is the rest of it.
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var from = x;
                while (x < rows.Count && rows[y][x])
                {
                    x++;
                }

                if (x > from)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
                }
            }
        }

        var size = rows.Count - (2 * Quiet);
        return new XElement(
            "svg",
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"{Quiet} {Quiet} {size} {size}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", label),
            new XAttribute("shape-rendering", "crispEdges"),
            new XElement("path", new XAttribute("d", path.ToString()))
        );
    }
}
