using NodaTime;
using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Changes;

/// <summary>What a plain reading of published months finds, waivers on record taken off.</summary>
internal static class MonthsAudit
{
    /// <summary>Every breach that no waiver lets go.</summary>
    public static BreachTally Breaches(PublishedMonths months) =>
        Breaches(Read(months), months.Waivers, rule => months.Without(rule) is { } others ? Read(others) : null);

    /// <summary>The same of a rota of one month, whatever lies around it being as the problem knows it.</summary>
    public static BreachTally Breaches(RotaProblem problem, WatchRota rota, IReadOnlyList<Waiver> waivers) =>
        Breaches(
            [(problem, new Reading(problem, rota))],
            waivers,
            rule =>
            {
                var waived = waivers.Where(w => w.Rule == rule).Select(w => (w.Seat, w.Resident)).ToHashSet();
                var others = rota.Duties.Where(d => !waived.Contains((d.Seat, d.Resident)));
                return [(problem, new Reading(problem, rota with { Duties = [.. others] }))];
            }
        );

    /// <summary>Every breach of some readings that no waiver lets go.</summary>
    /// <param name="readings">The readings.</param>
    /// <param name="waivers">The waivers.</param>
    /// <param name="without">The readings without the duties that are waived from a rule; null where there are none.</param>
    private static BreachTally Breaches(
        List<(RotaProblem Problem, Reading Reading)> readings,
        IEnumerable<Waiver> waivers,
        Func<string, List<(RotaProblem Problem, Reading Reading)>?> without
    )
    {
        var tally = new BreachTally();
        var waived = waivers.Select(w => w.Rule).ToHashSet(StringComparer.Ordinal);
        foreach (var (problem, reading) in readings)
        {
            var rules = problem.Terms.Rules.All.Where(r => !waived.Contains(r.Key));
            tally.Add(problem.Month, rules.SelectMany(r => r.Check(reading)));
        }

        foreach (var rule in waived)
        {
            // What is broken without the waived duties too is not theirs. A duty less can break a rule by itself: whoever kept somebody
            // company. That was not broken before, and does not count either.
            var all = Of(rule, readings);
            tally.Add(without(rule) is { } others ? all.And(Of(rule, others)) : all);
        }

        return tally;
    }

    /// <summary>What the months cost, in square points.</summary>
    public static long Cost(PublishedMonths months) =>
        Read(months).Sum(m => m.Problem.Terms.Rules.All.Sum(r => r.Charges(m.Reading).Sum(c => c.Amount)));

    private static BreachTally Of(string rule, IEnumerable<(RotaProblem Problem, Reading Reading)> readings)
    {
        var tally = new BreachTally();
        foreach (var (problem, reading) in readings)
        {
            tally.Add(
                problem.Month,
                problem.Terms.Rules.All.Where(r => r.Key == rule).SelectMany(r => r.Check(reading))
            );
        }

        return tally;
    }

    private static List<(RotaProblem Problem, Reading Reading)> Read(PublishedMonths months) =>
        [.. months.Months.Select(m => (m.Problem, new Reading(m.Problem, m.Rota)))];
}
