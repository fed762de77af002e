using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Publishes the drafts of a month.</summary>
internal sealed class Publish : MonthVerb
{
    private readonly Option<bool> asEdited;

    public Publish(VerbTools tools)
        : base(
            "publish",
            tools,
            new(
                "发布一个月的草稿：先审核，违反公约的不发布；暂缓的跳过，已发布的不动。",
                "Publishes the drafts of a month. Each is audited first; one that breaks a rule is refused, one that is held back or published is left alone."
            ),
            "rota publish 2026-12 --by 李主任",
            "rota publish 2026-12 --area LJ-03",
            "rota publish 2026-12 --area LJ-03 --as-edited"
        )
    {
        asEdited = new Option<bool>("--as-edited")
        {
            Description = tools.Screen.In(
                "人工改过的草稿，资料后来有变动但仍符合公约的，照样发布；须写明 --area",
                "Publish drafts that were edited by hand although the books have moved on, where they keep every rule; give --area with it"
            ),
        };
        Options.Add(asEdited);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Call call, Office office, YearMonth month, AreaChoice choice)
    {
        if (call.Value(asEdited) && choice.Areas.Count == 0)
        {
            call.Screen.Faults([NoArea]);
            return ExitCode.Usage;
        }

        var published = await new PublishMonth(office).RunAsync(month, choice, call.Value(asEdited), call.Stop);
        if (!published.Succeeded)
        {
            return call.Refuse(published.Faults);
        }

        var screen = call.Screen;
        var all = published.Value;
        var (done, before, missing) = (
            all.Count(a => a.State == PublishState.Published),
            all.Count(a => a.State == PublishState.AlreadyPublished),
            all.Count(a => a.State == PublishState.NoDraft)
        );
        var refused = all.Count(a => a.State == PublishState.Refused);
        var held = all.Count(a => a.State == PublishState.Held);
        screen.Say(
            $"{StateWords.Of(month)}：新发布 {done} 个片区，早已发布 {before} 个，没有草稿 {missing} 个，未获发布 {refused} 个{(held > 0 ? $"，暂缓 {held} 个" : "")}。",
            $"{StateWords.Of(month)}: {StateWords.Some(done, "area")} published, {before} published before, {missing} without a draft, {refused} refused{(held > 0 ? $", {held} held back" : "")}."
        );
        Reasons(screen, month, all);
        if (missing > 0)
        {
            screen.Note(
                $"没有草稿：{string.Join(' ', all.Where(a => a.State == PublishState.NoDraft).Select(a => a.Area.Code))}；请先 rota draft {StateWords.Of(month)}",
                $"Without a draft: {string.Join(' ', all.Where(a => a.State == PublishState.NoDraft).Select(a => a.Area.Code))}; run rota draft {StateWords.Of(month)} first"
            );
        }

        screen.Document(
            new
            {
                Month = StateWords.Of(month),
                Areas = all.Select(a => new
                {
                    Area = a.Area.Code,
                    a.State,
                    a.Edition,
                    Reason = a.Reason is { } r ? screen.In(r) : null,
                    Breaches = a.Breaches.Select(b => new { b.Rule, What = screen.In(b.What) }),
                }),
            }
        );
        return refused + held > 0 ? ExitCode.Refused
            : missing == 0 ? ExitCode.Done
            : missing == all.Count ? ExitCode.NothingThere
            : ExitCode.Refused;
    }

    private static Fault NoArea =>
        new(
            new Place("--as-edited"),
            new("要写明是哪些片区", "it has to be said which areas are meant"),
            new("请加 --area", "add --area")
        );

    /// <summary>Says why areas were refused or are held back, and which were drafted again first.</summary>
    internal static void Reasons(Screen screen, YearMonth month, IReadOnlyList<AreaPublished> published)
    {
        foreach (var area in published.Where(a => a.Reason is not null))
        {
            screen.Note($"{area.Area.Code}：{area.Reason!.Value.Zh}", $"{area.Area.Code}: {area.Reason!.Value.En}");
            foreach (var breach in area.Breaches)
            {
                var night = breach.Night is { } on ? StateWords.Of(on) : StateWords.Of(month);
                screen.Note($"  {night}：{breach.What.Zh}", $"  {night}: {breach.What.En}");
            }
        }
    }
}
