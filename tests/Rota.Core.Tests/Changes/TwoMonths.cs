using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;
using Rota.Testing;

namespace Rota.Core.Tests.Changes;

/// <summary>Two published months in a row of one street, made anew from facts for whatever duties they hold.</summary>
/// <param name="First">Facts of the earlier month, without the later one's duties.</param>
/// <param name="Second">Facts of the later month, without the earlier one's duties.</param>
/// <param name="Duties">Who holds which seat; every other seat is a gap.</param>
internal sealed record TwoMonths(ProblemFacts First, ProblemFacts Second, IReadOnlyDictionary<Seat, ResidentId> Duties)
{
    /// <summary>The months as they are taken in hand.</summary>
    public PublishedMonths InHand => Of(Duties);

    /// <summary>A tiny street over October and November, on a few nights of each; rotas filled by chance, broken here and there.</summary>
    public static TwoMonths Tiny(int seed)
    {
        var chance = new Random(seed);
        var facts = TinyStreet.Facts(seed);
        var next = facts.Month.PlusMonths(1);
        var kept = new[] { 1, 2, 6, 12, 25 }.OrderBy(_ => chance.Next()).Take(chance.Next(1, 3)).ToHashSet();
        var off = next.ToDateInterval().Where(n => !kept.Contains(n.Day));
        var terms = facts.Terms with
        {
            Exceptions =
            [
                .. facts.Terms.Exceptions,
                .. off.Select(n => new Rota.Core.Covenants.DatedException(n, n, [], new Words("停值", "suspended"))),
            ],
            // A covenant may have changed between the months.
            Rules = facts.Terms.Rules.Replacing(new Rest(chance.Next(0, 25))),
        };
        var around = facts
            .Around.Where(d => d.Night.ToYearMonth() != facts.Month && d.Night.ToYearMonth() != next)
            .ToList();
        var first = facts with { Around = around };
        var second = facts with { Month = next, Terms = terms, Around = around };
        var months = new TwoMonths(first, second, new Dictionary<Seat, ResidentId>());
        return months with { Duties = months.Filled(chance) };
    }

    /// <summary>The same street with whoever holds these seats.</summary>
    public PublishedMonths Of(IReadOnlyDictionary<Seat, ResidentId> duties)
    {
        PublishedMonth Month(ProblemFacts facts, ProblemFacts other) =>
            PublishedMonth
                .Of(
                    facts with
                    {
                        Around =
                        [
                            .. facts.Around,
                            .. duties.Where(d => IsOf(other, d.Key)).Select(d => Known(d.Key, d.Value)),
                        ],
                    },
                    Rota(facts, duties)
                )
                .Value;

        return PublishedMonths.Of([Month(Second, First), Month(First, Second)], []);
    }

    /// <summary>The duties after moves.</summary>
    public IReadOnlyDictionary<Seat, ResidentId> After(params IReadOnlyList<(Seat Seat, ResidentId To)> moves)
    {
        var duties = Duties.ToDictionary();
        foreach (var (seat, to) in moves)
        {
            duties[seat] = to;
        }

        return duties;
    }

    private static bool IsOf(ProblemFacts facts, Seat seat) => seat.Night.ToYearMonth() == facts.Month;

    private static WatchRota Rota(ProblemFacts facts, IReadOnlyDictionary<Seat, ResidentId> duties)
    {
        var mine = duties.Where(d => IsOf(facts, d.Key)).ToList();
        var problem = RotaProblem.From(facts with { Holding = [.. mine.Select(d => d.Value)] }).Value;
        return ProblemBuilder.RotaOf(problem, mine.Select(d => (d.Key, d.Value)));
    }

    private KnownDuty Known(Seat seat, ResidentId resident) =>
        new(First.Residents.First(r => r.Id == resident).Household, resident, seat.Night, seat.Post);

    private Dictionary<Seat, ResidentId> Filled(Random chance)
    {
        var duties = new Dictionary<Seat, ResidentId>();
        foreach (var facts in new[] { First, Second })
        {
            var problem = RotaProblem.From(facts).Value;
            foreach (var seat in problem.Seats().Where(_ => chance.Next(4) > 0))
            {
                // Mostly whoever breaks nothing alone, sometimes anybody: what is broken then stands already.
                var watch = problem.Watch(seat.Night, seat.Watch)!;
                var fitting = problem
                    .Residents.Where(r =>
                        !duties.Any(d => d.Value == r.Id && d.Key.Night.ToYearMonth() == facts.Month)
                        && problem.Terms.Rules.All.All(rule => rule.Allows(r, watch, seat.Post))
                    )
                    .ToList();
                var from = chance.Next(6) == 0 ? problem.Residents : fitting;
                if (from.Count > 0)
                {
                    duties[seat] = from[chance.Next(from.Count)].Id;
                }
            }
        }

        return duties;
    }
}
