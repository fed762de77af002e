using System.Globalization;
using Rota.Core.Problems;
using Rota.Core.Rotas;
using Rota.Core.Rows;

namespace Rota.Core.Proofs;

/// <summary>
/// What recomputing a proof finds: the problem made again of its facts, the rota read rule by rule, its cost added up, the bound
/// that the prices give in exact arithmetic. Nothing that solves takes part.
/// </summary>
/// <param name="Stated">What the proof says of its rota.</param>
/// <param name="Audit">What a plain reading finds; null when no problem can be made of the facts.</param>
/// <param name="Bound">No rota the covenant allows costs less; null when no problem can be made of the facts.</param>
/// <param name="Faults">Whatever does not fit, each with its place; none when the proof holds.</param>
public sealed record Verification(Standing Stated, Audit? Audit, Int128? Bound, IReadOnlyList<Fault> Faults)
{
    /// <summary>Whether everything fits.</summary>
    public bool Holds => Faults.Count == 0;

    /// <summary>The cost, added up again; null when no problem can be made of the facts.</summary>
    public long? Cost => Audit?.Cost;

    /// <summary>
    /// How many units the solver's search has to be believed for: cost less bound of a rota that is said to be optimal. 0 where the prices
    /// alone show it, and of a rota that nobody calls optimal.
    /// </summary>
    public Int128 OnSearch => Stated.Status == RotaStatus.Optimal ? Open : 0;

    /// <summary>Cost less bound: no other rota costs less by more than this.</summary>
    public Int128 Open => Cost is { } cost && Bound is { } bound && cost > bound ? cost - bound : 0;

    /// <summary>Recomputes a proof.</summary>
    /// <param name="proof">The proof, whoever wrote it: what it says is believed in nothing but the facts.</param>
    public static Verification Of(Proof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var at = new ProofPlace(proof.Facts.Area);
        var made = RotaProblem.From(proof.Facts);
        if (!made.Succeeded)
        {
            return new Verification(
                proof.Standing,
                null,
                null,
                [.. made.Faults.Select(f => f with { Where = at.Of(f.Where.Source) })]
            );
        }

        var problem = made.Value;
        var audit = Audit.Of(problem, proof.Rota);
        var model = RowModel.From(problem);
        var bound = Certificate.Of(model, proof.PricesOf(model.Rows.Count)).WholeWorth;
        return new Verification(
            proof.Standing,
            audit,
            bound,
            [
                .. NightFaults.Of(problem, at),
                .. DutyFaults.Of(problem, proof.Rota, at),
                .. audit.Breaches.Select(b => OfBreach(problem, b, at)),
                .. PriceFaults.Of(model, proof.Prices, at),
                .. StandingFaults(proof.Standing, audit, bound, at),
            ]
        );
    }

    private static Fault OfBreach(RotaProblem problem, Breach breach, ProofPlace at)
    {
        var who = string.Join(", ", breach.Who.Select(id => problem.Resident(id)?.Code ?? "?"));
        var night = breach.Night?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        return new Fault(
            at.Of(string.Join(", ", new[] { "rota", night, who }.Where(p => !string.IsNullOrEmpty(p)))),
            new(
                $"违反公约（{breach.Rule}）：{breach.What.Zh}",
                $"the covenant is broken ({breach.Rule}): {breach.What.En}"
            ),
            new("符合公约的值班表一处也不违反", "a rota that keeps the covenant breaks nothing")
        );
    }

    private static IEnumerable<Fault> StandingFaults(Standing stated, Audit audit, Int128 bound, ProofPlace at)
    {
        if (stated.Cost != audit.Cost)
        {
            yield return at.Differs("standing, cost", stated.Cost, audit.Cost);
        }

        if (stated.Bound != bound)
        {
            yield return at.Differs("standing, bound", stated.Bound, bound);
        }

        // A bound above the cost of a rota that keeps every rule cannot be; the breach or the price that makes it is told above. Of a rota
        // that people edited nobody says that it is the best, even where it costs the bound.
        var (status, closedBy) =
            stated.Status == RotaStatus.Edited ? (RotaStatus.Edited, ClosedBy.Nothing)
            : audit.Cost == bound ? (RotaStatus.Optimal, ClosedBy.Certificate)
            : stated.Status == RotaStatus.Optimal ? (RotaStatus.Optimal, ClosedBy.Search)
            : (RotaStatus.Feasible, ClosedBy.Nothing);
        if (stated.Status != status)
        {
            yield return at.Differs("standing, status", stated.Status, status);
        }

        if (stated.ClosedBy != closedBy)
        {
            yield return at.Differs("standing, closed_by", stated.ClosedBy, closedBy);
        }
    }
}
