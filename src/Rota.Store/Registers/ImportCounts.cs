using NodaTime;
using Rota.Core.Intake;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Store.Registers;

/// <summary>A duty of the past as history or attendance tells it.</summary>
/// <param name="Household">Of which household then.</param>
/// <param name="Resident">Who.</param>
/// <param name="Night">The night.</param>
/// <param name="Post">On which post.</param>
/// <param name="Attended">Whether the resident came.</param>
public sealed record StoodNight(HouseholdId Household, ResidentId Resident, LocalDate Night, Post Post, bool Attended);

/// <summary>How many rows of a kind an import found new, changed and as they were.</summary>
/// <param name="New">Not known before.</param>
/// <param name="Changed">Known, and now different.</param>
/// <param name="Unchanged">Known as they are.</param>
public sealed record RowCounts(int New, int Changed, int Unchanged)
{
    /// <summary>None at all.</summary>
    public static RowCounts None { get; } = new(0, 0, 0);
}

/// <summary>What an import did to the register.</summary>
public sealed record ImportCounts
{
    /// <summary>Communities.</summary>
    public required RowCounts Communities { get; init; }

    /// <summary>Grids.</summary>
    public required RowCounts Grids { get; init; }

    /// <summary>Households, helpers' among them.</summary>
    public required RowCounts Households { get; init; }

    /// <summary>Residents; who moved, ended, or bears another name counts as changed.</summary>
    public required RowCounts Residents { get; init; }

    /// <summary>Of the changed residents, those who now live in another household.</summary>
    public required int Moved { get; init; }

    /// <summary>Of the changed residents, those who now have a day of moving out that they had not.</summary>
    public required int Ended { get; init; }

    /// <summary>Residents on the register whom the import does not name, the erased left out; they stay. Nothing when it brings no register.</summary>
    public required int NotNamed { get; init; }

    /// <summary>Blocks of absence.</summary>
    public required RowCounts Absences { get; init; }

    /// <summary>Wishes.</summary>
    public required RowCounts Wishes { get; init; }

    /// <summary>Pairs to keep apart.</summary>
    public required RowCounts Apart { get; init; }

    /// <summary>Duties of the past.</summary>
    public required RowCounts History { get; init; }

    /// <summary>Pins now kept for the areas and months that the import names.</summary>
    public required int Pins { get; init; }

    /// <summary>Watch areas whose rotas stand on something that changed; their versions have moved.</summary>
    public required int AreasTouched { get; init; }
}

/// <summary>What an import did, with what the caller needs to write the ledger in the same transaction.</summary>
/// <param name="Counts">How many rows of what.</param>
/// <param name="NewHistory">Duties of the past not known before, in order of night, household, resident.</param>
/// <param name="ChangedHistory">Duties of the past told otherwise than before.</param>
/// <param name="Erased">Rows of residents who were erased at their own wish; nothing of them was taken.</param>
public sealed record ImportResult(
    ImportCounts Counts,
    IReadOnlyList<StoodNight> NewHistory,
    IReadOnlyList<(StoodNight Before, StoodNight After)> ChangedHistory,
    IReadOnlyList<ResidentRow> Erased
);
