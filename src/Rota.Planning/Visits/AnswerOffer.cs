using Rota.Core;
using Rota.Core.Changes;

namespace Rota.Planning.Visits;

/// <summary>
/// A visitor's own answer to a proposal, for themselves and nobody else. What they have said already they may say again, as with a button that was pressed twice: it stands,
/// and they are told how far the proposal is.
/// </summary>
/// <param name="office">What it works with; acts in the visitor's name.</param>
public sealed class AnswerOffer(Office office)
{
    private readonly AnswerProposal answers = new(office);

    /// <summary>Agrees, or says no; null where the visitor has no part in such a proposal.</summary>
    public async Task<Outcome<Proposal>?> RunAsync(
        Visitor visitor,
        int number,
        bool consents,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var me = visitor.Card.Resident;
        var said = consents ? PartyAnswer.Yes : PartyAnswer.No;
        return await StepAsync(
            number,
            isTheirs: p => p.Parties.Any(y => y.Resident == me),
            isSo: p => p.Parties.Any(y => y.Resident == me && y.Answer == said),
            () => answers.RunAsync(number, new Answering(me, consents), cancellation),
            cancellation
        );
    }

    /// <summary>Takes an open call of the visitor's area; null where there is none of that number.</summary>
    public async Task<Outcome<Proposal>?> TakeAsync(
        Visitor visitor,
        int number,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var me = visitor.Card.Resident;
        // One that somebody else has taken meanwhile is told as that.
        return await StepAsync(
            number,
            isTheirs: p => p.IsOpenCall && p.Area == visitor.Area?.Id && p.Moves[0].From != me,
            isSo: p => p.Moves[0].To == me,
            () => answers.TakeAsync(number, new Answering(me, Consents: true), cancellation),
            cancellation
        );
    }

    /// <summary>Takes back what the visitor proposed; null where they proposed nothing of that number.</summary>
    public async Task<Outcome<Proposal>?> WithdrawAsync(
        Visitor visitor,
        int number,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return await StepAsync(
            number,
            isTheirs: p => p.MadeBy == visitor.Card.Code,
            isSo: p => p.State == ProposalState.Withdrawn,
            () => answers.WithdrawAsync(number, cancellation),
            cancellation
        );
    }

    /// <summary>Undoes what the visitor proposed and what was carried out, where only duties of their own go back: they can come after all; null where they proposed nothing of that number.</summary>
    public async Task<Outcome<Proposal>?> UndoAsync(
        Visitor visitor,
        int number,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return await StepAsync(
            number,
            isTheirs: p => p.MadeBy == visitor.Card.Code,
            isSo: p => p.State == ProposalState.Undone,
            () => new UndoChange(office).RunAsync(number, visitor.Card.Resident, cancellation),
            cancellation
        );
    }

    /// <summary>Takes a step about a proposal of theirs, which stands already where it is so; null where there is none of that number.</summary>
    private async Task<Outcome<Proposal>?> StepAsync(
        int number,
        Func<Proposal, bool> isTheirs,
        Func<Proposal, bool> isSo,
        Func<Task<Outcome<Proposal>>> step,
        CancellationToken cancellation
    )
    {
        Proposal? found;
        await using (var reader = await office.Database.ReadAsync(cancellation))
        {
            found = await reader.Proposals.FindAsync(number, cancellation);
        }

        return found is null || !isTheirs(found) ? null
            : isSo(found) ? Outcome<Proposal>.Of(found)
            : await step();
    }
}
