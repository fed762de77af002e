using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Measures;
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

    /// <summary>"2026年" or "2026年12月".</summary>
    public string Span(FairnessSpan span) =>
        span.IsYear ? In($"{span.First.Year}年", span.ToString()) : Month(span.First);

    /// <summary>Which months the ledger knows, as a sentence.</summary>
    public string Booked(IReadOnlyList<YearMonth> months) =>
        months is [var only]
            ? In($"账上是 {Month(only)}。", $"Booked: {Month(only)}. ")
            : In(
                $"账上有 {months.Count} 个月，{Month(months[0])}到{Month(months[^1])}。",
                $"Booked: {months.Count} months, {Month(months[0])} to {Month(months[^1])}. "
            );

    /// <summary>So many households.</summary>
    public string Households(int count) => In($"{count} 户", count == 1 ? "1 household" : $"{count} households");

    /// <summary>A number with two digits behind the point; a dash where there is none.</summary>
    public string Two(decimal? number) =>
        number is { } n
            ? Math.Round(n, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture)
            : "–";

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
