using System.Globalization;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Calendar = Ical.Net.Calendar;

namespace Rota.Files.Exports;

/// <summary>
/// Writes a feed as iCalendar (RFC 5545, RFC 7986), for calendars that look again by themselves. Times are in UTC, so that no calendar has to know a time zone; the same
/// feed gives the same bytes. Names are masked and no phone is in it, since an address may be handed on.
/// </summary>
public static class CalendarFeed
{
    /// <summary>What it is, as answers name it.</summary>
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <summary>How often calendars are asked to look: an hour is soon enough for a swap, and seldom enough for a battery.</summary>
    private const string Again = "PT1H";

    /// <summary>Writes it, as UTF-8.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="language">The reader's language.</param>
    public static byte[] Write(DutyFeed feed, Language language = Language.Chinese)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var words = new BoardWords(language);
        var calendar = new Calendar { ProductId = $"-//Rota//Watch rota//{words.Tag[..2].ToUpperInvariant()}" };
        calendar.AddProperty("X-WR-CALNAME", NameOf(feed, words));
        calendar.AddProperty("X-PUBLISHED-TTL", Again);
        var refresh = new CalendarProperty("REFRESH-INTERVAL", Again);
        refresh.AddParameter("VALUE", "DURATION");
        calendar.Properties.Add(refresh);
        foreach (var duty in feed.Duties)
        {
            calendar.Events.Add(EventOf(duty, feed, words));
        }

        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!);
    }

    /// <summary>
    /// What a calendar knows a duty by: where and when it is, and in a resident's feed whose. A seat that goes to somebody else and comes back is the same one in
    /// each of their calendars.
    /// </summary>
    /// <param name="duty">The duty.</param>
    /// <param name="whose">Watch number of the resident whose feed it is; null for an area's.</param>
    public static string UidOf(FeedDuty duty, WatchNumber? whose)
    {
        ArgumentNullException.ThrowIfNull(duty);
        var seat = duty.Seat;
        string?[] parts =
        [
            ExportWords.Of(seat.Night),
            Uri.EscapeDataString(seat.Watch),
            ExportWords.Of(seat.Post),
            seat.Number.ToString(CultureInfo.InvariantCulture),
            whose?.ToString(),
        ];
        return $"{string.Join('.', parts.OfType<string>())}@{Uri.EscapeDataString(duty.Area)}.rota";
    }

    private static string NameOf(DutyFeed feed, BoardWords words) =>
        feed.Area is { } area
            ? words.In($"{feed.Street} {area} 值班表", $"Watch rota {area}, {feed.Street}")
            : words.In($"{feed.Street}守望：我的班", $"My watch nights, {feed.Street}");

    private static CalendarEvent EventOf(FeedDuty duty, DutyFeed feed, BoardWords words)
    {
        var changed = Utc(duty.ChangedAt);
        return new CalendarEvent
        {
            Uid = UidOf(duty, feed.Whose),
            Sequence = duty.Changes,
            // Without a method the stamp says when it was last revised, so that a feed in which nothing has changed is the same to the byte.
            DtStamp = changed,
            LastModified = changed,
            DtStart = Utc(duty.Begins),
            DtEnd = Utc(duty.Ends),
            Summary = Clean(SummaryOf(duty, feed, words)),
            Location = duty.MeetingPoint is { } point ? Clean(point) : null,
            Description = Clean(DescriptionOf(duty, feed, words)),
            Status = duty.IsOff ? EventStatus.Cancelled : EventStatus.Confirmed,
            Transparency = duty.IsOff || feed.Area is not null ? TransparencyType.Transparent : TransparencyType.Opaque,
        };
    }

    private static string SummaryOf(FeedDuty duty, DutyFeed feed, BoardWords words)
    {
        var post = words.In(SeatWords.Of(duty.Seat.Post));
        var off = duty.IsOff ? words.In("（已取消）", " (off)") : "";
        return feed.Area is null ? words.In($"守望：{post}{off}", $"Watch: {post}{off}")
            : duty.IsOff ? $"{post}{off}"
            : $"{post} {string.Join(words.In("、", ", "), duty.People.Select(p => $"{p.Person.Masked} {p.Person.Number}"))}";
    }

    private static string DescriptionOf(FeedDuty duty, DutyFeed feed, BoardWords words)
    {
        if (duty.IsOff)
        {
            return words.In(
                "这一班已经取消或换了人，不用来了。",
                "This duty is off or somebody else's; no need to come."
            );
        }

        var people = duty.People.Select(p => $"{words.In(SeatWords.Of(p.Post))} {PersonOf(p.Person)}").ToList();
        var with =
            feed.Area is not null ? ""
            : people.Count == 0 ? words.In("这一班暂时只有您。", "So far nobody else is on this watch.")
            : words.In("同班：", "With you:");
        return string.Join('\n', ((string[])[with, .. people]).Where(l => l.Length > 0));
    }

    private static string PersonOf(SheetPerson person) =>
        string.Join(' ', ((string?[])[person.Masked, person.Number.ToString(), person.Building]).OfType<string>());

    /// <summary>Text without characters that no calendar may hold; line breaks stay.</summary>
    private static string Clean(string text) =>
        string.Concat(HtmlDocument.Text(text).Where(c => c == '\n' || !char.IsControl(c)));

    private static CalDateTime Utc(Instant at) => new(at.ToDateTimeUtc());
}
