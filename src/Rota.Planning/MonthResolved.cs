using NodaTime;
using Rota.Core.Ledgers;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>A published month of an area, solved again: what it would become. Nothing of it is written yet.</summary>
public sealed record MonthResolved
{
    internal MonthResolved() { }

    /// <summary>The area.</summary>
    public required WatchArea Area { get; init; }

    /// <summary>The edition in force, which the new one would supersede.</summary>
    public required int Edition { get; init; }

    /// <summary>The first night that may change. A watch of it that has begun may not.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The rota in force.</summary>
    public required WatchRota Before { get; init; }

    /// <summary>What it would become; its gaps have their reasons.</summary>
    public required FrozenRota After { get; init; }

    /// <summary>The seats that change, in order.</summary>
    public required IReadOnlyList<SeatChange> Changes { get; init; }

    /// <summary>Of those who leave a seat, whose duty the covenant does not allow any more as the books are now: who cannot come, moved, is exempt.</summary>
    public required IReadOnlySet<(Seat Seat, ResidentId Resident)> NotAllowed { get; init; }

    /// <summary>Whether it is proven that no rota with as few gaps keeps more of the published duties.</summary>
    public required bool IsFewest { get; init; }

    /// <summary>Whether it is proven that of these nothing is cheaper under the covenant.</summary>
    public required bool IsCheapest { get; init; }

    /// <summary>What the rota in force costs by the covenant, read against the books as they are now.</summary>
    public required long CostBefore { get; init; }

    /// <summary>What it would cost by the covenant; changes are not in it.</summary>
    public long CostAfter => After.Standing.Cost;

    /// <summary>Pins of somebody who cannot be assigned on that night any more. They are left aside.</summary>
    public required IReadOnlyList<(Seat Seat, ResidentId Resident)> PinsLeftAside { get; init; }

    /// <summary>Where it breaks the covenant, as the rota in force does already, in nights that may not change.</summary>
    public required IReadOnlyList<Breach> Standing { get; init; }

    /// <summary>What it would write into the ledger.</summary>
    public required IReadOnlyList<LedgerEntry> Entries { get; init; }

    /// <summary>Codes of the households that the entries are of.</summary>
    public required IReadOnlyDictionary<HouseholdId, string> Households { get; init; }

    /// <summary>Whoever leaves a seat or comes to one.</summary>
    public required IReadOnlyDictionary<
        (ResidentId Resident, HouseholdId Household),
        ResidentCard
    > People { get; init; }

    /// <summary>How many published duties are given up.</summary>
    public int ChangedSeats => Changes.Count(c => c.Leaves is not null);

    /// <summary>The month.</summary>
    public YearMonth Month => Before.Month;

    internal long SeenVersion { get; init; }

    internal string CovenantVersion { get; init; } = "";
}
