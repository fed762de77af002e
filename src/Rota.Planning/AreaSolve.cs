using Rota.Core;
using Rota.Core.Explanations;
using Rota.Core.Problems;
using Rota.Core.Proofs;
using Rota.Core.Rotas;
using Rota.Core.Rows;
using Rota.Solver;
using Rota.Store.Rotas;

namespace Rota.Planning;

/// <summary>Solves the rows of a problem; stops within a second when it is told to.</summary>
/// <param name="model">The rows.</param>
/// <param name="cancellation">Stops the solve.</param>
/// <exception cref="OperationCanceledException">The solve was stopped.</exception>
public delegate SolveOutcome Solve(RowModel model, CancellationToken cancellation);

/// <summary>A rota that was solved and audited, with its proof.</summary>
/// <param name="Sheet">The rota.</param>
/// <param name="Proof">Its proof.</param>
internal sealed record AreaSolve(FrozenRota Sheet, Proof Proof)
{
    /// <summary>From facts to an audited rota.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="covenant">Version of the covenant that the terms are of.</param>
    /// <param name="solve">What solves.</param>
    /// <param name="cancellation">Stops the solve.</param>
    public static Outcome<AreaSolve> Of(
        ProblemFacts facts,
        string covenant,
        Solve solve,
        CancellationToken cancellation
    )
    {
        var made = RotaProblem.From(facts);
        if (!made.Succeeded)
        {
            return Outcome<AreaSolve>.Failed(made.Faults);
        }

        var problem = made.Value;
        var model = RowModel.From(problem);
        if (model.Shortfall() is { } shortfall)
        {
            return Outcome<AreaSolve>.Failed(shortfall);
        }

        var place = new Place($"{facts.Area} {facts.Month:uuuu-MM}");
        switch (solve(model, cancellation))
        {
            case SolveOutcome.Solved solved:
                var rota = GapReason.Fill(problem, model.ToRota(solved.Chosen, _ => default));
                var standing = StandingOf(solved, Audit.Of(problem, rota));
                var proof = Proof.Of(covenant, facts, model, rota, standing, solved.Prices);
                return Outcome<AreaSolve>.Of(new AreaSolve(new FrozenRota(rota, problem.Watches, standing), proof));

            case SolveOutcome.Contradiction:
                return Outcome<AreaSolve>.Failed(
                    new Fault(
                        place,
                        new(
                            "指定的班次互相矛盾，没有值班表能全部保留",
                            "the pins contradict each other: no rota keeps them all"
                        ),
                        new("请取消一些指定", "take back some of the pins")
                    )
                );

            default:
                return Outcome<AreaSolve>.Failed(
                    new Fault(
                        place,
                        new("在允许的计算量内没有找到值班表", "no rota was found within the effort allowed"),
                        new("请再起草一次，或把片区分小", "draft it again, or divide the area")
                    )
                );
        }
    }

    /// <summary>What is said of a rota: the audit's cost, which is the solver's or, of one not proven optimal, may be lower.</summary>
    private static Standing StandingOf(SolveOutcome.Solved solved, Audit audit)
    {
        var disagrees = solved.Status == RotaStatus.Optimal ? audit.Cost != solved.Cost : audit.Cost > solved.Cost;
        if (!audit.IsClean || disagrees)
        {
            throw new InvalidOperationException(
                $"The audit disagrees with the solver: cost {audit.Cost} against {solved.Cost}, {audit.Breaches.Count} breaches, first: {audit.Breaches.Select(b => b.Rule).FirstOrDefault()}."
            );
        }

        // A search that ran out of effort may have left a helper bit at 1 without need: the rota itself is cheaper then, and may
        // cost no more than the bound.
        return audit.Cost == solved.Bound
            ? new Standing(RotaStatus.Optimal, audit.Cost, solved.Bound, ClosedBy.Certificate)
            : new Standing(solved.Status, audit.Cost, solved.Bound, solved.ClosedBy);
    }
}
