using Rota.Core.Covenants.Rules;
using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Explanations;

/// <summary>
/// Why a seat stays empty: of those on the register, how many each rule keeps from it as the rota stands. Numbers alone,
/// so that nobody reads why a neighbour cannot come.
/// </summary>
public static class GapReason
{
    /// <summary>The same rota with a reason on each gap.</summary>
    public static WatchRota Fill(RotaProblem problem, WatchRota rota)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rota);
        if (rota.Gaps.Count == 0)
        {
            return rota;
        }

        var known = new Reading(problem, rota);
        var standing = problem.Terms.Rules.All.Sum(r => r.CheckPart(known).Count());
        return rota with { Gaps = [.. rota.Gaps.Select(g => g with { Reason = Of(problem, rota, g.Seat, standing) })] };
    }

    private static Words Of(RotaProblem problem, WatchRota rota, Seat seat, int standing)
    {
        var watch = problem.Watch(seat.Night, seat.Watch)!;
        var tally = new Dictionary<string, int>();
        foreach (var resident in problem.Residents)
        {
            var rule = First(problem, rota, seat, watch, resident, standing);
            tally[rule] = tally.GetValueOrDefault(rule) + 1;
        }

        var parts = problem
            .Terms.Rules.All.Where(r => tally.ContainsKey(r.Key))
            .OrderByDescending(r => tally[r.Key])
            .GroupBy(Label)
            .Select(g => (Label: g.Key, Count: g.Sum(r => tally[r.Key])))
            .Select(p => new Words($"{p.Label.Zh} {p.Count} 人", $"{p.Count} {p.Label.En}"))
            .ToList();
        return new Words(
            $"可参与的 {problem.Residents.Count} 人：{string.Join("，", parts.Select(p => p.Zh))}。",
            $"Of {problem.Residents.Count} who take part, {string.Join(", ", parts.Select(p => p.En))}."
        );
    }

    /// <summary>The first rule that keeps a resident from the seat, in the order in which residents read the rules.</summary>
    private static string First(
        RotaProblem problem,
        WatchRota rota,
        Seat seat,
        Watch watch,
        ResidentMonth resident,
        int standing
    )
    {
        foreach (var rule in problem.Terms.Rules.All)
        {
            if (!rule.Allows(resident, watch, seat.Post))
            {
                return rule.Key;
            }
        }

        var duty = new Duty(
            seat,
            resident.Id,
            resident.Household.Id,
            watch.Night.PointsOf(seat.Post),
            resident.CanLead
        );
        var reading = new Reading(problem, rota with { Duties = [.. rota.Duties, duty] });
        var count = 0;
        var first = "";
        foreach (var rule in problem.Terms.Rules.All)
        {
            var broken = rule.CheckPart(reading).Count();
            count += broken;
            first = first.Length == 0 && broken > 0 ? rule.Key : first;
        }

        return count > standing ? first : nameof(Together).ToLowerInvariant();
    }

    /// <summary>What a rule's hold on somebody is called, said so that it gives no private reason.</summary>
    private static Words Label(Rule rule) =>
        rule switch
        {
            MayGuard => new("当晚不能值守", "cannot guard that night"),
            Month => new("本月已排值守", "are out this month already"),
            Rest => new("离前后值守太近", "are too close to another night out"),
            Standby => new("与备班冲突", "are kept by a standby"),
            LeadSeats => new("不能带班", "cannot lead"),
            Carers => new("家中须留人", "are needed at home"),
            KeepApart or Companion or Together or Pins => new("与同班的人不合", "do not fit with who is on the watch"),
            _ => new("当晚已有班", "have a seat that night"),
        };
}
