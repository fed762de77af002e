using System.Globalization;
using System.Text;

namespace Rota.Files.Intake;

/// <summary>
/// Stands in for bytes that are no text: each becomes two noncharacters, one for each half, so that the rows around it
/// can still be read and the fault can name row, column and byte.
/// </summary>
internal sealed class BrokenBytes : DecoderFallback
{
    private const char FirstHigh = '\uFDD0';
    private const char FirstLow = '\uFDE0';
    private const char LastLow = '\uFDEF';

    /// <summary>A mark that stands for no byte, for characters that must not come from outside.</summary>
    public const char Alone = FirstHigh;

    /// <summary>The one instance: it has no state.</summary>
    public static BrokenBytes Marked { get; } = new();

    /// <inheritdoc/>
    public override int MaxCharCount => 8;

    /// <summary>Whether a text holds a mark.</summary>
    public static bool In(ReadOnlySpan<char> text) => text.IndexOfAnyInRange(FirstHigh, LastLow) >= 0;

    /// <summary>The text with marks written as hexadecimal: "张‹FF›三". A mark that stands alone is written as it is.</summary>
    public static string Show(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var isByte =
                text[i] is >= FirstHigh and < FirstLow
                && i + 1 < text.Length
                && text[i + 1] is >= FirstLow and <= LastLow;
            if (!isByte)
            {
                shown.Append(text[i]);
                continue;
            }

            var value = ((text[i] - FirstHigh) << 4) | (text[i + 1] - FirstLow);
            shown.Append('‹').Append(value.ToString("X2", CultureInfo.InvariantCulture)).Append('›');
            i++;
        }

        return shown.ToString();
    }

    /// <inheritdoc/>
    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private string marks = "";
        private int next;

        public override int Remaining => marks.Length - next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            marks = string.Concat(
                bytesUnknown.Select(b => $"{(char)(FirstHigh + (b >> 4))}{(char)(FirstLow + (b & 15))}")
            );
            next = 0;
            return marks.Length > 0;
        }

        public override char GetNextChar() => next < marks.Length ? marks[next++] : '\0';

        public override bool MovePrevious()
        {
            if (next == 0)
            {
                return false;
            }

            next--;
            return true;
        }

        public override void Reset()
        {
            marks = "";
            next = 0;
        }
    }
}
