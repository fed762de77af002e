using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rota.Core;
using Rota.Core.Measures;
using Rota.Core.Rotas;
using Rota.Planning;

namespace Rota.Cli.Starting;

/// <summary>Arguments and options that are read into what they mean, and say in words what would be right.</summary>
internal static class Asked
{
    private static readonly char[] WeekdayMarks = [',', '、', '\uFF0C', ' '];
    private static readonly YearMonthPattern Months = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    /// <summary>A month that has to be given.</summary>
    public static Argument<YearMonth> Month(Language language) =>
        new(Name("月份", "MONTH", language))
        {
            Description = new Words("哪个月，如 2026-12", "The month, such as 2026-12").In(language),
            CustomParser = result => Read(result, Months.Parse, MonthRight, language),
        };

    /// <summary>A month or a year that has to be given.</summary>
    public static Argument<FairnessSpan> Span(Language language) =>
        new(Name("月份或年份", "MONTH|YEAR", language))
        {
            Description = new Words(
                "哪个月或哪一年，如 2026-12 或 2026",
                "The month or the year, such as 2026-12 or 2026"
            ).In(language),
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value.Trim();
                if (
                    text.Length == 4
                    && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                    && year > 0
                )
                {
                    return FairnessSpan.Of(year);
                }

                var month = Months.Parse(text);
                if (month.Success)
                {
                    return FairnessSpan.Of(month.Value);
                }

                Complain(
                    result,
                    text,
                    new(
                        "请写成 2026-12 这样的年月，或 2026 这样的年份",
                        "write a month such as 2026-12 or a year such as 2026"
                    ),
                    language
                );
                return null!;
            },
        };

    /// <summary>A month that may be given.</summary>
    public static Option<YearMonth?> MonthOption(string name, Language language, Words description) =>
        new(name)
        {
            HelpName = Name("月份", "MONTH", language),
            Description = description.In(language),
            // An option that may stand without a month is read all the same.
            CustomParser = result =>
                result.Tokens.Count == 0 ? null : Read<YearMonth>(result, Months.Parse, MonthRight, language),
        };

    /// <summary>A date that may be given.</summary>
    public static Option<LocalDate?> Date(string name, Language language, Words description) =>
        new(name)
        {
            HelpName = Name("日期", "DATE", language),
            Description = description.In(language),
            CustomParser = result =>
                Read<LocalDate>(
                    result,
                    LocalDatePattern.Iso.Parse,
                    new("请写成 2026-11-20 这样的日期", "write a date such as 2026-11-20"),
                    language
                ),
        };

    /// <summary>A night, with a watch, a post and a seat of it where that is wanted.</summary>
    public static Option<SeatAsked?> Seats(string name, Language language, Words description) =>
        new(name)
        {
            HelpName = Name("日期[/班/岗位/席]", "NIGHT[/WATCH/POST/SEAT]", language),
            Description = description.In(language),
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (SeatOf(text.Trim()) is { } seat)
                {
                    return seat;
                }

                if (IsNoDay(text.Split('/')[0].Trim()))
                {
                    ComplainOfDay(result, text.Split('/')[0].Trim(), language);
                    return null;
                }

                Complain(
                    result,
                    text,
                    new(
                        "请写成 2026-11-20，或 2026-11-20/evening/guard/1",
                        "write a night such as 2026-11-20, or a seat such as 2026-11-20/evening/guard/1"
                    ),
                    language
                );
                return null;
            },
        };

    /// <summary>Nights of the week that may be given, with commas between them: "Fri,Sat", "周五、周六".</summary>
    public static Option<IsoDayOfWeek[]?> Weekdays(string name, Language language, Words description) =>
        new(name)
        {
            HelpName = Name("周几", "DAYS", language),
            Description = description.In(language),
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                var days = text.Split(
                        WeekdayMarks,
                        StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                    )
                    .Select(WeekdayOf)
                    .ToList();
                if (days.Count > 0 && !days.Contains(IsoDayOfWeek.None))
                {
                    return [.. days.Distinct().Order()];
                }

                Complain(
                    result,
                    text,
                    new("请写成“周五、周六”，或 Fri,Sat", "write days of the week such as Fri,Sat"),
                    language
                );
                return null;
            },
        };

    /// <summary>A whole number that may be given.</summary>
    public static Option<int?> Whole(string name, int least, int most, Language language, Words description) =>
        new(name)
        {
            HelpName = "N",
            Description = description.In(language),
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (
                    int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most
                )
                {
                    return number;
                }

                Complain(
                    result,
                    text,
                    new($"请写 {least} 到 {most} 的整数", $"write a whole number from {least} to {most}"),
                    language
                );
                return null;
            },
        };

    /// <summary>The one area that has to be given.</summary>
    public static Option<string> OneArea(Language language) =>
        new("--area")
        {
            HelpName = Name("片区", "CODE", language),
            Description = new Words("哪个片区", "Which area, by its code or that of a grid in it").In(language),
            Required = true,
        };

    /// <summary>Whether full names are shown.</summary>
    public static Option<bool> Names(Language language) =>
        new("--names")
        {
            Description = new Words(
                "显示全名，只供排班员使用；不写时姓名打星号",
                "Show full names, for organisers only; else they are masked"
            ).In(language),
        };

    /// <summary>One of some words that may be given.</summary>
    public static Option<T> OneOf<T>(
        string name,
        Language language,
        Words description,
        params (string Word, T Meaning)[] choices
    ) =>
        new(name)
        {
            HelpName = string.Join('|', choices.Select(c => c.Word)),
            Description = description.In(language),
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                foreach (var (word, meaning) in choices)
                {
                    if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
                    {
                        return meaning;
                    }
                }

                var all = string.Join(", ", choices.Select(c => c.Word));
                Complain(result, text, new($"请写其中之一：{all}", $"write one of {all}"), language);
                return default;
            },
        };

    private static SeatAsked? SeatOf(string text)
    {
        var parts = text.Split('/');
        var night = LocalDatePattern.Iso.Parse(parts[0]);
        Post? post =
            parts.Length < 3
                ? null
                : Watch.Posts.Select(p => (Post?)p).FirstOrDefault(p => IsCalled(p!.Value, parts[2]));
        int? number =
            parts.Length < 4 ? null
            : int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var seat) && seat > 0 ? seat
            : 0;
        return night.Success && parts.Length <= 4 && (parts.Length < 3 || post is not null) && number != 0
            ? new SeatAsked(night.Value, parts.ElementAtOrDefault(1), post, number)
            : null;
    }

    private static bool IsCalled(Post post, string word) =>
        SeatWords.Of(post) is var (zh, en)
        && (word == zh || string.Equals(word, en, StringComparison.OrdinalIgnoreCase));

    /// <summary>A day by its English name, whole or by three letters, or as 周六, 周日, 周天; none where it is no day.</summary>
    private static IsoDayOfWeek WeekdayOf(string text) =>
        Enum.GetValues<IsoDayOfWeek>()
            .Skip(1)
            .FirstOrDefault(d =>
                text.Equals(d.ToString(), StringComparison.OrdinalIgnoreCase)
                || text.Equals(d.ToString()[..3], StringComparison.OrdinalIgnoreCase)
                || text == "周" + "一二三四五六日"[(int)d - 1]
                || (text == "周天" && d == IsoDayOfWeek.Sunday)
            );

    private static Words MonthRight => new("请写成 2026-12 这样的年月", "write year and month such as 2026-12");

    private static T Read<T>(ArgumentResult result, Func<string, ParseResult<T>> parse, Words right, Language language)
    {
        var text = result.Tokens[^1].Value;
        var read = parse(text.Trim());
        if (read.Success)
        {
            return read.Value;
        }

        if (IsNoDay(text.Trim()))
        {
            ComplainOfDay(result, text.Trim(), language);
        }
        else
        {
            Complain(result, text, right, language);
        }

        return default!;
    }

    /// <summary>Whether a text is written as a date or a month is, and there is none such: 2026-02-30.</summary>
    private static bool IsNoDay(string text)
    {
        var shape = string.Concat(text.Select(c => char.IsAsciiDigit(c) ? '9' : c));
        return shape switch
        {
            "9999-99-99" => !LocalDatePattern.Iso.Parse(text).Success,
            "9999-99" => !Months.Parse(text).Success,
            _ => false,
        };
    }

    private static void ComplainOfDay(ArgumentResult result, string text, Language language) =>
        result.AddError(
            text.Length > "9999-99".Length
                ? new Words($"{NameOf(result)}：没有 {text} 这一天。", $"{NameOf(result)}: there is no day {text}.").In(
                    language
                )
                : new Words(
                    $"{NameOf(result)}：没有 {text} 这个月。",
                    $"{NameOf(result)}: there is no month {text}."
                ).In(language)
        );

    private static string NameOf(ArgumentResult result) =>
        result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;

    private static void Complain(ArgumentResult result, string text, Words right, Language language)
    {
        result.AddError(
            new Words(
                $"{NameOf(result)}：“{text}”不对，{right.Zh}。",
                $"{NameOf(result)}: \"{text}\" will not do; {right.En}."
            ).In(language)
        );
    }

    private static string Name(string zh, string en, Language language) => new Words(zh, en).In(language);
}
