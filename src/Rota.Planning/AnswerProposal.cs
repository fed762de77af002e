using Rota.Core;
using Rota.Core.Changes;

namespace Rota.Planning;

/// <summary>
/// Answers a proposal, for a resident or by an organiser acting for them: agrees, says no, takes an open call, or takes the proposal back. With the
/// last yes the change is carried out, unless an organiser has to approve it.
/// </summary>
/// <param name="office">What it works with.</param>
/// <param name="pause">Something to wait for between the look and the write; for tests.</param>
public sealed class AnswerProposal(Office office, Func<CancellationToken, Task>? pause = null)
{
    private readonly ProposalDesk desk = new(office, pause);

    /// <summary>Records a party's answer.</summary>
    /// <param name="number">The proposal's number.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The proposal after it; fails, in words, where it has ended, gone stale, or would break a rule.</returns>
    public Task<Outcome<Proposal>> RunAsync(int number, Answering answer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return desk.StepAsync(
            number,
            answer.Consents ? "consent" : "refuse",
            answer,
            (p, at) => p.Answered(answer, at),
            cancellation
        );
    }

    /// <summary>Takes an open call. Who comes second is told that somebody was first.</summary>
    /// <param name="number">The proposal's number.</param>
    /// <param name="taker">Who takes it.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public Task<Outcome<Proposal>> TakeAsync(int number, Answering taker, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(taker);
        return desk.StepAsync(number, "take", taker, (p, at) => p.TakenBy(taker, at), cancellation);
    }

    /// <summary>Takes a proposal back before it is carried out.</summary>
    /// <param name="number">The proposal's number.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    public Task<Outcome<Proposal>> WithdrawAsync(int number, CancellationToken cancellation = default) =>
        desk.StepAsync(number, "unpropose", null, (p, at) => p.Withdrawn(at), cancellation);
}
