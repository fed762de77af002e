using System.Security.Cryptography;

namespace Rota.Web.Hosting;

/// <summary>The one style sheet, under an address that names its content, so that browsers may keep it for ever.</summary>
internal static class Style
{
    private static readonly byte[] Bytes = Read();

    /// <summary>Its address.</summary>
    public static string Path { get; } = $"/pages-{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..12]}.css";

    /// <summary>Its text as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Content => Bytes;

    private static byte[] Read()
    {
        using var stream = typeof(Style).Assembly.GetManifestResourceStream("pages.css")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
