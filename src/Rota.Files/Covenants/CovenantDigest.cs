using System.Globalization;
using NodaTime;
using Rota.Core;
using Rota.Core.Covenants;
using Rota.Core.Covenants.Rules;
using Rota.Core.Forecasts;

namespace Rota.Files.Covenants;

/// <summary>What the page of a covenant says, before it is laid out.</summary>
/// <param name="Title">The covenant's name.</param>
/// <param name="Adoption">By whom and when, from which month, which version.</param>
/// <param name="Sections">Its parts in order.</param>
/// <param name="Votes">What is filled in by hand when it is voted on.</param>
/// <param name="Signatures">Who signs.</param>
public sealed record CovenantDigest(
    Words Title,
    Words Adoption,
    IReadOnlyList<DigestSection> Sections,
    IReadOnlyList<Words> Votes,
    IReadOnlyList<Words> Signatures
)
{
    /// <summary>What a covenant says, with what it asks of the households of some areas.</summary>
    public static CovenantDigest Of(Covenant covenant, IReadOnlyList<AreaForecast> forecasts)
    {
        var street = covenant.Terms;
        var sections = new List<DigestSection>
        {
            new(new("值守", "The watch"), [.. Keeping(covenant)]),
            new(
                new("守望分", "Watch points"),
                [PointsNote(street.Points)],
                Table: PointsTable(street.Points, street.Eves)
            ),
            new(
                new("必须做到", "What holds"),
                [.. street.Rules.All.TakeWhile(r => r is not Gaps).Select(r => r.Sentence)],
                IsNumbered: true
            ),
            new(
                new("尽量照顾", "What is weighed"),
                [.. street.Rules.All.SkipWhile(r => r is not Gaps).Select(r => r.Sentence)],
                IsNumbered: true
            ),
        };
        var replaced = Replaced("", "", covenant.Communities, street)
            .Concat(Replaced("片区 ", "Area ", covenant.AreaTerms, street))
            .ToList();
        if (replaced.Count > 0)
        {
            sections.Add(new(new("另有规定", "What communities and areas replace"), replaced));
        }

        if (forecasts.Count > 0)
        {
            sections.Add(ForecastDigest.Of(forecasts));
        }

        return new CovenantDigest(
            covenant.Name,
            Adopted(covenant),
            sections,
            [
                new("应到____人", "entitled ____"),
                new("实到____人", "present ____"),
                new("赞成____票", "for ____"),
                new("反对____票", "against ____"),
                new("弃权____票", "abstained ____"),
            ],
            [new("主持人", "Chair"), new("记录人", "Clerk"), new("居民代表", "Residents"), new("日期", "Date")]
        );
    }

    private static Words Adopted(Covenant covenant)
    {
        var (on, from) = (covenant.AdoptedOn, covenant.InForceFrom);
        var version = CovenantVersion.Of(covenant);
        return new(
            $"{Zh(on)} {covenant.AdoptedBy}通过 · {from.Year}年{from.Month}月起施行 · 版本 {version}",
            $"Adopted on {Iso(on)} by {covenant.AdoptedBy} · in force from {from.ToString("uuuu-MM", CultureInfo.InvariantCulture)} · version {version}"
        );
    }

    private static IEnumerable<Words> Keeping(Covenant covenant)
    {
        var terms = covenant.Terms;
        foreach (var line in Watches(terms))
        {
            yield return line;
        }

        yield return Guards(terms.Guards);
        yield return Share(terms.Share);
        var cycle = covenant.Cycle;
        yield return new(
            $"值班表每月 {cycle.Draft} 日起草，{cycle.Post} 日公示、听取意见，{cycle.Publish} 日发布下月。",
            $"Next month's rota is drafted on the {Ordinal(cycle.Draft)}, posted for comment on the {Ordinal(cycle.Post)}, published on the {Ordinal(cycle.Publish)}."
        );
        var (approval, expires, undo, emergency, _) = covenant.Changes;
        yield return new(
            $"发布后可以替班、换班：各方同意{(approval ? "并经排班员批准" : "即可")}，开班前 {expires} 小时以前说定；换好后 {undo} 小时内，不妨碍别人的可以撤回。开班前 {emergency} 小时内临时来不了的，谁先答应谁顶上，不用批准。",
            $"After publishing, residents may stand in for each other and exchange duties: once all agree{(approval ? " and an organiser approves" : "")}, up to {expires} hours before the watch; for {undo} hours it can be undone if nobody else is hurt. Within {emergency} hours of a watch whoever agrees first stands in, without approval."
        );
        var joined = covenant.Areas.Where(a => a.Grids.Length > 1).ToList();
        if (joined.Count > 0)
        {
            var grids = joined.Sum(a => a.Grids.Length);
            yield return new(
                $"联片值守：{grids} 个网格合为 {joined.Count} 个片区；其余网格各守各的。",
                $"{grids} grids are joined to {joined.Count} areas; every other grid keeps its own watch."
            );
        }
    }

    private static IEnumerable<Words> Watches(Terms terms)
    {
        yield return WatchWords.All(new("每夜", "Each night"), terms.Watches);
        foreach (var season in terms.Seasons)
        {
            yield return WatchWords.All(
                new(
                    $"每年 {season.From.Month}月{season.From.Day}日至{season.To.Month}月{season.To.Day}日",
                    $"From {Annual(season.From)} to {Annual(season.To)} of every year"
                ),
                season.Watches
            );
        }

        foreach (var exception in terms.Exceptions)
        {
            var (from, to) = (exception.From, exception.To);
            var nights =
                from == to
                    ? new Words(Zh(from), Iso(from))
                    : new Words($"{Zh(from)}至{Zh(to)}", $"{Iso(from)} to {Iso(to)}");
            var kept = WatchWords.All(nights, exception.Watches);
            yield return new(
                $"{kept.Zh.TrimEnd('。')}({exception.Reason.Zh})。",
                $"{kept.En.TrimEnd('.')} ({exception.Reason.En})."
            );
        }
    }

    /// <summary>What is kept otherwise than on the street; everything, where something of the street's does not hold.</summary>
    private static IEnumerable<Words> OtherWatches(Terms terms, Terms street)
    {
        var (own, theirs) = (Watches(terms).ToList(), Watches(street).ToList());
        return theirs.Skip(1).All(own.Contains) ? own.Except(theirs) : own;
    }

    private static Words Guards(GuardAges ages) =>
        new(
            $"{ages.From} 至 {ages.JoinsTo} 岁的居民值守，自愿者到 {ages.VolunteersTo} 岁；守过 {ages.LeadsAfter} 班的可以带班。",
            $"Residents of {ages.From} to {ages.JoinsTo} guard, volunteers to {ages.VolunteersTo}; after {ages.LeadsAfter} watches somebody can lead."
        );

    private static Words Share(ShareKind share) =>
        share switch
        {
            ShareKind.Adults => new(
                "应担份额：户内每位应值守的成人算一份。",
                "A household's share: each of its adults who join."
            ),
            ShareKind.AdultsCapped => new(
                "应担份额：户内每位应值守的成人算一份，一户至多两份。",
                "A household's share: each of its adults who join, at most two."
            ),
            _ => new("应担份额：每户一份。", "A household's share: one for each household."),
        };

    private static Words PointsNote(NightPoints points) =>
        new(
            $"每夜取最高一档；备班得当夜的 {Part(points.StandbyPart).Zh}。",
            $"The highest kind counts; standby earns {Part(points.StandbyPart).En} of its night."
        );

    private static Words Part(int part) => part == 1 ? new("全部", "all") : new($"1/{part}", $"1/{part}");

    private static DigestTable PointsTable(NightPoints points, IReadOnlyList<string> eves)
    {
        var names = eves.Count == 0 ? "—" : string.Join('、', eves);
        return new DigestTable(
            [
                new("平日", "ordinary"),
                new("休息日前夜", "before a day off"),
                new("节假日", "holiday"),
                Words.Same(names),
            ],
            [
                [Number(points.Ordinary), Number(points.BeforeDayOff), Number(points.Holiday), Number(points.Eve)],
            ]
        );
    }

    /// <summary>In which sentences replaced terms differ from the street's.</summary>
    private static IEnumerable<Words> Replaced(
        string zh,
        string en,
        IReadOnlyDictionary<string, Terms> replaced,
        Terms street
    )
    {
        foreach (var (name, terms) in replaced)
        {
            var said = new List<Words>(OtherWatches(terms, street));
            said.AddRange(
                new[] { (Guards(terms.Guards), Guards(street.Guards)), (Share(terms.Share), Share(street.Share)) }
                    .Where(p => p.Item1 != p.Item2)
                    .Select(p => p.Item1)
            );
            if (terms.Points != street.Points || !terms.Eves.SequenceEqual(street.Eves))
            {
                var p = terms.Points;
                said.Add(
                    new(
                        $"守望分：平日 {p.Ordinary}、休息日前夜 {p.BeforeDayOff}、节假日 {p.Holiday}、{string.Join('、', terms.Eves)} {p.Eve}，备班得 {Part(p.StandbyPart).Zh}。",
                        $"Points: ordinary {p.Ordinary}, before a day off {p.BeforeDayOff}, holiday {p.Holiday}, {string.Join(", ", terms.Eves)} {p.Eve}, standby {Part(p.StandbyPart).En}."
                    )
                );
            }

            var rules = terms.Rules.All.Zip(street.Rules.All).Where(r => r.First != r.Second).ToList();
            said.AddRange(rules.Where(r => r.First.Sentence != r.Second.Sentence).Select(r => r.First.Sentence));
            if (rules.Exists(r => r.First.Sentence == r.Second.Sentence))
            {
                said.Add(new("部分条款的代价另定。", "Some prices differ."));
            }

            yield return new(
                $"{zh}{name}:{string.Concat(said.Select(s => s.Zh))}",
                $"{en}{name}: {string.Join(' ', said.Select(s => s.En))}"
            );
        }
    }

    private static Words Number(int number) => Words.Same(number.ToString(CultureInfo.InvariantCulture));

    private static string Iso(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string Zh(LocalDate date) => $"{date.Year}年{date.Month}月{date.Day}日";

    private static string Annual(AnnualDate date) => date.InYear(2028).ToString("d MMMM", CultureInfo.InvariantCulture);

    private static string Ordinal(int day) =>
        day
        + (
            day % 100 is >= 11 and <= 13
                ? "th"
                : (day % 10) switch
                {
                    1 => "st",
                    2 => "nd",
                    3 => "rd",
                    _ => "th",
                }
        );
}

/// <summary>A part of the page.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Lines">Its sentences.</param>
/// <param name="IsNumbered">Whether the sentences are numbered, as rules are.</param>
/// <param name="Table">A table above the sentences.</param>
public sealed record DigestSection(
    Words Title,
    IReadOnlyList<Words> Lines,
    bool IsNumbered = false,
    DigestTable? Table = null
);

/// <summary>A table of the page.</summary>
/// <param name="Header">What its columns hold.</param>
/// <param name="Rows">Its rows, each as long as the header.</param>
public sealed record DigestTable(IReadOnlyList<Words> Header, IReadOnlyList<IReadOnlyList<Words>> Rows);
