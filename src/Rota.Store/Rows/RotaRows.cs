using NodaTime;
using Rota.Core.Ledgers;
using Rota.Core.Rotas;

namespace Rota.Store.Rows;

internal sealed class StoredCovenantVersion : StreetRow
{
    public int Id { get; set; }
    public string Hash { get; set; } = "";
    public string Text { get; set; } = "";
    public YearMonth InForceFrom { get; set; }
    public LocalDate AdoptedOn { get; set; }
    public string AdoptedBy { get; set; } = "";
    public Instant RecordedAt { get; set; }
}

/// <summary>Append-only; a trigger refuses anything else.</summary>
internal sealed class StoredLedgerEntry : StreetRow
{
    public int HouseholdId { get; set; }
    public long Id { get; set; }
    public YearMonth Month { get; set; }
    public LocalDate? Night { get; set; }
    public LedgerReason Reason { get; set; }
    public long Thousandths { get; set; }

    /// <summary>The row of the trail that tells who wrote it and when.</summary>
    public long TrailId { get; set; }
}

/// <summary>What drafts and editions have in common.</summary>
internal abstract class SheetRow : StreetRow
{
    public int Id { get; set; }
    public int AreaId { get; set; }
    public YearMonth Month { get; set; }

    /// <summary>Ids of the grids it covers, in the area's order, "3,7": the area may hold others by now, or none.</summary>
    public string Grids { get; set; } = "";
    public int CovenantVersionId { get; set; }
    public RotaStatus Status { get; set; }
    public long Cost { get; set; }
    public long Bound { get; set; }
    public ClosedBy ClosedBy { get; set; }
    public int Watches { get; set; }
    public int Duties { get; set; }
    public int Gaps { get; set; }
    public int WithoutLead { get; set; }
}

internal sealed class StoredDraft : SheetRow
{
    public long AreaVersion { get; set; }
    public Instant DraftedAt { get; set; }
    public double Seconds { get; set; }
    public string? Digest { get; set; }
    public Instant? PostedAt { get; set; }
    public bool Held { get; set; }

    /// <summary>When somebody last changed it by hand; null while it is as it was solved.</summary>
    public Instant? EditedAt { get; set; }
}

/// <summary>Immutable but for its withdrawal; a trigger refuses anything else.</summary>
internal sealed class StoredEdition : SheetRow
{
    public int Number { get; set; }
    public int? Supersedes { get; set; }
    public Instant PublishedAt { get; set; }
    public string PublishedBy { get; set; } = "";
    public string? Digest { get; set; }
    public Instant? WithdrawnAt { get; set; }
    public string? WithdrawnBy { get; set; }
}

/// <summary>A watch of a draft or an edition, with what its night weighs, frozen.</summary>
internal abstract class SheetWatch : StreetRow
{
    public int OwnerId { get; set; }
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public NightKind Kind { get; set; }
    public long Thousandths { get; set; }
    public long StandbyThousandths { get; set; }
    public string? Festival { get; set; }
    public LocalTime StartsAt { get; set; }
    public LocalTime EndsAt { get; set; }
    public int Leads { get; set; }
    public int Guards { get; set; }
    public int Standbys { get; set; }
}

internal abstract class SheetDuty : StreetRow
{
    public int OwnerId { get; set; }
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public Post Post { get; set; }
    public int Seat { get; set; }
    public int ResidentId { get; set; }
    public int HouseholdId { get; set; }
    public long Thousandths { get; set; }
    public bool Leads { get; set; }
}

internal abstract class SheetGap : StreetRow
{
    public int OwnerId { get; set; }
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public Post Post { get; set; }
    public int Seat { get; set; }
    public string ReasonZh { get; set; } = "";
    public string ReasonEn { get; set; } = "";
}

/// <summary>The proof of a draft or an edition, as whoever made it writes it; its digest stands in the head.</summary>
internal abstract class SheetProof : StreetRow
{
    public int OwnerId { get; set; }
    public byte[] Content { get; set; } = [];
}

/// <summary>Solves of an area and month that were begun and have not ended: under way, or died with their process.</summary>
internal sealed class StoredTry : StreetRow
{
    public int AreaId { get; set; }
    public YearMonth Month { get; set; }
    public int Tries { get; set; }
    public Instant BegunAt { get; set; }
}

internal sealed class DraftProof : SheetProof;

internal sealed class EditionProof : SheetProof;

internal sealed class DraftWatch : SheetWatch;

internal sealed class DraftDuty : SheetDuty;

internal sealed class DraftGap : SheetGap;

internal sealed class EditionWatch : SheetWatch;

internal sealed class EditionDuty : SheetDuty;

internal sealed class EditionGap : SheetGap;

/// <summary>One row per seat filled now: what every reader of editions asks to know who is on duty.</summary>
internal sealed class DutyInForce : StreetRow
{
    public int AreaId { get; set; }
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public Post Post { get; set; }
    public int Seat { get; set; }
    public YearMonth Month { get; set; }
    public int EditionId { get; set; }
    public int ResidentId { get; set; }
    public int HouseholdId { get; set; }
    public long Thousandths { get; set; }
    public bool Leads { get; set; }

    /// <summary>On the wall clock; a trigger refuses one resident on watches that share a moment.</summary>
    public LocalDateTime Begins { get; set; }
    public LocalDateTime Ends { get; set; }
}

/// <summary>Who did what when; ids and counts, never a name or a phone of a resident.</summary>
internal sealed class StoredTrail : StreetRow
{
    public long Id { get; set; }
    public Instant At { get; set; }
    public string By { get; set; } = "";
    public string Verb { get; set; } = "";
    public string Subject { get; set; } = "";
    public string Details { get; set; } = "";
}
