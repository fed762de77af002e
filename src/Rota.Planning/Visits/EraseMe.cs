using Rota.Core;
using Rota.Core.Changes;
using Rota.Store;

namespace Rota.Planning.Visits;

/// <summary>
/// Erases a visitor's name and phone at their own wish. What was published keeps their id and shows 已注销. From then on they take no part: no rota has them, and
/// nothing lets them in, and no import of a register brings them back. The trail has the watch number, never the name.
/// </summary>
/// <param name="office">What it works with; acts in the visitor's name.</param>
public sealed class EraseMe(Office office)
{
    /// <summary>Erases them, all of it or nothing.</summary>
    /// <returns>The fault that keeps it: published duties to come; null where it is done.</returns>
    public async Task<Fault?> RunAsync(Visitor visitor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        await using var writer = await office.WriteAsync(cancellation);
        var duties = await new ReadMyDuties(office).StandingAsync(writer.Read, visitor, cancellation);
        if (duties.Count > 0)
        {
            return VisitFaults.StillOnDuty;
        }

        await RefuseAsync(writer, visitor, cancellation);
        await writer.Erasure.EraseAsync(visitor.Card.Resident, office.Today, cancellation);
        var tokens = await writer.Read.Tokens.OfResidentAsync(visitor.Card.Resident, cancellation);
        await writer.Tokens.RevokeAsync(tokens.Where(t => t.RevokedAt is null).Select(t => t.Id), cancellation);
        await writer.RecordAsync("erase", $"resident {visitor.Card.Number}", "", cancellation);
        await writer.CommitAsync(cancellation);
        return null;
    }

    /// <summary>Nobody waits any more for an answer that cannot come.</summary>
    private async Task RefuseAsync(StreetWriter writer, Visitor visitor, CancellationToken cancellation)
    {
        var at = office.Clock.GetCurrentInstant();
        var me = visitor.Card.Resident;
        var open = (await writer.Read.Proposals.ListAsync(null, cancellation)).Where(p =>
            p.At(at).State.IsOpen() && p.Parties.Any(y => y.Resident == me)
        );
        foreach (var proposal in open.ToList())
        {
            var refused = proposal.Answered(new Answering(me, Consents: false), at);
            if (refused.Succeeded)
            {
                await writer.Proposals.SaveAsync(proposal, refused.Value, cancellation);
                await writer.RecordAsync(
                    "refuse",
                    await ProposalDesk.SubjectAsync(writer.Read, refused.Value, cancellation),
                    $"resident {visitor.Card.Number}",
                    cancellation
                );
            }
        }
    }
}
