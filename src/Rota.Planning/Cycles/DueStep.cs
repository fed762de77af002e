namespace Rota.Planning.Cycles;

/// <summary>What has to be done next for an area's rota of a month.</summary>
public enum DueStep
{
    /// <summary>Nothing yet, or nothing any more.</summary>
    Nothing,

    /// <summary>To be drafted.</summary>
    Draft,

    /// <summary>Its draft is to be shown for comment.</summary>
    Post,

    /// <summary>Its draft is to be published.</summary>
    Publish,

    /// <summary>A person has to do something first.</summary>
    Wait,
}

/// <summary>Why an area's rota waits for a person.</summary>
public enum WaitReason
{
    /// <summary>It does not wait.</summary>
    None,

    /// <summary>Its draft is held back.</summary>
    Held,

    /// <summary>Solving it ended the program too often.</summary>
    Failed,

    /// <summary>Its edition was withdrawn: whoever did that says how it goes on.</summary>
    Withdrawn,

    /// <summary>Its grids are on another area's edition of the month.</summary>
    PublishedElsewhere,
}

/// <summary>How far an area's rota of a month is, as far as the cycle asks.</summary>
/// <param name="HasEdition">Whether an edition is in force.</param>
/// <param name="WasWithdrawn">Whether the last edition was withdrawn.</param>
/// <param name="IsElsewhere">Whether its grids are on another area's edition.</param>
/// <param name="HasDraft">Whether there is a draft.</param>
/// <param name="IsHeld">Whether the draft is held back.</param>
/// <param name="IsPosted">Whether the draft is shown for comment as it is.</param>
/// <param name="DeadTries">Solves that were begun and have not ended.</param>
/// <param name="HasWatchesToCome">Whether a watch of the month has still to begin.</param>
/// <param name="KeptBefore">Whether the area has kept watch by an edition of an earlier month.</param>
public sealed record AreaProgress(
    bool HasEdition,
    bool WasWithdrawn,
    bool IsElsewhere,
    bool HasDraft,
    bool IsHeld,
    bool IsPosted,
    int DeadTries,
    bool HasWatchesToCome,
    bool KeptBefore
);
