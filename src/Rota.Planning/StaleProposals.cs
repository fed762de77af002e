using Rota.Core.Changes;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Store;

namespace Rota.Planning;

/// <summary>Ends proposals whose duties have moved, with the edition that moved them: nobody waits for an answer that could do nothing.</summary>
internal static class StaleProposals
{
    /// <summary>Ends every open proposal of an area that names a duty which is another's by now.</summary>
    /// <param name="writer">The transaction in which the edition was written.</param>
    /// <param name="area">The area.</param>
    /// <param name="carriedOut">Number of the proposal that the edition carries out; null for none.</param>
    /// <param name="cancellation">Stops it; the writer must then not commit.</param>
    public static async Task EndAsync(StreetWriter writer, AreaId area, int? carriedOut, CancellationToken cancellation)
    {
        var open = (await writer.Read.Proposals.OpenAsync(area, cancellation))
            .Where(p => p.Number != carriedOut)
            .ToList();
        if (open.Count == 0)
        {
            return;
        }

        var nights = open.SelectMany(p => p.Moves).Select(m => m.Seat.Night).ToList();
        var duties = await writer.Read.Duties.OfAreaAsync(area, nights.Min(), nights.Max(), cancellation);
        var holders = duties.ToDictionary(d => d.Duty.Seat, d => (ResidentId?)d.Duty.Resident);
        var gaps = new HashSet<Seat>();
        foreach (var month in nights.Select(n => n.ToYearMonth()).Distinct())
        {
            var edition = await writer.Read.Editions.InForceAsync(area, month, cancellation);
            gaps.UnionWith(edition?.Sheet.Rota.Gaps.Select(g => g.Seat) ?? []);
        }

        bool Stands(Move move) =>
            move.From is { } from ? holders.GetValueOrDefault(move.Seat) == from : gaps.Contains(move.Seat);
        foreach (var proposal in open.Where(p => !p.Moves.All(Stands)))
        {
            await writer.Proposals.SaveAsync(proposal, proposal.GoneStale(), cancellation);
            await writer.RecordAsync(
                "stale",
                await ProposalDesk.SubjectAsync(writer.Read, proposal, cancellation),
                "",
                cancellation
            );
        }
    }
}
