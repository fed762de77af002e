using NodaTime;
using Rota.Core;
using Rota.Store;
using Rota.Store.Notices;

namespace Rota.Planning.Notices;

/// <summary>A notice that waits for a person.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Area">Code of the area.</param>
/// <param name="WatchNumber">Whom it is for; null when they were erased.</param>
/// <param name="MaskedName">Their name, masked; null when they were erased.</param>
public sealed record StuckNotice(Notice Notice, string Area, string? WatchNumber, string? MaskedName);

/// <summary>Shows what of the outbox waits for a person, and does what they say.</summary>
/// <param name="office">What it works with.</param>
public sealed class SettleNotice(Office office)
{
    /// <summary>How long sending may take before it counts as stuck.</summary>
    private static readonly Duration StuckAfter = Duration.FromMinutes(2);

    /// <summary>What nobody knows whether it was sent, and what its channel refused too often; the oldest first.</summary>
    public async Task<IReadOnlyList<StuckNotice>> StuckAsync(CancellationToken cancellation = default)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        var now = office.Clock.GetCurrentInstant();
        var notices = (await reader.Notices.InAsync([NoticeState.Sending, NoticeState.Failed], cancellation))
            .Where(n => IsStuck(n, now))
            .ToList();
        var cards = await reader.People.OfAsync(notices.Select(n => n.Resident), cancellation);
        var areas = (await reader.Areas.ListAsync(cancellation)).ToDictionary(a => a.Area.Id, a => a.Area.Code);
        return
        [
            .. from notice in notices
            let card = cards.GetValueOrDefault(notice.Resident)
            select new StuckNotice(
                notice,
                areas.GetValueOrDefault(notice.Area, "-"),
                card?.Number.ToString(),
                card?.Name is { } name ? Core.Registers.MaskedName.Of(name) : null
            ),
        ];
    }

    /// <summary>Sends a stuck notice again, on the word of a person who knows that it did not arrive.</summary>
    public Task<Outcome<Notice>> ResendAsync(long id, CancellationToken cancellation = default) =>
        SettleAsync(id, "--resend", w => w.ResendAsync(id, cancellation), cancellation);

    /// <summary>Gives a stuck notice up: it arrived, or has nothing to tell any more.</summary>
    public Task<Outcome<Notice>> DropAsync(long id, CancellationToken cancellation = default) =>
        SettleAsync(id, "--drop", w => w.DropAsync(id, cancellation), cancellation);

    private async Task<Outcome<Notice>> SettleAsync(
        long id,
        string option,
        Func<NoticeWriter, Task<bool>> settle,
        CancellationToken cancellation
    )
    {
        await using var writer = await office.WriteAsync(cancellation);
        var notice = await writer.Read.Notices.FindAsync(id, cancellation);
        if (notice is null || !IsStuck(notice, office.Clock.GetCurrentInstant()) || !await settle(writer.Notices))
        {
            return Outcome<Notice>.Failed(
                new Fault(
                    new Place(option),
                    new($"通知 {id} 没有卡住", $"notice {id} is not stuck"),
                    new("卡住的通知见 rota notices --stuck", "rota notices --stuck lists those that are")
                )
            );
        }

        await writer.CommitAsync(cancellation);
        return Outcome<Notice>.Of(notice);
    }

    private static bool IsStuck(Notice notice, Instant now) =>
        notice.State == NoticeState.Failed
        || (notice.State == NoticeState.Sending && notice.ChangedAt + StuckAfter <= now);
}
