using NodaTime;
using Rota.Core;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Store;

namespace Rota.Planning;

/// <summary>
/// The problem that a rota was the answer to, as it was frozen with it: what the books say by now changes nothing in it. Ids are the proof's
/// own, given in the order of codes; who is meant is told by codes.
/// </summary>
/// <param name="Edition">Number of the edition; null for a draft.</param>
/// <param name="Digest">Digest of the proof that it was read from.</param>
/// <param name="Problem">The problem.</param>
/// <param name="Rota">The rota, with the reasons of its gaps.</param>
/// <param name="Standing">What the solve said of it.</param>
/// <param name="Model">The problem as rows.</param>
/// <param name="Prices">A price for each row, in parts of a unit (<see cref="Certificate.Scale"/>).</param>
public sealed record FrozenProblem(
    int? Edition,
    string Digest,
    RotaProblem Problem,
    WatchRota Rota,
    Standing Standing,
    RowModel Model,
    IReadOnlyList<long> Prices
)
{
    /// <summary>
    /// Reads the problem of the edition in force of an area and month, or of its draft where there is none. Fails where there is neither,
    /// where the rota has no proof, and where the proof on record is damaged.
    /// </summary>
    public static async Task<Outcome<FrozenProblem>> OfAsync(
        Office office,
        StreetReader reader,
        WatchArea area,
        YearMonth month,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(office);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(area);
        var edition = await reader.Editions.HeadInForceAsync(area.Id, month, cancellation);
        var kept = edition is not null
            ? await reader.Editions.ProofAsync(edition.Id, cancellation)
            : await reader.Drafts.ProofAsync(area.Id, month, cancellation);
        if (kept is null)
        {
            return Outcome<FrozenProblem>.Failed(
                new Fault(
                    new Place($"{area.Code} {month:uuuu-MM}"),
                    new AreaProof(area, edition?.Number, null).Lacking,
                    new("重新起草的值班表会带有证明", "a rota that is drafted again has one")
                )
            );
        }

        var proof = office.Proofs.Read(area.Code, kept.Digest, kept.Content);
        if (!proof.Succeeded)
        {
            return Outcome<FrozenProblem>.Failed(proof.Faults);
        }

        var problem = RotaProblem.From(proof.Value.Facts).Value;
        var model = RowModel.From(problem);
        return Outcome<FrozenProblem>.Of(
            new FrozenProblem(
                edition?.Number,
                kept.Digest,
                problem,
                GapReason.Fill(problem, proof.Value.Rota),
                proof.Value.Standing,
                model,
                proof.Value.PricesOf(model.Rows.Count)
            )
        );
    }
}
