using System.CommandLine;
using NodaTime;
using Rota.Cli.Screens;
using Rota.Cli.Starting;
using Rota.Core;
using Rota.Planning;

namespace Rota.Cli.Verbs;

/// <summary>Drafts the rotas of a month.</summary>
internal sealed class DraftVerb : MonthVerb
{
    private readonly Option<int?> workers;
    private readonly Option<bool> again;
    private readonly Option<bool> discard;

    public DraftVerb(VerbTools tools)
        : base(
            "draft",
            tools,
            new(
                "为各片区起草一个月的值班表。已发布的、人工改过的和暂缓发布的不动；一个片区出问题不影响其他片区。",
                "Drafts the rotas of a month. What is published, edited by hand or held back is left alone; an area that fails never stops the others."
            ),
            "rota draft 2026-12",
            "rota draft 2026-12 --area LJ-03 LJ-04",
            "rota draft 2026-12 --community 丽景",
            "rota draft 2026-12 --area LJ-03 --discard-edits"
        )
    {
        workers = Asked.Whole(
            "--workers",
            1,
            256,
            Language,
            new(
                "同时排几个片区；不写时与处理器数相同",
                "Areas solved side by side; else as many as there are processors"
            )
        );
        again = new Option<bool>("--again")
        {
            Description = tools.Screen.In(
                "求解曾两次让程序中断而被放下的片区，也再试一次",
                "Also try areas once more that were left aside because solving them ended the program twice"
            ),
        };
        discard = new Option<bool>("--discard-edits")
        {
            Description = tools.Screen.In(
                "人工改过或暂缓发布的草稿也重新起草，修改作废",
                "Draft anew also what was edited by hand or is held back; the edits are lost"
            ),
        };
        Options.Add(workers);
        Options.Add(again);
        Options.Add(discard);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Call call, Office office, YearMonth month, AreaChoice choice)
    {
        CalendarNote.Tell(call.Screen, office, month);
        var drafted = await DraftProgress.RunAsync(
            call,
            office,
            month,
            choice,
            call.Value(workers) ?? Environment.ProcessorCount,
            call.Value(again),
            call.Value(discard)
        );
        if (!drafted.Succeeded)
        {
            return call.Refuse(drafted.Faults);
        }

        Tell(call.Screen, month, drafted.Value);
        return drafted.Value.Any(d => d.State is DraftState.Failed or DraftState.Kept)
            ? ExitCode.Refused
            : ExitCode.Done;
    }

    private static void Tell(Screen screen, YearMonth month, IReadOnlyList<AreaDrafted> drafted)
    {
        var listing = new Listing(screen.Language)
            .Column("片区", "Area")
            .Column("社区", "Community")
            .Column("状态", "state")
            .Number("班", "watches")
            .Number("已排", "duties")
            .Number("待补", "gaps")
            .Number("无带班", "no lead")
            .Column("解", "status")
            .Number("秒", "seconds");
        foreach (var d in drafted)
        {
            listing.Row(
                d.Area.Code,
                d.Area.Community,
                screen.In(StateWords.Of(d.State)),
                Count(d.Counts?.Watches),
                Count(d.Counts?.Duties),
                Count(d.Counts?.Gaps),
                Count(d.Counts?.WithoutLead),
                d.Standing is { } s ? screen.In(StateWords.Of(s.Status)) : "",
                d.State is DraftState.AlreadyPublished or DraftState.Kept ? "" : StateWords.Seconds(d.Seconds)
            );
        }

        screen.Show(listing);
        DraftProgress.Failures(screen, drafted);
        screen.Document(
            new
            {
                Month = StateWords.Of(month),
                Areas = drafted.Select(d => new
                {
                    Area = d.Area.Code,
                    d.Area.Community,
                    d.State,
                    d.Counts,
                    Status = d.Standing?.Status,
                    Cost = d.Standing?.Cost,
                    Bound = d.Standing?.Bound,
                    d.Seconds,
                    Reason = d.Reason is { } r ? screen.In(r) : null,
                    Lost = d.Lost is { } l ? screen.In(l) : null,
                }),
            }
        );
    }

    private static string Count(int? count) => count is { } n ? StateWords.Whole(n) : "";
}
