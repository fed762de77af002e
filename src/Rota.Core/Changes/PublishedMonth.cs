using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>One published month as it stands, with its problem as the books are now.</summary>
public sealed class PublishedMonth
{
    private readonly Dictionary<Seat, Duty> held;
    private readonly HashSet<Seat> empty;

    private PublishedMonth(
        ProblemFacts facts,
        RotaProblem problem,
        WatchRota rota,
        IReadOnlySet<(Seat Seat, ResidentId Resident)> pins
    )
    {
        Facts = facts;
        Problem = problem;
        Rota = rota;
        Pins = pins;
        held = rota.Duties.ToDictionary(d => d.Seat);
        empty = [.. rota.Gaps.Select(g => g.Seat)];
    }

    /// <summary>The facts.</summary>
    public ProblemFacts Facts { get; }

    /// <summary>The problem, without pins.</summary>
    public RotaProblem Problem { get; }

    /// <summary>The rota of the edition in force.</summary>
    public WatchRota Rota { get; }

    /// <summary>The month.</summary>
    public YearMonth Month => Rota.Month;

    /// <summary>
    /// Pins that bind: whoever may still stand where they are pinned is moved by a waiver alone. A pin that the books have overtaken, by an
    /// absence above all, binds nobody.
    /// </summary>
    public IReadOnlySet<(Seat Seat, ResidentId Resident)> Pins { get; }

    /// <summary>Takes a published month in hand.</summary>
    /// <param name="facts">Its facts as the books are now, watches frozen.</param>
    /// <param name="rota">The rota of the edition in force: of the same month, a duty or a gap on every seat.</param>
    public static Outcome<PublishedMonth> Of(ProblemFacts facts, WatchRota rota)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(rota);
        var problem = ProblemOf(facts, rota);
        return problem.Succeeded
            ? Outcome<PublishedMonth>.Of(
                new PublishedMonth(
                    facts,
                    problem.Value,
                    rota,
                    facts.Pins.Where(p => Allows(problem.Value, p.Seat, p.Resident)).ToHashSet()
                )
            )
            : Outcome<PublishedMonth>.Failed(problem.Faults);
    }

    /// <summary>Who holds a seat; null for a gap, or no seat of the month.</summary>
    public ResidentId? Holder(Seat seat) => held.GetValueOrDefault(seat)?.Resident;

    /// <summary>The duty on a seat; null for a gap, or no seat of the month.</summary>
    public Duty? Duty(Seat seat) => held.GetValueOrDefault(seat);

    /// <summary>Whether the month has a seat.</summary>
    public bool Has(Seat seat) => held.ContainsKey(seat) || empty.Contains(seat);

    /// <summary>The month after moves of its own seats.</summary>
    internal PublishedMonth Moved(IReadOnlyList<Move> moves, ChangeKind kind)
    {
        if (moves.Count == 0)
        {
            return this;
        }

        var to = moves.ToDictionary(m => m.Seat, m => m.To);
        var duties = Rota.Duties.Where(d => !to.ContainsKey(d.Seat)).ToList();
        var gaps = Rota.Gaps.Where(g => !to.ContainsKey(g.Seat)).ToList();
        duties.AddRange(moves.Where(m => m.To is not null).Select(m => DutyOf(m.Seat, m.To!.Value)));
        gaps.AddRange(moves.Where(m => m.To is null).Select(m => new Gap(m.Seat, Emptied(kind))));
        var rota = new WatchRota(Month, [.. duties.OrderBy(d => Order(d.Seat))], [.. gaps.OrderBy(g => Order(g.Seat))]);

        // Who held a duty stays in the problem: a change taken back must find them.
        var facts = Facts with
        {
            OnDuty = Facts.OnDuty.Union(Rota.Duties.Select(d => d.Resident)).ToHashSet(),
        };
        return new PublishedMonth(facts, Problem, rota, Pins);
    }

    /// <summary>The month when others have moved duties: their households' nights of those months are others now.</summary>
    internal PublishedMonth Seeing(IReadOnlyList<(PublishedMonth Month, Move Move)> elsewhere)
    {
        if (elsewhere.Count == 0)
        {
            return this;
        }

        var around = Facts.Around.ToList();
        foreach (var (month, move) in elsewhere)
        {
            if (month.Duty(move.Seat) is { } given)
            {
                around.Remove(new KnownDuty(given.Household, given.Resident, move.Seat.Night, move.Seat.Post));
            }

            if (move.To is { } to)
            {
                around.Add(
                    new KnownDuty(month.Problem.Resident(to)!.Household.Id, to, move.Seat.Night, move.Seat.Post)
                );
            }
        }

        var facts = Facts with { Around = around };
        return new PublishedMonth(facts, ProblemOf(facts, Rota).Value, Rota, Pins);
    }

    private static Outcome<RotaProblem> ProblemOf(ProblemFacts facts, WatchRota rota) =>
        RotaProblem.From(
            facts with
            {
                Pins = [],
                OnDuty = facts.OnDuty.Union(rota.Duties.Select(d => d.Resident)).ToHashSet(),
            }
        );

    private static bool Allows(RotaProblem problem, Seat seat, ResidentId id) =>
        problem.Resident(id) is { } resident
        && problem.Watch(seat.Night, seat.Watch) is { } watch
        && problem.Terms.Rules.All.All(r => r.Allows(resident, watch, seat.Post));

    private static Words Emptied(ChangeKind kind) =>
        kind == ChangeKind.Promotion
            ? new("备班已顶上值守。", "The standby has moved up.")
            : new("原来的班空出来了。", "The duty was given up.");

    private Duty DutyOf(Seat seat, ResidentId to)
    {
        var resident = Problem.Resident(to)!;
        var points = Problem.Watch(seat.Night, seat.Watch)!.Night.PointsOf(seat.Post);
        return new Duty(seat, to, resident.Household.Id, points, resident.CanLead);
    }

    /// <summary>Seats in the order of the watches.</summary>
    private (int Watch, Post Post, int Number) Order(Seat seat) =>
        (Problem.Watch(seat.Night, seat.Watch)?.Index ?? int.MaxValue, seat.Post, seat.Number);
}
