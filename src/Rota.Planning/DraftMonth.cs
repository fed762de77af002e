using System.Diagnostics;
using NodaTime;
using Rota.Core;
using Rota.Core.Registers;
using Rota.Core.Rotas;
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

    /// <summary>People edited the draft there is, or hold it back; it was left as it is.</summary>
    Kept,

    /// <summary>There is no draft; the reason says why.</summary>
    Failed,
}

/// <summary>What became of one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="State">How it ended.</param>
/// <param name="Standing">What the solve said; null without a draft.</param>
/// <param name="Counts">How much the draft has of what; null without a draft.</param>
/// <param name="Seconds">How long it took, reading and saving included.</param>
/// <param name="Reason">Why there is no new draft; null when there is one.</param>
/// <param name="Lost">What of the draft before is gone with it, that it was edited, posted or held back; null for nothing.</param>
public sealed record AreaDrafted(
    WatchArea Area,
    DraftState State,
    Standing? Standing,
    RotaCounts? Counts,
    double Seconds,
    Words? Reason,
    Words? Lost = null
);

/// <summary>Drafts the rotas of a month, areas side by side, one worker each. An area that fails never stops the others.</summary>
/// <param name="office">What it works with.</param>
/// <param name="solve">What solves; the solver when null.</param>
public sealed class DraftMonth(Office office, Solve? solve = null)
{
    /// <summary>An area that changes while it is solved is read and solved again, so often.</summary>
    private const int Readings = 3;

    private readonly Solve solve = solve ?? ((model, cancellation) => new RotaSolver().Solve(model, cancellation));
    private readonly SolveTries tries = new(office);

    /// <summary>
    /// Drafts. Areas whose solve once died with its process come last, one at a time, so that none takes others with it; after two such
    /// tries an area is <see cref="DraftState.Failed"/> without being solved, until somebody asks for it again.
    /// </summary>
    /// <param name="month">The month.</param>
    /// <param name="choice">Which areas.</param>
    /// <param name="workers">How many areas are solved side by side, 1 or more.</param>
    /// <param name="progress">Told of each area as it ends; null for nobody.</param>
    /// <param name="again">Whether tries that died are forgotten, so that the areas chosen are solved once more.</param>
    /// <param name="discardsEdits">Whether drafts that people edited or hold back are drafted anew too.</param>
    /// <param name="cancellation">Stops within a second; areas that are done stay drafted.</param>
    /// <returns>Every chosen area, in the order of codes.</returns>
    public async Task<Outcome<IReadOnlyList<AreaDrafted>>> RunAsync(
        YearMonth month,
        AreaChoice choice,
        int workers = 1,
        IProgress<AreaDrafted>? progress = null,
        bool again = false,
        bool discardsEdits = false,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using (var writer = await office.WriteAsync(cancellation))
        {
            await CovenantInForce.RecordAsync(office, writer, cancellation);
            await writer.CommitAsync(cancellation);
        }

        var (covenant, areas) = await PickAsync(month, choice, cancellation);
        if (!covenant.Succeeded || !areas.Succeeded)
        {
            return Outcome<IReadOnlyList<AreaDrafted>>.Failed([.. covenant.Faults, .. areas.Faults]);
        }

        var suspects = await tries.SuspectsAsync(areas.Value, month, again, cancellation);
        var done = new AreaDrafted[areas.Value.Count];
        async ValueTask DoAsync(int i, CancellationToken stop)
        {
            var area = areas.Value[i];
            done[i] =
                area.Edition is not null
                    ? new AreaDrafted(area.State.Area, DraftState.AlreadyPublished, null, null, 0, null)
                : area.PublishedElsewhere.Count > 0
                    ? new AreaDrafted(area.State.Area, DraftState.Failed, null, null, 0, Elsewhere(area))
                : area.Draft is { IsKept: true } && !discardsEdits
                    ? new AreaDrafted(area.State.Area, DraftState.Kept, null, null, 0, DraftMarks.Kept(area, month))
                : await AnewAsync(area, month, covenant.Value, discardsEdits, stop);
            progress?.Report(done[i]);
        }

        var all = Enumerable.Range(0, done.Length).ToLookup(i => suspects.Contains(areas.Value[i].State.Area.Id));
        var sideBySide = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(all[false], sideBySide, DoAsync);
        foreach (var suspect in all[true])
        {
            await DoAsync(suspect, cancellation);
        }

        return Outcome<IReadOnlyList<AreaDrafted>>.Of(done);
    }

    private async Task<(Outcome<CovenantInForce> Covenant, Outcome<IReadOnlyList<AreaMonth>> Areas)> PickAsync(
        YearMonth month,
        AreaChoice choice,
        CancellationToken cancellation
    )
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return (
            await CovenantInForce.OfMonthAsync(office, reader, month, cancellation),
            await choice.PickAsync(reader, month, cancellation)
        );
    }

    /// <summary>Why an area whose grids are on another area's edition of the month gets no rota of its own.</summary>
    internal static Words Elsewhere(AreaMonth area) =>
        new(
            $"本月的值班表已随 {string.Join("、", area.PublishedElsewhere)} 发布，同一网格不能再排一份；从下个月起按新片区排。",
            $"Its grids are on the published rota of {string.Join(", ", area.PublishedElsewhere)} this month; the new area begins with the next."
        );

    private async Task<AreaDrafted> AnewAsync(
        AreaMonth area,
        YearMonth month,
        CovenantInForce covenant,
        bool discardsEdits,
        CancellationToken cancellation
    )
    {
        var drafted = await DraftAsync(area.State.Area, month, covenant, discardsEdits, cancellation);
        return drafted.State == DraftState.Drafted ? drafted with { Lost = DraftMarks.LostWith(area.Draft) } : drafted;
    }

    internal async Task<AreaDrafted> DraftAsync(
        WatchArea area,
        YearMonth month,
        CovenantInForce covenant,
        bool discardsEdits,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        try
        {
            if (await tries.BeginAsync(area, month, cancellation) is { } given)
            {
                return new AreaDrafted(area, DraftState.Failed, null, null, watch.Elapsed.TotalSeconds, given);
            }

            var ended = false;
            try
            {
                var drafted = await ReadAndSolveAsync(area, month, covenant, discardsEdits, watch, cancellation);
                ended = true;
                return drafted;
            }
            finally
            {
                // Whatever happened, the process lives: only a stop takes back no more than this one try.
                await tries.EndAsync(area, month, wasStopped: !ended && cancellation.IsCancellationRequested);
            }
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            return new AreaDrafted(area, DraftState.Failed, null, null, watch.Elapsed.TotalSeconds, Bug.Words(bug));
        }
    }

    private async Task<AreaDrafted> ReadAndSolveAsync(
        WatchArea area,
        YearMonth month,
        CovenantInForce covenant,
        bool discardsEdits,
        Stopwatch watch,
        CancellationToken cancellation
    )
    {
        for (var reading = 1; ; reading++)
        {
            var (outcome, draft, reason) = await TryAsync(area, month, covenant, discardsEdits, cancellation);
            if (outcome == WriteOutcome.Stale && reading < Readings)
            {
                continue;
            }

            var state = outcome switch
            {
                WriteOutcome.Done => DraftState.Drafted,
                WriteOutcome.AlreadyPublished => DraftState.AlreadyPublished,
                WriteOutcome.DraftKept => DraftState.Kept,
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

    private async Task<(WriteOutcome? Outcome, NewDraft? Draft, Words? Reason)> TryAsync(
        WatchArea area,
        YearMonth month,
        CovenantInForce covenant,
        bool discardsEdits,
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
        var solved = AreaSolve.Of(facts.Problem, covenant.Version, solve, cancellation);
        if (!solved.Succeeded)
        {
            return (null, null, Sentences(solved.Faults));
        }

        var (digest, content) = office.Proofs.Write(solved.Value.Proof);
        var draft = new NewDraft(
            area.Id,
            facts.State.Version,
            covenant.Id,
            solved.Value.Sheet,
            watch.Elapsed.TotalSeconds,
            new SealedProof(digest, content),
            discardsEdits
        );
        await using var writer = await office.WriteAsync(cancellation);
        var outcome = await writer.Drafts.SaveAsync(draft, cancellation);
        if (outcome == WriteOutcome.Done)
        {
            await writer.CommitAsync(cancellation);
        }

        return (outcome, draft, null);
    }

    private static Words Sentences(IReadOnlyList<Fault> faults) =>
        new(string.Concat(faults.Select(f => f.Sentence.Zh)), string.Join(' ', faults.Select(f => f.Sentence.En)));
}
