using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rota.Core;

namespace Rota.Files.Yaml;

/// <summary>Reads single values; each gives nothing, with a fault, where a value is not of its kind. A node of null is reported already.</summary>
internal static class YamlValues
{
    /// <summary>No text that a person writes into a file is longer.</summary>
    private const int LongestText = 200;

    private static readonly Dictionary<string, IsoDayOfWeek> Weekdays = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Mon"] = IsoDayOfWeek.Monday,
        ["Tue"] = IsoDayOfWeek.Tuesday,
        ["Wed"] = IsoDayOfWeek.Wednesday,
        ["Thu"] = IsoDayOfWeek.Thursday,
        ["Fri"] = IsoDayOfWeek.Friday,
        ["Sat"] = IsoDayOfWeek.Saturday,
        ["Sun"] = IsoDayOfWeek.Sunday,
        ["周一"] = IsoDayOfWeek.Monday,
        ["周二"] = IsoDayOfWeek.Tuesday,
        ["周三"] = IsoDayOfWeek.Wednesday,
        ["周四"] = IsoDayOfWeek.Thursday,
        ["周五"] = IsoDayOfWeek.Friday,
        ["周六"] = IsoDayOfWeek.Saturday,
        ["周日"] = IsoDayOfWeek.Sunday,
    };

    /// <summary>A text of one line, at most 200 characters.</summary>
    public static string? Text(this YamlFaults faults, YamlNode? node)
    {
        if (Scalar(faults, node, new("一段文字", "a text")) is not { } scalar)
        {
            return null;
        }

        var text = scalar.Text.Trim();
        if (text.Length is > 0 and <= LongestText && !text.Any(char.IsControl))
        {
            return text;
        }

        faults.Add(
            scalar,
            new(
                $"这段文字有 {text.Length} 个字符，或含换行等控制符",
                $"this text has {text.Length} characters, or control characters"
            ),
            new($"请写 1 到 {LongestText} 个字符，一行写完", $"write 1 to {LongestText} characters in one line")
        );
        return null;
    }

    /// <summary>A whole number within bounds.</summary>
    public static long? Whole(this YamlFaults faults, YamlNode? node, long from, long to)
    {
        var range = new Words($"{from} 到 {to} 的整数", $"a whole number from {from} to {to}");
        if (Scalar(faults, node, range) is not { } scalar)
        {
            return null;
        }

        if (
            scalar.IsPlain
            && long.TryParse(
                scalar.Text.Replace("_", "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
            && value >= from
            && value <= to
        )
        {
            return value;
        }

        Refuse(faults, scalar, range);
        return null;
    }

    /// <summary>A whole number within bounds.</summary>
    public static int? Int(this YamlFaults faults, YamlNode? node, int from, int to) =>
        (int?)faults.Whole(node, from, to);

    /// <summary>True or false.</summary>
    public static bool? Truth(this YamlFaults faults, YamlNode? node)
    {
        var kind = new Words("true（是）或 false（否）", "true or false");
        if (Scalar(faults, node, kind) is not { } scalar)
        {
            return null;
        }

        if (scalar.IsPlain && scalar.Text is "true" or "false")
        {
            return scalar.Text == "true";
        }

        Refuse(faults, scalar, kind);
        return null;
    }

    /// <summary>A date: <c>2026-11-01</c>.</summary>
    public static LocalDate? Date(this YamlFaults faults, YamlNode? node) =>
        faults.Parsed(node, LocalDatePattern.Iso, new("日期，如 2026-11-01", "a date such as 2026-11-01"));

    /// <summary>A month: <c>2026-11</c>.</summary>
    public static YearMonth? Month(this YamlFaults faults, YamlNode? node) =>
        faults.Parsed(node, YearMonthPattern.Iso, new("月份，如 2026-11", "a month such as 2026-11"));

    /// <summary>A day of every year: <c>06-15</c>.</summary>
    public static AnnualDate? Annual(this YamlFaults faults, YamlNode? node) =>
        faults.Parsed(node, AnnualDatePattern.Iso, new("月-日，如 06-15", "month and day such as 06-15"));

    /// <summary>A time of day: <c>19:30</c>.</summary>
    public static LocalTime? Time(this YamlFaults faults, YamlNode? node) =>
        faults.Parsed(
            node,
            LocalTimePattern.CreateWithInvariantCulture("H:mm"),
            new("时刻，如 19:30（00:00 到 23:59）", "a time such as 19:30, from 00:00 to 23:59")
        );

    /// <summary>A day of the week: <c>Sat</c> or <c>周六</c>.</summary>
    public static IsoDayOfWeek? Weekday(this YamlFaults faults, YamlNode? node)
    {
        var kind = new Words("星期，如 周六 或 Sat", "a weekday such as Sat or 周六");
        if (Scalar(faults, node, kind) is not { } scalar)
        {
            return null;
        }

        if (Weekdays.TryGetValue(scalar.Text, out var day))
        {
            return day;
        }

        Refuse(faults, scalar, kind);
        return null;
    }

    /// <summary>One word of some.</summary>
    public static string? OneOf(this YamlFaults faults, YamlNode? node, IReadOnlyCollection<string> words)
    {
        if (
            Scalar(faults, node, new("其中之一：" + string.Join("、", words), "one of " + string.Join(", ", words)))
            is not { } scalar
        )
        {
            return null;
        }

        if (words.Contains(scalar.Text))
        {
            return scalar.Text;
        }

        faults.Add(
            scalar,
            new($"不认识“{scalar.Text}”", $"“{scalar.Text}” is not known here"),
            Likeness.Right(scalar.Text, words)
        );
        return null;
    }

    /// <summary>The items of a list; none, with a fault, where it is no list.</summary>
    public static IReadOnlyList<YamlNode> Items(this YamlFaults faults, YamlNode? node, string name)
    {
        switch (node)
        {
            case YamlList list:
                return list.Items;
            case null or YamlBroken:
                return [];
            default:
                faults.Add(
                    node,
                    new(
                        $"{name} 应是一个列表，现为{YamlFields.Kind(node).Zh}",
                        $"{name} should be a list, but is {YamlFields.Kind(node).En}"
                    ),
                    new("请写成 [甲， 乙],或每项一行、以“- ”开头", "write [a, b], or a line each that begins with “- ”")
                );
                return [];
        }
    }

    /// <summary>A value that a NodaTime pattern reads.</summary>
    private static T? Parsed<T>(this YamlFaults faults, YamlNode? node, IPattern<T> pattern, Words kind)
        where T : struct
    {
        if (Scalar(faults, node, kind) is not { } scalar)
        {
            return null;
        }

        var parsed = pattern.Parse(scalar.Text);
        if (parsed.Success)
        {
            return parsed.Value;
        }

        Refuse(faults, scalar, kind);
        return null;
    }

    private static YamlScalar? Scalar(YamlFaults faults, YamlNode? node, Words kind)
    {
        if (node is YamlScalar { IsNothing: false } scalar)
        {
            return scalar;
        }

        if (node is not null and not YamlBroken)
        {
            Refuse(faults, node, kind);
        }

        return null;
    }

    private static void Refuse(YamlFaults faults, YamlNode node, Words kind) =>
        faults.Add(
            node,
            new($"这里是{YamlFields.Kind(node).Zh}", $"found {YamlFields.Kind(node).En}"),
            new($"应写{kind.Zh}", $"write {kind.En}")
        );
}
