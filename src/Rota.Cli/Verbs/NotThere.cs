using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;

namespace Rota.Cli.Verbs;

/// <summary>What is said when something asked for is not there.</summary>
internal static class NotThere
{
    /// <summary>No rotas of a month.</summary>
    public static Fault Rotas(YearMonth month) =>
        new(
            new Place(StateWords.Of(month)),
            new("这个月还没有值班表", "there is no rota of this month"),
            new($"请先 rota draft {StateWords.Of(month)}", $"Draft it first: rota draft {StateWords.Of(month)}")
        );

    /// <summary>No editions of a month.</summary>
    public static Fault Editions(YearMonth month) =>
        new(
            new Place(StateWords.Of(month)),
            new("这个月没有生效的版次", "no edition of this month is in force"),
            new($"rota show {StateWords.Of(month)} 可查看进度", $"See how far it is: rota show {StateWords.Of(month)}")
        );

    /// <summary>No household of a code.</summary>
    public static Fault Household(string text) =>
        new(
            new Place("--household"),
            new($"没有“{text}”这一户", $"there is no household \"{text}\""),
            new("请写 网格/户号，如 LJ-03/0012", "write grid and household, such as LJ-03/0012")
        );

    /// <summary>Nobody whom a text finds.</summary>
    public static Fault Resident(string text) =>
        new(
            new Place("--resident"),
            new($"没有找到“{text}”", $"nobody is found by \"{text}\""),
            new(
                "请写居民编号、守望号，或“姓名 楼栋”，如 \"张伟 3栋\"",
                "Write a resident code, a watch number, or name and building such as \"张伟 3栋\""
            )
        );
}
