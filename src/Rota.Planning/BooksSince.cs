using Rota.Core.Problems;
using Rota.Core.Proofs;
using Rota.Core.Rotas;
using Rota.Store;
using Rota.Store.Registers;

namespace Rota.Planning;

/// <summary>Whether the books have moved on since a rota was made.</summary>
/// <param name="HasChanged">What the rota follows from reads otherwise now: somebody is away, has left or come, a balance differs.</param>
/// <param name="HasNewCovenant">Another covenant governs the month by now, and asks something else of the area.</param>
internal sealed record BooksSince(bool HasChanged, bool HasNewCovenant)
{
    /// <summary>
    /// Compares the facts of a rota's proof with those of the books now. Of a rota without a proof nobody knows what it was made from: it
    /// has to keep the rules still.
    /// </summary>
    /// <param name="office">What use cases work with.</param>
    /// <param name="reader">The books at one moment.</param>
    /// <param name="at">The area; it has an edition or a draft.</param>
    /// <param name="hand">Its rota, as of now.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<BooksSince> OfAsync(
        Office office,
        StreetReader reader,
        AreaMonth at,
        RotaInHand hand,
        CancellationToken cancellation
    )
    {
        var month = hand.Rota.Month;
        var made = await CovenantInForce.OfAsync(
            office,
            reader,
            at.Edition?.Covenant ?? at.Draft!.Covenant,
            cancellation
        );
        var now = await CovenantInForce.OfMonthAsync(office, reader, month, cancellation);
        var kept = await reader.ProofAsync(at, month, cancellation);
        var proof = kept is null ? null : office.Proofs.Read(hand.Area.Code, kept.Digest, kept.Content);
        return new BooksSince(
            proof is { Succeeded: true }
                ? DigestOf(office, proof.Value) != DigestOf(office, Frozen(hand))
                : !hand.AuditNow().IsClean,
            now.Succeeded && !now.Value.AsksTheSame(office, made, hand.Area)
        );
    }

    private static Proof Frozen(RotaInHand hand) =>
        Proof.Unpriced("", hand.Facts, hand.Problem, Nothing(hand.Facts), hand.Standing);

    /// <summary>The digest of a proof's facts, as if nothing had been made of them.</summary>
    public static string DigestOf(Office office, Proof proof) =>
        office
            .Proofs.Write(
                proof with
                {
                    Covenant = "",
                    Rota = Nothing(proof.Facts),
                    Standing = new Standing(RotaStatus.Feasible, 0, 0, ClosedBy.Nothing),
                    Prices = [],
                }
            )
            .Digest;

    private static WatchRota Nothing(ProblemFacts facts) => new(facts.Month, [], []);
}
