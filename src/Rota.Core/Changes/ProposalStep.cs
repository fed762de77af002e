namespace Rota.Core.Changes;

/// <summary>How far a proposal is.</summary>
public enum ProposalState
{
    /// <summary>提出: somebody has not answered yet, or of an open call nobody has taken it.</summary>
    Proposed,

    /// <summary>已同意: every party has agreed.</summary>
    Consented,

    /// <summary>已批准: an organiser has approved it; it is carried out in the same moment or not at all.</summary>
    Approved,

    /// <summary>已换好: editions hold it.</summary>
    Done,

    /// <summary>未同意: a party or the organiser said no.</summary>
    Refused,

    /// <summary>已收回: taken back before it was carried out.</summary>
    Withdrawn,

    /// <summary>已过期: the watch came too near.</summary>
    Expired,

    /// <summary>已失效: a duty that it names moved meanwhile.</summary>
    Stale,

    /// <summary>已撤回: carried out, and taken back by further editions.</summary>
    Undone,
}

/// <summary>What can happen to a proposal.</summary>
public enum ProposalStep
{
    /// <summary>The last party agrees, or somebody takes an open call.</summary>
    Consent,

    /// <summary>An organiser approves.</summary>
    Approve,

    /// <summary>Editions are published with it.</summary>
    CarryOut,

    /// <summary>A party or the organiser says no.</summary>
    Refuse,

    /// <summary>Who proposed it takes it back.</summary>
    Withdraw,

    /// <summary>Its time is over.</summary>
    Expire,

    /// <summary>A duty that it names has moved.</summary>
    GoStale,

    /// <summary>Editions are published that take it back.</summary>
    Undo,
}

/// <summary>The states of a proposal, and which leads where.</summary>
public static class ProposalSteps
{
    /// <summary>Where a step leads; null where it cannot be taken.</summary>
    public static ProposalState? After(this ProposalState state, ProposalStep step) =>
        (state, step) switch
        {
            (ProposalState.Proposed, ProposalStep.Consent) => ProposalState.Consented,
            (ProposalState.Consented, ProposalStep.Approve) => ProposalState.Approved,
            (ProposalState.Consented or ProposalState.Approved, ProposalStep.CarryOut) => ProposalState.Done,
            (ProposalState.Proposed or ProposalState.Consented, ProposalStep.Refuse) => ProposalState.Refused,
            (ProposalState.Proposed or ProposalState.Consented, ProposalStep.Withdraw) => ProposalState.Withdrawn,
            (ProposalState.Proposed or ProposalState.Consented, ProposalStep.Expire) => ProposalState.Expired,
            (ProposalState.Proposed or ProposalState.Consented or ProposalState.Approved, ProposalStep.GoStale) =>
                ProposalState.Stale,
            (ProposalState.Done, ProposalStep.Undo) => ProposalState.Undone,
            _ => null,
        };

    /// <summary>Whether it can still come to something.</summary>
    public static bool IsOpen(this ProposalState state) =>
        state is ProposalState.Proposed or ProposalState.Consented or ProposalState.Approved;

    /// <summary>A state as people read it.</summary>
    public static Words Words(this ProposalState state) =>
        state switch
        {
            ProposalState.Proposed => new("等答复", "waiting for answers"),
            ProposalState.Consented => new("等批准", "waiting for approval"),
            ProposalState.Approved => new("已批准", "approved"),
            ProposalState.Done => new("已换好", "done"),
            ProposalState.Refused => new("未同意", "refused"),
            ProposalState.Withdrawn => new("已收回", "withdrawn"),
            ProposalState.Expired => new("已过期", "expired"),
            ProposalState.Stale => new("已失效", "stale"),
            _ => new("已撤回", "undone"),
        };

    /// <summary>A kind of change as people speak of it.</summary>
    public static Words Words(this ChangeKind kind) =>
        kind switch
        {
            ChangeKind.HouseholdMember => new("同户替班", "household member"),
            ChangeKind.StandIn => new("替班", "stand-in"),
            ChangeKind.Exchange => new("换班", "exchange"),
            ChangeKind.Ring => new("多人换班", "ring"),
            ChangeKind.Promotion => new("备班顶上", "standby goes"),
            ChangeKind.Release => new("请假空出", "released"),
            ChangeKind.Undo => new("撤回", "undone"),
            ChangeKind.Resolve => new("重排", "solved again"),
            _ => new("排班员改动", "edit"),
        };
}
