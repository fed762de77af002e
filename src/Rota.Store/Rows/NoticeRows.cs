using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rota.Store.Notices;

namespace Rota.Store.Rows;

/// <summary>A channel that notices are written for.</summary>
internal sealed class StoredChannel : StreetRow
{
    public string Name { get; set; } = "";
    public Instant Since { get; set; }
}

/// <summary>A notice to one resident by one channel; one at most for each event. What has ended never changes; a trigger refuses it.</summary>
internal sealed class StoredNotice : StreetRow
{
    public long Id { get; set; }

    /// <summary>What made it: "edition 45", "edition 45 since …" where its channel began later, "withdrawn 45", "reminder 2026-12-05 evening", "proposal 12".</summary>
    public string Event { get; set; } = "";
    public NoticeKind Kind { get; set; }
    public int ResidentId { get; set; }
    public string Channel { get; set; } = "";
    public int AreaId { get; set; }
    public YearMonth Month { get; set; }
    public int? EditionId { get; set; }
    public int? BeforeId { get; set; }
    public LocalDate? Night { get; set; }
    public string? Watch { get; set; }
    public int? ProposalId { get; set; }
    public NoticeState State { get; set; }
    public Instant QueuedAt { get; set; }
    public Instant ChangedAt { get; set; }
    public int Tries { get; set; }
}

/// <summary>Tables of the outbox.</summary>
internal static class NoticeModel
{
    public static void Build(StreetContext context, ModelBuilder model)
    {
        context.Table<StoredChannel>(model, "notice_channel", nameof(StoredChannel.Name));

        var notice = context.Table<StoredNotice>(model, "notice", nameof(StoredNotice.Id));
        notice.Unique(nameof(StoredNotice.Event), nameof(StoredNotice.ResidentId), nameof(StoredNotice.Channel));
        notice.Indexed(nameof(StoredNotice.AreaId), nameof(StoredNotice.Month));
        notice.Indexed(nameof(StoredNotice.State));
        notice.Refers<StoredNotice, StoredArea>(nameof(StoredNotice.AreaId));
        notice.Refers<StoredNotice, StoredResident>(nameof(StoredNotice.ResidentId));
        notice.Refers<StoredNotice, StoredEdition>(nameof(StoredNotice.EditionId));
        notice.Refers<StoredNotice, StoredEdition>(nameof(StoredNotice.BeforeId));
        notice.Refers<StoredNotice, StoredProposal>(nameof(StoredNotice.ProposalId));
        notice.Holds(
            "ck_notice_reminder",
            "(kind = 'reminder') = (night IS NOT NULL) AND (kind = 'reminder') = (watch IS NOT NULL) AND tries >= 0"
        );
        notice.Holds("ck_notice_asked", "(kind = 'asked') = (proposal_id IS NOT NULL)");
    }
}
