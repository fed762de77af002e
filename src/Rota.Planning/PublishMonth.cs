using NodaTime;
using Rota.Core;
using Rota.Core.Ledgers;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;
using Rota.Store.Rotas;
using NightReader = Rota.Core.Calendars.NightReader;

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

    /// <summary>Refused; the reason says why.</summary>
    Refused,
}

/// <summary>What became of one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="State">How it ended.</param>
/// <param name="Edition">Number of the edition in force; null where there is none.</param>
/// <param name="Reason">Why it was refused, or that it was drafted again first; null when there is nothing to say.</param>
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
    /// <param name="cancellation">Stops between areas; those that are published stay so.</param>
    /// <returns>Every chosen area, in the order of codes.</returns>
    public async Task<Outcome<IReadOnlyList<AreaPublished>>> RunAsync(
        YearMonth month,
        AreaChoice choice,
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
                        : await PublishAsync(area.State.Area, month, again: false, cancellation)
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
        bool again,
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
        var drafted = await CovenantInForce.OfAsync(office, reader, draft.Head.Covenant, cancellation);
        if (
            draft.Head.AreaVersion != await reader.Areas.VersionAsync(area.Id, cancellation)
            || !covenant.AsksTheSame(office, drafted, area)
            || !HoldsTheNights(draft, covenant, area)
        )
        {
            await writer.DisposeAsync();
            return await AgainAsync(area, month, draft, covenant, again, cancellation);
        }

        var facts = await AreaFacts.LoadAsync(reader, area.Id, month, covenant.Covenant, office.Calendar, cancellation);
        var problem = RotaProblem.From(facts!.Problem);
        if (!problem.Succeeded)
        {
            return Refused(area, problem.Faults[0].Sentence, []);
        }

        var audit = Audit.Of(problem.Value, draft.Sheet.Rota);
        if (!audit.IsClean)
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

        var proof = await reader.Drafts.ProofAsync(area.Id, month, cancellation);
        var edition = new NewEdition(null, covenant.Id, draft.Sheet, proof);
        var entries = facts.FirstEntries(problem.Value, draft.Sheet.Rota);
        var publication = new Publication(area.Id, draft.Head.AreaVersion, [edition], entries);
        var outcome = await writer.Editions.PublishAsync(publication, cancellation);
        if (outcome != WriteOutcome.Done)
        {
            return Refused(area, outcome.Sentence(), []);
        }

        var number = (await reader.Editions.HeadInForceAsync(area.Id, month, cancellation))!.Number;
        await writer.CommitAsync(cancellation);
        var words = again
            ? new Words("资料有变动，已重新起草。", "Drafted again, since the area had changed.")
            : (Words?)null;
        return new AreaPublished(area, PublishState.Published, number, words, []);
    }

    /// <summary>Whether the nights weigh what they weighed when the draft was made: a calendar may have been announced since.</summary>
    private bool HoldsTheNights(Draft draft, CovenantInForce covenant, WatchArea area)
    {
        var terms = covenant.Covenant.For(area.Code, area.Community);
        return draft.Sheet.Watches.All(w => w.Night == NightReader.Read(w.Night.Date, terms, office.Calendar));
    }

    private async Task<AreaPublished> AgainAsync(
        WatchArea area,
        YearMonth month,
        Draft draft,
        CovenantInForce covenant,
        bool again,
        CancellationToken cancellation
    )
    {
        if (draft.Head.IsHeld || draft.Sheet.Standing.Status == RotaStatus.Edited)
        {
            return Refused(
                area,
                new(
                    "起草之后资料有变动，而草稿已人工修改，请核对后重新起草。",
                    "The area has changed since the draft, which people edited; look at it and draft it again."
                ),
                []
            );
        }

        if (again)
        {
            return Refused(area, WriteOutcome.Stale.Sentence(), []);
        }

        var drafted = await new DraftMonth(office).DraftAsync(area, month, covenant, cancellation);
        return drafted.State == DraftState.Failed
            ? Refused(area, drafted.Reason!.Value, [])
            : await PublishAsync(area, month, again: true, cancellation);
    }

    private static AreaPublished Refused(WatchArea area, Words reason, IReadOnlyList<Breach> breaches) =>
        new(area, PublishState.Refused, null, reason, breaches);
}
