using Rota.Core;
using Rota.Core.Problems;
using Rota.Core.Registers;
using Rota.Core.Rotas;

namespace Rota.Solver.Tests;

/// <summary>Every rota of a tiny problem, tried through the checks: seat by seat each resident and a gap, cut where a part already breaks a rule.</summary>
/// <param name="problem">The problem.</param>
/// <param name="cut">Whether to cut.</param>
/// <param name="pins">What a rota must hold to count, besides what the problem pins itself.</param>
/// <param name="counts">Whether a finished rota that breaks nothing counts; null: each does.</param>
internal sealed class BruteForce(
    RotaProblem problem,
    bool cut = true,
    IReadOnlyList<(Seat Seat, ResidentId Resident)>? pins = null,
    Func<WatchRota, bool>? counts = null
)
{
    private static readonly Words NoReason = Words.Same("-");
    private readonly List<Seat> seats = [.. problem.Seats()];
    private readonly List<Duty> duties = [];
    private readonly List<Gap> gaps = [];

    /// <summary>Rotas that break nothing.</summary>
    public int Allowed { get; private set; }

    /// <summary>The least cost of an allowed rota; null when there is none.</summary>
    public long? Best { get; private set; }

    public BruteForce Run()
    {
        From(0);
        return this;
    }

    private void From(int at)
    {
        var rota = new WatchRota(problem.Month, duties, gaps);
        if (at == seats.Count)
        {
            var audit = Audit.Of(problem, rota);
            if (audit.IsClean && HoldsPins() && counts?.Invoke(rota) != false)
            {
                Allowed++;
                Best = Math.Min(Best ?? long.MaxValue, audit.Cost);
            }

            return;
        }

        if (
            cut
            && duties.Count > 0
            && gaps.LastOrDefault()?.Seat.CompareTo(duties[^1].Seat) is not > 0
            && IsBroken(rota)
        )
        {
            return;
        }

        foreach (var resident in problem.Residents)
        {
            var watch = problem.Watch(seats[at].Night, seats[at].Watch)!;
            duties.Add(
                new Duty(
                    seats[at],
                    resident.Id,
                    resident.Household.Id,
                    watch.Night.PointsOf(seats[at].Post),
                    resident.CanLead
                )
            );
            From(at + 1);
            duties.RemoveAt(duties.Count - 1);
        }

        gaps.Add(new Gap(seats[at], NoReason));
        From(at + 1);
        gaps.RemoveAt(gaps.Count - 1);
    }

    private bool HoldsPins() =>
        pins is null || pins.All(p => duties.Exists(d => d.Seat == p.Seat && d.Resident == p.Resident));

    private bool IsBroken(WatchRota part)
    {
        var reading = new Reading(problem, part);
        return problem.Terms.Rules.All.Any(r => r.CheckPart(reading).Any());
    }
}
