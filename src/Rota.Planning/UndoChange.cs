using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Store;

namespace Rota.Planning;

/// <summary>
/// Undoes a change that was carried out: its moves are turned round by further editions, the ledger sums up as before. Only for as long as the
/// covenant says, and only if nobody else is hurt: no duty of it has moved again, and nobody's nights break a rule that they do not break now.
/// </summary>
/// <param name="office">What it works with.</param>
public sealed class UndoChange(Office office)
{
    /// <summary>Undoes.</summary>
    /// <param name="number">The proposal's number.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The proposal after it; fails, in words, where it cannot be undone.</returns>
    public Task<Outcome<Proposal>> RunAsync(int number, CancellationToken cancellation = default) =>
        RunAsync(number, alone: null, cancellation);

    /// <summary>Undoes.</summary>
    /// <param name="number">The proposal's number.</param>
    /// <param name="alone">
    /// The resident who undoes what they asked for, as far as <see cref="OwnUndo"/> lets them; that they are away on its nights is taken back with it. Null for
    /// an organiser.
    /// </param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The proposal after it; fails, in words, where it cannot be undone.</returns>
    public async Task<Outcome<Proposal>> RunAsync(
        int number,
        ResidentId? alone,
        CancellationToken cancellation = default
    )
    {
        await using var writer = await office.WriteAsync(cancellation);
        if (await writer.Read.Proposals.FindAsync(number, cancellation) is not { } done)
        {
            return Outcome<Proposal>.Failed(ProposalDesk.Unknown(number));
        }

        var at = office.Clock.GetCurrentInstant();
        if (
            alone is { } asker
            && done.State == ProposalState.Done
            && await ComesAsync(writer, done, asker, cancellation) is { } kept
        )
        {
            return Outcome<Proposal>.Failed(kept);
        }

        var loaded = await MonthsInHand.LoadAsync(
            office,
            writer.Read,
            done.Area,
            [.. done.Moves.Select(m => m.Seat.Night)],
            isWide: false,
            cancellation
        );
        if (!loaded.Succeeded)
        {
            return Outcome<Proposal>.Failed(loaded.Faults);
        }

        var within = Duration.FromHours(loaded.Value.Terms.UndoHours);
        var may = done.Undone(at, within, []);
        if (!may.Succeeded)
        {
            return may;
        }

        if (alone is not null && at > OwnUndo.Until(done, loaded.Value, office.Zone, isAlone: true))
        {
            return Outcome<Proposal>.Failed(OwnUndo.TooNear(done));
        }

        var subject = await ProposalDesk.SubjectAsync(writer.Read, done, cancellation);
        var inverse = done.ToChange().Inverse();
        var editions = await ChangeDoor.CommitAsync(writer, loaded.Value, inverse, subject, number, cancellation);
        if (!editions.Succeeded)
        {
            return Outcome<Proposal>.Failed(editions.Faults);
        }

        var undone = done.Undone(at, within, editions.Value).Value;
        await writer.Proposals.SaveAsync(done, undone, cancellation);
        await writer.RecordAsync("undo", subject, "", cancellation);
        await writer.CommitAsync(cancellation);
        return Outcome<Proposal>.Of(undone);
    }

    /// <summary>Takes back that who undoes is away on the nights that go back to them; says why they may not undo it, null where they may.</summary>
    private async Task<Fault?> ComesAsync(
        StreetWriter writer,
        Proposal done,
        ResidentId asker,
        CancellationToken cancellation
    )
    {
        if (!OwnUndo.IsTheirs(done, asker))
        {
            return OwnUndo.NotAlone(done);
        }

        var away = await OwnUndo.AwayAsync(writer.Read, done, asker, cancellation);
        foreach (var night in away.Succeeded ? away.Value : [])
        {
            await new ReportAbsence(office).TakeBackAsync(
                writer,
                new AbsenceAsked([asker], night, night),
                cancellation
            );
        }

        return away.Succeeded ? null : away.Faults[0];
    }
}
