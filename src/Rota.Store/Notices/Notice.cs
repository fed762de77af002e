using NodaTime;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Rotas;

namespace Rota.Store.Notices;

/// <summary>What a notice tells somebody.</summary>
public enum NoticeKind
{
    /// <summary>They have duties in a month of which they were told nothing yet.</summary>
    Given,

    /// <summary>Their duties of a month are others than they were told.</summary>
    Moved,

    /// <summary>They have none any more.</summary>
    Off,

    /// <summary>A duty is near.</summary>
    Reminder,

    /// <summary>A proposal waits for their answer.</summary>
    Asked,
}

/// <summary>How far a notice is.</summary>
public enum NoticeState
{
    /// <summary>Written, not sent.</summary>
    Queued,

    /// <summary>Somebody sends it now, or died over it.</summary>
    Sending,

    /// <summary>Sent; an end.</summary>
    Sent,

    /// <summary>Not sent and not to be: overtaken by a later edition, or no longer true; an end.</summary>
    Cancelled,

    /// <summary>Its channel refused it too often; a person may ask for another try.</summary>
    Failed,
}

/// <summary>A notice in the outbox: ids and no words, which are made of the edition when it is sent.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Resident">Whom.</param>
/// <param name="Channel">By which channel.</param>
/// <param name="Area">The area of the rota.</param>
/// <param name="Month">The month of the rota.</param>
/// <param name="Edition">The edition it tells of; null after a withdrawal, for a reminder and for what is asked.</param>
/// <param name="Before">The edition that the resident was told of before; null for none.</param>
/// <param name="Night">Of a reminder: the night; null else.</param>
/// <param name="Watch">Of a reminder: the watch; null else.</param>
/// <param name="Proposal">Of what is asked: the number of the proposal; null else.</param>
/// <param name="State">How far it is.</param>
/// <param name="QueuedAt">When it was written.</param>
/// <param name="ChangedAt">When its state last changed.</param>
/// <param name="Tries">How often its channel has refused it.</param>
public sealed record Notice(
    long Id,
    NoticeKind Kind,
    ResidentId Resident,
    string Channel,
    AreaId Area,
    YearMonth Month,
    EditionId? Edition,
    EditionId? Before,
    LocalDate? Night,
    string? Watch,
    int? Proposal,
    NoticeState State,
    Instant QueuedAt,
    Instant ChangedAt,
    int Tries
);

/// <summary>The kinds of notices.</summary>
internal static class NoticeKinds
{
    /// <summary>Those that tell what holds of a month: a later one overtakes an earlier one.</summary>
    public static readonly IReadOnlyList<NoticeKind> OfMonth = [NoticeKind.Given, NoticeKind.Moved, NoticeKind.Off];

    /// <summary>The same for a command.</summary>
    public const string OfMonthSql = "kind IN ('given', 'moved', 'off')";
}

/// <summary>A duty as a notice tells it.</summary>
/// <param name="Night">The night.</param>
/// <param name="Watch">The watch.</param>
/// <param name="Post">The post.</param>
/// <param name="Start">When the watch begins.</param>
/// <param name="End">When it ends.</param>
public sealed record ToldDuty(LocalDate Night, string Watch, Post Post, LocalTime Start, LocalTime End)
{
    /// <summary>The moment the watch begins, on the wall clock; one before noon belongs to the night before.</summary>
    public LocalDateTime Begins => (Start < LocalTime.Noon ? Night.PlusDays(1) : Night).At(Start);
}
