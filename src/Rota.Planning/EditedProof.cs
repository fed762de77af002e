using Rota.Core.Problems;
using Rota.Core.Proofs;
using Rota.Core.Rotas;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>The proof of a draft that people edited: facts and prices of the draft that was solved, the rota as it is now.</summary>
internal static class EditedProof
{
    /// <summary>
    /// Makes it. The prices bound every rota of the same facts; where the books have moved on since, what the edit was judged by is not
    /// what they price, and there is no proof any more.
    /// </summary>
    /// <param name="office">What use cases work with.</param>
    /// <param name="kept">The proof of the draft before the edit; null where it has none.</param>
    /// <param name="facts">The facts as the books have them now, pins with them.</param>
    /// <param name="sheet">The rota after the edit.</param>
    /// <returns>The proof; null where there can be none.</returns>
    public static SealedProof? Of(Office office, SealedProof? kept, ProblemFacts facts, FrozenRota sheet)
    {
        if (kept is null || office.Proofs.Read(facts.Area, kept.Digest, kept.Content) is not { Succeeded: true } read)
        {
            return null;
        }

        var problem = RotaProblem.From(facts);
        if (!problem.Succeeded || sheet.Rota.Duties.Any(d => problem.Value.Resident(d.Resident) is null))
        {
            return null;
        }

        var edited = Proof.Unpriced(read.Value.Covenant, facts, problem.Value, sheet.Rota, sheet.Standing) with
        {
            Prices = read.Value.Prices,
        };
        if (BooksSince.DigestOf(office, edited) != BooksSince.DigestOf(office, read.Value))
        {
            return null;
        }

        var (digest, content) = office.Proofs.Write(edited);
        return new SealedProof(digest, content);
    }
}
