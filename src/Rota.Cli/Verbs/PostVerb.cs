using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Core;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Shows drafts for comment, holds them back, releases them.</summary>
internal sealed class PostVerb : MonthVerb
{
    private readonly Option<string?> hold;
    private readonly Option<bool> release;

    public PostVerb(VerbTools tools)
        : base(
            "post",
            tools,
            new(
                "公示草稿，征求意见：张贴出来的标明征求意见稿。也可暂缓发布（--hold 写明理由）或放行（--release）。",
                "Posts drafts for comment: what is printed then says so. Or holds them back with a reason (--hold), or releases them (--release)."
            ),
            "rota post 2026-12",
            "rota post 2026-12 --area LJ-03 --hold 等居委会答复 --by 李主任",
            "rota post 2026-12 --area LJ-03 --release"
        )
    {
        hold = new Option<string?>("--hold")
        {
            HelpName = tools.Screen.In("理由", "REASON"),
            Description = tools.Screen.In(
                "暂缓发布，给同事的理由记入操作记录，不写居民姓名",
                "Hold back; the reason, for colleagues, stands in the trail: no resident's name in it"
            ),
        };
        release = new Option<bool>("--release")
        {
            Description = tools.Screen.In("放行暂缓的草稿", "Release what is held back"),
        };
        Options.Add(hold);
        Options.Add(release);
        Validators.Add(asked =>
        {
            if (asked.GetResult(hold) is { Implicit: false } && asked.GetResult(release) is { Implicit: false })
            {
                asked.AddError(
                    tools.Screen.In("--hold 和 --release 只能写一个。", "Give --hold or --release, not both.")
                );
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Call call, Office office, YearMonth month, AreaChoice choice)
    {
        var use = new PostMonth(office);
        var posted =
            call.Value(hold) is { } reason ? await use.HoldAsync(month, choice, reason, call.Stop)
            : call.Value(release) ? await use.ReleaseAsync(month, choice, call.Stop)
            : await use.RunAsync(month, choice, call.Stop);
        if (!posted.Succeeded)
        {
            return call.Refuse(posted.Faults);
        }

        var (screen, all) = (call.Screen, posted.Value.Areas);
        if (all.All(a => a.State is PostState.NoDraft))
        {
            return call.Nothing(NotThere.Rotas(month));
        }

        Count(screen, month, all);
        var isPosting = all.Any(a => a.State is PostState.Posted or PostState.PostedBefore);
        if (isPosting)
        {
            Days(screen, office.Today, posted.Value, month);
        }

        Notes(screen, all);
        screen.Document(
            new
            {
                Month = StateWords.Of(month),
                From = StateWords.Of(posted.Value.From),
                Until = StateWords.Of(posted.Value.Until),
                Areas = all.Select(a => new
                {
                    Area = a.Area.Code,
                    a.State,
                    PostedOn = a.PostedAt is { } at ? StateWords.Of(at.InZone(office.Zone).Date) : null,
                    a.IsEdited,
                    a.IsHeld,
                    Outrun = a.Outrun is { } moved ? screen.In(moved) : null,
                }),
            }
        );
        return all.Any(a => a.State is PostState.NoDraft or PostState.AlreadyPublished)
            ? ExitCode.Refused
            : ExitCode.Done;
    }

    private static void Count(Screen screen, YearMonth month, IReadOnlyList<AreaPosted> all)
    {
        foreach (var its in all.GroupBy(a => a.State))
        {
            var count = its.Count();
            var (zh, en) = Of(its.Key);
            var codes = count <= 8 ? string.Join(' ', its.Select(a => a.Area.Code)) : $"{its.First().Area.Code} …";
            screen.Say(
                $"{StateWords.Of(month)} {zh}：{count} 个片区（{codes}）。",
                $"{StateWords.Of(month)} {en}: {StateWords.Some(count, "area")} ({codes})."
            );
        }
    }

    /// <summary>Until when comments count, by the days of the covenant's cycle.</summary>
    private static void Days(Screen screen, LocalDate today, MonthPosted posted, YearMonth month)
    {
        var (from, until) = (StateWords.Of(posted.From), StateWords.Of(posted.Until));
        if (today >= posted.Until)
        {
            screen.Say(
                $"公约定的发布日 {until} 已到；征求意见请另定日期，或 rota publish {StateWords.Of(month)}。",
                $"The covenant's day of publishing, {until}, has come: name another day for comments, or run rota publish {StateWords.Of(month)}."
            );
        }
        else
        {
            screen.Say(
                $"征求意见到 {until}，那天发布。打印征求意见稿：rota export {StateWords.Of(month)} --format html",
                $"Comments count until {until}, the day of publishing. To print what is posted: rota export {StateWords.Of(month)} --format html"
            );
        }

        if (today < posted.From)
        {
            screen.Note(
                $"已公示；公约定从 {from} 起公示，比那天早。",
                $"Posted; the covenant has it posted from {from} on, so this is earlier."
            );
        }
    }

    private static void Notes(Screen screen, IReadOnlyList<AreaPosted> all)
    {
        foreach (var area in all.Where(a => a.State is PostState.Posted or PostState.PostedBefore))
        {
            if (area.Outrun is { } moved)
            {
                screen.Note(
                    $"{area.Area.Code}：起草之后{moved.Zh}有变动，{(area.IsEdited ? "发布时会先暂缓" : "发布时会重新起草，与公示的不同；最好先重新起草再公示")}。",
                    $"{area.Area.Code}: since it was drafted {moved.En} changed; publishing {(area.IsEdited ? "holds it back" : "drafts it anew, unlike what is posted. Better draft it again and post that")}."
                );
            }

            if (area.IsHeld)
            {
                screen.Note($"{area.Area.Code}：草稿暂缓发布。", $"{area.Area.Code}: the draft is held back.");
            }
        }
    }

    private static Words Of(PostState state) =>
        state switch
        {
            PostState.Posted => new("已公示", "posted for comment"),
            PostState.PostedBefore => new("早已公示，没有变动", "posted before, as it is"),
            PostState.Held => new("已暂缓发布", "held back"),
            PostState.Released => new("已放行", "released"),
            PostState.NotHeld => new("本来没有暂缓", "not held back"),
            PostState.AlreadyPublished => new("已经发布，不用公示", "published already"),
            _ => new("没有草稿", "without a draft"),
        };
}
