using NodaTime;
using Rota.Core.Changes;

namespace Rota.Core.Covenants;

/// <summary>What a covenant asks of changes that residents agree on after a rota is published: stand-ins, exchanges, rings.</summary>
/// <param name="Approval">Whether an organiser has to approve what all have agreed to.</param>
/// <param name="ExpiresHours">How many hours before the first watch it touches a proposal lapses; 0 to 720.</param>
/// <param name="UndoHours">For how many hours a change can be undone, if nobody else is hurt; 0 to 720.</param>
public sealed record ChangeTerms(bool Approval, int ExpiresHours, int UndoHours)
{
    /// <summary>Most hours that can be asked for: thirty days.</summary>
    public const int MostHours = 720;

    /// <summary>What holds where a covenant says nothing: no approval, two hours before the watch, a day to undo.</summary>
    public static ChangeTerms Default { get; } = new(Approval: false, ExpiresHours: 2, UndoHours: 24);

    /// <summary>
    /// Whether an organiser has to approve a change. Never one within a household, nor that a standby goes out: that is what a standby is for.
    /// </summary>
    public bool AsksApproval(ChangeKind kind) =>
        Approval && kind is not (ChangeKind.HouseholdMember or ChangeKind.Promotion);

    /// <summary>
    /// When a proposal lapses: so many hours before the watch; one that is made later than that, for tonight, when the watch begins, or of a
    /// promotion when it ends.
    /// </summary>
    /// <param name="kind">The kind of change.</param>
    /// <param name="begins">When the first watch it touches begins, on the wall clock.</param>
    /// <param name="ends">When that watch ends.</param>
    /// <param name="madeAt">When it is proposed.</param>
    public LocalDateTime Expiry(ChangeKind kind, LocalDateTime begins, LocalDateTime ends, LocalDateTime madeAt)
    {
        var early = begins.PlusHours(-ExpiresHours);
        return madeAt < early ? early
            : kind == ChangeKind.Promotion ? ends
            : begins;
    }
}
