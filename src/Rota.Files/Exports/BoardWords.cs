using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Explanations;
using Rota.Core.Rotas;

namespace Rota.Files.Exports;

/// <summary>What stands on the notice board, in its reader's language.</summary>
/// <param name="language">The reader's language.</param>
public sealed class BoardWords(Language language)
{
    /// <summary>Nights that a note names one by one at most.</summary>
    private const int MostNamed = 6;

    private const string ZhDays = "一二三四五六日";

    /// <summary>The language as documents name it: "zh-CN".</summary>
    public string Tag { get; } = language == Language.Chinese ? "zh-CN" : "en";

    /// <summary>The covenant in one sentence.</summary>
    public string Motto =>
        In("我为别人守一夜，别人为我守一年", "I guard one night for others; others guard a year for me");

    /// <summary>One of two texts; Chinese with full-width marks.</summary>
    public string In(string zh, string en) => language == Language.Chinese ? Typeset(zh) : en;

    /// <summary>Words in the reader's language.</summary>
    public string In(Words words) => In(words.Zh, words.En);

    /// <summary>"2026年12月".</summary>
    public string Month(YearMonth month) =>
        In($"{month.Year}年{month.Month}月", month.ToString("MMMM uuuu", CultureInfo.InvariantCulture));

    /// <summary>"2026年12月5日".</summary>
    public string Date(LocalDate date) =>
        In($"{date.Year}年{date.Month}月{date.Day}日", date.ToString("d MMMM uuuu", CultureInfo.InvariantCulture));

    /// <summary>"周六".</summary>
    public string Weekday(LocalDate date) =>
        In($"周{ZhDays[(int)date.DayOfWeek - 1]}", date.ToString("ddd", CultureInfo.InvariantCulture));

    /// <summary>From when to when; an end that is not after the start is on the next day.</summary>
    public string Hours(Watch watch)
    {
        var nextDay = watch.End > watch.Start ? "" : In("次日", "next day ");
        return $"{ExportWords.Of(watch.Start)}–{nextDay}{ExportWords.Of(watch.End)}";
    }

    /// <summary>What makes a night special: its festival's name, else its kind; nothing for an ordinary night.</summary>
    public string? Kind(Night night) =>
        night.Kind switch
        {
            NightKind.Ordinary => null,
            NightKind.Eve => night.Festival ?? In(SeatWords.Of(night.Kind)),
            NightKind.Holiday when language == Language.Chinese => night.Festival is { Length: > 0 and < 5 } name
                ? $"{name}假日"
                : In(SeatWords.Of(night.Kind)),
            _ => In(SeatWords.Of(night.Kind)),
        };

    /// <summary>A post's heading: "值守员", or "值守员 2" where a post has several seats.</summary>
    public string Seat(Post post, int number, int seats)
    {
        var name = In(SeatWords.Of(post));
        name = language == Language.Chinese ? name : char.ToUpperInvariant(name[0]) + name[1..];
        return seats > 1 ? $"{name} {number.ToString(CultureInfo.InvariantCulture)}" : name;
    }

    /// <summary>"第 1 版 · 2026年11月25日", or 草稿, or 征求意见稿.</summary>
    public string Edition(RotaSheet sheet) => $"{Stage(sheet)} · {Date(sheet.MadeOn)}";

    /// <summary>"第 1 版", or 草稿, or 征求意见稿.</summary>
    public string Stage(RotaSheet sheet) =>
        sheet.Edition is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"{In("第 ", "Edition ")}{number}{In(" 版", "")}")
        : sheet.IsPosted ? In("征求意见稿", "Posted for comment")
        : In("草稿", "Draft");

    /// <summary>What the reader has to know of an edition beyond its number; null for a plain first edition.</summary>
    public string? EditionNote(RotaSheet sheet) =>
        sheet.IsPosted && sheet.IsDraft ? In("公示中，尚未生效", "not yet in force")
        : sheet.IsDraft ? In("未公布，不作数", "not published, not binding")
        : sheet.Supersedes is { } before
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{In("取代第 ", "supersedes edition ")}{before}{In(" 版", "")}{Changed(sheet.ChangedNights)}"
            )
        : null;

    /// <summary>The nights that changed where they are few, else how many; nothing for none.</summary>
    private string Changed(IReadOnlyList<LocalDate> nights) =>
        nights.Count == 0 ? ""
        : nights.Count > MostNamed ? In($"，{nights.Count} 夜有变", $", {nights.Count} nights changed")
        : In(
            $"，{NightSpans.Of(nights).Zh}有变",
            $", changed on {string.Join(", ", nights.Select(n => n.ToString("d MMMM", CultureInfo.InvariantCulture)))}"
        );

    /// <summary>Chinese with the full-width marks that print wants: a plain mark after a character becomes one.</summary>
    private static string Typeset(string zh) =>
        string.Create(
            zh.Length,
            zh,
            static (marks, text) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    var follows = i > 0 && text[i - 1] >= 0x2E80 && ",:;?!".Contains(text[i], StringComparison.Ordinal);
                    marks[i] = follows ? (char)(text[i] + 0xFEE0) : text[i];
                }
            }
        );
}
