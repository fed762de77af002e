using System.Globalization;
using NodaTime;

namespace Rota.Core.Explanations;

/// <summary>Nights of one month as people write them: those that follow each other as a span.</summary>
public static class NightSpans
{
    /// <summary>"12月1–3日、5日" / "2026-12-01..03, 05"; empty for no night.</summary>
    /// <param name="nights">Nights of one month, in any order, each any number of times.</param>
    public static Words Of(IEnumerable<LocalDate> nights)
    {
        var all = nights.Distinct().Order().ToList();
        if (all.Count == 0)
        {
            return new("", "");
        }

        var spans = new List<(int From, int To)>();
        foreach (var night in all)
        {
            if (spans.Count > 0 && spans[^1].To == night.Day - 1)
            {
                spans[^1] = (spans[^1].From, night.Day);
            }
            else
            {
                spans.Add((night.Day, night.Day));
            }
        }

        var zh = spans.Select(s => s.From == s.To ? $"{s.From}日" : $"{s.From}–{s.To}日");
        var en = spans.Select(s => s.From == s.To ? $"{s.From:00}" : $"{s.From:00}..{s.To:00}");
        return new(
            $"{all[0].Month}月{string.Join("、", zh)}",
            $"{all[0].ToString("uuuu-MM", CultureInfo.InvariantCulture)}-{string.Join(", ", en)}"
        );
    }
}
