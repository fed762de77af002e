using Rota.Core;
using Rota.Core.Changes;

namespace Rota.Planning.Visits;

/// <summary>A visitor's own answer to a proposal, for themselves and nobody else.</summary>
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
        return await FindAsync(number, p => p.Parties.Any(y => y.Resident == visitor.Card.Resident), cancellation)
            ? await answers.RunAsync(number, new Answering(visitor.Card.Resident, consents), cancellation)
            : null;
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
        return await FindAsync(
            number,
            p => p.IsOpenCall && p.Area == visitor.Area?.Id && p.Moves[0].From != me,
            cancellation
        )
            ? await answers.TakeAsync(number, new Answering(me, Consents: true), cancellation)
            : null;
    }

    /// <summary>Takes back what the visitor proposed; null where they proposed nothing of that number.</summary>
    public async Task<Outcome<Proposal>?> WithdrawAsync(
        Visitor visitor,
        int number,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return await FindAsync(number, p => p.MadeBy == visitor.Card.Code, cancellation)
            ? await answers.WithdrawAsync(number, cancellation)
            : null;
    }

    /// <summary>Undoes what the visitor proposed and what was carried out, where only duties of their own go back: they can come after all; null where they proposed nothing of that number.</summary>
    public async Task<Outcome<Proposal>?> UndoAsync(
        Visitor visitor,
        int number,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return await FindAsync(number, p => p.MadeBy == visitor.Card.Code, cancellation)
            ? await new UndoChange(office).RunAsync(number, visitor.Card.Resident, cancellation)
            : null;
    }

    private async Task<bool> FindAsync(int number, Func<Proposal, bool> isTheirs, CancellationToken cancellation)
    {
        await using var reader = await office.Database.ReadAsync(cancellation);
        return await reader.Proposals.FindAsync(number, cancellation) is { } found && isTheirs(found);
    }
}
