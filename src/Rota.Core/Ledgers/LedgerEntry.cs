using NodaTime;
using Rota.Core.Registers;

namespace Rota.Core.Ledgers;

/// <summary>Why an entry stands in the ledger.</summary>
public enum LedgerReason
{
    /// <summary>An edition put somebody of the household on a night.</summary>
    Assigned,

    /// <summary>An edition took somebody of the household off a night.</summary>
    Released,

    /// <summary>Somebody did not come.</summary>
    Missed,

    /// <summary>The household's part of the month's points.</summary>
    Dues,

    /// <summary>A twelfth of the balance carried into a month fades.</summary>
    Faded,

    /// <summary>Put right by an organiser.</summary>
    Correction,
}

/// <summary>One entry of the append-only ledger (守望账).</summary>
/// <param name="Household">Whose account.</param>
/// <param name="Month">The month it belongs to: that of the night, or of the dues.</param>
/// <param name="Night">The night; null for what belongs to a whole month.</param>
/// <param name="Reason">Why it stands there.</param>
/// <param name="Amount">Points, with their sign: done counts up, due counts down.</param>
public sealed record LedgerEntry(
    HouseholdId Household,
    YearMonth Month,
    LocalDate? Night,
    LedgerReason Reason,
    Points Amount
);
