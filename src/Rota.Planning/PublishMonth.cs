using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>How the publishing of an area ended.</summary>
public enum PublishState
{
    /// <summary>An edition is in force.</summary>
    Published,

    /// <summary>There was an edition in force; nothing was touched.</summary>
    AlreadyPublished,

    /// <summary>There is no draft to publish.</summary>
    NoDraft,

    /// <summary>The draft is held back: by an organiser, or since people edited it and the books have moved on. The reason says which.</summary>
    Held,

    /// <summary>Refused; the reason says why.</summary>
    Refused,
}

/// <summary>What became of one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="State">How it ended.</param>
/// <param name="Edition">Number of the edition in force; null where there is none.</param>
/// <param name="Reason">Why it was refused or is held back, or that it was drafted again first; null when there is nothing to say.</param>
/// <param name="Breaches">The rules that its draft breaks.</param>
public sealed record AreaPublished(
    WatchArea Area,
    PublishState State,
    int? Edition,
    Words? Reason,
    IReadOnlyList<Breach> Breaches
);

/// <summary>
/// Publishes the drafts of a month as editions. Each is audited against the books as they are now; one that breaks a rule is
/// never published. A draft that its area, its covenant or its calendar has outrun is drafted again first, or held when people edited it.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class PublishMonth(Office office)
{
    /// <summary>Publishes.</summary>
    /// <param name="month">The month.</param>
    /// <param name="choice">Which areas.</param>
    /// <param name="asEdited">Whether drafts that people edited are published although the books have moved on since, where they keep every rule.</param>
    /// <param name="cancellation">Stops between areas; those that are published stay so.</param>
    /// <returns>Every chosen area, in the order of codes.</returns>
    public async Task<Outcome<IReadOnlyList<AreaPublished>>> RunAsync(
        YearMonth month,
        AreaChoice choice,
        bool asEdited = false,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        await using (var recorder = await office.WriteAsync(cancellation))
        {
            await CovenantInForce.RecordAsync(office, recorder, cancellation);
            await recorder.CommitAsync(cancellation);
        }

        var areas = await choice.PickAsync(office, month, cancellation);
        if (!areas.Succeeded)
        {
            return Outcome<IReadOnlyList<AreaPublished>>.Failed(areas.Faults);
        }

        var done = new List<AreaPublished>();
        foreach (var area in areas.Value)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                done.Add(
                    area.Edition is null && area.Draft is not null && area.PublishedElsewhere.Count > 0
                        ? Refused(area.State.Area, DraftMonth.Elsewhere(area), [])
                        : await PublishAsync(area.State.Area, month, asEdited, null, cancellation)
                );
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                done.Add(Refused(area.State.Area, Bug.Words(bug), []));
            }
        }

        return Outcome<IReadOnlyList<AreaPublished>>.Of(done);
    }

    private async Task<AreaPublished> PublishAsync(
        WatchArea area,
        YearMonth month,
        bool asEdited,
        DraftHead? outrun,
        CancellationToken cancellation
    )
    {
        await using var writer = await office.WriteAsync(cancellation);
        var reader = writer.Read;
        if (await reader.Editions.HeadInForceAsync(area.Id, month, cancellation) is { } inForce)
        {
            return new AreaPublished(area, PublishState.AlreadyPublished, inForce.Number, null, []);
        }

        if (await reader.Drafts.FindAsync(area.Id, month, cancellation) is not { } draft)
        {
            return new AreaPublished(area, PublishState.NoDraft, null, null, []);
        }

        var inForceNow = await CovenantInForce.OfMonthAsync(office, reader, month, cancellation);
        if (!inForceNow.Succeeded)
        {
            return Refused(area, inForceNow.Faults[0].Sentence, []);
        }

        var covenant = inForceNow.Value;
        if (draft.Head.IsHeld && await HeldDrafts.ByOrganiserAsync(reader, area, month, cancellation) is { } held)
        {
            return new AreaPublished(area, PublishState.Held, null, held, []);
        }

        var moved = await DraftOutrun.ByAsync(office, reader, area, draft, covenant.Covenant, cancellation);
        if (moved.Count > 0 && !draft.Head.IsEdited)
        {
            await writer.DisposeAsync();
            return await AgainAsync(area, month, draft.Head, covenant, outrun, cancellation);
        }

        var facts = await AreaFacts.LoadAsync(reader, area.Id, month, covenant.Covenant, office.Calendar, cancellation);
        var problem = RotaProblem.From(facts!.Problem);
        if (!problem.Succeeded)
        {
            return Refused(area, problem.Faults[0].Sentence, []);
        }

        // What the books have outrun is read with what its nights weigh now: points freeze with an edition, not with a draft.
        var sheet = moved.Count > 0 ? HeldDrafts.Reweighed(draft.Sheet, problem.Value) : draft.Sheet;
        var audit = sheet is null ? null : Audit.Of(problem.Value, sheet.Rota);
        if (moved.Count > 0 && !(asEdited && audit is { IsClean: true }))
        {
            await HeldDrafts.HoldAsync(writer, draft.Head, cancellation);
            return new AreaPublished(
                area,
                PublishState.Held,
                null,
                HeldDrafts.Outrun(area, month, moved, audit),
                audit?.Breaches ?? []
            );
        }

        if (!audit!.IsClean)
        {
            return Refused(
                area,
                new(
                    $"草稿违反公约 {audit.Breaches.Count} 处。",
                    $"The draft breaks the covenant in {audit.Breaches.Count} places."
                ),
                audit.Breaches
            );
        }

        // The proof is of the facts that the draft was made from; where they have moved on it proves nothing of the edition.
        var proof = moved.Count > 0 ? null : await reader.Drafts.ProofAsync(area.Id, month, cancellation);
        var standing = moved.Count > 0 ? HeldDrafts.Standing(sheet!, audit) : sheet!;
        var edition = new NewEdition(null, covenant.Id, standing, proof);
        var entries = facts.FirstEntries(problem.Value, sheet!.Rota);
        var publication = new Publication(area.Id, facts.State.Version, [edition], entries);
        var outcome = await writer.Editions.PublishAsync(publication, cancellation);
        if (outcome != WriteOutcome.Done)
        {
            return Refused(area, outcome.Sentence(), []);
        }

        var number = (await reader.Editions.HeadInForceAsync(area.Id, month, cancellation))!.Number;
        await writer.CommitAsync(cancellation);
        var words =
            outrun is null ? (Words?)null
            : outrun.PostedAt is null
                ? new Words("资料有变动，已重新起草。", "Drafted again, since the area had changed.")
            : new Words(
                "资料有变动，已重新起草，与公示的征求意见稿不同。",
                "Drafted again, since the area had changed; it is not what was posted for comment."
            );
        return new AreaPublished(area, PublishState.Published, number, words, []);
    }

    private async Task<AreaPublished> AgainAsync(
        WatchArea area,
        YearMonth month,
        DraftHead draft,
        CovenantInForce covenant,
        DraftHead? outrun,
        CancellationToken cancellation
    )
    {
        if (outrun is not null)
        {
            return Refused(area, WriteOutcome.Stale.Sentence(), []);
        }

        var drafted = await new DraftMonth(office).DraftAsync(
            area,
            month,
            covenant,
            discardsEdits: false,
            cancellation
        );
        return drafted.State is DraftState.Failed or DraftState.Kept
            ? Refused(area, drafted.Reason!.Value, [])
            : await PublishAsync(area, month, asEdited: false, draft, cancellation);
    }

    private static AreaPublished Refused(WatchArea area, Words reason, IReadOnlyList<Breach> breaches) =>
        new(area, PublishState.Refused, null, reason, breaches);
}
