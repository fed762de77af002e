using Rota.Core.Problems;
using Rota.Core.Rotas;

namespace Rota.Core.Rows;

/// <summary>
/// What a published month is solved again from: its duties, and the watches that may not change any more. Duties on these are facts:
/// they stand whatever the rules say of them now, and the rules hold for all others beside them. Seats of a post are alike, so that
/// whoever stays on a watch and a post is not changed.
/// </summary>
public sealed class Baseline
{
    private readonly HashSet<(int Resident, int Watch, Post Post)> published = [];
    private readonly bool[] frozen;
    private readonly RotaProblem problem;

    /// <summary>Lays a published rota beside the problem as it is now.</summary>
    /// <param name="problem">The problem, with the watches that were published.</param>
    /// <param name="rota">The published rota.</param>
    /// <param name="isFrozen">Which watches may not change.</param>
    public Baseline(RotaProblem problem, WatchRota rota, Func<Watch, bool> isFrozen)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rota);
        ArgumentNullException.ThrowIfNull(isFrozen);
        this.problem = problem;
        Rota = rota;
        frozen = [.. problem.Watches.Select(isFrozen)];
        foreach (var stand in new Reading(problem, rota).Stands)
        {
            published.Add((stand.Resident.Index, stand.Watch.Index, stand.Post));
        }
    }

    /// <summary>The published rota.</summary>
    public WatchRota Rota { get; }

    /// <summary>Whether a watch may not change.</summary>
    public bool IsFrozen(Watch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return frozen[watch.Index];
    }

    /// <summary>Whether the published rota has a resident on a post of a watch.</summary>
    public bool Has(ResidentMonth resident, Watch watch, Post post)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(watch);
        return published.Contains((resident.Index, watch.Index, post));
    }

    /// <summary>How many published duties another rota of the month does not keep.</summary>
    public int Changed(WatchRota rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        var kept = rota.Duties.Select(PlaceOf).ToHashSet();
        return Rota.Duties.Count(d => !kept.Contains(PlaceOf(d)));
    }

    /// <summary>
    /// A rota that was solved from this one, as an edition that follows it: watches that may not change as they were published, whoever stays
    /// on the seat they had, pins on theirs, and whoever comes on the seats that are left.
    /// </summary>
    public WatchRota Seat(WatchRota solved)
    {
        ArgumentNullException.ThrowIfNull(solved);
        var duties = Rota.Duties.Where(d => IsFrozen(d.Seat)).ToList();
        var gaps = Rota.Gaps.Where(g => IsFrozen(g.Seat)).ToList();
        var was = Rota.Duties.ToDictionary(PlaceOf);
        var pins = problem.Pins.ToDictionary(
            p => (p.Resident.Id, p.Watch.Night.Date, p.Watch.Name, p.Post),
            p => p.Number
        );
        var coming = solved.Duties.ToLookup(d => PostOf(d.Seat));
        foreach (var seats in problem.Seats().Where(s => !IsFrozen(s)).GroupBy(PostOf))
        {
            var free = seats.ToList();
            var unseated = new List<Duty>();
            foreach (var duty in coming[seats.Key].OrderBy(d => !pins.ContainsKey(PlaceOf(d))).ThenBy(d => d.Seat))
            {
                var stays = was.GetValueOrDefault(PlaceOf(duty));
                var seat = duty.Seat with { Number = pins.GetValueOrDefault(PlaceOf(duty), stays?.Seat.Number ?? 0) };
                if (free.Remove(seat))
                {
                    duties.Add(stays?.Seat == seat ? stays : duty with { Seat = seat });
                }
                else
                {
                    unseated.Add(duty);
                }
            }

            foreach (var duty in unseated)
            {
                duties.Add(duty with { Seat = free[0] });
                free.RemoveAt(0);
            }

            gaps.AddRange(free.Select(seat => new Gap(seat, default)));
        }

        return new WatchRota(solved.Month, [.. duties.OrderBy(d => d.Seat)], [.. gaps.OrderBy(g => g.Seat)]);
    }

    private bool IsFrozen(Seat seat) => problem.Watch(seat.Night, seat.Watch) is not { } watch || IsFrozen(watch);

    private static (NodaTime.LocalDate, string, Post) PostOf(Seat seat) => (seat.Night, seat.Watch, seat.Post);

    private static (Registers.ResidentId, NodaTime.LocalDate, string, Post) PlaceOf(Duty duty) =>
        (duty.Resident, duty.Seat.Night, duty.Seat.Watch, duty.Seat.Post);
}
