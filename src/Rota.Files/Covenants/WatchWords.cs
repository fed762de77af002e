using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Rotas;

namespace Rota.Files.Covenants;

/// <summary>Watches as people say them.</summary>
internal static class WatchWords
{
    private const string ChineseWeekdays = "一二三四五六日";

    /// <summary>"每夜 19:30–22:30:带班 1 人、值守员 1 人、备班 1 人。"; suspended where there is no watch.</summary>
    /// <param name="when">The nights that are meant.</param>
    /// <param name="watches">Their watches.</param>
    public static Words All(Words when, ImmutableArray<WatchPattern> watches)
    {
        if (watches.IsEmpty)
        {
            return new($"{when.Zh}停值。", $"{when.En}: suspended.");
        }

        var each = watches.Select(w => Of(w, watches.Length > 1)).ToList();
        return new(
            $"{when.Zh} {string.Join(';', each.Select(w => w.Zh))}。",
            $"{when.En} {string.Join("; ", each.Select(w => w.En))}."
        );
    }

    private static Words Of(WatchPattern watch, bool named)
    {
        var seats = new[] { (Post.Lead, watch.Leads), (Post.Guard, watch.Guards), (Post.Standby, watch.Standbys) }
            .Where(p => p.Item2 > 0)
            .Select(p => (Post: SeatWords.Of(p.Item1), Seats: p.Item2))
            .ToList();
        var nextDay = watch.End <= watch.Start;
        var (start, end) = (Time(watch.Start), Time(watch.End));
        var days = watch.Weekdays;
        var daysZh = days.IsEmpty ? "" : $"(周{string.Join('、', days.Select(d => ChineseWeekdays[(int)d - 1]))})";
        var daysEn = days.IsEmpty ? "" : $" ({string.Join(", ", days.Select(d => d.ToString()[..3]))})";
        var name = named ? watch.Name + " " : "";
        return new(
            $"{name}{start}–{(nextDay ? "次日 " : "")}{end}{daysZh}:{string.Join('、', seats.Select(s => $"{s.Post.Zh} {s.Seats} 人"))}",
            $"{name}{start}–{end}{(nextDay ? " next day" : "")}{daysEn}: {string.Join(", ", seats.Select(s => $"{s.Seats} {s.Post.En}"))}"
        );
    }

    private static string Time(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
