using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Rotas;
using Rota.Planning;

namespace Rota.Cli.Screens;

/// <summary>States, dates and numbers as tables show them.</summary>
internal static class StateWords
{
    /// <summary>What is known of a rota's cost.</summary>
    public static Words Of(RotaStatus status) =>
        status switch
        {
            RotaStatus.Optimal => new("最优", "optimal"),
            RotaStatus.Feasible => new("可行", "feasible"),
            RotaStatus.Edited => new("人工改过", "edited"),
            _ => new("失败", "failed"),
        };

    /// <summary>How the drafting of an area ended.</summary>
    public static Words Of(DraftState state) =>
        state switch
        {
            DraftState.Drafted => new("已起草", "drafted"),
            DraftState.AlreadyPublished => new("已发布", "published"),
            DraftState.Kept => new("保留原稿", "kept"),
            _ => new("失败", "failed"),
        };

    /// <summary>An edition's number, or that it is a draft.</summary>
    public static Words Edition(int? edition) =>
        edition is { } number ? new($"第 {number} 版", $"edition {Whole(number)}") : new("草稿", "draft");

    /// <summary>A month as it is typed.</summary>
    public static string Of(YearMonth month) => month.ToString("uuuu-MM", CultureInfo.InvariantCulture);

    /// <summary>A night as it is typed.</summary>
    public static string Of(LocalDate night) => night.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time of day.</summary>
    public static string Of(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A day of the week, short.</summary>
    public static Words Of(IsoDayOfWeek day) => new("周" + "一二三四五六日"[(int)day - 1], day.ToString()[..3]);

    /// <summary>A whole number.</summary>
    public static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>So many of something in English: "1 area", "2 areas".</summary>
    public static string Some(long number, string one, string? many = null) =>
        $"{Whole(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>A cost, which can be long.</summary>
    public static string Cost(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A cost of any length.</summary>
    public static string Cost(Int128 number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What closed the last unit between bound and cost; empty where nothing did.</summary>
    public static Words Of(ClosedBy closedBy) =>
        closedBy switch
        {
            ClosedBy.Certificate => new("凭证", "certificate"),
            ClosedBy.Search => new("搜索", "search"),
            _ => new("", ""),
        };

    /// <summary>A number with so many digits behind the point.</summary>
    public static string Decimal(decimal number, int digits) =>
        number.ToString("F" + Whole(digits), CultureInfo.InvariantCulture);

    /// <summary>Seconds with one digit.</summary>
    public static string Seconds(double seconds) => seconds.ToString("F1", CultureInfo.InvariantCulture);
}
