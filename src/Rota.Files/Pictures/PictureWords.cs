using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Files.Covenants;
using Rota.Files.Exports;

namespace Rota.Files.Pictures;

/// <summary>What stands on pictures, in their reader's language.</summary>
internal sealed class PictureWords(Language language)
{
    private readonly BoardWords board = new(language);

    /// <summary>The language.</summary>
    public Language Language { get; } = language;

    public string In(string zh, string en) => Language == Language.Chinese ? ChineseText.Punctuated(zh) : en;

    public string In(Words words) => In(words.Zh, words.En);

    public string Month(YearMonth month) => board.Month(month);

    /// <summary>A number with one digit behind the point; a dash where there is none.</summary>
    public string One(decimal? number) =>
        number is { } n
            ? Math.Round(n, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture)
            : "–";

    /// <summary>A text in lines of at most so many columns; a Chinese character takes two.</summary>
    public IReadOnlyList<string> Lines(string text, int columns) => [.. ChineseText.Wrapped(text, columns)];

    /// <summary>About how wide a text is in letters of a size.</summary>
    public static decimal WidthOf(string text, int size) => (decimal)BoardNight.WidthOf(text) * size;
}
