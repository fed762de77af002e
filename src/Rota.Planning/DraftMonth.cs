using System.Diagnostics;
using NodaTime;
using Rota.Core;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>How the drafting of an area ended.</summary>
public enum DraftState
{
    /// <summary>A draft is saved.</summary>
    Drafted,

    /// <summary>The month has an edition in force; nothing was touched.</summary>
    AlreadyPublished,

    /// <summary>There is no draft; the reason says why.</summary>
    Failed,
}

/// <summary>What became of one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="State">How it ended.</param>
/// <param name="Standing">What the solve said; null without a draft.</param>
/// <param name="Counts">How much the draft has of what; null without a draft.</param>
/// <param name="Seconds">How long it took, reading and saving included.</param>
/// <param name="Reason">Why there is no draft; null when there is one.</param>
public sealed record AreaDrafted(
    WatchArea Area,
    DraftState State,
    Standing? Standing,
    RotaCounts? Counts,
    double Seconds,
    Words? Reason
);

/// <summary>Drafts the rotas of a month, areas side by side, one worker each. An area that fails never stops the others.</summary>
/// <param name="office">What it works with.</param>
public sealed class DraftMonth(Office office)
{
    /// <summary>An area that changes while it is solved is read and solved again, so often.</summary>
    private const int Tries = 3;

    /// <summary>Drafts.</summary>
    /// <param name="month">The month.</param>
    /// <param name="choice">Which areas.</param>
    /// <param name="workers">How many areas are solved side by side, 1 or more.</param>
    /// <param name="progress">Told of each area as it ends; null for nobody.</param>
    /// <param name="cancellation">Stops within a second; areas that are done stay drafted.</param>
    /// <returns>Every chosen area, in the order of codes.</returns>
    public async Task<Outcome<IReadOnlyList<AreaDrafted>>> RunAsync(
        YearMonth month,
        AreaChoice choice,
        int workers = 1,
        IProgress<AreaDrafted>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using (var writer = await office.WriteAsync(cancellation))
        {
            await CovenantInForce.RecordAsync(office, writer, cancellation);
            await writer.CommitAsync(cancellation);
        }

        await using var reader = await office.Database.ReadAsync(cancellation);
        var covenant = await CovenantInForce.OfMonthAsync(office, reader, month, cancellation);
        var areas = choice.Pick(await reader.Areas.MonthAsync(month, cancellation), a => a.State);
        if (!covenant.Succeeded || !areas.Succeeded)
        {
            return Outcome<IReadOnlyList<AreaDrafted>>.Failed([.. covenant.Faults, .. areas.Faults]);
        }

        var done = new AreaDrafted[areas.Value.Count];
        await Parallel.ForAsync(
            0,
            done.Length,
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation },
            async (i, stop) =>
            {
                var area = areas.Value[i];
                done[i] =
                    area.Edition is not null
                        ? new AreaDrafted(area.State.Area, DraftState.AlreadyPublished, null, null, 0, null)
                    : area.PublishedElsewhere.Count > 0
                        ? new AreaDrafted(area.State.Area, DraftState.Failed, null, null, 0, Elsewhere(area))
                    : await DraftAsync(area.State.Area, month, covenant.Value, stop);
                progress?.Report(done[i]);
            }
        );
        return Outcome<IReadOnlyList<AreaDrafted>>.Of(done);
    }

    /// <summary>Why an area whose grids are on another area's edition of the month gets no rota of its own.</summary>
    internal static Words Elsewhere(AreaMonth area) =>
        new(
            $"本月的值班表已随 {string.Join("、", area.PublishedElsewhere)} 发布，同一网格不能再排一份；从下个月起按新片区排。",
            $"Its grids are on the published rota of {string.Join(", ", area.PublishedElsewhere)} this month; the new area begins with the next."
        );

    internal async Task<AreaDrafted> DraftAsync(
        WatchArea area,
        YearMonth month,
        CovenantInForce covenant,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var (outcome, draft, reason) = await TryAsync(area, month, covenant, cancellation);
                if (outcome == WriteOutcome.Stale && attempt < Tries)
                {
                    continue;
                }

                var state = outcome switch
                {
                    WriteOutcome.Done => DraftState.Drafted,
                    WriteOutcome.AlreadyPublished => DraftState.AlreadyPublished,
                    _ => DraftState.Failed,
                };
                var counts = state == DraftState.Drafted ? RotaCounts.Of(draft!.Sheet) : null;
                return new AreaDrafted(
                    area,
                    state,
                    counts is null ? null : draft!.Sheet.Standing,
                    counts,
                    watch.Elapsed.TotalSeconds,
                    state == DraftState.Drafted ? null : reason ?? outcome?.Sentence()
                );
            }
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            return new AreaDrafted(area, DraftState.Failed, null, null, watch.Elapsed.TotalSeconds, Bug.Words(bug));
        }
    }

    private async Task<(WriteOutcome? Outcome, NewDraft? Draft, Words? Reason)> TryAsync(
        WatchArea area,
        YearMonth month,
        CovenantInForce covenant,
        CancellationToken cancellation
    )
    {
        AreaFacts? facts;
        await using (var reader = await office.Database.ReadAsync(cancellation))
        {
            facts = await AreaFacts.LoadAsync(reader, area.Id, month, covenant.Covenant, office.Calendar, cancellation);
        }

        if (facts is null)
        {
            return (null, null, new Words("这个片区已没有网格。", "The area has no grids any more."));
        }

        var watch = Stopwatch.StartNew();
        var solved = Solve(facts.Problem, cancellation);
        if (!solved.Succeeded)
        {
            return (null, null, Sentences(solved.Faults));
        }

        var draft = new NewDraft(area.Id, facts.State.Version, covenant.Id, solved.Value, watch.Elapsed.TotalSeconds);
        await using var writer = await office.WriteAsync(cancellation);
        var outcome = await writer.Drafts.SaveAsync(draft, cancellation);
        if (outcome == WriteOutcome.Done)
        {
            await writer.CommitAsync(cancellation);
        }

        return (outcome, draft, null);
    }

    /// <summary>From facts to an audited rota.</summary>
    private static Outcome<FrozenRota> Solve(ProblemFacts facts, CancellationToken cancellation)
    {
        var made = RotaProblem.From(facts);
        if (!made.Succeeded)
        {
            return Outcome<FrozenRota>.Failed(made.Faults);
        }

        var problem = made.Value;
        var model = RowModel.From(problem);
        if (model.Shortfall() is { } shortfall)
        {
            return Outcome<FrozenRota>.Failed(shortfall);
        }

        var place = new Place($"{facts.Area} {facts.Month:uuuu-MM}");
        switch (new RotaSolver().Solve(model, cancellation))
        {
            case SolveOutcome.Solved solved:
                var rota = GapReason.Fill(problem, model.ToRota(solved.Chosen, _ => default));
                var audit = Audit.Of(problem, rota);
                var disagrees =
                    solved.Status == RotaStatus.Optimal ? audit.Cost != solved.Cost : audit.Cost > solved.Cost;
                if (!audit.IsClean || disagrees)
                {
                    throw new InvalidOperationException(
                        $"The audit disagrees with the solver: cost {audit.Cost} against {solved.Cost}, {audit.Breaches.Count} breaches, first: {audit.Breaches.Select(b => b.Rule).FirstOrDefault()}."
                    );
                }

                // A search that ran out of effort may have left a helper bit at 1 without need: the rota itself is cheaper then.
                var standing = new Standing(solved.Status, audit.Cost, solved.Bound, solved.ClosedBy);
                return Outcome<FrozenRota>.Of(new FrozenRota(rota, problem.Watches, standing));

            case SolveOutcome.Contradiction:
                return Outcome<FrozenRota>.Failed(
                    new Fault(
                        place,
                        new(
                            "指定的班次互相矛盾，没有值班表能全部保留",
                            "the pins contradict each other: no rota keeps them all"
                        ),
                        new("请取消一些指定", "take back some of the pins")
                    )
                );

            default:
                return Outcome<FrozenRota>.Failed(
                    new Fault(
                        place,
                        new("在允许的计算量内没有找到值班表", "no rota was found within the effort allowed"),
                        new("请再起草一次，或把片区分小", "draft it again, or divide the area")
                    )
                );
        }
    }

    private static Words Sentences(IReadOnlyList<Fault> faults) =>
        new(string.Concat(faults.Select(f => f.Sentence.Zh)), string.Join(' ', faults.Select(f => f.Sentence.En)));
}
