using NodaTime;
using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>Drafts that are not published as they are: held back by an organiser, or edited before the books moved on.</summary>
internal static class HeldDrafts
{
    private static readonly string[] Holds = ["hold", "outrun"];

    /// <summary>Who holds a draft back and why; null where it was the program, because the books had outrun an edited draft.</summary>
    public static async Task<Words?> ByOrganiserAsync(
        StreetReader reader,
        WatchArea area,
        YearMonth month,
        CancellationToken cancellation
    )
    {
        var entry = await reader.Trail.NewestAsync($"{area.Code} {month:uuuu-MM}", Holds, cancellation);
        return entry is { Verb: "outrun" }
            ? null
            : new(
                $"{entry?.By ?? "排班员"}要求暂缓发布{(entry is null ? "" : $"：{entry.Details.TrimEnd('。')}")}。放行：rota post {month:uuuu-MM} --area {area.Code} --release",
                $"Held back by {entry?.By ?? "an organiser"}{(entry is null ? "" : $": {entry.Details.TrimEnd('.')}")}. To release it: rota post {month:uuuu-MM} --area {area.Code} --release"
            );
    }

    /// <summary>Holds an edited draft back that the books have outrun.</summary>
    public static async Task HoldAsync(StreetWriter writer, DraftHead draft, CancellationToken cancellation)
    {
        if (!draft.IsHeld && await writer.Drafts.HoldAsync(draft, reason: null, cancellation) == WriteOutcome.Done)
        {
            await writer.CommitAsync(cancellation);
        }
    }

    /// <summary>What has moved on since people edited a draft, and how to go on.</summary>
    /// <param name="area">The area.</param>
    /// <param name="month">The month.</param>
    /// <param name="moved">What has moved on.</param>
    /// <param name="audit">The draft read by the books as they are now; null where its watches are not those of the covenant any more.</param>
    public static Words Outrun(WatchArea area, YearMonth month, IReadOnlyList<Words> moved, Audit? audit)
    {
        var (zh, en) = DraftOutrun.Listed(moved);
        var its = $"{month:uuuu-MM} --area {area.Code}";
        var again = new Words(
            $"放弃修改、重新起草：rota draft {its} --discard-edits",
            $"To give the edits up: rota draft {its} --discard-edits"
        );
        var state =
            audit is null
                ? new(
                    "班次或岗位已与公约不同，不能照样发布。",
                    "Its watches or posts are not those of the covenant any more; it cannot be published as it is."
                )
            : audit.IsClean
                ? new Words(
                    $"按现在的资料仍符合公约；照样发布：rota publish {its} --as-edited。",
                    $"By the books as they are now it keeps every rule; to publish it as it is: rota publish {its} --as-edited."
                )
            : new(
                $"按现在的资料违反公约 {audit.Breaches.Count} 处；用 rota assign 改好后可照样发布（rota publish {its} --as-edited）。",
                $"By the books as they are now it breaks the covenant in {audit.Breaches.Count} places; mend it with rota assign, then publish it (rota publish {its} --as-edited)."
            );
        return new(
            $"草稿经人工修改，之后{zh}有变动，暂缓发布。{state.Zh}{again.Zh}",
            $"People edited the draft, and {en} changed since; it is held back. {state.En} {again.En}"
        );
    }

    /// <summary>A rota with what its nights weigh by now; null where the month's watches or their seats are others.</summary>
    public static FrozenRota? Reweighed(FrozenRota sheet, RotaProblem problem)
    {
        bool IsThere(Watch watch) =>
            problem.Watch(watch.Night.Date, watch.Name) is { } now
            && (now.Start, now.End) == (watch.Start, watch.End)
            && Watch.Posts.All(p => now.Seats(p) == watch.Seats(p));

        return sheet.Watches.Count != problem.Watches.Count || !sheet.Watches.All(IsThere)
            ? null
            : sheet with
            {
                Watches = problem.Watches,
                Rota = sheet.Rota with
                {
                    Duties =
                    [
                        .. sheet.Rota.Duties.Select(d =>
                            d with
                            {
                                Points = problem.Watch(d.Seat.Night, d.Seat.Watch)!.Night.PointsOf(d.Seat.Post),
                                Leads = problem.Resident(d.Resident)?.CanLead ?? d.Leads,
                            }
                        ),
                    ],
                },
            };
    }

    /// <summary>An edited rota with its cost as it is counted now, its bound cut to it; any other as it is.</summary>
    public static FrozenRota Standing(FrozenRota sheet, Audit audit) =>
        sheet.Standing.Status != RotaStatus.Edited || sheet.Standing.Cost == audit.Cost
            ? sheet
            : sheet with
            {
                Standing = sheet.Standing with
                {
                    Cost = audit.Cost,
                    Bound = Math.Min(sheet.Standing.Bound, audit.Cost),
                },
            };
}
