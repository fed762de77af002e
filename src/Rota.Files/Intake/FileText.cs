using System.Buffers;
using System.Text;
using Rota.Core;

namespace Rota.Files.Intake;

/// <summary>The text of a file, and whether it holds what no text has: broken bytes or NUL.</summary>
/// <param name="Text">The text, without a byte order mark.</param>
/// <param name="Encoding">What it was read as: "UTF-8" or "GB18030".</param>
/// <param name="Dirty">Whether it holds broken bytes or NUL, so that every cell must be looked at.</param>
internal sealed record FileText(string Text, string Encoding, bool Dirty)
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Decodes a file. With a mark it is UTF-8, without one it is what its bytes look like: see <see cref="LooksLikeUtf8"/>.
    /// </summary>
    public static FileText Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Utf8Mark))
        {
            return AsUtf8(bytes[Utf8Mark.Length..]);
        }

        return Ascii.IsValid(bytes) || LooksLikeUtf8(bytes) ? AsUtf8(bytes) : AsGb18030(bytes);
    }

    /// <summary>What a file is that is no CSV, if its first bytes say so; null otherwise.</summary>
    public static Words? Foreign(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] => new Words(
                "这是工作簿（XLSX），不是 CSV",
                "this is a workbook (XLSX), not CSV"
            ),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => new Words(
                "这是旧版工作簿（XLS），不是 CSV",
                "this is an old workbook (XLS), not CSV"
            ),
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => new Words(
                "这是“Unicode 文本”（UTF-16），不是 CSV",
                "this is \"Unicode text\" (UTF-16), not CSV"
            ),
            _ => null,
        };

    private static FileText AsUtf8(ReadOnlySpan<byte> bytes) =>
        Of(Encodings.Utf8(BrokenBytes.Marked).GetString(bytes), "UTF-8");

    private static FileText AsGb18030(ReadOnlySpan<byte> bytes) =>
        Of(Encodings.Gb18030(BrokenBytes.Marked).GetString(bytes), "GB18030");

    private static FileText Of(string text, string encoding)
    {
        // The last noncharacter is what the CSV reader takes for a comment sign: it must not come from outside.
        text = text.Replace(CsvTable.NoComment, BrokenBytes.Alone);
        return new FileText(text, encoding, text.Contains('\0', StringComparison.Ordinal) || BrokenBytes.In(text));
    }

    // Chinese is three bytes a character in UTF-8. Where such sequences outweigh what is ill formed, the file is UTF-8 with
    // perhaps a broken byte; read as GB18030 it would make nonsense of every name without a word. Sequences of two bytes
    // say nothing: common words in GB18030 look like them, and no register has accents but not one Chinese character.
    private static bool LooksLikeUtf8(ReadOnlySpan<byte> bytes)
    {
        long chinese = 0;
        long illFormed = 0;
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            chinese += status == OperationStatus.Done && length > 2 ? 1 : 0;
            illFormed += status == OperationStatus.Done ? 0 : 1;
            bytes = bytes[length..];
        }

        return chinese > illFormed;
    }
}
