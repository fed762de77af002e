using System.Text;

namespace Rota.Files.Intake;

/// <summary>The encodings of files; each refuses what it cannot hold instead of writing a question mark.</summary>
internal static class Encodings
{
    private const int Gb18030CodePage = 54936;

    /// <summary>GB18030 with a way of treating bytes that are none.</summary>
    public static Encoding Gb18030(DecoderFallback onBrokenByte) =>
        CodePagesEncodingProvider.Instance.GetEncoding(Gb18030CodePage, EncoderFallback.ExceptionFallback, onBrokenByte)
        ?? throw new NotSupportedException("This platform has no GB18030.");

    /// <summary>UTF-8 with a way of treating bytes that are none.</summary>
    public static Encoding Utf8(DecoderFallback onBrokenByte) =>
        Encoding.GetEncoding(Encoding.UTF8.CodePage, EncoderFallback.ExceptionFallback, onBrokenByte);

    /// <summary>The encoding for writing.</summary>
    public static Encoding Of(RegisterEncoding encoding) =>
        encoding switch
        {
            RegisterEncoding.Gb18030 => Gb18030(DecoderFallback.ExceptionFallback),
            _ => new UTF8Encoding(encoding == RegisterEncoding.Utf8WithMark, throwOnInvalidBytes: true),
        };
}
