using NodaTime;
using Rota.Core.Changes;
using Rota.Core.Rotas;

namespace Rota.Core.Tests.Changes;

/// <summary>What full audits of two months say of a change: the slow way, with nothing shared between before and after.</summary>
/// <param name="months">The street.</param>
/// <param name="now">The moment.</param>
internal sealed class FullAudits(TwoMonths months, LocalDateTime now)
{
    private readonly (Dictionary<(YearMonth, string, LocalDate?, string?, string), int> Broken, long Cost) before =
        Read(months.InHand);

    /// <summary>Seats whose watch has not begun, with who holds them.</summary>
    public IReadOnlyList<(Seat Seat, Rota.Core.Registers.ResidentId Resident)> Held =>
        [.. months.Duties.Where(d => IsToCome(months.InHand, d.Key)).Select(d => (d.Key, d.Value))];

    /// <summary>Whether a seat's watch has not begun.</summary>
    public bool IsToCome(Seat seat) => IsToCome(months.InHand, seat);

    /// <summary>Whether a seat's watch is over.</summary>
    public bool IsOver(Seat seat) => months.InHand.Of(seat.Night)!.Problem.Watch(seat.Night, seat.Watch)!.Ends <= now;

    /// <summary>The cost that moves add; null where they add a breach.</summary>
    public long? Added(params IReadOnlyList<(Seat Seat, Rota.Core.Registers.ResidentId To)> moves)
    {
        var after = months.Of(months.After(moves));
        var (broken, cost) = Read(after);
        var adds = broken.Any(b =>
            b.Value > before.Broken.GetValueOrDefault(b.Key)
            && (
                b.Key.Item3 is not { } night
                || after.Of(night)!.Problem.Watch(night, b.Key.Item4!)!.Begins > now
                || moves.Any(m => m.Seat.Night == night && m.Seat.Watch == b.Key.Item4)
            )
        );
        return adds || moves.Any(m => !MayTake(after, m.Seat, m.To)) ? null : cost - before.Cost;
    }

    /// <summary>Whether every rule of single duties allows somebody on a seat, whatever stood against them before on the same watch.</summary>
    private static bool MayTake(PublishedMonths after, Seat seat, Rota.Core.Registers.ResidentId to)
    {
        var problem = after.Of(seat.Night)!.Problem;
        var resident = problem.Resident(to)!;
        return problem
            .Terms.Rules.All.Where(r => r.Key is not ("rest" or "standby"))
            .All(r => r.Allows(resident, problem.Watch(seat.Night, seat.Watch)!, seat.Post));
    }

    private static (Dictionary<(YearMonth, string, LocalDate?, string?, string), int>, long) Read(
        PublishedMonths months
    )
    {
        var broken = new Dictionary<(YearMonth, string, LocalDate?, string?, string), int>();
        long cost = 0;
        foreach (var month in months.Months)
        {
            var audit = Audit.Of(month.Problem, month.Rota);
            cost += audit.Cost;
            foreach (var breach in audit.Breaches)
            {
                var key = (month.Month, breach.Rule, breach.Night, breach.Watch, breach.About);
                broken[key] = broken.GetValueOrDefault(key) + breach.Times;
            }
        }

        return (broken, cost);
    }

    private bool IsToCome(PublishedMonths all, Seat seat) =>
        all.Of(seat.Night)!.Problem.Watch(seat.Night, seat.Watch)!.Begins > now;
}
