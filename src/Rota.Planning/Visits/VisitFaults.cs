using Rota.Core;

namespace Rota.Planning.Visits;

/// <summary>Why a visitor's own act is not done, in words for residents.</summary>
internal static class VisitFaults
{
    public static Fault NoDuty { get; } =
        Of(
            new("这一夜您没有还没结束的班", "you have no duty that night which is not over"),
            new("请回到“我的班”看看", "look at your nights again")
        );

    public static Fault Taken { get; } =
        Of(
            new("这一班已经有人接下，不再是您的了", "somebody has taken this duty, and it is yours no more"),
            new("您不用来了；要紧请告诉排班员", "you need not come; tell the organiser if you have to")
        );

    public static Fault NoOffer { get; } =
        Of(
            new("这里没有要您答复的提议", "there is no proposal here for you to answer"),
            new("请回到“我的班”看看", "look at your nights again")
        );

    public static Fault NoWay { get; } =
        Of(
            new("这个办法现在不行了", "this way is not possible any more"),
            new("请在下面另选一种", "choose another one from the list")
        );

    public static Fault Enough(int most) =>
        Of(
            new($"这一班已经问了 {most} 家，还没有答复", $"{most} proposals for this duty wait for answers already"),
            new("请等一等，或先收回一个", "wait for them, or withdraw one first")
        );

    public static Fault Past { get; } =
        Of(
            new("这些夜已经过去了", "these nights are past"),
            new("请写今天或以后的日期", "give today's date or a later one")
        );

    public static Fault Reversed { get; } =
        Of(
            new("最后一夜在第一夜之前", "the last night is before the first"),
            new("请把两个日期对调", "exchange the two dates")
        );

    public static Fault TooLong(int most) =>
        Of(
            new($"一次最多请 {most} 夜", $"at most {most} nights at once"),
            new("长期不能参加，请告诉排班员", "tell the organiser if you cannot take part for longer")
        );

    public static Fault TooManyWishes(int most) =>
        Of(
            new($"最多记 {most} 条意愿", $"at most {most} wishes are kept"),
            new("请先取消几条", "take some back first")
        );

    public static Fault TooFar { get; } =
        Of(new("日期太远了", "the date is too far away"), new("请写两年以内的日期", "give a date within two years"));

    public static Fault NotNow { get; } =
        Of(
            new("现在不能签到或签退", "this cannot be told now"),
            new("开班前一小时到班结束之间可以", "it can be from an hour before the watch until its end")
        );

    public static Fault NotLead { get; } =
        Of(
            new("只有这一班的带班可以记谁来了", "only the lead of this watch marks who came"),
            new("请告诉带班的邻居", "tell whoever leads it")
        );

    public static Fault NotBegun { get; } =
        Of(
            new("这一班还没有开始", "the watch has not begun"),
            new("请等开始之后再记谁没来", "mark who did not come once it has begun")
        );

    public static Fault StillOnDuty { get; } =
        Of(
            new("您还有已公布的班", "you have published duties to come"),
            new("请先请人接班，再注销", "have them taken over first, then erase")
        );

    public static Fault Of(Words what, Words right) => new(new Place("me"), what, right);
}
