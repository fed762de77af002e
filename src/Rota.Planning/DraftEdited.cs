using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>A hand edit that somebody asks for.</summary>
/// <param name="Month">The month.</param>
/// <param name="Area">The area, by its code or that of a grid in it.</param>
/// <param name="Seat">The one seat that is meant.</param>
/// <param name="Resident">Who sits on it afterwards; null for nobody.</param>
/// <param name="IsSwap">Whether whoever sits on it now takes the resident's own duty of the month.</param>
public sealed record Assignment(
    YearMonth Month,
    string Area,
    SeatAsked Seat,
    ResidentId? Resident,
    bool IsSwap = false
);

/// <summary>A draft with a hand edit: what it would become. Nothing of it is written yet.</summary>
public sealed record DraftEdited
{
    internal DraftEdited() { }

    /// <summary>What was asked for.</summary>
    public required Assignment Asked { get; init; }

    /// <summary>The area.</summary>
    public required WatchArea Area { get; init; }

    /// <summary>What happens to which seat.</summary>
    public required IReadOnlyList<Move> Moves { get; init; }

    /// <summary>What the edit adds to the cost, in square points; below zero where the rota gets cheaper.</summary>
    public required long Cost { get; init; }

    /// <summary>What the draft's publishing will book otherwise for each household that the edit touches.</summary>
    public required IReadOnlyList<LedgerEffect> Ledger { get; init; }

    /// <summary>The rota after the edit.</summary>
    public required FrozenRota After { get; init; }

    /// <summary>How many breaches the draft has by the books as they are now that the edit leaves as they are.</summary>
    public required int Standing { get; init; }

    /// <summary>Whether the edited rota has a proof.</summary>
    public bool IsProven => Proof is not null;

    /// <summary>What has moved on in the books since the draft was made; null for nothing.</summary>
    public required Words? Outrun { get; init; }

    /// <summary>Whether the draft hangs out for comment already.</summary>
    public bool IsPosted => Head.PostedAt is not null;

    /// <summary>Everybody whom the moves name, by id.</summary>
    public required IReadOnlyDictionary<ResidentId, ResidentCard> People { get; init; }

    /// <summary>Codes of the area's households.</summary>
    public required IReadOnlyDictionary<HouseholdId, string> Households { get; init; }

    internal DraftHead Head { get; init; } = null!;

    internal long SeenVersion { get; init; }

    internal SealedProof? Proof { get; init; }
}
