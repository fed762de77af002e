using NodaTime;
using Rota.Core;
using Rota.Core.Changes;
using Rota.Core.Registers;

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
        RunAsync(number, comes: null, cancellation);

    /// <summary>Undoes.</summary>
    /// <param name="number">The proposal's number.</param>
    /// <param name="comes">Who can come after all to what they gave away by it: that they are away on these nights is taken back with it; null for nobody.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The proposal after it; fails, in words, where it cannot be undone.</returns>
    public async Task<Outcome<Proposal>> RunAsync(
        int number,
        ResidentId? comes,
        CancellationToken cancellation = default
    )
    {
        await using var writer = await office.WriteAsync(cancellation);
        if (await writer.Read.Proposals.FindAsync(number, cancellation) is not { } done)
        {
            return Outcome<Proposal>.Failed(ProposalDesk.Unknown(number));
        }

        var at = office.Clock.GetCurrentInstant();
        foreach (var night in done.Moves.Where(m => m.From is { } from && from == comes).Select(m => m.Seat.Night))
        {
            var away = new AbsenceAsked([comes!.Value], night, night);
            await new ReportAbsence(office).TakeBackAsync(writer, away, cancellation);
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
}
