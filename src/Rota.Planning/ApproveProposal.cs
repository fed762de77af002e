using Rota.Core;
using Rota.Core.Changes;

namespace Rota.Planning;

/// <summary>Approves a proposal that all have agreed to, where the covenant asks for it, and carries it out; or turns it down.</summary>
/// <param name="office">What it works with.</param>
public sealed class ApproveProposal(Office office)
{
    private readonly ProposalDesk desk = new(office);

    /// <summary>Approves, or turns down.</summary>
    /// <param name="number">The proposal's number.</param>
    /// <param name="approves">Whether it is approved.</param>
    /// <param name="cancellation">Stops it; then nothing is written.</param>
    /// <returns>The proposal after it; fails, in words, where somebody has not answered, or it has ended.</returns>
    public Task<Outcome<Proposal>> RunAsync(
        int number,
        bool approves = true,
        CancellationToken cancellation = default
    ) =>
        desk.StepAsync(
            number,
            approves ? "approve" : "refuse",
            null,
            (p, at) => approves ? p.Approved(at) : p.TurnedDown(at),
            cancellation
        );
}
