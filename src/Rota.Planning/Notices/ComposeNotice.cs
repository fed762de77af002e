using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Notices;
using Rota.Store.Registers;

namespace Rota.Planning.Notices;

/// <summary>
/// Makes the words of a notice when it is sent, of the edition it tells of and the one before. Who is told reads of their own duties alone, and of those
/// that they are asked to take.
/// </summary>
/// <param name="office">What it works with.</param>
/// <param name="reader">The books at one moment.</param>
internal sealed class ComposeNotice(Office office, StreetReader reader)
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>The notice in words; null when there is nothing to tell any more.</summary>
    public async Task<NoticeText?> RunAsync(Notice notice, CancellationToken cancellation)
    {
        var cards = await reader.People.OfAsync([notice.Resident], cancellation);
        if (
            cards.GetValueOrDefault(notice.Resident) is not { Name: { } name } card
            || await reader.Notices.IsOvertakenAsync(notice, cancellation)
            || await TextAsync(notice, cancellation) is not { } text
        )
        {
            return null;
        }

        var area = await reader.Areas.ContactAsync(notice.Area, cancellation);
        var after = notice.Kind == NoticeKind.Asked ? new ComposeAsked(office, reader).How(notice, area) : At(area);
        var kind = notice.Kind.ToString();
        return new NoticeText(
            notice.Id,
            kind.ToLowerInvariant(),
            card.Number.ToString(),
            name,
            card.Phone,
            new Words($"{name}（{card.Number}）：{text.Zh}{after.Zh}", $"{name} ({card.Number}): {text.En}{after.En}"),
            notice.QueuedAt.InZone(office.Zone).Date
        );
    }

    private Task<Words?> TextAsync(Notice notice, CancellationToken cancellation) =>
        notice.Kind switch
        {
            NoticeKind.Reminder => ReminderAsync(notice, cancellation),
            NoticeKind.Asked => new ComposeAsked(office, reader).RunAsync(notice, cancellation),
            _ => EditionAsync(notice, cancellation),
        };

    /// <summary>A reminder is of what is in force now: a duty that has gone to somebody else reminds nobody.</summary>
    private async Task<Words?> ReminderAsync(Notice notice, CancellationToken cancellation)
    {
        var night = notice.Night!.Value;
        var duties = await reader.Duties.OfResidentAsync(notice.Resident, night, cancellation);
        var duty = duties.FirstOrDefault(d => d.Duty.Seat.Night == night && d.Duty.Seat.Watch == notice.Watch);
        if (duty is null || duty.Begins <= office.Now)
        {
            return null;
        }

        var told = Said(
            new ToldDuty(night, notice.Watch!, duty.Duty.Seat.Post, duty.Begins.TimeOfDay, duty.Ends.TimeOfDay)
        );
        return new Words($"提醒您：{told.Zh}。", $"A reminder: {told.En}.");
    }

    private async Task<Words?> EditionAsync(Notice notice, CancellationToken cancellation)
    {
        var now = await ToComeAsync(notice, notice.Edition, cancellation);
        var before = await ToComeAsync(notice, notice.Before, cancellation);
        if (now.SequenceEqual(before))
        {
            return null;
        }

        var (is_, was) = (Said(now), Said(before));
        var month = $"{notice.Month:uuuu-MM}";
        return before.Count == 0 ? new Words($"{month} 轮到您守望：{is_.Zh}。", $"your watches in {month}: {is_.En}.")
            : now.Count == 0
                ? new Words(
                    $"{month} 原定{was.Zh}，现已取消，不用来了。",
                    $"your watches in {month} are off: {was.En}."
                )
            : new Words(
                $"{month} 您的班次有变动。原来：{was.Zh}。现在：{is_.Zh}。",
                $"your watches in {month} have changed. Before: {was.En}. Now: {is_.En}."
            );
    }

    private async Task<IReadOnlyList<ToldDuty>> ToComeAsync(
        Notice notice,
        Rota.Store.Rotas.EditionId? edition,
        CancellationToken cancellation
    ) =>
        edition is { } id
            ?
            [
                .. (await reader.Notices.DutiesAsync(id, notice.Resident, cancellation)).Where(d =>
                    d.Begins > office.Now
                ),
            ]
            : [];

    private static Words At(AreaContact? area) =>
        area is null
            ? new("", "")
            : new(
                (area.MeetingPoint is { } point ? $"集合地点：{point}。" : "")
                    + $"来不了，请尽早告诉排班员{(area.Phone is { } phone ? $"，电话 {phone}" : "")}。",
                (area.MeetingPoint is { } at ? $" Meet at {at}." : "")
                    + $" If you cannot come, tell the organiser soon{(area.Phone is { } call ? $": {call}" : "")}."
            );

    /// <summary>Duties, one after another.</summary>
    internal static Words Said(IReadOnlyList<ToldDuty> duties) =>
        new(string.Join('、', duties.Select(d => Said(d).Zh)), string.Join(", ", duties.Select(d => Said(d).En)));

    /// <summary>A duty: "12月5日（周六）19:30–22:30 带班".</summary>
    private static Words Said(ToldDuty duty)
    {
        var hours = $"{duty.Start.ToString("HH:mm", Plain)}–{duty.End.ToString("HH:mm", Plain)}";
        var begins = duty.Begins.Date;
        var post = SeatWords.Of(duty.Post);
        return new(
            $"{begins.Month}月{begins.Day}日（周{"一二三四五六日"[(int)begins.DayOfWeek - 1]}）{hours} {post.Zh}",
            $"{begins.ToString("ddd uuuu-MM-dd", Plain)} {hours} {post.En}"
        );
    }
}
