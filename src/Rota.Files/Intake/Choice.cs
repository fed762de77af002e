using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Files.Intake;

/// <summary>A value of a closed list and the words that may stand for it in a file.</summary>
/// <param name="Value">The value.</param>
/// <param name="Zh">The Chinese word that is written.</param>
/// <param name="En">The English word that is written.</param>
/// <param name="Others">Further words that are understood.</param>
internal sealed record Choice<T>(T Value, string Zh, string En, params string[] Others)
{
    /// <summary>The word that is written in a language.</summary>
    public string In(Language language) => language == Language.Chinese ? Zh : En;

    /// <summary>Whether a cell says this; letter case does not matter.</summary>
    public bool Said(ReadOnlySpan<char> cell)
    {
        if (cell.Equals(Zh, StringComparison.Ordinal) || cell.Equals(En, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var other in Others)
        {
            if (cell.Equals(other, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The closed lists of the files: which words stand for which values, for reading and writing alike.</summary>
internal static class Choices
{
    public static readonly Choice<Sex>[] Sexes = [new(Sex.Man, "男", "M", "male"), new(Sex.Woman, "女", "F", "female")];

    public static readonly Choice<Roles>[] Roles =
    [
        new(Core.Registers.Roles.PartyOnDuty, "在职党员", "party_on_duty"),
        new(Core.Registers.Roles.PartyResident, "居民党员", "party_resident"),
        new(Core.Registers.Roles.Volunteer, "志愿者", "volunteer"),
        new(Core.Registers.Roles.BuildingHead, "楼栋长", "building_head"),
        new(Core.Registers.Roles.GridLeader, "网格长", "grid_leader"),
        new(Core.Registers.Roles.Property, "物业", "property"),
    ];

    public static readonly Choice<bool>[] Flags =
    [
        new(true, "是", "yes", "y", "true", "1", "√", "✓"),
        new(false, "否", "no", "n", "false", "0", "×"),
    ];

    public static readonly Choice<Participation>[] Participations =
    [
        new(Participation.Joins, "参加", "joins"),
        new(Participation.Volunteer, "自愿", "volunteer"),
        new(Participation.None, "不参加", "none"),
    ];

    public static readonly Choice<WishKind>[] Wishes =
    [
        new(WishKind.Like, "愿", "like", "愿意"),
        new(WishKind.Avoid, "不愿", "avoid", "不愿意"),
    ];

    public static readonly Choice<Post>[] Posts =
    [
        new(Post.Lead, "带班", "lead"),
        new(Post.Guard, "值守员", "guard", "值守"),
        new(Post.Standby, "备班", "standby"),
    ];

    public static readonly Choice<IsoDayOfWeek>[] Weekdays =
    [
        new(IsoDayOfWeek.Monday, "周一", "Mon", "Monday", "星期一", "礼拜一"),
        new(IsoDayOfWeek.Tuesday, "周二", "Tue", "Tuesday", "星期二", "礼拜二"),
        new(IsoDayOfWeek.Wednesday, "周三", "Wed", "Wednesday", "星期三", "礼拜三"),
        new(IsoDayOfWeek.Thursday, "周四", "Thu", "Thursday", "星期四", "礼拜四"),
        new(IsoDayOfWeek.Friday, "周五", "Fri", "Friday", "星期五", "礼拜五"),
        new(IsoDayOfWeek.Saturday, "周六", "Sat", "Saturday", "星期六", "礼拜六"),
        new(IsoDayOfWeek.Sunday, "周日", "Sun", "Sunday", "星期日", "周天", "星期天", "礼拜日", "礼拜天"),
    ];

    /// <summary>Exempt without end.</summary>
    public static readonly Choice<LocalDate>[] Ends = [new(Resident.Always, "长期", "always")];

    /// <summary>The word for a value.</summary>
    public static string Of<T>(Choice<T>[] choices, T value, Language language)
        where T : struct
    {
        var equal = EqualityComparer<T>.Default;
        return choices.First(c => equal.Equals(c.Value, value)).In(language);
    }

    /// <summary>All words of a list, as a fault offers them.</summary>
    public static Words Offer<T>(Choice<T>[] choices) =>
        new(
            string.Join("、", choices.Select(c => $"{c.Zh}（{c.En}）")),
            string.Join(", ", choices.Select(c => $"{c.En} ({c.Zh})"))
        );
}
