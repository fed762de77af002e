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
        return await FindAsync(number, p => p.Parties.Any(y => y.Resident == me), cancellation) switch
        {
            null => null,
            { } found when found.Parties.Any(p => p.Resident == me && p.Answer == said) => Outcome<Proposal>.Of(found),
            _ => await answers.RunAsync(number, new Answering(me, consents), cancellation),
        };
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
        var found = await FindAsync(
            number,
            p => p.IsOpenCall && p.Area == visitor.Area?.Id && p.Moves[0].From != me,
            cancellation
        );
        return found switch
        {
            null => null,
            _ when found.Moves[0].To == me => Outcome<Proposal>.Of(found),
            _ => await answers.TakeAsync(number, new Answering(me, Consents: true), cancellation),
        };
    }

    /// <summary>Takes back what the visitor proposed; null where they proposed nothing of that number.</summary>
    public async Task<Outcome<Proposal>?> WithdrawAsync(
        Visitor visitor,
        int number,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return await FindAsync(number, p => p.MadeBy == visitor.Card.Code, cancellation) switch
        {
            null => null,
            { State: ProposalState.Withdrawn } found => Outcome<Proposal>.Of(found),
            _ => await answers.WithdrawAsync(number, cancellation),
        };
    }

    /// <summary>Undoes what the visitor proposed and what was carried out, where only duties of their own go back: they can come after all; null where they proposed nothing of that number.</summary>
    public async Task<Outcome<Proposal>?> UndoAsync(
        Visitor visitor,
        int number,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return await FindAsync(number, p => p.MadeBy == visitor.Card.Code, cancellation) switch
        {
            null => null,
            { State: ProposalState.Undone } found => Outcome<Proposal>.Of(found),
            _ => await new UndoChange(office).RunAsync(number, visitor.Card.Resident, cancellation),
        };
    }

    private async Task<Proposal?> FindAsync(int number, Func<Proposal, bool> isTheirs, CancellationToken cancellation)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await reader.Proposals.FindAsync(number, cancellation) is { } found && isTheirs(found) ? found : null;
    }
}
