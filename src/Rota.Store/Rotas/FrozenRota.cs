using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Covenants;

namespace Rota.Store.Rotas;

/// <summary>
/// A rota with everything it takes to read it without covenant or calendar: the month's watches with what their nights
/// weigh, frozen, and what the solve said of it.
/// </summary>
/// <param name="Rota">Duties and gaps.</param>
/// <param name="Watches">Every watch of the month, in order of night and beginning; nights without one are suspended.</param>
/// <param name="Standing">What the solve said.</param>
public sealed record FrozenRota(WatchRota Rota, IReadOnlyList<Watch> Watches, Standing Standing);

/// <summary>How much a rota has of what.</summary>
/// <param name="Watches">Watches.</param>
/// <param name="Duties">Seats filled.</param>
/// <param name="Gaps">Seats that nobody can fill.</param>
/// <param name="WithoutLead">Watches with somebody on a lead seat who cannot lead (无带班), as a sheet counts them.</param>
public sealed record RotaCounts(int Watches, int Duties, int Gaps, int WithoutLead)
{
    /// <summary>Counts a rota.</summary>
    public static RotaCounts Of(FrozenRota sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return new RotaCounts(
            sheet.Watches.Count,
            sheet.Rota.Duties.Count,
            sheet.Rota.Gaps.Count,
            sheet.Rota.Duties.Where(d => d.LacksLead).Select(d => (d.Seat.Night, d.Seat.Watch)).Distinct().Count()
        );
    }
}

/// <summary>
/// The proof of a rota as whoever made it writes it; the store does not read it. A record of its own, since it is a hundred times as large
/// as what lists say.
/// </summary>
/// <param name="Digest">Digest of its content, in hexadecimal digits.</param>
/// <param name="Content">The proof.</param>
public sealed record SealedProof(string Digest, byte[] Content);

/// <summary>A draft to save.</summary>
/// <param name="Area">Its area.</param>
/// <param name="SeenVersion">The area's version it was made from.</param>
/// <param name="Covenant">The covenant version it was made under.</param>
/// <param name="Sheet">The rota; one that <see cref="RotaStatus.Failed"/> has no duties.</param>
/// <param name="Seconds">How long the solve took.</param>
/// <param name="Proof">Its proof; null when there is none.</param>
/// <param name="DiscardsEdits">Whether it may take the place of a draft that people edited or hold back.</param>
public sealed record NewDraft(
    AreaId Area,
    long SeenVersion,
    CovenantVersionId Covenant,
    FrozenRota Sheet,
    double Seconds,
    SealedProof? Proof = null,
    bool DiscardsEdits = false
);

/// <summary>A draft changed by hand: its rota, and what is said of it. What it was made from stays as it was.</summary>
/// <param name="Area">Its area.</param>
/// <param name="Seen">The draft that was looked at; with another in its place nothing is written.</param>
/// <param name="Sheet">The rota after the edit.</param>
/// <param name="Proof">Its proof; null when there is none.</param>
/// <param name="Details">What was changed, by seats and watch numbers, for the trail.</param>
public sealed record EditedDraft(AreaId Area, DraftId Seen, FrozenRota Sheet, SealedProof? Proof, string Details);

/// <summary>Internal id of a draft as it is at one moment: whoever drafts it again or edits it gives it another.</summary>
/// <param name="Value">Given by the store, never shown.</param>
public readonly record struct DraftId(int Value);

/// <summary>What a list says of a draft.</summary>
/// <param name="Id">Which draft it is; another once it is drafted again or edited.</param>
/// <param name="Area">Its area.</param>
/// <param name="Month">Its month.</param>
/// <param name="AreaVersion">The area's version it was made from; stale once the area has another.</param>
/// <param name="Covenant">The covenant version it was made under.</param>
/// <param name="Standing">What the solve said.</param>
/// <param name="Counts">How much it has of what.</param>
/// <param name="DraftedAt">When it was made.</param>
/// <param name="Seconds">How long the solve took.</param>
/// <param name="PostedAt">When it was shown for comment; null when it was not.</param>
/// <param name="IsHeld">Held back: not published, and not drafted again, before somebody says how to go on. The trail says why.</param>
/// <param name="Digest">Digest of its proof; null when there is none.</param>
/// <param name="EditedAt">When it was last changed by hand; null while it is as it was solved.</param>
public sealed record DraftHead(
    DraftId Id,
    AreaId Area,
    YearMonth Month,
    long AreaVersion,
    CovenantVersionId Covenant,
    Standing Standing,
    RotaCounts Counts,
    Instant DraftedAt,
    double Seconds,
    Instant? PostedAt,
    bool IsHeld,
    string? Digest,
    Instant? EditedAt
)
{
    /// <summary>Whether people changed it by hand.</summary>
    public bool IsEdited => EditedAt is not null || Standing.Status == RotaStatus.Edited;

    /// <summary>Whether it is drafted again only when somebody says that what people did to it may go.</summary>
    public bool IsKept => IsEdited || IsHeld;
}

/// <summary>A draft, whole.</summary>
/// <param name="Head">What a list says of it.</param>
/// <param name="Sheet">The rota.</param>
public sealed record Draft(DraftHead Head, FrozenRota Sheet);

/// <summary>Internal id of an edition.</summary>
/// <param name="Value">Given by the store, never shown.</param>
public readonly record struct EditionId(int Value);

/// <summary>Why an edition takes the place of another.</summary>
/// <param name="Supersedes">Number of the edition in force that it replaces.</param>
/// <param name="Kind">What kind of change it is.</param>
/// <param name="Proposal">Number of the proposal that it carries out or takes back; null for none.</param>
public sealed record EditionCause(int Supersedes, ChangeKind Kind, int? Proposal = null);

/// <summary>An edition to publish.</summary>
/// <param name="Cause">Why it takes the place of the edition in force; null when none is in force.</param>
/// <param name="Covenant">The covenant version it stands under.</param>
/// <param name="Sheet">The rota.</param>
/// <param name="Proof">Its proof; null when there is none.</param>
public sealed record NewEdition(
    EditionCause? Cause,
    CovenantVersionId Covenant,
    FrozenRota Sheet,
    SealedProof? Proof = null
);

/// <summary>
/// What one publishing writes, whole or not at all. A change over a month's end has two editions; all are of one area.
/// </summary>
/// <param name="Area">The area.</param>
/// <param name="SeenVersion">The area's version the editions were made from.</param>
/// <param name="Editions">One edition for each month touched.</param>
/// <param name="Entries">What it writes into the ledger.</param>
public sealed record Publication(
    AreaId Area,
    long SeenVersion,
    IReadOnlyList<NewEdition> Editions,
    IReadOnlyList<Core.Ledgers.LedgerEntry> Entries
);

/// <summary>What a list says of an edition.</summary>
/// <param name="Id">Internal id.</param>
/// <param name="Area">Its area.</param>
/// <param name="Month">Its month.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Supersedes">Number of the edition it replaced; null when none was in force.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="PublishedBy">By whom.</param>
/// <param name="Covenant">The covenant version it stands under.</param>
/// <param name="Standing">What the solve said.</param>
/// <param name="Counts">How much it has of what.</param>
/// <param name="Digest">Digest of its proof; null when there is none.</param>
/// <param name="WithdrawnAt">When it was withdrawn; null when it was not.</param>
/// <param name="WithdrawnBy">By whom; null when it was not.</param>
public sealed record EditionHead(
    EditionId Id,
    AreaId Area,
    YearMonth Month,
    int Number,
    int? Supersedes,
    Instant PublishedAt,
    string PublishedBy,
    CovenantVersionId Covenant,
    Standing Standing,
    RotaCounts Counts,
    string? Digest,
    Instant? WithdrawnAt,
    string? WithdrawnBy
);

/// <summary>An edition, whole.</summary>
/// <param name="Head">What a list says of it.</param>
/// <param name="Sheet">The rota.</param>
public sealed record Edition(EditionHead Head, FrozenRota Sheet);
