using NodaTime;
using Rota.Core.Changes;

namespace Rota.Core.Covenants;

/// <summary>Rules from which somebody who comes in an emergency can be excused: those that only spread the load.</summary>
[Flags]
public enum EmergencyExcuses
{
    /// <summary>No rule.</summary>
    None = 0,

    /// <summary>One watch a month.</summary>
    Month = 1,

    /// <summary>Free nights between two watches.</summary>
    Rest = 2,

    /// <summary>What a standby keeps apart from.</summary>
    Standby = 4,

    /// <summary>All of these.</summary>
    All = Month | Rest | Standby,
}

/// <summary>What a covenant asks of changes that residents agree on after a rota is published: stand-ins, exchanges, rings.</summary>
/// <param name="Approval">Whether an organiser has to approve what all have agreed to.</param>
/// <param name="ExpiresHours">How many hours before the first watch it touches a proposal lapses; 0 to 720.</param>
/// <param name="UndoHours">For how many hours a change can be undone, if nobody else is hurt; 0 to 720.</param>
/// <param name="EmergencyHours">From how many hours before a watch on finding somebody for it is an emergency; 0 to 720.</param>
/// <param name="Excuses">From which rules whoever stands in then is excused for that night.</param>
public sealed record ChangeTerms(
    bool Approval,
    int ExpiresHours,
    int UndoHours,
    int EmergencyHours = 24,
    EmergencyExcuses Excuses = EmergencyExcuses.All
)
{
    /// <summary>Most hours that can be asked for: thirty days.</summary>
    public const int MostHours = 720;

    /// <summary>What holds where a covenant says nothing: no approval, two hours before the watch, a day to undo, a day of emergency.</summary>
    public static ChangeTerms Default { get; } = new(Approval: false, ExpiresHours: 2, UndoHours: 24);

    /// <summary>Whether finding somebody for a watch is an emergency: it begins soon, or has begun.</summary>
    /// <param name="begins">When the watch begins, on the wall clock.</param>
    /// <param name="now">The moment.</param>
    public bool IsEmergency(LocalDateTime begins, LocalDateTime now) => now >= begins.PlusHours(-EmergencyHours);

    /// <summary>Whether a rule, by its key, lets go whoever stands in in an emergency.</summary>
    public bool Excuse(string rule) =>
        rule switch
        {
            "month" => Excuses.HasFlag(EmergencyExcuses.Month),
            "rest" => Excuses.HasFlag(EmergencyExcuses.Rest),
            "standby" => Excuses.HasFlag(EmergencyExcuses.Standby),
            _ => false,
        };

    /// <summary>
    /// Whether an organiser has to approve a change of watches of which the first begins at a moment. Never one within a household, nor that
    /// a standby goes out: that is what a standby is for; and never in an emergency, nor later than a proposal would last.
    /// </summary>
    /// <param name="kind">The kind of change.</param>
    /// <param name="begins">When the first watch it touches begins, on the wall clock.</param>
    /// <param name="now">The moment.</param>
    public bool AsksApproval(ChangeKind kind, LocalDateTime begins, LocalDateTime now) =>
        Approval
        && kind is not (ChangeKind.HouseholdMember or ChangeKind.Promotion)
        && !IsEmergency(begins, now)
        && now < begins.PlusHours(-ExpiresHours);

    /// <summary>
    /// When a proposal lapses: so many hours before the watch; one that is made later than that, for tonight, when the watch begins; and one
    /// that fills a single duty, which is possible until its end, when it ends.
    /// </summary>
    /// <param name="kind">The kind of change.</param>
    /// <param name="begins">When the first watch it touches begins, on the wall clock.</param>
    /// <param name="ends">When that watch ends.</param>
    /// <param name="madeAt">When it is proposed.</param>
    public LocalDateTime Expiry(ChangeKind kind, LocalDateTime begins, LocalDateTime ends, LocalDateTime madeAt)
    {
        var early = begins.PlusHours(-ExpiresHours);
        return madeAt < early ? early
            : kind.IsOpenToTheEnd() ? ends
            : begins;
    }
}
