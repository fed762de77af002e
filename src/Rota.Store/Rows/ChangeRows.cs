using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Rotas;

namespace Rota.Store.Rows;

/// <summary>Append-only; a trigger refuses anything else.</summary>
internal sealed class StoredWaiver : StreetRow
{
    public int Id { get; set; }
    public int AreaId { get; set; }
    public string Rule { get; set; } = "";
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public Post Post { get; set; }
    public int Seat { get; set; }
    public int ResidentId { get; set; }
    public string Reason { get; set; } = "";

    /// <summary>The row of the trail that tells who recorded it and when.</summary>
    public long TrailId { get; set; }
}

/// <summary>What was proposed never changes, and a proposal that has ended never opens again; triggers refuse it.</summary>
internal sealed class StoredProposal : StreetRow
{
    public int Id { get; set; }
    public int AreaId { get; set; }
    public ChangeKind Kind { get; set; }
    public bool OpenCall { get; set; }
    public ProposalState State { get; set; }
    public Instant MadeAt { get; set; }
    public string MadeBy { get; set; } = "";
    public Instant ExpiresAt { get; set; }
    public Instant? DoneAt { get; set; }

    /// <summary>The editions it made, "2026-12 2,2027-01 2"; those that took it back behind them.</summary>
    public string Editions { get; set; } = "";
}

/// <summary>Why an edition took the place of another. Append-only; a trigger refuses anything else. Editions from before there were any have none.</summary>
internal sealed class StoredEditionChange : StreetRow
{
    public int EditionId { get; set; }
    public ChangeKind Kind { get; set; }
    public int? ProposalId { get; set; }

    /// <summary>How many moves it has; once they are there, none is added.</summary>
    public int Moves { get; set; }
}

/// <summary>What happened to one seat. Append-only, like its change.</summary>
internal sealed class EditionMove : StreetRow
{
    public int EditionId { get; set; }
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public Post Post { get; set; }
    public int Seat { get; set; }

    /// <summary>Empty for a seat that was empty.</summary>
    public int? FromId { get; set; }

    /// <summary>Empty for a seat that is left empty.</summary>
    public int? ToId { get; set; }
}

/// <summary>What would happen to one seat.</summary>
internal sealed class ProposalMove : StreetRow
{
    public int ProposalId { get; set; }
    public int Position { get; set; }
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public Post Post { get; set; }
    public int Seat { get; set; }
    public int? FromId { get; set; }

    /// <summary>Empty for a seat that is left empty, and in an open call until somebody takes it.</summary>
    public int? ToId { get; set; }
}

/// <summary>What a party to a proposal has said.</summary>
internal sealed class ProposalParty : StreetRow
{
    public int ProposalId { get; set; }
    public int ResidentId { get; set; }
    public PartyAnswer Answer { get; set; }
    public Instant? AnsweredAt { get; set; }
    public string? RecordedBy { get; set; }
    public bool ByPhone { get; set; }
}

/// <summary>A rule that the change would let go for a duty; on record as a waiver once the change is carried out.</summary>
internal sealed class ProposalWaiver : StreetRow
{
    public int ProposalId { get; set; }
    public int Position { get; set; }
    public string Rule { get; set; } = "";
    public LocalDate Night { get; set; }
    public string Watch { get; set; } = "";
    public Post Post { get; set; }
    public int Seat { get; set; }
    public int ResidentId { get; set; }
    public string Reason { get; set; } = "";
}
