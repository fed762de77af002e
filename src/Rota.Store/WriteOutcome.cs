using Rota.Core;

namespace Rota.Store;

/// <summary>How a write ended. Whatever is not <see cref="Done"/> wrote nothing.</summary>
public enum WriteOutcome
{
    /// <summary>Written; it counts once the writer commits.</summary>
    Done,

    /// <summary>The watch area has changed since it was read: read again and decide again.</summary>
    Stale,

    /// <summary>The month has an edition in force.</summary>
    AlreadyPublished,

    /// <summary>The month has no edition in force, or another than the one that was to be superseded or withdrawn.</summary>
    NotInForce,

    /// <summary>Another edition of the area and month bears the number.</summary>
    NumberTaken,

    /// <summary>The draft was edited, drafted again or published since it was looked at.</summary>
    DraftMoved,

    /// <summary>People edited the draft or hold it back: it is not drafted again before they say that it may.</summary>
    DraftKept,

    /// <summary>Two residents on one seat.</summary>
    SeatTaken,

    /// <summary>One resident on two seats of one night, be it in two watch areas.</summary>
    ResidentTaken,

    /// <summary>One resident on watches that share a moment.</summary>
    WatchesOverlap,
}

/// <summary>What write outcomes say to people.</summary>
public static class WriteOutcomes
{
    /// <summary>The outcome in words: what stood in the way and what to do.</summary>
    public static Words Sentence(this WriteOutcome outcome) =>
        outcome switch
        {
            WriteOutcome.Done => new("已写入。", "Written."),
            WriteOutcome.Stale => new(
                "片区的资料刚刚被改动过，请按最新资料重新起草。",
                "The watch area has changed in the meantime; draft it again from what is there now."
            ),
            WriteOutcome.AlreadyPublished => new(
                "本月值班表已经发布，请改为调整已发布的值班表，或先作废。",
                "The month's rota is published; change the published rota, or withdraw it first."
            ),
            WriteOutcome.NotInForce => new(
                "要替换或作废的那一版现在并不生效，请先查看当前版本。",
                "The edition to supersede or withdraw is not the one in force; look at the current one first."
            ),
            WriteOutcome.NumberTaken => new(
                "这个版次已被占用，请重新发布。",
                "The edition's number is taken; publish again."
            ),
            WriteOutcome.DraftMoved => new(
                "看过之后草稿又有人改过、重新起草或发布了，没有写入；请重新查看。",
                "The draft was edited, drafted again or published since it was looked at; nothing was written. Look at it again."
            ),
            WriteOutcome.DraftKept => new(
                "草稿经人工修改或暂缓发布，没有重新起草。",
                "People edited the draft or hold it back; it was not drafted again."
            ),
            WriteOutcome.SeatTaken => new(
                "同一个席位排了两个人，请只留一人。",
                "Two residents are on one seat; leave one."
            ),
            WriteOutcome.ResidentTaken => new(
                "同一个人在同一夜排了两个席位（可能在另一个片区）,请换一人。",
                "One resident is on two seats of one night, perhaps in another watch area; choose somebody else."
            ),
            WriteOutcome.WatchesOverlap => new(
                "同一个人排在时间重叠的两班里，请换一人。",
                "One resident is on two watches that overlap; choose somebody else."
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
        };
}
